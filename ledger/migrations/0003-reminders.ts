import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Messages that are not about a transfer, messages that are held back, and how each person wants to be told. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table outbox add column reminder jsonb, add column held text`.execute(db);
  await sql`create table choice (
    tenant_id text not null, person_id text not null, mode text not null, time_zone text not null, quiet_from integer not null,
    quiet_until integer not null, quiet_weekends boolean not null, muted jsonb not null, primary key (tenant_id, person_id))`.execute(db);
};
