import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { asError, StartFault } from './faults.ts';

/**
 * `postgres.json` in the data folder (mode 0600): where the server lives and how to enter. It is written before the first
 * initdb; `made` says that data existed once, so that lost data is never mistaken for a first start.
 */
export type Pointer = { readonly format: 1; readonly home: string; readonly port: number; readonly password: string; readonly made: boolean };

/** The user that the server runs as; undefined: the same as ours. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

const START_ANEW = 'restore it from a backup, or move it away to begin with an empty database';
/** Roots of the folders for the unprivileged user, best first: /var/tmp is swept now and then, but is everywhere. */
const OPEN_PLACES = ['/var/cache', '/var/tmp'];

export const pointerPath = (dataDir: string): string => join(dataDir, 'postgres.json');
export const dataPath = (pointer: Pointer): string => join(pointer.home, 'data');

const isRoot = (): boolean => process.getuid?.() === 0;

const codeOf = (thrown: unknown): unknown => (typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined);

const isPointer = (value: unknown): value is Pointer => {
  if (typeof value !== 'object' || value === null) return false;
  const { format, home, port, password, made } = value as Partial<Record<keyof Pointer, unknown>>;
  return format === 1 && typeof home === 'string' && typeof port === 'number' && typeof password === 'string' && typeof made === 'boolean';
};

const parsePointer = (path: string, text: string): Pointer => {
  try {
    const value: unknown = JSON.parse(text);
    if (isPointer(value)) return value;
    throw new Error('it lacks something');
  } catch (thrown) {
    throw new StartFault(`${path} does not say where the database is (${asError(thrown).message}): ${START_ANEW}.`, { cause: thrown });
  }
};

/** Undefined when there is none yet. @throws {StartFault} when it cannot be read or makes no sense */
export const readPointer = async (dataDir: string): Promise<Pointer | undefined> => {
  const path = pointerPath(dataDir);
  try {
    const pointer = parsePointer(path, await readFile(path, 'utf8'));
    return { ...pointer, home: resolve(dataDir, pointer.home) };
  } catch (thrown) {
    if (thrown instanceof StartFault) throw thrown;
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw new StartFault(`${path} cannot be read (${asError(thrown).message}): start as the user who owns it.`, { cause: thrown });
  }
};

/** A home inside the data folder is noted relative to it, so that the whole folder may be moved. */
const noted = (dataDir: string, home: string): string => {
  const inside = relative(resolve(dataDir), home);
  return inside.startsWith('..') ? home : inside;
};

export const writePointer = async (dataDir: string, pointer: Pointer): Promise<void> => {
  const next = `${pointerPath(dataDir)}.${randomBytes(4).toString('hex')}`;
  const text = JSON.stringify({ ...pointer, home: noted(dataDir, pointer.home) }, null, 2);
  await writeFile(next, `${text}\n`, { mode: 0o600 });
  await rename(next, pointerPath(dataDir));
};

const openPlace = async (): Promise<string> => {
  for (const place of OPEN_PLACES) {
    const made = await mkdtemp(join(place, 'vaxla-')).catch(() => undefined);
    if (made !== undefined) return made;
  }
  throw new StartFault(`No folder for the database could be made in ${OPEN_PLACES.join(' or ')}: make one of them writable, or start as an ordinary user.`);
};

/** Root may not run PostgreSQL, and who may cannot enter folders below /root: the server then lives in a place of its own. */
const newHome = async (dataDir: string): Promise<string> => {
  const home = isRoot() ? await openPlace() : join(resolve(dataDir), 'postgres');
  await mkdir(home, { recursive: true });
  await chmod(home, isRoot() ? 0o711 : 0o700);
  return home;
};

const refuseOrphan = async (dataDir: string): Promise<void> => {
  const folder = join(resolve(dataDir), 'postgres');
  const orphan = await stat(join(folder, 'data')).catch(() => undefined);
  if (orphan === undefined) return;
  throw new StartFault(`${folder} holds a database, but ${pointerPath(dataDir)} with its password is gone: restore that file, or move the folder away to begin with an empty database.`);
};

const begin = async (dataDir: string, port: number): Promise<Pointer> => {
  await refuseOrphan(dataDir);
  const pointer: Pointer = { format: 1, home: await newHome(dataDir), port, password: randomBytes(24).toString('hex'), made: false };
  await writePointer(dataDir, pointer);
  return pointer;
};

/** Finds the server's place, or makes one. Call it under the start lock only. */
export const findOrBegin = async (dataDir: string, freePort: () => Promise<number>): Promise<Pointer> =>
  (await readPointer(dataDir)) ?? (await begin(dataDir, await freePort()));

const unprivileged = async (): Promise<RunAs> => {
  const line = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').find((each) => each.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? '').split(':');
  if (uid === undefined || gid === undefined) {
    throw new StartFault('PostgreSQL refuses to run as root and there is no user "nobody" to run it as: start as an ordinary user, or set DATABASE_URL.');
  }
  return { uid: Number(uid), gid: Number(gid) };
};

/** Whose data folder it is runs the server: root steps down to that user, everybody else must be that user. */
export const runAs = async (pointer: Pointer): Promise<RunAs> => {
  const owner = await stat(dataPath(pointer)).catch(() => undefined);
  if (owner === undefined) return isRoot() ? unprivileged() : undefined;
  if (owner.uid === process.getuid?.()) return undefined;
  if (isRoot()) return { uid: owner.uid, gid: owner.gid };
  throw new StartFault(`${dataPath(pointer)} belongs to another user (uid ${owner.uid}): start as that user, or move the folder away.`);
};

/** An empty folder that the server's user owns alone. */
export const makeOwned = async (path: string, user: RunAs): Promise<void> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (user !== undefined) await chown(path, user.uid, user.gid);
};

/** Says whether there is data to start from. @throws {StartFault} lost data, or data of another PostgreSQL */
export const dataIsThere = async (dataDir: string, pointer: Pointer, major: string): Promise<boolean> => {
  const data = dataPath(pointer);
  const folder = await stat(data).catch(() => undefined);
  if (folder === undefined && !pointer.made) return false;
  if (folder === undefined) {
    throw new StartFault(`${pointerPath(dataDir)} says that the database is in ${data}, which is gone: restore that folder, or delete postgres.json to begin with an empty database.`);
  }
  const found = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found === undefined) throw new StartFault(`${data} is not a whole PostgreSQL database (PG_VERSION cannot be read): ${START_ANEW} (together with ${pointerPath(dataDir)}).`);
  if (found.trim() === major) return true;
  throw new StartFault(`${data} was made by PostgreSQL ${found.trim()} and this program brings ${major}: set DATABASE_URL to a server of that version, or move ${dataDir} away to begin with an empty database.`);
};

/**
 * Makes a folder and those above it, for their owner alone. Rejects with the system's error. Not `mkdir` with `recursive`: that one
 * never returns in a place like /proc, where a new folder "does not exist" although the one above it does.
 */
export const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return;
  if (!(await isFolder(dirname(path)))) await makeFolder(dirname(path));
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (thrown) {
    // Somebody else may have been quicker.
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || !(await isFolder(path))) throw thrown;
  }
};

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() === true;
