import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, chown, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { machineNow } from './clock.ts';
import { dataPath, makeOwned } from './embedded-home.ts';
import type { Pointer, RunAs } from './embedded-home.ts';
import { isAlive } from './embedded-lock.ts';
import type { Runtime } from './embedded-runtime.ts';
import { asError, StartFault } from './faults.ts';

const run = promisify(execFile);

/** Nothing of our environment reaches the server: it holds secrets, and PG* variables would bend it. Windows needs its root. */
const ENVIRONMENT = process.platform === 'win32' ? { SystemRoot: 'C:\\Windows' } : { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
const LOOK_EVERY_MS = 50;
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;

/** Durability is not for sale; and neither statements nor row contents get into the server's log. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
};

export const logPath = (pointer: Pointer): string => join(pointer.home, 'server.log');

export const urlOf = (pointer: Pointer, database: string): string => `postgres://vaxla:${pointer.password}@127.0.0.1:${pointer.port}/${database}`;

export const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** Makes the data under another name and renames it once whole, so that a kill in the middle leaves no half database. */
export const initialise = async (runtime: Runtime, pointer: Pointer, user: RunAs): Promise<void> => {
  const fresh = `${dataPath(pointer)}-new`;
  const secret = join(pointer.home, 'secret');
  await rm(fresh, { recursive: true, force: true });
  await makeOwned(fresh, user);
  await writeFile(secret, pointer.password, { mode: 0o600 });
  await chmod(secret, 0o600);
  if (user !== undefined) await chown(secret, user.uid, user.gid);
  const how = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  try {
    await run(runtime.initdb, [`--pgdata=${fresh}`, '--username=vaxla', `--pwfile=${secret}`, ...how], { ...user, cwd: '/', env: ENVIRONMENT });
  } catch (thrown) {
    throw new StartFault(`PostgreSQL could not make its folder ${fresh} (${asError(thrown).message.trim()}): make room and rights there, or set DATABASE_URL.`, { cause: thrown });
  } finally {
    await rm(secret, { force: true });
  }
  await rename(fresh, dataPath(pointer));
};

/** The process id of the server on this data folder, by PostgreSQL's own note; undefined when there is none. */
export const postmasterPid = async (pointer: Pointer): Promise<number | undefined> => {
  const note = await readFile(join(dataPath(pointer), 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(note.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
};

/** Runs one piece of work on one connection, which is closed in any case. */
export const withClient = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000, query_timeout: 10_000 });
  // Without a listener a connection that breaks between two awaits would end the process; the query in hand fails anyway.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** True when the server of exactly this data folder answers on the remembered port. */
export const answers = async (pointer: Pointer): Promise<boolean> => {
  try {
    const { rows } = await withClient(urlOf(pointer, 'postgres'), async (client) => client.query<{ data_directory: string }>('show data_directory'));
    return rows[0]?.data_directory === dataPath(pointer);
  } catch {
    return false;
  }
};

/** In a session of its own and with its own files: neither Ctrl-C nor our death takes the server with us. */
const launch = async (runtime: Runtime, pointer: Pointer, user: RunAs): Promise<ChildProcess> => {
  const log = await open(logPath(pointer), 'w', 0o600);
  try {
    const settings = Object.entries({ ...SETTINGS, port: pointer.port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const stdio: ['ignore', number, number] = ['ignore', log.fd, log.fd];
    const child = spawn(runtime.postgres, ['-D', dataPath(pointer), ...settings], { ...user, cwd: '/', env: ENVIRONMENT, detached: true, stdio });
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
};

export type Launched = 'ready' | 'port-taken' | 'other-server';

const whyItEnded = async (pointer: Pointer): Promise<Launched> => {
  const log = await readFile(logPath(pointer), 'utf8').catch(() => '');
  if (/could not (bind|create any TCP)/.test(log)) return 'port-taken';
  if (/lock file "postmaster\.pid" already exists|pre-existing shared memory/.test(log)) return 'other-server';
  const said = log.split('\n').find((line) => /FATAL|PANIC|ERROR/.test(line)) ?? 'it said nothing';
  throw new StartFault(
    `PostgreSQL does not start from ${dataPath(pointer)} (${said.trim()}): restore the folder from a backup, or move it and postgres.json away to begin with an empty database; ${logPath(pointer)} has the whole story.`,
  );
};

/** Starts the server and waits until it answers. @throws {StartFault} when it ends for a reason of its own, or takes over 30 s */
export const launchAndWait = async (runtime: Runtime, pointer: Pointer, user: RunAs): Promise<Launched> => {
  const child = await launch(runtime, pointer, user);
  const until = machineNow() + READY_WITHIN_MS;
  while (machineNow() < until) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return whyItEnded(pointer);
    if (await answers(pointer)) return 'ready';
    await pause(LOOK_EVERY_MS);
  }
  throw new StartFault(`PostgreSQL in ${dataPath(pointer)} has not answered within 30 s: look into ${logPath(pointer)}, then start again.`);
};

/** Fast shutdown: sessions are ended, everything is on disk. A server that hangs is ended hard after 15 s and recovers at its next start. */
export const shutDown = async (pointer: Pointer, pid: number): Promise<void> => {
  if ((await postmasterPid(pointer)) !== pid) return;
  process.kill(pid, 'SIGINT');
  const until = machineNow() + STOP_WITHIN_MS;
  while (isAlive(pid) && machineNow() < until) await pause(LOOK_EVERY_MS);
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
};
