import { randomUUID } from 'node:crypto';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Job as BossJob, Queue } from 'pg-boss';
import type { Trx } from './database.ts';
import { asError } from './faults.ts';
import type { OnFault } from './faults.ts';

export type Job<Data> = {
  readonly id: string;
  readonly data: Data;
  /** How often the job was begun before and lost with its worker (or thrown). */
  readonly retryCount: number;
  /** Aborts when the job is taken from this worker. */
  readonly signal: AbortSignal;
};

export type SendOptions = {
  /** Seconds from now or an instant, before which the job does not run. */
  readonly startAfter?: number | Date;
  /** While one job with this key waits in the queue (a delayed one too), another is not added; one that runs does not count. */
  readonly singletonKey?: string;
};

export type Jobs = {
  /** Installs or upgrades the job tables, creates the queues; safe in many replicas at once. */
  start(): Promise<void>;
  /** Lets running handlers end (10 s at most), then closes the connections. */
  stop(): Promise<void>;
  /** Enqueues inside the caller's transaction: rolled back with it, seen by workers once it commits. False: an equal key waits already. */
  send(trx: Trx, queue: string, data: object, options?: SendOptions): Promise<boolean>;
  /**
   * Takes jobs one by one. A handler that throws sees its job again after a second, as does one whose process died; a failure
   * that the handler understands is better ended by returning and sending the next job in the same transaction.
   */
  work<Data extends object>(queue: string, handler: (job: Job<Data>) => Promise<void>, options?: { readonly atOnce?: number }): Promise<void>;
};

export type JobsOptions = {
  readonly url: string;
  readonly queues: readonly string[];
  readonly onFault: OnFault;
};

const STOP_WITHIN_MS = 10_000;

/** Crash recovery in seconds rather than a minute: the default supervision looks every 60 s. Ten is the least heartbeat allowed. */
// `short`: one waiting job a key. Jobs without a key would all share the empty one, so each gets a key of its own.
const QUEUE: Omit<Queue, 'name'> = {
  policy: 'short',
  notify: true,
  heartbeatSeconds: 10,
  retryLimit: 10_000,
  retryDelay: 1,
  expireInSeconds: 600,
};

const asJob = <Data>(job: BossJob<Data>): Job<Data> => ({ id: job.id, data: job.data, retryCount: job.retryCount, signal: job.signal });

const createBoss = (options: JobsOptions): PgBoss => {
  const boss = new PgBoss({
    connectionString: options.url,
    max: 4,
    connectionTimeoutMillis: 2_000,
    options: '-c statement_timeout=30000',
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    schedule: false,
  });
  // Without a listener the process dies together with PostgreSQL.
  boss.on('error', (fault) => options.onFault(asError(fault)));
  return boss;
};

/** Jobs in the same database as the decisions, so that both are written or neither (pg-boss). */
export const createJobs = (options: JobsOptions): Jobs => {
  const boss = createBoss(options);
  /** pg-boss only notes in the job's row that a handler threw. */
  const heard = async (work: Promise<void>): Promise<void> =>
    work.catch((thrown: unknown) => {
      options.onFault(asError(thrown));
      throw thrown;
    });
  return {
    start: async () => {
      await boss.start();
      for (const queue of options.queues) await boss.createQueue(queue, QUEUE);
    },
    stop: async () => boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }),
    send: async (trx, queue, data, { startAfter, singletonKey = randomUUID() } = {}) => {
      const id = await boss.send(queue, data, { ...(startAfter === undefined ? {} : { startAfter }), singletonKey, db: fromKysely(trx) });
      return id !== null;
    },
    work: async <Data extends object>(queue: string, handler: (job: Job<Data>) => Promise<void>, { atOnce = 4 } = {}) => {
      const polling = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1, localConcurrency: atOnce };
      await boss.work<Data>(queue, polling, async (batch) => {
        for (const job of batch) await heard(handler(asJob(job)));
      });
    },
  };
};
