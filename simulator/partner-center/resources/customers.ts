import type { WireBillingProfile, WireCustomer } from '../../../partnercenter/wire.ts';
import { forCustomer, objectType, ok, self, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { derivedGuid, etag, key } from '../ids.ts';
import { page, readFilter, type Filter } from '../paging.ts';
import { isLinked, type CustomerRecord } from '../state.ts';

const summary = (customer: CustomerRecord): WireCustomer => ({
  id: customer.id,
  companyProfile: { tenantId: customer.id, domain: customer.onmicrosoft, companyName: customer.name },
  relationshipToPartner: 'reseller',
  attributes: objectType('Customer'),
});

/** §6.3: the copy that a relationship extension hands to the provider. */
const billingProfile = (customer: CustomerRecord): WireBillingProfile => {
  const { firstName, lastName, email } = customer.contact;
  return {
    id: derivedGuid(customer.id, 'billing'), firstName, lastName, email, culture: 'sv-SE', language: 'sv', companyName: customer.name,
    defaultAddress: { ...customer.address, firstName, lastName }, profileType: 'CustomerBillingProfile',
    links: self(`/customers/${customer.id}/profiles/billing`),
    attributes: objectType('CustomerBillingProfile', etag(customer.id, customer.version)),
  };
};

/** Address, e-mail and domains are left out: nobody here holds delegated admin rights (§6.2). */
const details = (customer: CustomerRecord, partnerId: string): WireCustomer => {
  const link = customer.links.find((l) => l.kind === 'provider' && l.partnerId === partnerId);
  return {
    ...summary(customer), commerceId: customer.id, billingProfile: billingProfile(customer), allowDelegatedAccess: false, enableGDAPByDefault: false,
    ...(link?.kind === 'provider' ? { associatedPartnerId: link.resellerId } : {}), links: self(`/customers/${customer.id}`),
  };
};

type Test = (customer: CustomerRecord) => boolean;
const begins = (text: string, start: string): boolean => text.toLowerCase().startsWith(start.toLowerCase());

/** §6.1: names and domains for everybody, the two partner filters for signed-in people only. */
const filterTest = ({ caller }: Call, { field, value, operator }: Filter): Test => {
  if (operator !== 'starts_with') throw new ApiError('badInput', 'Customers are filtered with starts_with only.');
  if (field === 'CompanyName') return (c) => begins(c.name, value);
  if (field === 'Domain') return (c) => begins(c.onmicrosoft, value) || begins(c.domain, value);
  if (field !== 'IndirectReseller' && field !== 'IndirectCloudSolutionProvider') throw new ApiError('badInput', 'Customers cannot be filtered by this field.');
  if (caller.mode === 'app') throw new ApiError('userContextNeeded');
  const [reseller, provider] = field === 'IndirectReseller' ? [key(value), caller.tenantId] : [caller.tenantId, key(value)];
  return (c) => c.links.some((l) => l.kind === 'provider' && l.partnerId === provider && l.resellerId === reseller);
};

const list = (call: Call): object => {
  const { ask, state, caller } = call;
  const filter = readFilter(ask.query);
  const fits = filter === undefined ? (): boolean => true : filterTest(call, filter);
  const own = state.customers.all().filter((c) => isLinked(c, caller.tenantId) && fits(c));
  const sorted = own.sort((a, b) => a.name.localeCompare(b.name, 'sv')).map(summary);
  return page(sorted, { path: '/customers', query: ask.query, token: ask.headers['ms-continuationtoken'] });
};

export const customers: readonly Resource[] = [
  { method: 'get', path: '/v1/customers', modes: 'A/U', family: 'customers', handle: (call) => ok(list(call)) },
  {
    method: 'get', path: '/v1/customers/:customerId', modes: 'A/U', family: 'customers',
    handle: forCustomer(({ customer, caller }) => ok(details(customer, caller.tenantId))),
  },
  {
    method: 'get', path: '/v1/customers/:customerId/profiles/billing', modes: 'A/U', family: 'customers',
    handle: forCustomer(({ customer }) => ok(billingProfile(customer))),
  },
];
