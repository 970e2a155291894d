import type { Subscription, SubscriptionStatus } from '../journey/records.ts';
import type { Access } from './access.ts';
import { classify } from './classify.ts';
import { readAll } from './paging.ts';
import type { Requests } from './request.ts';
import * as wire from './schemas.ts';
import type { ReadOptions } from './seen.ts';

/** Subscriptions of one customer that the calling partner sees, add-ons included (API topics 8.1, 8.2). */
export type Subscriptions = {
  list(access: Access, customerId: string, options?: ReadOptions): Promise<Subscription[]>;
};

export const createSubscriptions = (requests: Requests): Subscriptions => ({
  list: async (access, customerId, options) => {
    const path = `/v1/customers/${encodeURIComponent(customerId)}/subscriptions`;
    const found = await readAll(requests, { access, attempted: 'list subscriptions', path, options }, { schema: wire.subscription, id: ({ id }) => id });
    return found.map(toSubscription);
  },
});

const toSubscription = (read: wire.WireSubscriptionRead): Subscription => ({
  subscriptionId: read.id,
  entitlementId: read.entitlementId ?? read.id,
  offerId: read.offerId,
  name: read.friendlyName === '' ? read.offerName : read.friendlyName,
  offerName: read.offerName,
  quantity: read.quantity,
  unit: toUnit(read.unitType),
  status: toStatus(read.status),
  class: classify(read),
  billingCycle: read.billingCycle,
  parentId: read.parentSubscriptionId,
  partnerId: read.partnerId,
  commitmentEnd: toCommitmentEnd(read.commitmentEndDateTime ?? read.commitmentEndDate),
  orderId: read.orderId === '' ? undefined : read.orderId,
  createdAt: read.creationDate,
  ...productTypeOf(read),
  ...(read.isTrial === true ? { isTrial: true } : {}),
});

/** Transfers call an Azure plan's subscription by another name than lists do (API topics 8.1, 10.1). */
const productTypeOf = ({ productType }: wire.WireSubscriptionRead): Pick<Subscription, 'productType'> => {
  const id = productType?.id ?? '';
  if (id === '') return {};
  return { productType: id === 'Azure' ? 'AzureSubscription' : id };
};

const toUnit = (unitType: string): Subscription['unit'] => {
  if (/^licen[sc]es?$/i.test(unitType)) return 'licences';
  return /^usage/i.test(unitType) ? 'usage' : 'none';
};

const STATUSES: readonly SubscriptionStatus[] = ['active', 'suspended', 'deleted', 'expired', 'pending', 'disabled', 'none'];

const toStatus = (raw: string): SubscriptionStatus => STATUSES.find((known) => known === raw.toLowerCase()) ?? `unknown: ${raw}`;

/** What never ends is written as the year 9999. */
const toCommitmentEnd = (date: string | undefined): string | undefined => (date?.startsWith('9999') ? undefined : date);
