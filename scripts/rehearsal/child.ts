import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { LogFile } from './log-file.ts';
import type { Program } from './programs.ts';
import { PROJECT } from './settings.ts';

export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Child = {
  /** Settles when the program has said `ready <name> <address>`, with that address; never when it does not. */
  readonly ready: Promise<string>;
  readonly ended: Promise<Ending>;
  /** The last of what it wrote to stderr. */
  lastWords(): readonly string[];
  kill(signal: NodeJS.Signals): void;
};

const LAST_WORDS = 8;
const LONGEST = 400;
const GRACE_MS = 5_000;

const eachLine = (from: Readable, take: (line: string) => void): void => {
  createInterface({ input: from, crlfDelay: Infinity }).on('line', take);
};

/**
 * Starts one program of the rehearsal. Its standard input is a pipe that says nothing: it ends when we do, however that happens,
 * and the program then stops by itself. In a group of its own, so that Ctrl-C in the terminal reaches only us and all is stopped in order.
 */
export const startChild = (program: Program, log: LogFile): Child => {
  const child = spawn(process.execPath, [program.file], { cwd: PROJECT, env: { ...program.env }, detached: process.platform !== 'win32', windowsHide: true, stdio: 'pipe' });
  const words: string[] = [];
  log.write(`-- started as process ${child.pid} --`);
  // A pipe to a program that has just ended breaks; that it ended is told by 'close'.
  child.stdin.on('error', () => undefined);
  eachLine(child.stderr, (line) => {
    words.push(line.slice(0, LONGEST));
    if (words.length > LAST_WORDS) words.shift();
    log.write(line);
  });
  const ready = new Promise<string>((resolve) => {
    eachLine(child.stdout, (line) => {
      log.write(line);
      const [said, , address] = line.split(' ');
      if (said === 'ready' && address !== undefined) resolve(address);
    });
  });
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', (error) => {
      words.push(error.message);
      resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => {
      log.write(`-- ended, ${signal ?? code} --`);
      resolve({ code, signal });
    });
  });
  return { ready, ended, lastWords: () => words, kill: (signal) => void child.kill(signal) };
};

/** Asks it to stop, and after five seconds makes it. */
export const stopChild = async (child: Child): Promise<void> => {
  child.kill('SIGTERM');
  const waiting = new AbortController();
  const late = pause(GRACE_MS, 'late' as const, { signal: waiting.signal }).catch(() => undefined);
  if ((await Promise.race([child.ended, late])) === 'late') child.kill('SIGKILL');
  waiting.abort();
  await child.ended;
};
