import type { WireAgreement } from '../../partnercenter/wire.ts';
import type { AccountStatus } from '../partner-center/agreement-records.ts';
import { writeAudit } from '../partner-center/audit-log.ts';
import { key } from '../partner-center/ids.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { programOf } from '../partner-center/program.ts';
import { isDirect, isThrough, putSubscription, type CustomerLink, type CustomerRecord } from '../partner-center/state.ts';
import { announceSubscription } from '../partner-center/webhooks/announce.ts';
import { PEOPLE } from '../people.ts';
import { customerOf, partnerOf, personOf } from './actors.ts';
import { PortalError } from './errors.ts';

type Deps = Pick<PipelineDeps, 'state' | 'clock'>;

/** Somebody changes seats in the portal, also while a request holds them frozen. */
export const changeSeats = ({ state, clock }: Deps, ask: { customerId: string; subscriptionId: string; quantity: number }): object => {
  const customer = customerOf(state, ask.customerId);
  const owners = [...new Set(customer.links.map((link) => link.partnerId))];
  const held = owners.flatMap((owner) => state.heldSubscriptions(`${owner}/${customer.id}`));
  const record = held.find((s) => s.wire.id === key(ask.subscriptionId));
  if (record === undefined) throw new PortalError(404, 'There is no such subscription.');
  const at = clock.now();
  const audit = writeAudit(state, {
    operationType: 'update_subscription', resourceType: 'subscription', customer, seenBy: [record.owner], by: PEOPLE.find((p) => p.tenantId === record.owner)?.upn ?? '',
    at, subject: record.wire.id, details: { Quantity: String(ask.quantity) },
  });
  announceSubscription(state, { owner: record.owner, customerId: customer.id, subscriptionId: record.wire.id }, { at, audit });
  return putSubscription(state, { ...record, version: record.version + 1, wire: { ...record.wire, quantity: ask.quantity } }).wire;
};

type Extension = { customerId: string; partnerId: string; providerId: string; personId?: string | undefined };

/** The reseller relationship extension, which has no public endpoint (§5.4): its preconditions are R85-R88, its role R98. */
export const extendRelationship = ({ state, clock }: Deps, ask: Extension): CustomerRecord => {
  const customer = customerOf(state, ask.customerId);
  const partner = partnerOf(state, ask.partnerId);
  const provider = partnerOf(state, ask.providerId);
  if (!partner.isReseller) throw new PortalError(409, 'The partner has not completed its enrolment as indirect reseller.');
  if (!isDirect(customer, partner.id)) throw new PortalError(409, 'The partner does no direct business with the customer.');
  if (programOf(state, partner).directBill === 'revoked') throw new PortalError(409, 'The direct-bill role is revoked.');
  if (!partner.providers.includes(provider.id)) throw new PortalError(409, 'The partner has no active partnership with the provider.');
  if (isThrough(customer, provider.id, partner.id)) return customer;
  const person = personOf({ tenantId: partner.id, roles: ['AdminAgents'], personId: ask.personId });
  const link: CustomerLink = { kind: 'provider', partnerId: provider.id, resellerId: partner.id };
  writeAudit(state, {
    operationType: 'extend_relationship', resourceType: 'partner_customer_relationship', customer, seenBy: [partner.id], by: person.upn,
    at: clock.now(), subject: provider.id, details: { IndirectProviderId: provider.id },
  });
  return state.customers.set(customer.id, { ...customer, version: customer.version + 1, links: [...customer.links, link] });
};

export type Channel = 'direct' | 'attested' | 'provider' | 'none';

/** How the customer's agreement stands: signed by itself, vouched for by its partner or by its providers, or not at all. */
export const setAgreement = ({ state, clock }: Deps, ask: { customerId: string; channel: Channel }): CustomerRecord => {
  const customer = customerOf(state, ask.customerId);
  const agreement: WireAgreement = {
    userId: PEOPLE[0]?.id ?? '', primaryContact: customer.contact, templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901',
    dateAgreed: clock.now().toISOString(), type: 'MicrosoftCustomerAgreement', agreementLink: 'https://agreements.example/mca',
  };
  const by = (kind: CustomerLink['kind']) => customer.links.filter((l) => l.kind === kind).map((l) => ({ partnerId: l.partnerId, agreement }));
  const attestations = ask.channel === 'attested' ? by('direct') : ask.channel === 'provider' ? [...customer.attestations, ...by('provider')] : [];
  if (ask.channel === 'direct') {
    writeAudit(state, {
      operationType: 'create_agreement', resourceType: 'agreement', customer, seenBy: [...new Set(customer.links.map(({ partnerId }) => partnerId))],
      by: customer.contact.email, at: clock.now(), subject: agreement.templateId,
    });
  }
  return state.customers.set(customer.id, { ...customer, directSigned: ask.channel === 'direct', attestations });
};

/** How Microsoft sees the customer's account (§6.6). */
export const setAccount = ({ state, clock }: Deps, ask: { customerId: string; status: AccountStatus }): object => {
  const { id } = customerOf(state, ask.customerId);
  return state.accounts.set(id, { customerId: id, status: ask.status, changedAt: clock.now().toISOString() });
};
