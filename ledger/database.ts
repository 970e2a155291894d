import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { Pool } from 'pg';
import type { PoolConfig } from 'pg';
import type { OnFault } from './faults.ts';
import type { Schema } from './schema.ts';

export type Trx = Transaction<Schema>;
export type LedgerDb = Kysely<Schema>;

export type Database = {
  readonly kysely: Kysely<Schema>;
  /** For adapters that are no business of Kysely's; the same connections. */
  readonly pool: Pool;
  readonly url: string;
  /** True when the server answers a query now; never throws. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  /** Connections at most; 10 unless told. */
  readonly max?: number;
  /** Milliseconds a statement may take; 5000 unless told. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection, a free one or a new one; 2000 unless told. */
  readonly connectTimeout?: number;
  readonly onFault?: OnFault;
};

const CONNECT_WITHIN_MS = 2_000;
const STATEMENT_WITHIN_MS = 5_000;
const GRACE_MS = 1_000;

/** One way to reach the server for everybody in the ledger: short time-outs, keep-alive, and faults that are heard. */
export const poolConfig = (options: DatabaseOptions): PoolConfig => {
  const statementTimeout = options.statementTimeout ?? STATEMENT_WITHIN_MS;
  return {
    connectionString: options.url,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectTimeout ?? CONNECT_WITHIN_MS,
    statement_timeout: statementTimeout,
    // A server that is gone without a word never enforces its own time-out.
    query_timeout: statementTimeout + GRACE_MS,
    idle_in_transaction_session_timeout: statementTimeout * 2,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    application_name: 'vaxla',
  };
};

/** A pool whose broken connections are reported, not thrown: without listeners a failover (57P01) ends the process (F31). */
export const openPool = (options: DatabaseOptions): Pool => {
  const report: OnFault = (fault) => options.onFault?.(fault);
  const pool = new Pool(poolConfig(options));
  pool.on('error', report);
  // While a client is checked out the pool does not listen to it.
  pool.on('connect', (client) => client.on('error', report));
  return pool;
};

/**
 * Opens the ledger's pool. No connection is made yet, so that a server that is down shows at the first query (connect within
 * 2 s, statement within 5 s) and the program lives on and reconnects by itself.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const pool = openPool(options);
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const isUp = async (): Promise<boolean> =>
    sql`select 1`.execute(kysely).then(
      () => true,
      () => false,
    );
  return { kysely, pool, url: options.url, isUp, close: async () => pool.end() };
};
