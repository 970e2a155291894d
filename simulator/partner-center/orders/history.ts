import type { WireOrder, WireOrderLineItem } from '../../../partnercenter/wire.ts';
import { objectType, self } from '../call.ts';
import { etag } from '../ids.ts';
import type { OrderRecord } from '../money-records.ts';
import { holdings, type State, type SubscriptionRecord } from '../state.ts';

export type Buyer = { readonly owner: string; readonly customerId: string };

/** Orders of a partner for a customer: those placed here once they show, and those that older subscriptions name (§8.4). */
export const ordersOf = (state: State, { owner, customerId }: Buyer, now: Date): WireOrder[] => {
  const placed = state.placedOrders(`${owner}/${customerId}`);
  const known = new Set(placed.map(({ wire }) => wire.id));
  const groups = Map.groupBy(holdings(state, owner, customerId), ({ wire }) => wire.orderId ?? '');
  const older = [...groups].filter(([id]) => id !== '' && !known.has(id)).map(([id, records]) => fromSubscriptions(id, records));
  const visible = placed.filter(({ visibleAt }) => Date.parse(visibleAt) <= now.getTime());
  return [...older, ...visible.map((order) => fromPlaced(order, groups.get(order.wire.id) ?? []))];
};

/** An order all of whose subscriptions are gone counts as cancelled. */
const statusOf = (records: readonly SubscriptionRecord[]): WireOrder['status'] =>
  records.length > 0 && records.every(({ wire }) => wire.status === 'deleted') ? 'cancelled' : 'completed';

const fromPlaced = ({ wire }: OrderRecord, records: readonly SubscriptionRecord[]): WireOrder => ({ ...wire, status: statusOf(records) });

const fromSubscriptions = (id: string, records: readonly SubscriptionRecord[]): WireOrder => {
  const first = records[0];
  return orderOf({
    id, customerId: first?.customerId ?? '', billingCycle: first?.wire.billingCycle ?? 'unknown', status: statusOf(records),
    creationDate: first?.wire.creationDate ?? '', lineItems: records.map(lineOf),
  });
};

/** One line for each subscription, numbered in the order in which they came. */
export const lineOf = ({ wire }: SubscriptionRecord, lineItemNumber: number): WireOrderLineItem => ({
  lineItemNumber, offerId: wire.offerId, subscriptionId: wire.id, transactionType: 'New', friendlyName: wire.friendlyName, quantity: wire.quantity,
  ...(wire.parentSubscriptionId === undefined ? {} : { parentSubscriptionId: wire.parentSubscriptionId }),
  ...(wire.termDuration === undefined ? {} : { termDuration: wire.termDuration }),
  ...(wire.partnerId === undefined || wire.partnerId === '' ? {} : { partnerIdOnRecord: wire.partnerId }),
});

type Parts = Pick<WireOrder, 'id' | 'billingCycle' | 'status' | 'creationDate' | 'lineItems'> & { readonly customerId: string };

export const orderOf = ({ customerId, ...parts }: Parts): WireOrder => ({
  ...parts, alternateId: parts.id, referenceCustomerId: customerId, currencyCode: 'SEK', transactionType: 'UserPurchase',
  links: self(`/customers/${customerId}/orders/${parts.id}`), attributes: objectType('Order', etag(parts.id, 1)),
});
