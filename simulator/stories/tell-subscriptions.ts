import type { WireSubscription } from '../../partnercenter/wire.ts';
import { derivedGuid } from '../partner-center/ids.ts';
import type { SubscriptionRecord } from '../partner-center/state.ts';
import { FJORDLINE, TENANTS } from '../people.ts';
import { CATALOGUE, type ProductName } from './catalogue.ts';
import type { Holding, Household } from './household.ts';

const DAY = 86_400_000;
export const before = (now: Date, days: number): string => new Date(now.getTime() - days * DAY).toISOString();

/** A holding in its place: what its records and ids are made of. */
export type Spot = { readonly story: string; readonly household: Household; readonly holding: Holding; readonly place: number; readonly now: Date };

type Item = { readonly id: string; readonly product: ProductName; readonly seats: number; readonly parent?: string };

export const baseId = ({ story, household, holding, place }: Spot): string => holding.id ?? derivedGuid(story, household.slug, String(place), holding.product);

/** A whole number below `limit` that depends on its parts only. */
const pick = (limit: number, ...parts: string[]): number => Number.parseInt(derivedGuid(...parts).slice(0, 8), 16) % limit;

const RESELLER = TENANTS.find((tenant) => tenant.id === FJORDLINE)?.mpnId ?? '';

/** The base and its add-ons. What an indirect customer has, its provider transacts, with the partner on record. */
export const subscriptionsOf = (spot: Spot, customerId: string): SubscriptionRecord[] => {
  const { story, household, holding } = spot;
  const parent = baseId(spot);
  const items: Item[] = [
    { id: parent, product: holding.product, seats: holding.seats },
    ...(holding.addons ?? []).map(([product, seats]) => ({ id: derivedGuid(story, household.slug, parent, product), product, seats, parent })),
  ];
  const provider = household.indirect === true ? household.providers[0] : undefined;
  return items.map((item) => {
    const wire = toWire(spot, item);
    return { owner: provider ?? FJORDLINE, customerId, version: 1, wire: provider === undefined ? wire : { ...wire, partnerId: RESELLER } };
  });
};

const TERM_DAYS: Readonly<Record<string, number>> = { P1M: 30, P3Y: 1096 };

const toWire = ({ story, holding, now }: Spot, { id, product, seats, parent }: Item): WireSubscription => {
  const offer = CATALOGUE[product];
  const age = holding.age ?? 60 + pick(240, story, id);
  const created = before(now, age);
  const isAzure = product === 'azure' || product === 'plan';
  const term = TERM_DAYS[offer.termDuration ?? ''] ?? 365;
  const ends = isAzure ? '9999-12-14T00:00:00Z' : before(now, term < age ? (age % term) - term : age - term);
  return {
    isMicrosoftProduct: true, contractType: 'subscription', ...offer,
    id, entitlementId: isAzure ? derivedGuid(story, id, 'entitlement') : id, friendlyName: offer.offerName, quantity: seats,
    hasPurchasableAddons: holding.addons !== undefined && parent === undefined,
    creationDate: created, effectiveStartDate: created, commitmentEndDate: ends,
    ...(offer.productType === undefined ? {} : { commitmentEndDateTime: ends, cancellationAllowedUntilDate: before(now, age - 7) }),
    status: holding.status ?? 'active', autoRenewEnabled: holding.status === undefined, isTrial: holding.trial === true, partnerId: '',
    orderId: derivedGuid(story, parent ?? id, 'order').slice(24),
    ...(parent === undefined ? {} : { parentSubscriptionId: parent }),
    ...(holding.status === 'suspended' ? { suspensionReasons: ['CustomerCancellation'] } : {}),
  };
};
