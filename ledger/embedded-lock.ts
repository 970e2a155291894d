import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { machineNow } from './clock.ts';
import { StartFault } from './faults.ts';

const WAIT_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** Setting a server up takes seconds; a lock this old belongs to a dead program whose number somebody else has now. */
const FORGOTTEN_AFTER_MS = 120_000;

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: alive, but somebody else's.
    return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'EPERM';
  }
};

const take = async (path: string): Promise<boolean> => {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (thrown) {
    if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
};

const isStale = async (path: string): Promise<boolean> => {
  const [text, about] = await Promise.all([readFile(path, 'utf8').catch(() => ''), stat(path).catch(() => undefined)]);
  if (about === undefined) return false;
  if (machineNow() - about.mtimeMs > FORGOTTEN_AFTER_MS) return true;
  return text !== '' && !isAlive(Number(text));
};

/**
 * Lets one program at a time set up or start the server of a data folder. The lock spares the second one a failed try; what really
 * keeps two servers off one folder is PostgreSQL's own postmaster.pid.
 */
export const withStartLock = async <T>(dataDir: string, work: () => Promise<T>): Promise<T> => {
  const path = join(dataDir, 'postgres.lock');
  const until = machineNow() + WAIT_MS;
  while (!(await take(path))) {
    if (await isStale(path)) await rm(path, { force: true });
    else if (machineNow() > until) throw new StartFault(`Another program has been starting the database in ${dataDir} for a minute: stop it, or delete ${path}.`);
    else await pause(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
};
