import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { asError, StartFault } from './faults.ts';
import * as begin from './migrations/0001-begin.ts';
import * as facts from './migrations/0002-facts.ts';
import * as reminders from './migrations/0003-reminders.ts';
import * as hints from './migrations/0004-hints.ts';

/** Every migration by name, in order; names are never changed once released. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = { '0001-begin': begin, '0002-facts': facts, '0003-reminders': reminders, '0004-hints': hints };

const MIGRATE_WITHIN_MS = 60_000;
const MISSING_TABLE = '42P01';

const isMissingTable = (thrown: unknown): boolean => typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === MISSING_TABLE;

const appliedNames = async (db: Database): Promise<readonly string[]> => {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db.kysely);
    return rows.map((row) => row.name);
  } catch (thrown) {
    if (isMissingTable(thrown)) return [];
    throw thrown;
  }
};

const refuseNewer = async (db: Database, known: Readonly<Record<string, Migration>>): Promise<void> => {
  const newer = (await appliedNames(db)).filter((name) => !(name in known));
  if (newer.length === 0) return;
  throw new StartFault(`The database was made by a newer Växla (it holds ${newer.join(', ')}): start that version, or restore a backup from before the upgrade.`);
};

/** The database server cannot be had, as one sentence; the cause holds the rest. */
const migrationFault = (thrown: unknown): StartFault =>
  new StartFault(`The database could not be brought up to date (${asError(thrown).message}): look at that, then start again; nothing was changed.`, { cause: thrown });

/**
 * Brings the database to this version. Replicas that start together queue on Kysely's advisory lock and migrate once, all in one
 * transaction, so that a failure leaves nothing half-done (F38).
 * @throws {StartFault} when the database is newer than this code, or a migration fails
 */
export const migrate = async (db: Database, migrations: Readonly<Record<string, Migration>> = MIGRATIONS): Promise<void> => {
  await refuseNewer(db, migrations);
  // Its own connection: a migration may take longer than a statement of the running bot.
  const own = await openDatabase({ url: db.url, max: 2, statementTimeout: MIGRATE_WITHIN_MS });
  try {
    const provider = { getMigrations: async () => ({ ...migrations }) };
    const { error } = await new Migrator({ db: own.kysely, provider }).migrateToLatest();
    if (error !== undefined) throw migrationFault(error);
  } finally {
    await own.close();
  }
};
