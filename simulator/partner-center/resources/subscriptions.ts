import type { WireSubscription } from '../../../partnercenter/wire.ts';
import { forCustomer, objectBody, objectType, ok, self, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { etag, shout } from '../ids.ts';
import { envelope } from '../paging.ts';
import { holdings, putSubscription, subscriptionKey, type SubscriptionRecord } from '../state.ts';
import { writeAudit } from '../audit-log.ts';

/** Legacy subscriptions carry an etag, new commerce none (§8.1). */
const isLegacy = ({ wire }: SubscriptionRecord): boolean => wire.productType === undefined;

const view = (record: SubscriptionRecord): WireSubscription => ({
  ...record.wire,
  links: self(`/customers/${record.customerId}/subscriptions/${record.wire.id}`),
  attributes: objectType('Subscription', isLegacy(record) ? etag(record.wire.id, record.version) : undefined),
});

/** The same subscription with its ids in the other letter case, as single reads answer (§3.2). */
const shouted = (wire: WireSubscription): WireSubscription => ({
  ...wire, id: shout(wire.id), ...(wire.parentSubscriptionId === undefined ? {} : { parentSubscriptionId: shout(wire.parentSubscriptionId) }),
});

const find = ({ ask, state, caller, customer }: CustomerCall): SubscriptionRecord => {
  const record = state.subscriptions.get(subscriptionKey(caller.tenantId, ask.params['subscriptionId'] ?? ''));
  if (record === undefined || record.customerId !== customer.id) throw new ApiError('subscriptionNotFound');
  return record;
};

const list = ({ ask, state, caller, customer }: CustomerCall): WireSubscription[] => {
  const order = ask.query.get('order_id');
  return holdings(state, caller.tenantId, customer.id).map(view).filter((s) => order === null || s.orderId === order);
};

const addons = (call: CustomerCall): WireSubscription[] => {
  const { wire } = find(call);
  const own = holdings(call.state, call.caller.tenantId, call.customer.id).filter((s) => s.wire.parentSubscriptionId === wire.id);
  return own.map((s) => ({ ...view(s), parentSubscriptionId: shout(wire.id) }));
};

/** Changes the number of licences; the only change that the twin takes (§8.3). */
const changeQuantity = (call: CustomerCall): SubscriptionRecord => {
  const { ask, state, customer, caller, now } = call;
  const { quantity } = objectBody(ask);
  const record = find(call);
  if (isLegacy(record) && ask.headers['if-match']?.toString().replaceAll('"', '') !== etag(record.wire.id, record.version)) throw new ApiError('staleEtag');
  if (record.wire.status === 'deleted') throw new ApiError('subscriptionDeleted');
  if (record.wire.status === 'suspended') throw new ApiError('subscriptionSuspended');
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > 1_000_000) throw new ApiError('badProperty', 'quantity is not valid.');
  const closes = Date.parse(record.wire.cancellationAllowedUntilDate ?? '');
  if (!isLegacy(record) && quantity < record.wire.quantity && !(now.getTime() <= closes)) throw new ApiError('seatWindowClosed');
  writeAudit(state, {
    operationType: 'update_subscription', resourceType: 'subscription', customer, seenBy: [caller.tenantId], by: caller.name, at: now,
    subject: record.wire.id, details: { Quantity: String(quantity) },
  });
  return putSubscription(state, { ...record, version: record.version + 1, wire: { ...record.wire, quantity } });
};

const NULLS = ['publisherName', 'productType', 'parentSubscriptionId', 'promotionId', 'suspensionReasons', 'actionTaken'];
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The echo of a PATCH: names in PascalCase, absent values as null (§3.2). */
const echo = (wire: WireSubscription): Record<string, unknown> => {
  const blank = Object.fromEntries(NULLS.map((name) => [pascal(name), null]));
  return { ...blank, ...Object.fromEntries(Object.entries(wire).map(([name, value]) => [pascal(name), value])) };
};

const BASE = '/v1/customers/:customerId/subscriptions';

export const subscriptions: readonly Resource[] = [
  { method: 'get', path: BASE, modes: 'A/U', family: 'subscriptions', handle: forCustomer((call) => ok(envelope(list(call)))) },
  { method: 'get', path: `${BASE}/:subscriptionId`, modes: 'A/U', family: 'subscriptions', handle: forCustomer((call) => ok(shouted(view(find(call))))) },
  { method: 'get', path: `${BASE}/:subscriptionId/addons`, modes: 'A/U', family: 'subscriptions', handle: forCustomer((call) => ok(envelope(addons(call)))) },
  {
    method: 'patch', path: `${BASE}/:subscriptionId`, modes: 'A/U', roles: ['AdminAgents', 'SalesAgents'], family: 'subscriptions',
    handle: forCustomer((call) => ok(echo(view(changeQuantity(call))))),
  },
];
