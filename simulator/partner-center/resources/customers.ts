import type { WireBillingProfile, WireCustomer } from '../../../partnercenter/wire.ts';
import { writeAudit } from '../audit-log.ts';
import { forCustomer, objectBody, ok, self, type Call, type CustomerCall, type Resource } from '../call.ts';
import { readBilling } from '../customers/billing.ts';
import { createCustomer, isDomainTaken } from '../customers/create.ts';
import { customersByName } from '../customers/by-name.ts';
import { billingEtag, billingProfile, companyProfile, summary } from '../customers/view.ts';
import { ApiError } from '../errors.ts';
import { requireEtag } from '../etags.ts';
import { key } from '../ids.ts';
import { page, readFilter, type Filter } from '../paging.ts';
import type { CustomerRecord } from '../state.ts';

/** Address, e-mail and domains are shown to those who hold granular admin rights in the tenant (§6.2). */
const details = ({ state, caller: { tenantId } }: Call, customer: CustomerRecord): WireCustomer => {
  const link = customer.links.find((l) => l.kind === 'provider' && l.partnerId === tenantId);
  const holdsRights = state.gdap.all().some((g) => g.partnerId === tenantId && g.customerId === customer.id && g.phase === 'active');
  const { companyProfile: profile, ...rest } = summary(customer);
  return {
    ...rest, companyProfile: { ...profile, ...(holdsRights ? { address: customer.address, email: customer.contact.email } : {}) },
    ...(holdsRights ? { customDomains: [customer.domain] } : {}),
    commerceId: customer.id, billingProfile: billingProfile(customer), allowDelegatedAccess: false, enableGDAPByDefault: false,
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
  const sorted = customersByName(state, caller.tenantId).filter(fits);
  const { items, ...rest } = page(sorted, { path: '/customers', query: ask.query, token: ask.headers['ms-continuationtoken'] });
  return { ...rest, items: items.map(summary) };
};

/** §6.3: the complete object, against the version that was read. */
const putBilling = ({ ask, state, customer, caller, now }: CustomerCall): WireBillingProfile => {
  requireEtag(state, ask, billingEtag(customer));
  const changed = state.customers.set(customer.id, { ...customer, ...readBilling(objectBody(ask)), version: customer.version + 1 });
  writeAudit(state, {
    operationType: 'update_customer_billing_profile', resourceType: 'customer', customer: changed, seenBy: [caller.tenantId], by: caller.name, at: now,
    subject: customer.id, change: { old: billingProfile(customer), fresh: billingProfile(changed) },
  });
  return billingProfile(changed);
};

const ONE = '/v1/customers/:customerId';

export const customers: readonly Resource[] = [
  { method: 'get', path: '/v1/customers', modes: 'A/U', family: 'customers', handle: (call) => ok(list(call)) },
  {
    method: 'post', path: '/v1/customers', modes: 'U', roles: ['AdminAgents', 'SalesAgents'], family: 'customers',
    handle: (call) => ({ status: 201, body: details(call, createCustomer(call)) }),
  },
  { method: 'get', path: ONE, modes: 'A/U', family: 'customers', handle: forCustomer((call) => ok(details(call, call.customer))) },
  { method: 'get', path: `${ONE}/profiles/billing`, modes: 'A/U', family: 'customers', handle: forCustomer(({ customer }) => ok(billingProfile(customer))) },
  {
    method: 'put', path: `${ONE}/profiles/billing`, modes: 'A/U', roles: ['AdminAgents', 'SalesAgents'], family: 'customers',
    handle: forCustomer((call) => ok(putBilling(call))),
  },
  { method: 'get', path: `${ONE}/profiles/company`, modes: 'U', family: 'customers', handle: forCustomer(({ customer }) => ok(companyProfile(customer))) },
  {
    // §6.4: 200 says taken, 404 free; there is no body either way.
    method: 'head', path: '/v1/domains/:domain', modes: 'A/U',
    handle: ({ ask, state }) => ({ status: isDomainTaken(state, ask.params['domain'] ?? '') ? 200 : 404 }),
  },
];
