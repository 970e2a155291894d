export type DirectBill = 'none' | 'active' | 'restricted' | 'suspended' | 'revoked';
export type ResellerEnrolment = 'notStarted' | 'submitted' | 'approved' | 'signed';

/** What stands under Account settings > Legal profile > Program info, which no endpoint shows (§0 rows 2-7). */
export type ProgramRecord = {
  readonly partnerId: string;
  readonly directBill: DirectBill;
  readonly reseller: ResellerEnrolment;
  /** Month and day, `MM-DD`, of the direct-bill anniversary (R21). */
  readonly anniversary: string;
  /** Trailing twelve months in US dollars, at global account level (R7-R9). */
  readonly ttmRevenueUsd: number;
  readonly submittedAt?: string;
  /** Business time at which Microsoft approves by itself (R26); left out while a person has to. */
  readonly approvalDueAt?: string;
  readonly approvedAt?: string;
  readonly signedAt?: string;
  readonly restrictedAt?: string;
};

/** A provider's invitation to a partnership: mailed as a link, accepted by the reseller's Global administrator in the portal (R47-R52). */
export type PartnershipInvitation = {
  readonly id: string;
  readonly providerId: string;
  readonly partnerId: string;
  readonly phase: 'sent' | 'accepted' | 'declined';
  readonly sentAt: string;
  readonly decidedAt?: string;
};

/** Granular delegated admin rights of a partner in a customer's tenant: separate from every reseller relationship (§5.3). */
export type GdapRecord = {
  readonly id: string;
  readonly partnerId: string;
  readonly customerId: string;
  readonly phase: 'created' | 'approved' | 'active' | 'expired' | 'terminated';
  readonly changedAt: string;
  /** Set once approved; the relationship ends by itself then. */
  readonly endsAt?: string;
};
