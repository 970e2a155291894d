import { objectBody, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import type { NewCommercePart } from '../money-records.ts';
import { programOf } from '../program.ts';
import { subscriptionKey, type LineRecord, type SubscriptionRecord, type TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { requireAzurePlan, requireNoReservations } from './azure.ts';
import { addonsOf, openTransferOf } from './eligible.ts';
import { isAzureType, isProductType, isThirdParty, productTypeOf } from './product-types.ts';

type Wanted = { readonly subscriptionId: string; readonly productType: string };

/** The source's choice, frozen as it is now: at most 25 lines, each of a type that was asked for (§10.3). */
export const readLines = (call: CustomerCall, transfer: TransferRecord, part: NewCommercePart): LineRecord[] => {
  const { lineItems } = objectBody(call.ask);
  const most = Number(switchOf(call.state, 'transfers.maxLines'));
  if (!Array.isArray(lineItems) || lineItems.length === 0) throw new ApiError('transferInput', 'The transfer has no line items.');
  if (lineItems.length > most) throw new ApiError('transferInput', `A transfer has at most ${most} line items.`);
  const wanted = lineItems.map(readLine);
  if (new Set(wanted.map((w) => w.subscriptionId)).size < wanted.length) throw new ApiError('transferInput', 'A subscription is named twice.');
  const records = wanted.flatMap((want) => choose(call, part, { want, wanted }));
  requireAzure(call, transfer, records);
  return records.map((record, id) => freeze(call, part, { record, id }));
};

const readLine = (item: unknown): Wanted => {
  const { subscriptionId, productType } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  if (!isGuid(subscriptionId)) throw new ApiError('invalidSubscription');
  if (!isProductType(productType)) throw new ApiError('transferInput', 'A line has no productType that is known.');
  return { subscriptionId: key(subscriptionId), productType };
};

type Choice = { readonly want: Wanted; readonly wanted: readonly Wanted[] };

/** The subscription behind a line; an add-on named beside its base is already inside it. */
const choose = ({ state, caller, customer }: CustomerCall, part: NewCommercePart, { want, wanted }: Choice): SubscriptionRecord[] => {
  const record = state.subscriptions.get(subscriptionKey(caller.tenantId, want.subscriptionId));
  if (record === undefined || record.customerId !== customer.id) throw new ApiError('invalidSubscription');
  const type = productTypeOf(record);
  if (type === undefined) throw new ApiError('invalidSubscription', 'The subscription is not one of new commerce.');
  if (type !== want.productType) throw new ApiError('transferInput', `The subscription is of type ${type}.`);
  if (part.productTypes?.includes(type) === false) throw new ApiError('transferRefused', 'The target partner did not ask for this type of product.');
  if (isThirdParty(record)) throw new ApiError('marketplaceBlocks');
  if (record.wire.status !== 'active' || record.wire.isTrial || openTransferOf(state, record) !== undefined) throw new ApiError('invalidSubscription');
  const parent = record.wire.parentSubscriptionId;
  if (parent === undefined) return [record];
  if (wanted.some((w) => w.subscriptionId === parent)) return [];
  throw new ApiError('invalidSubscription', 'An add-on moves with its base subscription only.');
};

/** What Azure asks of source and target when Azure moves (900131-900134, 900139, 900145). */
const requireAzure = (call: CustomerCall, { source, target }: TransferRecord, records: readonly SubscriptionRecord[]): void => {
  const types = records.map((record) => productTypeOf(record) ?? '');
  if (!types.some(isAzureType)) return;
  if (programOf(call.state, call.partner).directBill === 'suspended') throw new ApiError('sourceMayNotAccept');
  requireAzurePlan(call, { source, target });
  if (types.includes('AzureSubscription')) requireNoReservations(call, source, records.map((record) => record.wire.id));
};

type Frozen = { readonly record: SubscriptionRecord; readonly id: number };

const freeze = (call: CustomerCall, part: NewCommercePart, { record, id }: Frozen): LineRecord => {
  const { wire } = record;
  const addons = addonsOf(call.state, record).map((addon, place) => ({ ...freeze(call, part, { record: addon, id: place }), group: String(id) }));
  return {
    id, subscriptionId: wire.id, entitlementId: wire.entitlementId ?? wire.id, offerId: wire.offerId, billingCycle: wire.billingCycle,
    friendlyName: wire.friendlyName, quantity: wire.quantity, partnerIdOnRecord: part.partnerOnRecord, group: String(id), addons,
    productType: productTypeOf(record) ?? '',
  };
};
