import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Transfer, TransferPhase } from '../journey/records.ts';
import type { Trx } from './database.ts';
import type { Schema } from './schema.ts';

export type Db = Kysely<Schema> | Trx;

/** Somebody else changed the record since it was read: read again, decide again. */
export class StaleRecord extends Error {
  constructor(what: string) {
    super(`${what} was changed by somebody else meanwhile`);
    this.name = 'StaleRecord';
  }
}

const columns = (transfer: Transfer) => ({
  customer_id: transfer.customer.customerId,
  source_tenant_id: transfer.source.tenantId,
  target_tenant_id: transfer.target.tenantId,
  phase: transfer.phase,
  revision: transfer.revision,
  partner_center_id: transfer.partnerCenterId ?? null,
  version: transfer.version,
});

export const insertTransfer = async (trx: Trx, transfer: Transfer, now: Date): Promise<void> => {
  const row = { ...columns(transfer), transfer_id: transfer.transferId, record: JSON.stringify(transfer), created_at: now, look_at: null };
  await trx.insertInto('transfer').values(row).execute();
};

export const findTransfer = async (db: Db, transferId: string): Promise<Transfer | undefined> => {
  const row = await db.selectFrom('transfer').select('record').where('transfer_id', '=', transferId).executeTakeFirst();
  return row?.record;
};

/** Reads the record and keeps others from changing it until the transaction ends. */
export const lockTransfer = async (trx: Trx, transferId: string): Promise<Transfer | undefined> => {
  const row = await trx.selectFrom('transfer').select('record').where('transfer_id', '=', transferId).forUpdate().executeTakeFirst();
  return row?.record;
};

/**
 * Writes `after` where `before` still stands: the version is compared in the same statement, so that a worker that lost its
 * claim cannot overwrite what its successor stored. Throws StaleRecord. Returns the record as stored.
 */
export const storeTransfer = async (trx: Trx, before: Transfer, after: Transfer, lookAt: Date | undefined): Promise<Transfer> => {
  const next = { ...after, version: before.version + 1 };
  const result = await trx
    .updateTable('transfer')
    .set({ ...columns(next), record: JSON.stringify(next), look_at: lookAt ?? null })
    .where('transfer_id', '=', before.transferId)
    .where('version', '=', before.version)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new StaleRecord(`Transfer ${before.transferId}`);
  return next;
};

/** Only the time of the next look changes; the record does not. */
export const postponeLook = async (db: Db, transferId: string, lookAt: Date | undefined): Promise<void> => {
  await db.updateTable('transfer').set({ look_at: lookAt ?? null }).where('transfer_id', '=', transferId).execute();
};

/** Transfers in which the tenant is one of the two parties, newest first (invariant I5). */
export const transfersOf = async (db: Db, tenantId: string, limit = 50): Promise<Transfer[]> => {
  const rows = await db
    .selectFrom('transfer')
    .select('record')
    .where((where) => where.or([where('source_tenant_id', '=', tenantId), where('target_tenant_id', '=', tenantId)]))
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.record);
};

/** Transfers of a customer to which the tenant is a party and at which somebody still wants to look; at most 50, newest first. */
export const awaitedTransfers = async (db: Db, tenantId: string, customerId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('transfer')
    .select('transfer_id')
    .where('customer_id', '=', customerId)
    .where('look_at', 'is not', null)
    .where((where) => where.or([where('source_tenant_id', '=', tenantId), where('target_tenant_id', '=', tenantId)]))
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => row.transfer_id);
};

/** Phases in which a request waits for the word of one of the two parties. */
const UNDECIDED: readonly TransferPhase[] = ['open', 'asked', 'offered'];

/** Requests of this partner that nobody has decided yet, oldest first. */
export const undecidedTransfers = async (db: Db, sourceTenantId: string): Promise<Transfer[]> => {
  const rows = await db.selectFrom('transfer').select('record').where('source_tenant_id', '=', sourceTenantId).where('phase', 'in', UNDECIDED).orderBy('created_at').execute();
  return rows.map((row) => row.record);
};

/** Partners whose requests wait for somebody. */
export const tenantsWaiting = async (db: Db): Promise<string[]> => {
  const rows = await db.selectFrom('transfer').select('source_tenant_id').distinct().where('phase', 'in', UNDECIDED).execute();
  return rows.map((row) => row.source_tenant_id);
};

/**
 * Takes up to `limit` transfers whose time has come and pushes their next look away by a minute, so that replicas do not look twice
 * and a look that dies comes back by itself.
 */
export const claimDue = async (db: Db, now: Date, limit: number): Promise<string[]> => {
  const rows = await sql<{ transfer_id: string }>`
    update transfer set look_at = ${new Date(now.getTime() + 60_000)} where transfer_id in (
      select transfer_id from transfer where look_at <= ${now} order by look_at limit ${limit} for update skip locked)
    returning transfer_id`.execute(db);
  return rows.rows.map((row) => row.transfer_id);
};

/** Reserves the lines for one open request (R154). Returns the lines that another request of ours holds; empty means: reserved. */
export const holdLines = async (trx: Trx, transfer: Transfer): Promise<{ subscriptionId: string; transferId: string }[]> => {
  const ids = allIds(transfer);
  const rows = ids.map((id) => ({ subscription_id: id, source_tenant_id: transfer.source.tenantId, transfer_id: transfer.transferId }));
  await trx.insertInto('open_line').values(rows).onConflict((c) => c.columns(['source_tenant_id', 'subscription_id']).doNothing()).execute();
  const held = await trx
    .selectFrom('open_line')
    .selectAll()
    .where('source_tenant_id', '=', transfer.source.tenantId)
    .where('subscription_id', 'in', ids)
    .where('transfer_id', '!=', transfer.transferId)
    .execute();
  return held.map((row) => ({ subscriptionId: row.subscription_id, transferId: row.transfer_id }));
};

export const releaseLines = async (trx: Trx, transferId: string): Promise<void> => {
  await trx.deleteFrom('open_line').where('transfer_id', '=', transferId).execute();
};

/** Subscription id -> our open transfer that holds it. */
export const heldLines = async (db: Db, sourceTenantId: string): Promise<Map<string, string>> => {
  const rows = await db.selectFrom('open_line').selectAll().where('source_tenant_id', '=', sourceTenantId).execute();
  return new Map(rows.map((row) => [row.subscription_id, row.transfer_id]));
};

/** In one order for everybody, so that two requests for the same lines cannot wait for each other. */
const allIds = (transfer: Transfer): string[] =>
  transfer.lines.flatMap((line) => [line.subscriptionId, ...line.addons.map((addon) => addon.subscriptionId)]).toSorted();

/** Partner Center ids that other transfers of ours go by: none of them can be what a lost answer made. */
export const otherPartnerCenterIds = async (db: Db, transfer: Transfer): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('transfer')
    .select('partner_center_id')
    .where('source_tenant_id', '=', transfer.source.tenantId)
    .where('transfer_id', '!=', transfer.transferId)
    .where('partner_center_id', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.partner_center_id ?? ''));
};
