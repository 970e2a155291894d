import type { WireOrder, WireTransfer, WireTransferError, WireTransferLineItem, WireTransferSubmitResult } from '../../../partnercenter/wire.ts';
import { objectType, self, type Call } from '../call.ts';
import { ERRORS } from '../errors.ts';
import { shout } from '../ids.ts';
import type { LineRecord, TransferPhase, TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { isNewCommerce } from './new-commerce-decide.ts';
import { newCommerceFields, newCommerceLines, newCommerceStatus, type Viewing } from './new-commerce-view.ts';

const SETTLED: readonly TransferPhase[] = ['Complete', 'PartiallyComplete', 'Failed'];
export const isSettled = (transfer: TransferRecord): boolean => SETTLED.includes(transfer.phase);

const snapshotFields = (line: LineRecord): WireTransferLineItem => ({
  id: line.id, subscriptionId: shout(line.subscriptionId), offerId: line.offerId, billingCycle: line.billingCycle,
  friendlyName: line.friendlyName, quantity: line.quantity, partnerIdOnRecord: line.partnerIdOnRecord,
});

/** Outcome and group of a line are told only once the whole transfer has its final word (§9.4). */
const lineView = (line: LineRecord, settled: boolean, outcome = line.outcome): WireTransferLineItem => ({
  ...snapshotFields(line),
  ...(settled && outcome !== undefined ? { transferGroupId: line.group } : {}),
  ...(settled && outcome !== undefined && 'orderId' in outcome ? { status: 'Complete', orderId: outcome.orderId } : {}),
  ...(settled && outcome !== undefined && 'error' in outcome ? { status: 'Failed', transferError: outcome.error } : {}),
  addonItems: line.addons.map((addon) => lineView(addon, settled, outcome)),
});

/** A transfer of either model as one of its two partners sees it (§9.2, §10.1, §10.8). */
export const transferView = (call: Pick<Call, 'state' | 'now'>, transfer: TransferRecord, viewer: string): WireTransfer => {
  const viewing: Viewing = { state: call.state, now: call.now, viewer, settled: isSettled(transfer) };
  const shared = sharedView(transfer, viewing);
  if (!isNewCommerce(transfer)) return shared;
  const own = newCommerceFields(transfer, viewing);
  return { ...shared, ...own, status: newCommerceStatus(transfer, viewing), lineItems: newCommerceLines(transfer, viewing) };
};

const legacyStatus = ({ phase }: TransferRecord, { state }: Viewing): string => (phase === 'Withdrawn' ? switchOf(state, 'transfers.withdrawn') : phase);

const sharedView = (transfer: TransferRecord, viewing: Viewing): WireTransfer => ({
  id: transfer.id,
  status: legacyStatus(transfer, viewing),
  createdTime: transfer.createdAt,
  lastModifiedTime: transfer.modifiedAt,
  lastModifiedUser: transfer.modifiedBy,
  customerTenantId: transfer.customerId,
  customerName: transfer.customerName,
  partnertenantid: viewing.viewer,
  sourcePartnerName: viewing.state.partners.get(transfer.source)?.name,
  sourcePartnerTenantId: transfer.source,
  targetPartnerName: viewing.state.partners.get(transfer.target)?.name,
  targetPartnerTenantId: transfer.target,
  lineItems: transfer.lines.map((line) => lineView(line, viewing.settled)),
  links: self(`/customers/${transfer.customerId}/transfers/${transfer.id}`),
  attributes: objectType('TransferEntity'),
});

/** What accept answers: an order for each group that goes through, an error for each that does not (§9.3). */
export const submitResult = (transfer: TransferRecord): WireTransferSubmitResult => ({
  orders: transfer.lines.flatMap((line) => (line.outcome !== undefined && 'orderId' in line.outcome ? [orderView(transfer, line, line.outcome.orderId)] : [])),
  transferErrors: transfer.lines.flatMap((line) => (line.outcome !== undefined && 'error' in line.outcome ? [errorView(line, line.outcome.error)] : [])),
  attributes: objectType('TransferSubmitResult'),
});

const orderView = (transfer: TransferRecord, line: LineRecord, orderId: string): WireOrder => ({
  id: orderId, alternateId: orderId, referenceCustomerId: transfer.customerId, billingCycle: line.billingCycle, currencyCode: 'SEK',
  creationDate: transfer.modifiedAt, status: 'completed', transactionType: 'UserPurchase',
  lineItems: [line, ...line.addons].map((item, lineItemNumber) => ({
    lineItemNumber, offerId: item.offerId, transactionType: 'New', friendlyName: item.friendlyName, quantity: item.quantity,
    partnerIdOnRecord: item.partnerIdOnRecord,
  })),
  attributes: objectType('Order', Buffer.from(orderId.slice(0, 8)).toString('base64')),
});

const errorView = (line: LineRecord, description: string): WireTransferError => ({
  transferGroupId: line.group,
  code: ERRORS.orderFailed.code,
  description,
  lineItems: [
    { ...lineView(line, false), transferGroupId: line.group, entitlementId: shout(line.entitlementId), sourceSubscriptionId: shout(line.subscriptionId) },
  ],
  attributes: objectType('TransferError'),
});
