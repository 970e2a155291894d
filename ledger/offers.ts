import { sql } from 'kysely';
import type { Transfer } from '../journey/records.ts';
import type { Trx } from './database.ts';
import { otherPartnerCenterIds } from './transfers.ts';

/**
 * New-commerce requests between the same two partners for the same customer look alike at Partner Center: they have no lines before the source
 * accepts. Whoever has one made, or takes one over, holds this lock while looking whose is whose; it is free again when the transaction ends.
 */
export const lockOffers = async (trx: Trx, { source, target, customer }: Transfer): Promise<void> => {
  const key = `offers/${source.tenantId}/${target.tenantId}/${customer.customerId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx);
};

const alike = (trx: Trx, transfer: Transfer) =>
  trx
    .selectFrom('transfer')
    .where('transfer.source_tenant_id', '=', transfer.source.tenantId)
    .where('transfer.target_tenant_id', '=', transfer.target.tenantId)
    .where('transfer.customer_id', '=', transfer.customer.customerId)
    .where('transfer.transfer_id', '!=', transfer.transferId);

/** True while another order to make such a request has left and its end is not known: a second one could not be told from it. */
export const isAnotherOfferOut = async (trx: Trx, transfer: Transfer): Promise<boolean> => {
  const rows = await alike(trx, transfer)
    .innerJoin('decision', 'decision.transfer_id', 'transfer.transfer_id')
    .select('decision.decision_id')
    .where('decision.verb', '=', 'offer')
    .where('decision.state', '=', 'sent')
    .limit(1)
    .execute();
  return rows.length > 0;
};

/** True when this request at Partner Center can be this transfer's: no other goes by it, and none is being made that it could be. */
export const mayTakeOver = async (trx: Trx, transfer: Transfer, partnerCenterId: string): Promise<boolean> => {
  const making = await alike(trx, transfer).select('transfer.transfer_id').where('transfer.phase', '=', 'offering').limit(1).execute();
  return making.length === 0 && !(await otherPartnerCenterIds(trx, transfer)).has(partnerCenterId);
};
