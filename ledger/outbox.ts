import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { OwedReminder } from '../journey/reminders/reminder.ts';
import type { Trx } from './database.ts';
import type { OutboxRow } from './schema.ts';
import type { Db } from './transfers.ts';

type Who = { readonly tenantId: string; readonly personId: string };

export type OutboxItem = Selectable<OutboxRow>;

export type Owed = {
  /** Names the fact for ever; a second row with the same key is not written (invariant I6). */
  readonly dedupe: string;
  readonly tenantId: string;
  readonly personId: string;
  readonly kind: string;
  readonly transferId?: string;
  readonly handle?: string;
  readonly reminder?: OwedReminder;
};

/** Writes down what people are owed. Returns the people for whom something new was written. */
export const owe = async (trx: Trx, owed: readonly Owed[], now: Date): Promise<{ tenantId: string; personId: string }[]> => {
  if (owed.length === 0) return [];
  const rows = owed.map((one) => ({
    outbox_id: randomUUID(),
    dedupe: one.dedupe,
    tenant_id: one.tenantId,
    person_id: one.personId,
    kind: one.kind,
    transfer_id: one.transferId ?? null,
    handle: one.handle ?? null,
    reminder: one.reminder === undefined ? null : JSON.stringify(one.reminder),
    held: null,
    state: 'waiting' as const,
    attempts: 0,
    next_at: now,
    activity_id: null,
    last_error: null,
    created_at: now,
  }));
  const written = await trx
    .insertInto('outbox')
    .values(rows)
    .onConflict((conflict) => conflict.column('dedupe').doNothing())
    .returning(['tenant_id', 'person_id'])
    .execute();
  const people = new Map(written.map((row) => [`${row.tenant_id}/${row.person_id}`, { tenantId: row.tenant_id, personId: row.person_id }]));
  return [...people.values()];
};

/** What a person is still owed, in the order in which it was written. */
export const waitingFor = async (db: Db, tenantId: string, personId: string): Promise<OutboxItem[]> =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .orderBy('sequence')
    .limit(100)
    .execute();

/** What can be delivered to a person, in the order in which it was written; without that which is held back for a later hour. */
export const readyFor = async (db: Db, { tenantId, personId }: Who, now: Date): Promise<OutboxItem[]> =>
  db
    .selectFrom('outbox')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where((where) => where.or([where('held', 'is', null), where('next_at', '<=', now)]))
    .orderBy('sequence')
    .limit(100)
    .execute();

/** People who are owed something whose time has come: the sweep wakes their deliveries, whatever became of the job. */
export const peopleWaiting = async (db: Db, now: Date): Promise<{ tenantId: string; personId: string }[]> => {
  const rows = await db
    .selectFrom('outbox')
    .select(['tenant_id', 'person_id'])
    .distinct()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .limit(500)
    .execute();
  return rows.map((row) => ({ tenantId: row.tenant_id, personId: row.person_id }));
};

export const tickOff = async (db: Db, ids: readonly string[], activityId: string | null): Promise<void> => {
  await db.updateTable('outbox').set({ state: 'sent', activity_id: activityId }).where('outbox_id', 'in', ids).execute();
};

export const dropItems = async (db: Db, ids: readonly string[], why: string): Promise<void> => {
  await db.updateTable('outbox').set({ state: 'dropped', last_error: why }).where('outbox_id', 'in', ids).execute();
};

export const postponeItem = async (db: Db, item: OutboxItem, nextAt: Date, why: string): Promise<void> => {
  await db
    .updateTable('outbox')
    .set({ attempts: item.attempts + 1, next_at: nextAt, last_error: why })
    .where('outbox_id', '=', item.outbox_id)
    .execute();
};

/** Keeps an item back until then; the sweep wakes its delivery. */
export const holdItem = async (db: Db, item: Pick<OutboxItem, 'outbox_id'>, { until, as }: { until: Date; as: 'quiet' | 'digest' }): Promise<void> => {
  await db.updateTable('outbox').set({ held: as, next_at: until }).where('outbox_id', '=', item.outbox_id).execute();
};

/** What was held back for a person is looked at anew: they have chosen otherwise. */
export const releaseHeld = async (db: Db, { tenantId, personId }: Who, now: Date): Promise<void> => {
  await db
    .updateTable('outbox')
    .set({ held: null, next_at: now })
    .where('state', '=', 'waiting')
    .where('held', 'is not', null)
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
};

export const findItem = async (db: Db, outboxId: string): Promise<OutboxItem | undefined> =>
  db.selectFrom('outbox').selectAll().where('outbox_id', '=', outboxId).executeTakeFirst();

/** Which of these facts have been told or are owed already. */
export const knownFacts = async (db: Db, dedupes: readonly string[]): Promise<ReadonlySet<string>> => {
  if (dedupes.length === 0) return new Set();
  const rows = await db.selectFrom('outbox').select('dedupe').where('dedupe', 'in', dedupes).execute();
  return new Set(rows.map((row) => row.dedupe));
};
