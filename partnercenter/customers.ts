import type { Customer, Provider } from '../journey/records.ts';
import type { Access, PersonAccess } from './access.ts';
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
