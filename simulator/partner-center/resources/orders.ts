import type { WireOrder } from '../../../partnercenter/wire.ts';
import { forCustomer, ok, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { ordersOf } from '../orders/history.ts';
import { placeOrder } from '../orders/place.ts';
import { envelope } from '../paging.ts';

const own = ({ state, caller, customer, now }: CustomerCall): WireOrder[] => ordersOf(state, { owner: caller.tenantId, customerId: customer.id }, now);

/** An order that does not show yet is not found either. */
const find = (call: CustomerCall): WireOrder => {
  const id = call.ask.params['orderId']?.toLowerCase();
  const order = own(call).find((o) => o.id.toLowerCase() === id);
  if (order === undefined) throw new ApiError('orderNotFound');
  return order;
};

const BASE = '/v1/customers/:customerId/orders';
const common = { modes: 'A/U', family: 'orders' } as const;

/** §8.4 */
export const orders: readonly Resource[] = [
  { ...common, method: 'get', path: BASE, handle: forCustomer((call) => ok(envelope(own(call)))) },
  { ...common, method: 'get', path: `${BASE}/:orderId`, handle: forCustomer((call) => ok(find(call))) },
  { ...common, method: 'post', path: BASE, roles: ['AdminAgents', 'SalesAgents'], handle: forCustomer((call) => ({ status: 201, body: placeOrder(call) })) },
];
