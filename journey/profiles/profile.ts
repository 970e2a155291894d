import type { ProfileId } from '../facts.ts';

/** `documented`: Microsoft's own text; `contradictory`: official but old or at odds with itself; `inferred`: third parties or our reading. */
export type Confidence = 'documented' | 'contradictory' | 'inferred';

/** A rule's value with the day it began, where it is written, and how sure that is; every verdict can show it (R207). */
export type Dated<T> = { readonly value: T; readonly from: string; readonly source: string; readonly confidence: Confidence };

export type RevenueFloor = { readonly usd: number; readonly from: string };

/** What differs between the guide of 2020 and today. A rule that is the same in both is not here but in its step. */
export type Profile = {
  readonly id: ProfileId;
  /** Trailing twelve months of CSP revenue a direct-bill partner needs, at the partner global account; the newest that has begun counts (R6-R9). */
  readonly directRevenueFloors: Dated<readonly RevenueFloor[]>;
  /** What an indirect reseller itself must turn over, in USD in twelve months; undefined: no floor. */
  readonly resellerRevenueFloor: Dated<number | undefined>;
  /** First and last anniversary month in which the enrolment is offered (R21); undefined: no window. */
  readonly enrolMonths: Dated<readonly [number, number] | undefined>;
  /** The tenant must be restricted first, or a new tenant be used (R10, R20). */
  readonly restrictedFirst: Dated<boolean>;
  /** Days from restriction to suspension and to revocation; undefined: only "eventually" (R197). */
  readonly enforcementDays: Dated<{ readonly suspended: number; readonly revoked: number } | undefined>;
  /** Whether an accepted invitation brings administrator rights by itself (R63, R93, R108). */
  readonly invitationGivesAdmin: Dated<boolean>;
  /** Whether the partner may attest the customer's agreement itself (R114). */
  readonly partnerMayAttest: Dated<boolean>;
  /** Who creates the request: the partner for legacy subscriptions, the provider for new commerce (R125, R131). */
  readonly newCommerceTransfers: Dated<boolean>;
  /** Hours after purchase or renewal within which a new-commerce licence can be cancelled (R171). */
  readonly cancelHours: Dated<number | undefined>;
  /** The customer also sees the provider in Microsoft Store for Business (R95). */
  readonly storeForBusiness: Dated<boolean>;
  /** Months as an indirect reseller before one may apply for direct billing. */
  readonly tenureMonths: Dated<number>;
  /** Further direct-bill requirements beside R180-R188: multifactor authentication, security contact, designation. */
  readonly securityRequirements: Dated<boolean>;
  /** What the reseller incentives demand. */
  readonly incentiveFloors: Dated<{ readonly usd: number; readonly score: number } | undefined>;
  /** The reseller loses the API when the direct role ends; export first. */
  readonly apiEndsWithDirectRole: Dated<boolean>;
};
