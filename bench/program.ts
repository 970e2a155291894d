import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Starting, watching and stopping of the measured programs; each is a process of its own. */

export type Program = {
  readonly port: number;
  /** CPU time of the process so far, user and system, in microseconds. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
};

export type ProgramOptions = {
  /** File to run, from this folder. */
  file: string;
  port: number;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
};

const START_LIMIT_MS = 30_000;
const POLL_MS = 2;

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });

const untilListening = async (child: ChildProcess, { file, port }: ProgramOptions): Promise<void> => {
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${file} ended before it listened.`);
    if (performance.now() > deadline) throw new Error(`${file} did not listen on port ${port} within ${START_LIMIT_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
};

// Nothing of our own environment: settings left in a shell would measure another bot.
const environment = (env: ProgramOptions['env']): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], ...env });

const launch = (options: ProgramOptions, flags: readonly string[], ipc: 'ipc' | 'ignore'): ChildProcess =>
  spawn(process.execPath, [...flags, join(import.meta.dirname, options.file), ...(options.args ?? [])], { stdio: ['ignore', 'ignore', 'inherit', ipc], env: environment(options.env) });

/** Starts a program and waits until it listens. It tells its CPU time over the channel that `report-usage.ts` opens in it. */
export const start = async (options: ProgramOptions): Promise<Program> => {
  const child = launch(options, ['--import', join(import.meta.dirname, 'report-usage.ts')], 'ipc');
  try {
    await untilListening(child, options);
  } catch (error) {
    await stop(child);
    throw error;
  }
  const cpu = async (): Promise<number> => {
    const told = once(child, 'message');
    child.send('usage');
    const [{ user, system }] = (await told) as [NodeJS.CpuUsage];
    return user + system;
  };
  return { port: options.port, cpu, stop: () => stop(child) };
};

/** Milliseconds from the start of a process until its port answers. */
export const timeToListen = async (options: ProgramOptions): Promise<number> => {
  const begun = performance.now();
  const child = launch(options, [], 'ignore');
  try {
    await untilListening(child, options);
    return performance.now() - begun;
  } finally {
    await stop(child);
  }
};
