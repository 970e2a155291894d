import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Events of Partner Center's that were taken: each counts once. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table hint (hint_key text primary key, tenant_id text not null, event text not null, taken_at timestamptz not null)`.execute(db);
  await sql`create index hint_taken on hint (taken_at)`.execute(db);
};
