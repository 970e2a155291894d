import { access, constants, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, readPointer } from '../../ledger/embedded-home.ts';
import { answers, postmasterPid, shutDown } from '../../ledger/embedded-server.ts';
import { BAD_SETTING, Refusal, whyOf } from './refusal.ts';

/** What a rehearsal leaves in its data folder. The keys go last: as long as they are there, an interrupted move can be repeated. */
const OURS = ['twins', 'logs', 'postgres.json', 'postgres', 'rehearsal.json'];

/** @throws {Refusal} when it cannot be made or written to */
export const ensureFolder = async (dataDir: string): Promise<void> => {
  try {
    await makeFolder(dataDir);
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new Refusal({ key: 'start.refused.folder', values: { folder: dataDir, why: whyOf(thrown) }, code: BAD_SETTING });
  }
};

/** Ends the embedded server of this folder if it answers; a process that merely has its remembered number is left alone. */
export const stopDatabase = async (dataDir: string): Promise<void> => {
  const pointer = await readPointer(dataDir).catch(() => undefined);
  if (pointer === undefined || !(await answers(pointer))) return;
  const pid = await postmasterPid(pointer);
  if (pid !== undefined) await shutDown(pointer, pid);
};

/** Moves one thing; false when it is not there. */
const move = async (from: string, to: string): Promise<boolean> => {
  try {
    await rename(from, to);
    return true;
  } catch (thrown) {
    if (whyOf(thrown) === 'ENOENT') return false;
    throw thrown;
  }
};

/**
 * Puts the rehearsal that is there aside, into `earlier/<stamp>` of the same folder, where it can be started again with
 * VAXLA_DATA_DIR; what it did not make stays untouched. Returns that folder, or undefined when there was nothing to move.
 */
export const moveAside = async (dataDir: string, now: Date): Promise<string | undefined> => {
  await stopDatabase(dataDir);
  const target = join(dataDir, 'earlier', now.toISOString().replaceAll(/[:.]/g, '-'));
  await mkdir(target, { recursive: true, mode: 0o700 });
  const moved: boolean[] = [];
  for (const name of OURS) moved.push(await move(join(dataDir, name), join(target, name)));
  return moved.includes(true) ? target : undefined;
};
