import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What is known of a partner's move, appended and never changed (R205). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table fact (
    fact_id text primary key, tenant_id text not null, subject text not null, kind text not null, value jsonb not null,
    proof text not null, by_person jsonb, at timestamptz not null, evidence text not null,
    sequence bigint generated always as identity)`.execute(db);
  await sql`create index fact_tenant on fact (tenant_id, sequence)`.execute(db);
  await sql`create trigger fact_append_only before update or delete or truncate on fact for each statement execute function refuse_change()`.execute(db);
};
