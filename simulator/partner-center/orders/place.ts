import { randomUUID } from 'node:crypto';
import type { WireOrder, WireSubscription } from '../../../partnercenter/wire.ts';
import { writeAudit } from '../audit-log.ts';
import { requireAgreement, type CustomerCall } from '../call.ts';
import { putSubscription, subscriptionKey, type SubscriptionRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { lineOf, orderOf } from './history.ts';
import { requireAccount, requireBuyer, requirePartnersOfRecord } from './permission.ts';
import { readOrder, type WantedLine, type WantedOrder } from './request.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FOREVER = '9999-12-14T00:00:00Z';

/** Buys for the customer: subscriptions at once, the order itself is to be seen some minutes later (§8.4). */
export const placeOrder = (call: CustomerCall): WireOrder => {
  const { state, customer, caller, now } = call;
  const role = requireBuyer(call);
  requireAgreement(customer, caller.tenantId);
  requireAccount(call);
  const wanted = readOrder(call);
  requirePartnersOfRecord(call, role, wanted.lines.map((line) => line.partnerIdOnRecord));
  const id = randomUUID();
  const records = wanted.lines.map((line) => putSubscription(state, bought(call, wanted, { line, orderId: id })));
  const order = orderOf({
    id, customerId: customer.id, billingCycle: wanted.billingCycle ?? records[0]?.wire.billingCycle ?? 'unknown', status: 'completed',
    creationDate: now.toISOString(), lineItems: records.map(lineOf),
  });
  const visibleAt = new Date(now.getTime() + Number(switchOf(state, 'orders.lagMinutes')) * MINUTE).toISOString();
  state.orders.set(subscriptionKey(caller.tenantId, id), { owner: caller.tenantId, customerId: customer.id, visibleAt, wire: order });
  writeAudit(state, {
    operationType: 'create_order', resourceType: 'order', customer, seenBy: [caller.tenantId], by: caller.name, at: now, subject: id, change: { fresh: order },
  });
  return order;
};

type Bought = { readonly line: WantedLine; readonly orderId: string };

const bought = ({ state, customer, caller, now }: CustomerCall, { billingCycle }: WantedOrder, { line, orderId }: Bought): SubscriptionRecord => {
  const id = randomUUID();
  const at = now.toISOString();
  const { product, termDuration } = line;
  const isNew = product.productType !== undefined;
  const term = isNew ? (termDuration ?? product.termDuration) : undefined;
  const ends = endOf(product.billingType === 'usage' && term === undefined ? undefined : (term ?? 'P1Y'), now);
  const hours = Number(switchOf(state, 'subscriptions.cancelWindowHours'));
  const wire: WireSubscription = {
    isMicrosoftProduct: true, contractType: 'subscription', ...product, id, entitlementId: product.billingType === 'usage' ? randomUUID() : id,
    friendlyName: line.friendlyName, quantity: line.quantity, billingCycle: billingCycle ?? product.billingCycle, creationDate: at, effectiveStartDate: at,
    commitmentEndDate: ends, status: 'active', autoRenewEnabled: true, isTrial: false, partnerId: line.partnerIdOnRecord ?? '', orderId,
    ...(term === undefined ? {} : { termDuration: term, renewalTermDuration: term }),
    ...(isNew ? { commitmentEndDateTime: ends, cancellationAllowedUntilDate: new Date(now.getTime() + hours * HOUR).toISOString() } : {}),
    ...(line.parentSubscriptionId === undefined ? {} : { parentSubscriptionId: line.parentSubscriptionId }),
  };
  return { owner: caller.tenantId, customerId: customer.id, version: 1, wire };
};

/** When a term that begins now is over; without one, never. */
const endOf = (term: string | undefined, now: Date): string => {
  if (term === undefined) return FOREVER;
  const end = new Date(now);
  if (term === 'P1M') end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + (term === 'P3Y' ? 3 : 1));
  return end.toISOString();
};
