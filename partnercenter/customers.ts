import type { z } from 'zod';
import type { Customer, Provider } from '../journey/records.ts';
import type { Access, PersonAccess } from './access.ts';
import { parse, readAll } from './paging.ts';
import { relatedPartner, toProvider } from './relationships.ts';
import type { Read, Requests } from './request.ts';
import * as wire from './schemas.ts';
import type { ReadOptions } from './seen.ts';

/** Customers of the calling partner (API topics 5.2, 6.1, 6.2). All throw PartnerCenterError or TokenError. */
export type Customers = {
  list(access: Access, options?: ReadOptions): Promise<Customer[]>;
  get(access: Access, customerId: string, options?: ReadOptions): Promise<Customer>;
  /** Customers that already have this provider beside the caller (filter IndirectCloudSolutionProvider, reseller side). */
  withProvider(access: PersonAccess, providerTenantId: string, options?: ReadOptions): Promise<Customer[]>;
  /** Partners linked with the customer: resellers for a provider; whether a reseller sees its provider here is undocumented. */
  relationshipsOf(access: PersonAccess, customerId: string, options?: ReadOptions): Promise<Provider[]>;
};

export const createCustomers = (requests: Requests): Customers => {
  const all = (call: Read): Promise<Customer[]> =>
    readAll(requests, call, { schema: wire.customer, id: ({ id }) => id }).then((found) => found.map(toCustomer));

  return {
    list: (access, options) => all({ access, attempted: 'list customers', path: '/v1/customers?size=500', options }),
    get: async (access, customerId, options) => {
      const path = `/v1/customers/${encodeURIComponent(customerId)}`;
      const answer = await requests.read({ access, attempted: 'read a customer', path, options });
      return toCustomer(parse(answer, wire.customer, answer.json));
    },
    withProvider: (access, providerTenantId, options) => {
      const filter = JSON.stringify({ Field: 'IndirectCloudSolutionProvider', Value: providerTenantId, Operator: 'starts_with' });
      // A size of 0 is what the documentation sends together with a filter (API topic 3.3).
      const path = `/v1/customers?size=0&filter=${encodeURIComponent(filter)}`;
      return all({ access, attempted: 'list customers of a provider', path, options });
    },
    relationshipsOf: async (access, customerId, options) => {
      const path = `/v1/customers/${encodeURIComponent(customerId)}/relationships`;
      return readAll(requests, { access, attempted: 'list partners of a customer', path, options }, relatedPartner).then((found) => found.map(toProvider));
    },
  };
};

const toCustomer = ({ id, companyProfile }: z.infer<typeof wire.customer>): Customer => ({
  customerId: id,
  name: companyProfile.companyName,
  domain: companyProfile.domain,
});
