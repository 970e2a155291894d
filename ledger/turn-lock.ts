import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { openPool } from './database.ts';
import { asError, TurnBusy } from './faults.ts';
import type { OnFault } from './faults.ts';

export type TurnLock = {
  /**
   * Runs the turns of one conversation one at a time: in order of arrival here, and never at once with another replica's.
   * Not to be called inside a turn of the same key.
   * @throws {TurnBusy} when the turn could not begin in time; `work` has not run then
   */
  withTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type TurnLockOptions = {
  readonly url: string;
  /** Turns at once in this process; each holds a connection, which is why they have a pool of their own. 10 unless told. */
  readonly atOnce?: number;
  /** Milliseconds a turn waits for its beginning; 10000 unless told. */
  readonly wait?: number;
  readonly onFault?: OnFault;
};

const LOCK_NOT_AVAILABLE = '55P03';
const POOL_IS_FULL = /timeout exceeded when trying to connect/;

const busy = (): TurnBusy => new TurnBusy('Another turn of this conversation has not ended in time.');

/** A PostgreSQL advisory lock is a 64-bit number. */
const lockNumber = (key: string): string => createHash('sha256').update('turn\0').update(key).digest().readBigInt64BE().toString();

const within = async (before: Promise<void>, milliseconds: number): Promise<void> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(busy()), milliseconds);
  try {
    await Promise.race([before, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const isBusy = (thrown: unknown): boolean => {
  const fault = asError(thrown);
  return ('code' in fault && fault.code === LOCK_NOT_AVAILABLE) || POOL_IS_FULL.test(fault.message);
};

const lock = async (client: PoolClient, number: string, milliseconds: number): Promise<void> => {
  // At least 1: PostgreSQL reads 0 as "wait for ever". One round trip: the list is worked through from left to right.
  const limit = String(Math.max(1, Math.ceil(milliseconds)));
  await client.query("select set_config('lock_timeout', $1, false), pg_advisory_lock($2)", [limit, number]);
};

/** A connection that cannot unlock is thrown away, and the server frees its locks with it. */
const unlock = async (client: PoolClient, number: string): Promise<void> => {
  try {
    await client.query('select pg_advisory_unlock($1)', [number]);
    client.release();
  } catch (thrown) {
    client.release(asError(thrown));
  }
};

/** BotState is last-writer-wins, so the turns of a conversation must not overlap, across replicas either. */
export const createTurnLock = (options: TurnLockOptions): TurnLock => {
  const wait = options.wait ?? 10_000;
  const pool = openPool({ url: options.url, max: options.atOnce ?? 10, statementTimeout: wait + 1_000, connectTimeout: wait, onFault: options.onFault });
  /** The end of the last turn in line, by key; gone when nobody is in line. */
  const lines = new Map<string, Promise<void>>();

  const acquire = async (number: string, until: number): Promise<PoolClient> => {
    const client = await pool.connect();
    try {
      await lock(client, number, until - performance.now());
      return client;
    } catch (thrown) {
      client.release(asError(thrown));
      throw thrown;
    }
  };

  const standInLine = (key: string): { readonly before: Promise<void>; readonly leave: () => void } => {
    const before = lines.get(key) ?? Promise.resolve();
    const turn = Promise.withResolvers<void>();
    const end = before.then(async () => turn.promise);
    lines.set(key, end);
    // Not in `leave`: who gave up waiting leaves while others are still in front.
    void end.then(() => lines.get(key) === end && lines.delete(key));
    return { before, leave: turn.resolve };
  };

  const begin = async (key: string, before: Promise<void>): Promise<PoolClient> => {
    const until = performance.now() + wait;
    try {
      await within(before, wait);
      return await acquire(lockNumber(key), until);
    } catch (thrown) {
      throw isBusy(thrown) ? busy() : thrown;
    }
  };

  return {
    withTurn: async (key, work) => {
      const { before, leave } = standInLine(key);
      try {
        const client = await begin(key, before);
        try {
          return await work();
        } finally {
          await unlock(client, lockNumber(key));
        }
      } finally {
        leave();
      }
    },
    close: async () => pool.end(),
  };
};
