import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit-log.ts';
import { objectBody, type Call } from '../call.ts';
import { ApiError } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import { mayBuyDirectly } from '../program.ts';
import { isSameRegion } from '../regions.ts';
import type { CustomerLink, CustomerRecord, State } from '../state.ts';
import { readBilling } from './billing.ts';

/** Countries that demand a registration number; elsewhere there must be none (§6.2). */
const NUMBERED = new Set('AM AZ BY HU KZ KG MD RU TJ UZ UA IN BR ZA PL AE SA TR TH VN MM IQ SS VE'.split(' '));
const DOMAIN = /^([a-z0-9](?:[a-z0-9-]{0,25}[a-z0-9])?)\.onmicrosoft\.com$/i;

export const isDomainTaken = (state: State, domain: string): boolean => state.customers.all().some((c) => c.onmicrosoft === domain.toLowerCase());

/** Makes a customer tenant: a provider for one of its resellers, a partner that may still sell directly for itself (§6.4). */
export const createCustomer = (call: Call): CustomerRecord => {
  const { ask, state, partner, caller, now } = call;
  const body = objectBody(ask);
  const link = linkOf(call, body['associatedPartnerId']);
  const profile = (body['companyProfile'] ?? {}) as Record<string, unknown>;
  const domain = typeof profile['domain'] === 'string' ? profile['domain'].toLowerCase() : '';
  const prefix = DOMAIN.exec(domain)?.[1];
  if (prefix === undefined) throw new ApiError('badInput', 'domain is not valid.');
  if (isDomainTaken(state, domain)) throw new ApiError('badProperty', 'The domain is taken.');
  const billing = readBilling(body['billingProfile']);
  requireNumber(billing.address.country, profile['organizationRegistrationNumber']);
  if (!isSameRegion(billing.address.country, partner.address.country)) throw new ApiError('marketNotAllowed');
  const customer: CustomerRecord = {
    ...billing, id: randomUUID(), domain: `${prefix}.example`, onmicrosoft: domain, links: [link], directSigned: false, attestations: [], version: 1,
  };
  writeAudit(state, { operationType: 'add_customer', resourceType: 'customer', customer, seenBy: [partner.id], by: caller.name, at: now, subject: customer.id });
  return state.customers.set(customer.id, customer);
};

const linkOf = ({ state, partner }: Call, reseller: unknown): CustomerLink => {
  if (!partner.isProvider) {
    if (!mayBuyDirectly(state, partner)) throw new ApiError('denied', 'A reseller or a restricted partner makes no customers.');
    if (reseller !== undefined && reseller !== null) throw new ApiError('badProperty', 'associatedPartnerId is for providers.');
    return { kind: 'direct', partnerId: partner.id };
  }
  if (!isGuid(reseller)) throw new ApiError('badProperty', 'associatedPartnerId is missing or not valid.');
  const other = state.partners.get(key(reseller));
  if (other === undefined || !other.isReseller || !other.providers.includes(partner.id)) throw new ApiError('denied', 'The reseller has no partnership with the provider.');
  return { kind: 'provider', partnerId: partner.id, resellerId: other.id };
};

const requireNumber = (country: string, number: unknown): void => {
  const isGiven = typeof number === 'string' && number !== '';
  if (isGiven !== NUMBERED.has(country)) throw new ApiError('registrationNumber');
};
