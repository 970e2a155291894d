import { writeAudit } from '../partner-center/audit-log.ts';
import { derivedGuid, isGuid, key } from '../partner-center/ids.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { mayBuyDirectly } from '../partner-center/program.ts';
import type { CustomerLink, CustomerRecord, PartnerRecord, State } from '../partner-center/state.ts';
import { announceAcceptance } from '../partner-center/webhooks/announce.ts';
import { customerOf, partnerOf } from './actors.ts';
import { PortalError } from './errors.ts';

type Deps = Pick<PipelineDeps, 'state' | 'clock'>;
export type Acceptance = {
  /** A customer that the twin knows, or the name and the first part of the domain of one that it has never seen. */
  readonly customerId?: string | undefined;
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  /** The link as the invitation carries it, or the parties that it would name. */
  readonly url?: string | undefined;
  readonly partnerId?: string | undefined;
  readonly providerId?: string | undefined;
};

/** An administrator of the customer follows an invitation and says yes: to a partner, or to a reseller and its provider at once (R63, R107). */
export const acceptInvitation = ({ state, clock }: Deps, ask: Acceptance): CustomerRecord => {
  const { partner, provider } = parties(state, ask);
  if (provider === undefined && !mayBuyDirectly(state, partner)) throw new PortalError(409, 'A restricted partner has no direct invitation that could be accepted.');
  if (provider !== undefined && (!partner.isReseller || !partner.providers.includes(provider.id))) throw new PortalError(409, 'The partner has no active partnership with the provider.');
  const customer = ask.customerId === undefined ? newcomer(ask) : customerOf(state, ask.customerId);
  const link: CustomerLink = provider === undefined ? { kind: 'direct', partnerId: partner.id } : { kind: 'provider', partnerId: provider.id, resellerId: partner.id };
  const isKnown = customer.links.some((l) => l.kind === link.kind && l.partnerId === link.partnerId);
  if (isKnown) return customer;
  const told = { customerId: customer.id, partners: [partner.id, ...(provider === undefined ? [] : [provider.id])], indirect: provider !== undefined };
  const at = clock.now();
  const audit = writeAudit(state, {
    operationType: 'reseller_relationship_accepted_by_customer', resourceType: 'partner_customer_relationship', customer, seenBy: told.partners, by: customer.contact.email, at,
  });
  announceAcceptance(state, told, { at, audit });
  return state.customers.set(customer.id, { ...customer, version: customer.version + 1, links: [...customer.links, link] });
};

const parties = (state: State, ask: Acceptance): { partner: PartnerRecord; provider: PartnerRecord | undefined } => {
  const named = ask.url === undefined ? ask : readLink(ask.url);
  if (named.partnerId === undefined) throw new PortalError(400, 'Name the partner, or hand in the link of the invitation.');
  return { partner: partnerOf(state, named.partnerId), provider: named.providerId === undefined ? undefined : partnerOf(state, named.providerId) };
};

/** The one place where a link is taken apart: here we are Microsoft. */
const readLink = (url: string): { partnerId?: string | undefined; providerId?: string | undefined } => {
  if (!URL.canParse(url)) throw new PortalError(400, 'This is no link.');
  const query = new URL(url).searchParams;
  const guid = (name: string): string | undefined => {
    const value = query.get(name);
    return isGuid(value) ? key(value) : undefined;
  };
  return { partnerId: guid('partnerId'), providerId: guid('indirectCSPId') };
};

const newcomer = ({ name, slug }: Acceptance): CustomerRecord => {
  if (name === undefined || slug === undefined) throw new PortalError(400, 'Name the customer, or hand in its id.');
  return {
    id: derivedGuid('newcomer', slug), name, domain: `${slug}.example`, onmicrosoft: `${slug}.onmicrosoft.com`,
    contact: { firstName: 'Ny', lastName: 'Kund', email: `info@${slug}.example`, phoneNumber: '+4680000000' },
    address: { country: 'SE', city: 'Stockholm', addressLine1: 'Nygatan 1', postalCode: '111 20' },
    links: [], directSigned: false, attestations: [], version: 1,
  };
};
