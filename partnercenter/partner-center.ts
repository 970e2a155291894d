import { createAgreements } from './agreements.ts';
import type { Agreements } from './agreements.ts';
import type { BillingProfiles } from './billing-profile.ts';
import { createBillingProfiles } from './billing-profile.ts';
import type { Compliance } from './compliance.ts';
import { createCompliance } from './compliance.ts';
import { createCustomers } from './customers.ts';
import type { Customers } from './customers.ts';
import { createEligibility } from './eligibility.ts';
import type { EligibilityReads } from './eligibility.ts';
import { createNewCommerceTransfers } from './new-commerce-transfers.ts';
import type { NewCommerceTransfers } from './new-commerce-transfers.ts';
import type { Profiles } from './profiles.ts';
import { createProfiles } from './profiles.ts';
import type { RelationshipRequests } from './relationship-requests.ts';
import { createRelationshipRequests } from './relationship-requests.ts';
import { createRelationships } from './relationships.ts';
import type { Relationships } from './relationships.ts';
import { createRequests } from './request.ts';
import type { RequestDeps } from './request.ts';
import { createSubscriptions } from './subscriptions.ts';
import type { Subscriptions } from './subscriptions.ts';
import { createTransfers } from './transfers.ts';
import type { Transfers } from './transfers.ts';
import { createWebhooks } from './webhooks.ts';
import type { Webhooks } from './webhooks.ts';

/** The Partner Center REST API as this program uses it: records in, records out. Every function may throw PartnerCenterError or TokenError (errors.ts). */
export type PartnerCenter = {
  readonly profiles: Profiles;
  readonly compliance: Compliance;
  readonly customers: Customers;
  readonly relationships: Relationships;
  readonly relationshipRequests: RelationshipRequests;
  readonly billing: BillingProfiles;
  readonly agreements: Agreements;
  readonly subscriptions: Subscriptions;
  readonly eligibility: EligibilityReads;
  /** Reads of both models, and the verbs of the legacy one. */
  readonly transfers: Transfers;
  readonly newCommerce: NewCommerceTransfers;
  readonly webhooks: Webhooks;
};

export const createPartnerCenter = (deps: RequestDeps): PartnerCenter => {
  const requests = createRequests(deps);
  return {
    profiles: createProfiles(requests),
    compliance: createCompliance(requests),
    customers: createCustomers(requests),
    relationships: createRelationships(requests),
    relationshipRequests: createRelationshipRequests(requests),
    billing: createBillingProfiles(requests),
    agreements: createAgreements(requests),
    subscriptions: createSubscriptions(requests),
    eligibility: createEligibility(requests),
    transfers: createTransfers(requests),
    newCommerce: createNewCommerceTransfers(requests),
    webhooks: createWebhooks(requests),
  };
};
