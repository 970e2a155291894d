import { startChild, stopChild } from './child.ts';
import type { Child, Ending } from './child.ts';
import type { LogFile } from './log-file.ts';
import { onceMore } from './programs.ts';
import type { Program, ProgramName } from './programs.ts';
import { BAD_SETTING, FAILED, Refusal } from './refusal.ts';

export type Ended = { name: ProgramName; ending: Ending; count: number; most: number };

export type SuperviseDeps = {
  readonly programs: readonly Program[];
  readonly openLog: (name: ProgramName) => LogFile;
  readonly onReady: (name: ProgramName, address: string) => void;
  /** A program ended by itself and is being started again, for the `count`th time within a minute. */
  readonly onAgain: (ended: Ended) => void;
  readonly describe: (ending: Ending) => string;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly readyWithinMs?: number;
};

export type Supervised = {
  /** Settles when every program is up. */
  readonly ready: Promise<void>;
  /** Settles when the rehearsal cannot go on; never otherwise. */
  readonly failed: Promise<Refusal>;
  /** The bot first, so that what it is doing can still reach the twins. */
  stop(): Promise<void>;
  /** Ends all at once, for a person who does not want to wait. */
  kill(): void;
};

/** People are invited to pull the plug, but a program that always falls over is broken. */
const MOST_AGAIN = 5;
const MINUTE_MS = 60_000;
const READY_WITHIN_MS = 60_000;

type Failure = 'ended' | 'keeps-ending' | 'too-slow';

/** Keeps one program alive: starts it, and starts it again when it ends after having been up. */
const keep = (program: Program, deps: SuperviseDeps, fail: (refusal: Refusal) => void) => {
  const log = deps.openLog(program.name);
  const again: number[] = [];
  let child: Child;
  let stopping = false;
  let wasUp = false;
  const refuse = (failure: Failure, values: Record<string, string>, code?: number): void =>
    fail(new Refusal({ key: `start.refused.${failure}`, place: program.name, code, values: { log: log.path, ...values }, details: child.lastWords() }));
  const onEnd = (ending: Ending): void => {
    if (stopping) return;
    const why = deps.describe(ending);
    if (!wasUp) return refuse('ended', { why }, ending.code === BAD_SETTING ? BAD_SETTING : FAILED);
    again.push(deps.now());
    while (deps.now() - (again[0] ?? 0) > MINUTE_MS) again.shift();
    if (again.length > MOST_AGAIN) return refuse('keeps-ending', { why, most: String(again.length) });
    deps.onAgain({ name: program.name, ending, count: again.length, most: MOST_AGAIN });
    launch(onceMore(program));
  };
  const up: ((value: void) => void)[] = [];
  const ready = new Promise<void>((resolve) => up.push(resolve));
  const launch = (what: Program): void => {
    child = startChild(what, log);
    void child.ended.then(onEnd);
    void child.ready.then((address) => {
      wasUp = true;
      deps.onReady(program.name, address);
      for (const tell of up) tell();
    });
  };
  launch(program);
  const readyWithinMs = deps.readyWithinMs ?? READY_WITHIN_MS;
  const late = setTimeout(() => refuse('too-slow', { seconds: String(readyWithinMs / 1000) }), readyWithinMs);
  void ready.then(() => clearTimeout(late));
  const beforeEnd = (): void => {
    stopping = true;
    clearTimeout(late);
  };
  return {
    name: program.name,
    ready,
    beforeEnd,
    stop: () => stopChild(child),
    kill: () => child.kill('SIGKILL'),
  };
};

/** Starts all programs at once and keeps them alive until `stop`. */
export const supervise = (deps: SuperviseDeps): Supervised => {
  let fail: (refusal: Refusal) => void = () => undefined;
  const failed = new Promise<Refusal>((resolve) => { fail = resolve; });
  const kept = deps.programs.map((program) => keep(program, deps, (refusal) => fail(refusal)));
  const stop = async (): Promise<void> => {
    for (const one of kept) one.beforeEnd();
    await Promise.all(kept.filter(({ name }) => name === 'bot').map((one) => one.stop()));
    await Promise.all(kept.filter(({ name }) => name !== 'bot').map((one) => one.stop()));
  };
  return { ready: Promise.all(kept.map((one) => one.ready)).then(() => undefined), failed, stop, kill: () => kept.forEach((one) => one.kill()) };
};
