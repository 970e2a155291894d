import type { WireSubscription } from '../../../partnercenter/wire.ts';
import { forCustomer, objectType, ok, self, type Answer, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { etag, shout } from '../ids.ts';
import { envelope } from '../paging.ts';
import { pascalNames } from '../pascal.ts';
import { holdings, subscriptionKey, type SubscriptionRecord } from '../state.ts';
import { isLegacy, writeSubscription } from '../subscriptions/write.ts';

const uriOf = (record: SubscriptionRecord): string => `/customers/${record.customerId}/subscriptions/${record.wire.id}`;

const view = (record: SubscriptionRecord): WireSubscription => ({
  ...record.wire,
  links: self(uriOf(record)),
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
  return holdings(state, caller.tenantId, customer.id).map(view).filter((s) => order === null || s.orderId?.toLowerCase() === order.toLowerCase());
};

const addons = (call: CustomerCall): WireSubscription[] => {
  const { wire } = find(call);
  const own = holdings(call.state, call.caller.tenantId, call.customer.id).filter((s) => s.wire.parentSubscriptionId === wire.id);
  return own.map((s) => ({ ...view(s), parentSubscriptionId: shout(wire.id) }));
};

const NULLS = ['publisherName', 'productType', 'parentSubscriptionId', 'promotionId', 'suspensionReasons', 'actionTaken'];

/** 200 with an echo in PascalCase, absent values as null (§3.2); or 202 with the place to look at later (§8.3). */
const patch = (call: CustomerCall): Answer => {
  const { record, isProvisioning } = writeSubscription(call, find(call));
  if (isProvisioning) return { status: 202, headers: { Location: `/v1${uriOf(record)}` } };
  return ok(pascalNames(view(record), NULLS));
};

const BASE = '/v1/customers/:customerId/subscriptions';
const common = { modes: 'A/U', family: 'subscriptions' } as const;

export const subscriptions: readonly Resource[] = [
  { ...common, method: 'get', path: BASE, handle: forCustomer((call) => ok(envelope(list(call)))) },
  { ...common, method: 'get', path: `${BASE}/:subscriptionId`, handle: forCustomer((call) => ok(shouted(view(find(call))))) },
  { ...common, method: 'get', path: `${BASE}/:subscriptionId/addons`, handle: forCustomer((call) => ok(envelope(addons(call)))) },
  { ...common, method: 'patch', path: `${BASE}/:subscriptionId`, roles: ['AdminAgents', 'SalesAgents'], handle: forCustomer(patch) },
];
