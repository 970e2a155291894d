import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Role } from '../journey/records.ts';
import { canonicalJson } from './canonical.ts';
import type { Json } from './canonical.ts';
import type { Database, Trx } from './database.ts';
import { frame } from './frame.ts';
import type { AuditRow } from './schema.ts';

export type AuditEntry = {
  /** ISO-8601 UTC, from the clock that is handed in. */
  readonly at: string;
  /** Who did it; `watcher` and `worker` stand for the program itself, `none` for somebody without a role. */
  readonly actor: { readonly tenantId: string; readonly personId: string; readonly role: Role | 'watcher' | 'worker' | 'none' };
  readonly event: string;
  /** What it was done to, usually a transfer id. */
  readonly subject: string;
  readonly requestId?: string | undefined;
  readonly before: Json;
  readonly after: Json;
};

export type AuditVerdict = { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly sequence: string; readonly why: string };

type Chained = Omit<Selectable<AuditRow>, 'sequence' | 'hash'>;

/** The lock that makes the chain one line; any number that nobody else in this database uses. */
const AUDIT_LOCK = 7_305_001;
const BEGINNING = '0'.repeat(64);
const PAGE = 1_000;

const hashOf = (row: Chained): string => {
  const { at, actor_tenant_id, actor_person_id, actor_role, event, subject, request_id, before, after, previous } = row;
  const parts = [previous, at, actor_tenant_id, actor_person_id, actor_role, event, subject];
  // An absent request id and an empty one are two things, so absence has no frame at all.
  return createHash('sha256')
    .update(frame(...parts, before, after, ...(request_id === null ? [] : [request_id])))
    .digest('hex');
};

const toRow = (entry: AuditEntry, previous: string): Chained => ({
  at: entry.at,
  actor_tenant_id: entry.actor.tenantId,
  actor_person_id: entry.actor.personId,
  actor_role: entry.actor.role,
  event: entry.event,
  subject: entry.subject,
  request_id: entry.requestId ?? null,
  before: canonicalJson(entry.before),
  after: canonicalJson(entry.after),
  previous,
});

/**
 * Adds one line to the audit chain inside the caller's transaction. Writers queue on a lock that is held until that transaction
 * ends, so append last, right before the commit.
 */
export const appendAudit = async (trx: Trx, entry: AuditEntry): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(trx);
  const last = await trx.selectFrom('audit').select('hash').orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const row = toRow(entry, last?.hash ?? BEGINNING);
  await trx.insertInto('audit').values({ ...row, hash: hashOf(row) }).execute();
};

const flaw = (row: Selectable<AuditRow>, previous: string): string | undefined => {
  if (row.previous !== previous) return 'the line before it is missing or was changed';
  if (row.hash !== hashOf(row)) return 'the line was changed after it was written';
  return undefined;
};

/** Walks the whole chain. Lines cut off at the very end do not show here: compare `rows` with a count that is kept elsewhere. */
export const verifyAudit = async (db: Database): Promise<AuditVerdict> => {
  let previous = BEGINNING;
  let rows = 0;
  let after = '0';
  for (;;) {
    const page = await db.kysely.selectFrom('audit').selectAll().where('sequence', '>', after).orderBy('sequence').limit(PAGE).execute();
    for (const row of page) {
      const why = flaw(row, previous);
      if (why !== undefined) return { ok: false, sequence: row.sequence, why };
      previous = row.hash;
      after = row.sequence;
    }
    rows += page.length;
    if (page.length < PAGE) return { ok: true, rows };
  }
};
