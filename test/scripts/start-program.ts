import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../../ledger/embedded-lock.ts';

export const PROJECT = join(import.meta.dirname, '../..');

export type Setting = 'REHEARSAL_PORT' | 'PORT' | 'PARTNER_CENTER_PORT' | 'ENTRA_PORT' | 'PORTAL_PORT';
export type Ports = Readonly<Record<Setting, number>>;
export type End = { code: number | null; out: string; err: string };
export type Started = { child: ChildProcess; ended: Promise<End>; out(): string; err(): string };

/** Five ports that are free and differ: all are held at the same time, then let go. */
export const freePorts = async (): Promise<Ports> => {
  const names: Setting[] = ['REHEARSAL_PORT', 'PORT', 'PARTNER_CENTER_PORT', 'ENTRA_PORT', 'PORTAL_PORT'];
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map(async (server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(async (server) => once(server.close(), 'close')));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Ports;
};

const asTexts = (ports: Partial<Ports>): Record<string, string> => Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));

type Options = { dataDir: string; ports?: Partial<Ports>; env?: Record<string, string>; args?: readonly string[]; nodeArgs?: readonly string[] };

/** `npm start` without npm: the same program on the same Node, with none of this machine's settings. */
export const start = ({ dataDir, ports = {}, env = {}, args = [], nodeArgs = [] }: Options): Started => {
  const { PATH } = process.env;
  const all = { PATH, LANG: 'C', VAXLA_DATA_DIR: dataDir, ...asTexts(ports), ...env };
  const child = spawn(process.execPath, [...nodeArgs, 'scripts/run.mjs', 'scripts/start.ts', ...args], { cwd: PROJECT, env: all, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  return { child, ended, out: () => out, err: () => err };
};

/** Looks again and again until it is so, and says what was awaited when it never is. */
export const until = async (what: string, withinMs: number, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what}: not so within ${withinMs} ms.`);
    await pause(50);
  }
};

/** Waits for the screen. Fails at once, with what was said, when the program ends instead. Returns the milliseconds it took. */
export const untilReady = async (started: Started, withinMs = 20_000): Promise<number> => {
  const begun = performance.now();
  await until('The rehearsal is ready', withinMs, () => {
    const { exitCode, signalCode } = started.child;
    if (exitCode !== null || signalCode !== null) throw new Error(`It ended (${exitCode ?? signalCode}): ${started.out()}${started.err()}`);
    return /Ctrl-C/.test(started.out());
  });
  return performance.now() - begun;
};

/** The process ids that the logs of a start name, by program; the last one of each. */
export const childPids = async (dataDir: string): Promise<Record<'bot' | 'entra' | 'partner-center' | 'teams', number>> => {
  const names = ['bot', 'entra', 'partner-center', 'teams'] as const;
  const pidIn = async (name: string): Promise<number> => {
    const log = await readFile(join(dataDir, 'logs', `${name}.log`), 'utf8');
    return Number([...log.matchAll(/^-- started as process (\d+) --$/gm)].at(-1)?.[1]);
  };
  const pids = await Promise.all(names.map(pidIn));
  return Object.fromEntries(names.map((name, index) => [name, pids[index]])) as Record<(typeof names)[number], number>;
};

export const listens = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** What is left of a rehearsal: living children and open ports. */
export const leftovers = async (pids: readonly number[], ports: Ports): Promise<string[]> => {
  const open = await Promise.all(Object.entries(ports).map(async ([name, port]) => ((await listens(port)) ? [`${name} ${port}`] : [])));
  return [...pids.filter(isAlive).map((pid) => `process ${pid}`), ...open.flat()];
};
