import type { WireAgreement } from '../../partnercenter/wire.ts';
import { writeAudit } from '../partner-center/audit-log.ts';
import type { CustomerCall } from '../partner-center/call.ts';
import { key } from '../partner-center/ids.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { isDirect, isThrough, putSubscription, type CustomerLink, type CustomerRecord, type PartnerRecord, type TransferRecord } from '../partner-center/state.ts';
import { acceptTransfer, rejectTransfer, withdrawTransfer } from '../partner-center/transfers/decide.ts';
import { PEOPLE, type TwinPerson } from '../people.ts';
import { PortalError } from './errors.ts';

const customerOf = ({ state }: PipelineDeps, id: string): CustomerRecord => {
  const customer = state.customers.get(key(id));
  if (customer === undefined) throw new PortalError(404, 'There is no such customer.');
  return customer;
};

const partnerOf = ({ state }: PipelineDeps, id: string): PartnerRecord => {
  const partner = state.partners.get(key(id));
  if (partner === undefined) throw new PortalError(404, 'There is no such partner.');
  return partner;
};

/** Somebody changes seats in the portal, also while a request holds them frozen. */
export const changeSeats = (deps: PipelineDeps, ask: { customerId: string; subscriptionId: string; quantity: number }): object => {
  const { id } = customerOf(deps, ask.customerId);
  const record = deps.state.subscriptions.all().find((s) => s.customerId === id && s.wire.id === key(ask.subscriptionId));
  if (record === undefined) throw new PortalError(404, 'There is no such subscription.');
  return putSubscription(deps.state, { ...record, version: record.version + 1, wire: { ...record.wire, quantity: ask.quantity } }).wire;
};

/** The reseller relationship extension, which has no public endpoint (§5.4). */
export const extendRelationship = (deps: PipelineDeps, ask: { customerId: string; partnerId: string; providerId: string }): object => {
  const customer = customerOf(deps, ask.customerId);
  const partner = partnerOf(deps, ask.partnerId);
  const provider = partnerOf(deps, ask.providerId);
  if (!isDirect(customer, partner.id)) throw new PortalError(409, 'The partner does no direct business with the customer.');
  if (!partner.isReseller || !partner.providers.includes(provider.id)) throw new PortalError(409, 'The partner has no active partnership with the provider.');
  if (isThrough(customer, provider.id, partner.id)) return customer;
  const link: CustomerLink = { kind: 'provider', partnerId: provider.id, resellerId: partner.id };
  writeAudit(deps.state, {
    operationType: 'extend_relationship', resourceType: 'partner_customer_relationship', customer, seenBy: [partner.id], by: byHand(partner.id).upn,
    at: deps.clock.now(), subject: provider.id, details: { IndirectProviderId: provider.id },
  });
  return deps.state.customers.set(customer.id, { ...customer, version: customer.version + 1, links: [...customer.links, link] });
};

export type Channel = 'direct' | 'attested' | 'provider' | 'none';

/** How the customer's agreement stands: signed by itself, vouched for by its partner or by its providers, or not at all. */
export const setAgreement = (deps: PipelineDeps, ask: { customerId: string; channel: Channel }): object => {
  const customer = customerOf(deps, ask.customerId);
  const agreement: WireAgreement = {
    userId: PEOPLE[0]?.id ?? '', primaryContact: customer.contact, templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901',
    dateAgreed: deps.clock.now().toISOString(), type: 'MicrosoftCustomerAgreement', agreementLink: 'https://agreements.example/mca',
  };
  const by = (kind: CustomerLink['kind']) => customer.links.filter((l) => l.kind === kind).map((l) => ({ partnerId: l.partnerId, agreement }));
  const attestations = ask.channel === 'attested' ? by('direct') : ask.channel === 'provider' ? [...customer.attestations, ...by('provider')] : [];
  return deps.state.customers.set(customer.id, { ...customer, directSigned: ask.channel === 'direct', attestations });
};

/** The colleague who decides in the portal: the last one of that tenant whose role allows it. */
const byHand = (tenantId: string): TwinPerson => {
  const person = PEOPLE.filter((p) => p.tenantId === tenantId && p.roles.some((r) => r === 'AdminAgents' || r === 'SalesAgents')).at(-1);
  if (person === undefined) throw new PortalError(409, 'Nobody of that partner may do this.');
  return person;
};

export type PortalVerb = 'accept' | 'reject' | 'withdraw';

/** A decision taken in the portal, past any other program; the same rules as on the public surface hold. */
export const decideByHand = (deps: PipelineDeps, ask: { transferId: string; verb: PortalVerb; personId?: string | undefined }): TransferRecord => {
  const transfer = deps.state.transfers.get(key(ask.transferId));
  if (transfer === undefined) throw new PortalError(404, 'There is no such transfer.');
  const tenantId = ask.verb === 'withdraw' ? transfer.source : transfer.target;
  const person = PEOPLE.find((p) => p.id === ask.personId && p.tenantId === tenantId) ?? byHand(tenantId);
  const call: CustomerCall = {
    state: deps.state, now: deps.clock.now(), completionDelayMs: deps.completionDelayMs,
    customer: customerOf(deps, transfer.customerId), partner: partnerOf(deps, tenantId),
    caller: { tenantId, mode: 'user', personId: person.id, name: person.upn, roles: person.roles, mfa: true },
    ask: { method: 'POST', path: '/portal', params: { transferId: transfer.id }, query: new URLSearchParams(), headers: {}, body: undefined },
  };
  const run = { accept: acceptTransfer, reject: rejectTransfer, withdraw: withdrawTransfer }[ask.verb];
  return run(call);
};

/** Makes the next accept of that line fail with this text. */
export const failLine = (deps: PipelineDeps, ask: { subscriptionId: string; description: string }): object => {
  const subscriptionId = key(ask.subscriptionId);
  if (!deps.state.subscriptions.all().some((s) => s.wire.id === subscriptionId)) throw new PortalError(404, 'There is no such subscription.');
  return deps.state.failLines.set(subscriptionId, { subscriptionId, description: ask.description });
};
