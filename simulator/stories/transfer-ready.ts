import type { WireAgreement, WireSubscription } from '../../partnercenter/wire.ts';
import { derivedGuid } from '../partner-center/ids.ts';
import type { StoryData } from '../partner-center/seed.ts';
import type { CustomerRecord, PartnerRecord, SubscriptionRecord, TransferRecord } from '../partner-center/state.ts';
import { FJORDLINE, HAVSKOG, NORDVIND, PEOPLE, TENANTS, type TwinTenant } from '../people.ts';
import { CATALOGUE, type ProductName } from './catalogue.ts';
import { HOUSEHOLDS, type Holding, type Household } from './transfer-ready-customers.ts';

const SEED = 'transfer-ready';
const DAY = 86_400_000;
const before = (now: Date, days: number): string => new Date(now.getTime() - days * DAY).toISOString();
/** A whole number below `limit` that depends on its parts only. */
const pick = (limit: number, ...parts: string[]): number => Number.parseInt(derivedGuid(SEED, ...parts).slice(0, 8), 16) % limit;

type Spot = { household: Household; holding: Holding; place: number; now: Date };

/** The story in which everything is prepared and the transfers remain: 12 customers, two providers. Same `now`, same story. */
export const createTransferReady = (now: Date): StoryData => {
  const spots = HOUSEHOLDS.flatMap((household) => household.holds.map((holding, place): Spot => ({ household, holding, place, now })));
  return {
    name: SEED,
    partners: TENANTS.map(toPartner),
    customers: HOUSEHOLDS.map((household) => toCustomer(household, now)),
    subscriptions: spots.flatMap(toSubscriptions),
    transfers: spots.filter((spot) => spot.holding.open === true).map(toTransfer),
  };
};

const toPartner = (tenant: TwinTenant): PartnerRecord => {
  const person = PEOPLE.find((p) => p.tenantId === tenant.id);
  const [firstName = '', lastName = ''] = person?.name.split(' ') ?? [];
  return {
    id: tenant.id, name: tenant.name, mpnId: tenant.mpnId, domain: tenant.domain,
    address: { country: 'SE', city: 'Sundsvall', addressLine1: 'Fabriksgatan 12', postalCode: '852 30' },
    contact: { firstName, lastName, email: person?.upn ?? `info@${tenant.domain}`, phoneNumber: '+4660000000' },
    isProvider: tenant.side === 'provider', isReseller: tenant.side === 'partner', mpaSigned: true,
    providers: tenant.id === FJORDLINE ? [NORDVIND, HAVSKOG] : [],
  };
};

const customerId = ({ id, slug }: Household): string => id ?? derivedGuid(SEED, slug);

const toCustomer = (household: Household, now: Date): CustomerRecord => {
  const { name, slug, contact: [firstName, lastName], place: [addressLine1, postalCode, city] } = household;
  const contact = { firstName, lastName, email: `faktura@${slug}.example`, phoneNumber: '+4623000000' };
  const agreement: WireAgreement = {
    userId: PEOPLE[0]?.id ?? '', primaryContact: contact, templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901', dateAgreed: before(now, 900),
    type: 'MicrosoftCustomerAgreement', agreementLink: 'https://agreements.example/mca',
  };
  return {
    id: customerId(household), name, domain: `${slug}.example`, onmicrosoft: `${slug}.onmicrosoft.com`, contact,
    address: { country: 'SE', city, addressLine1, postalCode, phoneNumber: contact.phoneNumber },
    links: [{ kind: 'direct', partnerId: FJORDLINE }, ...household.providers.map((partnerId) => ({ kind: 'provider', partnerId, resellerId: FJORDLINE }) as const)],
    directSigned: household.agreement === 'direct',
    attestations: household.agreement === 'attested' ? [{ partnerId: FJORDLINE, agreement }] : [],
    version: 1,
  };
};

const baseId = ({ household, holding, place }: Spot): string => holding.id ?? derivedGuid(SEED, household.slug, String(place), holding.product);

type Item = { id: string; product: ProductName; seats: number; parent?: string };

const toSubscriptions = (spot: Spot): SubscriptionRecord[] => {
  const { household, holding } = spot;
  const parent = baseId(spot);
  const items: Item[] = [
    { id: parent, product: holding.product, seats: holding.seats },
    ...(holding.addons ?? []).map(([product, seats]) => ({ id: derivedGuid(SEED, household.slug, parent, product), product, seats, parent })),
  ];
  return items.map((item) => ({ owner: FJORDLINE, customerId: customerId(household), version: 1, wire: toWire(spot, item) }));
};

const toWire = ({ holding, now }: Spot, { id, product, seats, parent }: Item): WireSubscription => {
  const offer = CATALOGUE[product];
  const age = 60 + pick(240, id);
  const created = before(now, age);
  const isAzure = product === 'azure' || product === 'plan';
  const ends = isAzure ? '9999-12-14T00:00:00Z' : before(now, age - 365);
  return {
    isMicrosoftProduct: true, contractType: 'subscription', ...offer,
    id, entitlementId: isAzure ? derivedGuid(SEED, id, 'entitlement') : id, friendlyName: offer.offerName, quantity: seats,
    hasPurchasableAddons: holding.addons !== undefined && parent === undefined,
    creationDate: created, effectiveStartDate: created, commitmentEndDate: ends,
    ...(offer.productType === undefined ? {} : { commitmentEndDateTime: ends, cancellationAllowedUntilDate: before(now, age - 7) }),
    status: holding.status ?? 'active', autoRenewEnabled: holding.status === undefined, isTrial: holding.trial === true, partnerId: '',
    orderId: derivedGuid(SEED, parent ?? id, 'order').slice(24),
    ...(parent === undefined ? {} : { parentSubscriptionId: parent }),
    ...(holding.status === 'suspended' ? { suspensionReasons: ['CustomerCancellation'] } : {}),
  };
};

/** The one request that is already under way when the story begins. */
const toTransfer = (spot: Spot): TransferRecord => {
  const { household, holding, now } = spot;
  const { offerId, offerName, billingCycle } = CATALOGUE[holding.product];
  const id = baseId(spot);
  const at = before(now, 3);
  return {
    id: derivedGuid(SEED, household.slug, 'transfer'), customerId: customerId(household), customerName: household.name, source: FJORDLINE, target: NORDVIND,
    phase: 'Active', createdAt: at, modifiedAt: at, modifiedBy: PEOPLE[0]?.id ?? '',
    lines: [{
      id: 0, subscriptionId: id, entitlementId: id, offerId, billingCycle, friendlyName: offerName, quantity: holding.seats,
      partnerIdOnRecord: '7000123', group: '0', addons: [],
    }],
  };
};
