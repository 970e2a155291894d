import type { WireAgreement } from '../../partnercenter/wire.ts';
import { derivedGuid } from '../partner-center/ids.ts';
import type { PartnershipInvitation, ProgramRecord } from '../partner-center/portal-records.ts';
import type { StoryData } from '../partner-center/seed.ts';
import type { CustomerLink, CustomerRecord, PartnerRecord, TransferRecord } from '../partner-center/state.ts';
import { FJORDLINE, NORDVIND, PEOPLE, TENANTS, type TwinTenant } from '../people.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Household } from './household.ts';
import { baseId, before, subscriptionsOf, type Spot } from './tell-subscriptions.ts';

/** What a story writes down; `tell` makes the records of it. */
export type Plot = {
  readonly name: string;
  readonly households: readonly Household[];
  /** How far Fjordline has come on its way to the indirect model. */
  readonly enrolment: 'fresh' | 'enrolled';
  /** Providers that Fjordline works with. */
  readonly partnerships: readonly string[];
  /** Providers whose invitation waits for Fjordline's Global administrator. */
  readonly invitedBy?: readonly string[];
  /** What differs from an undisturbed direct partner; `restrictedDaysAgo` starts the ladder to revocation. */
  readonly program?: Partial<Omit<ProgramRecord, 'partnerId' | 'restrictedAt'>> & { readonly restrictedDaysAgo?: number };
};

/** Same plot, same `now`: same records, down to each id. */
export const tell = (plot: Plot, now: Date): StoryData => {
  const spots = plot.households.flatMap((household) => household.holds.map((holding, place): Spot => ({ story: plot.name, household, holding, place, now })));
  return {
    name: plot.name,
    partners: TENANTS.map((tenant) => toPartner(plot, tenant)),
    programs: [toProgram(plot, now)],
    partnerships: (plot.invitedBy ?? []).map((providerId) => toInvitation(plot, providerId, now)),
    customers: plot.households.map((household) => toCustomer(plot, household, now)),
    subscriptions: spots.flatMap((spot) => subscriptionsOf(spot, customerId(plot, spot.household))),
    transfers: spots.filter((spot) => spot.holding.open === true).map((spot) => toTransfer(plot, spot)),
  };
};

const toPartner = (plot: Plot, tenant: TwinTenant): PartnerRecord => {
  const person = PEOPLE.find((p) => p.tenantId === tenant.id);
  const [firstName = '', lastName = ''] = person?.name.split(' ') ?? [];
  const isFjordline = tenant.id === FJORDLINE;
  const isEnrolled = isFjordline && plot.enrolment === 'enrolled';
  return {
    id: tenant.id, name: tenant.name, mpnId: tenant.mpnId, domain: tenant.domain,
    address: { country: 'SE', city: 'Sundsvall', addressLine1: 'Fabriksgatan 12', postalCode: '852 30' },
    contact: { firstName, lastName, email: person?.upn ?? `info@${tenant.domain}`, phoneNumber: '+4660000000' },
    isProvider: tenant.side === 'provider', isReseller: isEnrolled, mpaSigned: !isFjordline || isEnrolled,
    providers: isFjordline ? plot.partnerships : [],
  };
};

const toProgram = ({ program = {}, enrolment }: Plot, now: Date): ProgramRecord => {
  const { restrictedDaysAgo, ...rest } = program;
  const signed = before(now, 20);
  return {
    partnerId: FJORDLINE, directBill: 'active', reseller: enrolment === 'fresh' ? 'notStarted' : 'signed', anniversary: '10-15', ttmRevenueUsd: 640_000,
    ...(enrolment === 'fresh' ? {} : { submittedAt: signed, approvedAt: signed, signedAt: signed }),
    ...rest,
    ...(restrictedDaysAgo === undefined ? {} : { directBill: 'restricted', restrictedAt: before(now, restrictedDaysAgo) }),
  };
};

const toInvitation = ({ name }: Plot, providerId: string, now: Date): PartnershipInvitation => ({
  id: derivedGuid(name, providerId, 'invitation'), providerId, partnerId: FJORDLINE, phase: 'sent', sentAt: before(now, 2),
});

const customerId = ({ name }: Plot, { id, slug }: Household): string => id ?? derivedGuid(name, slug);

const linksOf = ({ indirect, providers }: Household): CustomerLink[] => [
  ...(indirect === true ? [] : [{ kind: 'direct', partnerId: FJORDLINE } as const]),
  ...providers.map((partnerId) => ({ kind: 'provider', partnerId, resellerId: FJORDLINE }) as const),
];

const CLOUD_AGREEMENT_AT = '2019-04-11T00:00:00.000Z';

const toCustomer = (plot: Plot, household: Household, now: Date): CustomerRecord => {
  const { name, slug, contact: [firstName, lastName], place: [addressLine1, postalCode, city] } = household;
  const contact = { firstName, lastName, email: `faktura@${slug}.example`, phoneNumber: '+4623000000' };
  const isCloud = household.agreement === 'cloud';
  const agreement: WireAgreement = {
    userId: PEOPLE[0]?.id ?? '', primaryContact: contact, templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901', dateAgreed: isCloud ? CLOUD_AGREEMENT_AT : before(now, 900),
    type: isCloud ? 'MicrosoftCloudAgreement' : 'MicrosoftCustomerAgreement', agreementLink: 'https://agreements.example/mca',
  };
  return {
    id: customerId(plot, household), name, domain: `${slug}.example`, onmicrosoft: `${slug}.onmicrosoft.com`, contact,
    address: { country: 'SE', city, addressLine1, postalCode, phoneNumber: contact.phoneNumber },
    links: linksOf(household), directSigned: household.agreement === 'direct',
    attestations: witnesses(household).map((partnerId) => ({ partnerId, agreement })), version: 1,
  };
};

/** Who vouches for the agreement of a customer that did not sign itself. */
const witnesses = ({ agreement, providers }: Household): readonly string[] => {
  if (agreement === 'attested' || agreement === 'cloud') return [FJORDLINE];
  return agreement === 'provider' ? providers : [];
};

const toTransfer = (plot: Plot, spot: Spot): TransferRecord => {
  const { household, holding, now } = spot;
  const { offerId, offerName, billingCycle } = CATALOGUE[holding.product];
  const id = baseId(spot);
  const at = before(now, 3);
  return {
    id: derivedGuid(plot.name, household.slug, 'transfer'), customerId: customerId(plot, household), customerName: household.name,
    source: FJORDLINE, target: household.providers[0] ?? NORDVIND, phase: 'Active', createdAt: at, modifiedAt: at, modifiedBy: PEOPLE[0]?.id ?? '',
    lines: [{
      id: 0, subscriptionId: id, entitlementId: id, offerId, billingCycle, friendlyName: offerName, quantity: holding.seats,
      partnerIdOnRecord: '7000123', group: '0', addons: [],
    }],
  };
};

