import { sql } from 'kysely';
import type { Kysely } from 'kysely';

const STATEMENTS = [
  `create table person (
     tenant_id text not null, person_id text not null, name text not null, side text not null, roles jsonb not null,
     roles_read_at timestamptz, locale text not null, locale_chosen boolean not null default false, time_zone text not null, primary key (tenant_id, person_id))`,
  `create table conversation (
     tenant_id text not null, person_id text not null, conversation_id text not null, service_url text not null,
     user_id text not null, bot_id text not null, welcomed_at timestamptz, dead_since timestamptz, primary key (tenant_id, person_id))`,
  `create table transfer (
     transfer_id text primary key, customer_id text not null, source_tenant_id text not null, target_tenant_id text not null,
     phase text not null, revision integer not null, partner_center_id text, record jsonb not null, look_at timestamptz,
     version integer not null, created_at timestamptz not null)`,
  'create index transfer_look on transfer (look_at) where look_at is not null',
  'create index transfer_source on transfer (source_tenant_id)',
  'create index transfer_target on transfer (target_tenant_id)',
  `create table open_line (
     subscription_id text not null, source_tenant_id text not null, transfer_id text not null references transfer,
     primary key (source_tenant_id, subscription_id))`,
  `create table decision (
     decision_id text primary key, transfer_id text not null references transfer, revision integer not null, verb text not null,
     tenant_id text not null, person_id text not null, person_name text not null, role text not null, reason text, comment text,
     request_id text not null, correlation_id text not null, state text not null, attempts integer not null, next_at timestamptz not null,
     last_answer jsonb, decided_at timestamptz not null, version integer not null, unique (transfer_id, revision))`,
  "create index decision_unfinished on decision (next_at) where state in ('recorded', 'sent')",
  `create table outbox (
     outbox_id text primary key, dedupe text not null unique, tenant_id text not null, person_id text not null, kind text not null,
     transfer_id text references transfer, handle text, state text not null, attempts integer not null, next_at timestamptz not null,
     activity_id text, last_error text, created_at timestamptz not null, sequence bigint generated always as identity)`,
  "create index outbox_waiting on outbox (next_at) where state = 'waiting'",
  `create table card (
     handle text primary key, tenant_id text not null, person_id text not null, conversation_id text not null,
     transfer_id text not null references transfer, revision integer not null, activity_id text, created_at timestamptz not null)`,
  'create index card_transfer on card (transfer_id)',
  `create table audit (
     sequence bigint generated always as identity primary key, at text not null, actor_tenant_id text not null,
     actor_person_id text not null, actor_role text not null, event text not null, subject text not null, request_id text,
     before text not null, after text not null, previous text not null unique, hash text not null)`,
  `create table sealed_token (
     tenant_id text not null, person_id text not null, sealed bytea not null, version integer not null,
     updated_at timestamptz not null, primary key (tenant_id, person_id))`,
  'create table memory (key text primary key, value text not null, expires_at timestamptz)',
  'create table seen_activity (activity_key text primary key, seen_at timestamptz not null)',
  'create table switch (name text primary key, "on" boolean not null)',
  `create function refuse_change() returns trigger language plpgsql as $$
     begin raise exception 'the audit log is append-only'; end $$`,
  'create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_change()',
];

/** The first shape of the ledger. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
};
