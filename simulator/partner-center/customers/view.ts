import type { WireBillingProfile, WireCustomer } from '../../../partnercenter/wire.ts';
import { objectType, self } from '../call.ts';
import { derivedGuid, etag } from '../ids.ts';
import type { CustomerRecord } from '../state.ts';

/** What lists tell of a customer (§6.1). */
export const summary = (customer: CustomerRecord): WireCustomer => ({
  id: customer.id,
  companyProfile: { tenantId: customer.id, domain: customer.onmicrosoft, companyName: customer.name },
  relationshipToPartner: 'reseller',
  attributes: objectType('Customer'),
});

export const billingEtag = (customer: CustomerRecord): string => etag(customer.id, customer.version);

/** §6.3: the copy that a relationship extension hands to the provider. */
export const billingProfile = (customer: CustomerRecord): WireBillingProfile => {
  const { firstName, lastName, email } = customer.contact;
  return {
    id: derivedGuid(customer.id, 'billing'), firstName, lastName, email, culture: customer.culture ?? 'sv-SE', language: customer.language ?? 'sv',
    companyName: customer.name, defaultAddress: { ...customer.address, firstName, lastName }, profileType: 'CustomerBillingProfile',
    links: self(`/customers/${customer.id}/profiles/billing`), attributes: objectType('CustomerBillingProfile', billingEtag(customer)),
  };
};

/** §6.3 */
export const companyProfile = (customer: CustomerRecord): object => ({
  ...summary(customer).companyProfile, profileType: 'CustomerCompanyProfile', links: self(`/customers/${customer.id}/profiles/company`),
  attributes: objectType('CustomerCompanyProfile'),
});
