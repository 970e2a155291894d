import { QUEUES } from '../commands/deps.ts';
import type { CommandDeps } from '../commands/deps.ts';
import { carryOut } from '../commands/carry-out.ts';
import { observe } from '../commands/observe.ts';
import type { Jobs } from '../ledger/jobs.ts';
import { readBack } from '../commands/read-backs/all.ts';
import { remind } from '../watcher/remind.ts';
import { sweep, sweepSteps } from '../watcher/sweep.ts';
import type { Log } from './log.ts';

export type WorkerDeps = {
  readonly jobs: Jobs;
  readonly commands: CommandDeps;
  readonly deliver: (who: { tenantId: string; personId: string }) => Promise<void>;
  readonly openDialog: (request: OpenDialog) => Promise<void>;
  /** Asks for events, until that has worked. */
  readonly register?: () => Promise<void>;
  /** Upkeep that may wait: expired memory, old delivery marks. */
  readonly tidy: () => Promise<void>;
  readonly log: Log;
};

export type OpenDialog = { tenantId: string; personId: string; transferId: string };

export const OPEN_DIALOG = 'open-dialog';
export const ALL_QUEUES = [...Object.values(QUEUES), OPEN_DIALOG];

const SWEEP_EVERY_MS = 1_000;
const STEPS_EVERY_MS = 60_000;
const REGISTER_EVERY_MS = 2_000;
const TIDY_EVERY_MS = 10 * 60_000;

/** Takes jobs and, once a second, looks for what is due. A failed sweep is told and tried again; it holds nothing up. */
export const startWorker = async (deps: WorkerDeps): Promise<{ stop(): Promise<void> }> => {
  await deps.jobs.work<{ decisionId: string }>(QUEUES.carryOut, (job) => carryOut(deps.commands, job.data.decisionId));
  await deps.jobs.work<{ transferId: string }>(QUEUES.observe, (job) => quietly(deps.log, 'look failed', () => observe(deps.commands, job.data.transferId)));
  await deps.jobs.work<{ tenantId: string; personId: string }>(QUEUES.deliver, (job) => deps.deliver(job.data));
  await deps.jobs.work<OpenDialog>(OPEN_DIALOG, (job) => quietly(deps.log, 'dialog could not be opened', () => deps.openDialog(job.data)));
  await deps.jobs.work<{ tenantId: string }>(QUEUES.readBack, async (job) => {
    await quietly(deps.log, 'read-back failed', () => readBack(deps.commands, job.data.tenantId));
    // What was read is told at once, and what is due by the calendar with it.
    await quietly(deps.log, 'reminders failed', () => remind(deps.commands, job.data.tenantId));
  });
  const stopSteps = every(STEPS_EVERY_MS, () => quietly(deps.log, 'sweep of steps failed', () => sweepSteps(deps.commands)));
  const stopSweep = every(SWEEP_EVERY_MS, () => quietly(deps.log, 'sweep failed', () => sweep(deps.commands)));
  const { register } = deps;
  const stopRegister = register === undefined ? undefined : every(REGISTER_EVERY_MS, () => quietly(deps.log, 'registration for events failed', register));
  const stopTidy = every(TIDY_EVERY_MS, () => quietly(deps.log, 'tidy failed', deps.tidy));
  return {
    stop: async () => {
      // A call under way outside would hold the stop up; it ends with the connections, which are closed after this.
      void stopRegister?.();
      await Promise.all([stopSweep(), stopSteps(), stopTidy()]);
      await deps.jobs.stop();
    },
  };
};

/** A look that fails is not tried at once again: the transfer's next look is due soon anyway. */
const quietly = async (log: Log, message: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    log.warn({ error }, message);
  }
};

/** Runs again so long after it ended; the returned function stops and waits for the run under way. */
const every = (ms: number, work: () => Promise<void>): (() => Promise<void>) => {
  let stopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const next = (): void => {
    timer = setTimeout(() => {
      running = work().then(() => {
        if (!stopped) next();
      });
    }, ms);
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
};
