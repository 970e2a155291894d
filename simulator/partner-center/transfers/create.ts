import { randomUUID } from 'node:crypto';
import { objectBody, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import { isThrough, subscriptionKey, type LineRecord, type SubscriptionRecord, type TransferRecord } from '../state.ts';
import { writeAudit } from '../audit-log.ts';
import { announceTransfer } from '../webhooks/announce.ts';
import { addonsOf, whyNot } from './eligible.ts';

type Wanted = { subscriptionId: string; partnerIdOnRecord: string };

/** Creates a legacy transfer on behalf of its source: quantities are frozen here, add-ons come along (§9.2). */
export const createTransfer = (call: CustomerCall): TransferRecord => {
  const { customer, state, caller, now } = call;
  const { target, wanted } = readRequest(call);
  const lines = wanted.flatMap((want) => freeze(call, want, wanted)).map(numbered);
  const at = now.toISOString();
  const transfer: TransferRecord = {
    id: randomUUID(), customerId: customer.id, customerName: customer.name, source: caller.tenantId, target,
    phase: 'Active', createdAt: at, modifiedAt: at, modifiedBy: caller.personId, lines,
  };
  state.transfers.set(transfer.id, transfer);
  const audit = writeAudit(state, {
    operationType: 'create_transfer', resourceType: 'transfer', customer, seenBy: [transfer.source, target], by: caller.name, at: now, subject: transfer.id,
  });
  announceTransfer(state, transfer, { at: now, audit, isNew: true });
  return transfer;
};

/** The line's place in the request is also its failure group, which its add-ons share. */
const numbered = (line: LineRecord, id: number): LineRecord => {
  const group = String(id);
  return { ...line, id, group, addons: line.addons.map((addon) => ({ ...addon, group })) };
};

/** Direction, parties and the shape of the lines; anything that is not as documented is refused by name. */
const readRequest = ({ ask, caller, partner, customer }: CustomerCall): { target: string; wanted: Wanted[] } => {
  const body = objectBody(ask);
  const { sourcePartnerTenantId: source, targetPartnerTenantId: target, lineItems, transferType } = body;
  if (transferType !== undefined) throw new ApiError('transferRefused', 'This type of transfer is not served.');
  if (!isGuid(source) || !isGuid(target)) throw new ApiError('transferInput', 'Source and target partner must be named by tenant id.');
  if (key(source) === key(target)) throw new ApiError('samePartner');
  if (key(source) !== caller.tenantId || partner.isProvider) throw new ApiError('transferRefused', 'Only the source partner creates this transfer.');
  if (!Array.isArray(lineItems) || lineItems.length === 0) throw new ApiError('transferInput', 'The transfer has no line items.');
  const wanted = lineItems.map(readLine);
  if (new Set(wanted.map((w) => w.subscriptionId)).size < wanted.length) throw new ApiError('transferInput', 'A subscription is named twice.');
  if (!isThrough(customer, key(target), caller.tenantId)) throw new ApiError('noRelationship', 'The customer has no relationship with the target partner.');
  return { target: key(target), wanted };
};

const readLine = (item: unknown): Wanted => {
  const { subscriptionId, partnerIdOnRecord } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  if (!isGuid(subscriptionId)) throw new ApiError('invalidSubscription');
  if (typeof partnerIdOnRecord !== 'string' || partnerIdOnRecord === '') throw new ApiError('transferInput', 'A line has no partnerIdOnRecord.');
  return { subscriptionId: key(subscriptionId), partnerIdOnRecord };
};

/** A base with its add-ons as they are now; an add-on named beside its base is already inside it. */
const freeze = ({ state, caller, customer }: CustomerCall, want: Wanted, all: Wanted[]): LineRecord[] => {
  const record = state.subscriptions.get(subscriptionKey(caller.tenantId, want.subscriptionId));
  if (record === undefined || record.customerId !== customer.id) throw new ApiError('invalidSubscription');
  const parent = record.wire.parentSubscriptionId;
  if (parent !== undefined) {
    if (all.some((w) => w.subscriptionId === parent)) return [];
    throw new ApiError('invalidSubscription', 'An add-on moves with its base subscription only.');
  }
  const reason = whyNot(state, record);
  if (reason !== undefined) throw new ApiError('invalidSubscription', reason);
  const addons = addonsOf(state, record).map((addon, id) => snapshot(addon, { id, want, addons: [] }));
  return [snapshot(record, { id: 0, want, addons })];
};

const snapshot = ({ wire }: SubscriptionRecord, line: { id: number; want: Wanted; addons: LineRecord[] }): LineRecord => ({
  id: line.id,
  subscriptionId: wire.id,
  entitlementId: wire.entitlementId ?? wire.id,
  offerId: wire.offerId,
  billingCycle: wire.billingCycle,
  friendlyName: wire.friendlyName,
  quantity: wire.quantity,
  partnerIdOnRecord: line.want.partnerIdOnRecord,
  group: '0',
  addons: line.addons,
});
