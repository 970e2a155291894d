import type { WireBillingCycle } from '../../../partnercenter/wire.ts';
import { CATALOGUE, type Product } from '../../stories/catalogue.ts';
import { objectBody, wordOf, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { key } from '../ids.ts';
import { subscriptionKey } from '../state.ts';

export type WantedLine = {
  readonly product: Product;
  readonly quantity: number;
  readonly friendlyName: string;
  readonly termDuration: string | undefined;
  readonly parentSubscriptionId: string | undefined;
  readonly partnerIdOnRecord: string | undefined;
};
export type WantedOrder = { readonly billingCycle: WireBillingCycle | undefined; readonly lines: readonly WantedLine[] };

const CYCLES = ['monthly', 'annual', 'one_time', 'triennial', 'biennial', 'none'];
const TERMS = ['P1M', 'P1Y', 'P3Y'];
const MOST = 1_000_000;
const byOffer = new Map(Object.values(CATALOGUE).map((product) => [product.offerId.toLowerCase(), product]));

/** An order as its body asks for it; offers that nobody sells are 800004, other faults 2000 or 3000 (§8.4). */
export const readOrder = (call: CustomerCall): WantedOrder => {
  const { referenceCustomerId, lineItems, billingCycle } = objectBody(call.ask);
  if (referenceCustomerId !== undefined && (typeof referenceCustomerId !== 'string' || key(referenceCustomerId) !== call.customer.id)) {
    throw new ApiError('badProperty', 'referenceCustomerId does not match.');
  }
  if (!Array.isArray(lineItems) || lineItems.length === 0 || lineItems.length > 100) throw new ApiError('badInput', 'The order has no line items, or too many.');
  const cycle = billingCycle === undefined || billingCycle === null ? undefined : wordOf(billingCycle);
  if (cycle !== undefined && !CYCLES.includes(cycle)) throw new ApiError('badProperty', 'billingCycle is not valid.');
  return { billingCycle: cycle, lines: lineItems.map((item) => readLine(call, item)) };
};

const optionalText = (line: Record<string, unknown>, name: string): string | undefined => {
  const value = line[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 300) throw new ApiError('badProperty', `${name} is not valid.`);
  return value;
};

const readLine = (call: CustomerCall, item: unknown): WantedLine => {
  const line = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
  const product = byOffer.get(optionalText(line, 'offerId')?.toLowerCase() ?? '');
  if (product === undefined) throw new ApiError('offerUnknown');
  const { quantity } = line;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1 || quantity > MOST) throw new ApiError('badProperty', 'quantity is not valid.');
  const termDuration = optionalText(line, 'termDuration');
  if (termDuration !== undefined && !TERMS.includes(termDuration)) throw new ApiError('badProperty', 'termDuration is not valid.');
  return {
    product, quantity, termDuration, friendlyName: optionalText(line, 'friendlyName') ?? product.offerName,
    parentSubscriptionId: readParent(call, optionalText(line, 'parentSubscriptionId')), partnerIdOnRecord: optionalText(line, 'partnerIdOnRecord'),
  };
};

/** An add-on is bought for a base that the same partner holds for the customer. */
const readParent = ({ state, caller, customer }: CustomerCall, id: string | undefined): string | undefined => {
  if (id === undefined) return undefined;
  const base = state.subscriptions.get(subscriptionKey(caller.tenantId, id));
  if (base === undefined || base.customerId !== customer.id || base.wire.status === 'deleted') throw new ApiError('subscriptionNotFound');
  return base.wire.id;
};
