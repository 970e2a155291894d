/** An enhanced attestation: opened by a partner's application, accepted by the customer in a hosted page, used once (§7.5). */
export type AttestationRecord = {
  readonly id: string;
  readonly partnerId: string;
  readonly country: string;
  readonly language: string;
  readonly companyName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string;
  readonly createdAt: string;
  readonly acceptedAt?: string;
  /** The customer for whom an agreement was made of it. */
  readonly usedFor?: string;
};

/** §6.6; the value with a blank is literal. `none`: there is no record, which a purchase takes for allowed. */
export type AccountStatus = 'Allowed' | 'UnderReview' | 'NotAllowed' | 'Unknown' | 'Not Ready' | 'none';
export type AccountRecord = { readonly customerId: string; readonly status: AccountStatus; readonly changedAt: string };
