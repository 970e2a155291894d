import type { Agreements } from './agreements.ts';
import type { Customers } from './customers.ts';
import type { EligibilityReads } from './eligibility.ts';
import type { Relationships } from './relationships.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Transfers } from './transfers.ts';

/** The Partner Center REST API as this program uses it: records in, records out. Every function may throw PartnerCenterError or TokenError (errors.ts). */
export type PartnerCenter = {
  readonly customers: Customers;
  readonly relationships: Relationships;
  readonly agreements: Agreements;
  readonly subscriptions: Subscriptions;
  readonly eligibility: EligibilityReads;
  readonly transfers: Transfers;
};
