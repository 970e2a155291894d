import type { SeenPhase } from '../journey/events.ts';
import type { LineOutcome } from '../journey/records.ts';

/** What every answer to a write carries: the id to give to Microsoft's support. */
export type Traced = { readonly correlationId: string };

/**
 * How a write is named on the wire (API topic 3.1). `requestId` makes a repeat harmless: the caller stores it before the first call,
 * reuses it after no answer, and mints a new one after any answer.
 */
export type WriteIds = { readonly requestId: string; readonly correlationId?: string };

/** Optional for reads: ties several calls together as one operation, and chooses the language of Microsoft's texts. */
export type ReadOptions = { readonly correlationId?: string; readonly locale?: string };

/** A line as read back. `outcome` is undefined while nothing has been decided. */
export type SeenLine = {
  readonly subscriptionId: string;
  readonly offerId: string;
  readonly name: string;
  readonly quantity: number;
  readonly billingCycle: string;
  /** MPN id of the reseller to be stamped on the new subscription. */
  readonly partnerOfRecord: string | undefined;
  /** Lines of one group succeed or fail together. */
  readonly groupId: string | undefined;
  readonly outcome: LineOutcome | undefined;
  readonly addons: readonly SeenLine[];
};

/** A transfer as read from Partner Center (API topics 9.2, 10.1). Ids are lower case; times are ISO-8601 as received. */
export type SeenTransfer = {
  readonly partnerCenterId: string;
  /** `legacy`: the source creates, the target accepts. `new-commerce`: the other way round (API topic 10.8). */
  readonly model: 'legacy' | 'new-commerce';
  readonly phase: SeenPhase;
  readonly customerId: string;
  readonly sourceTenantId: string;
  readonly targetTenantId: string;
  readonly lines: readonly SeenLine[];
  readonly createdAt: string | undefined;
  readonly modifiedAt: string | undefined;
  /** Object id of the last person who changed it. */
  readonly modifiedBy: string | undefined;
  /** New commerce only (API topic 10.1): when it expires, which kinds of products were asked for (undefined: all), and for which reseller. */
  readonly expiresAt?: string;
  readonly productTypes?: readonly string[];
  readonly partnerOfRecord?: string;
};

/** Request of the source partner (API topic 9.2): quantities and add-ons are Microsoft's to fill in. */
export type TransferDraft = WriteIds & {
  readonly customerId: string;
  readonly targetTenantId: string;
  /** MPN location id of the partner that must become partner of record on every line. */
  readonly partnerOfRecord: string;
  readonly subscriptionIds: readonly string[];
  readonly sourceName?: string;
  readonly targetName?: string;
  readonly customerName?: string;
};

/** Request of the target partner (API topic 10.1); the lines are the source's to add. */
export type NewCommerceDraft = WriteIds & {
  readonly customerId: string;
  readonly sourceTenantId: string;
  readonly sourceName: string;
  readonly customerName: string;
  /** MPN location id of the reseller to be stamped on what moves. */
  readonly partnerOfRecord: string;
  readonly productTypes: readonly string[];
};

/** A subscription that the source adds on accepting, and its kind as transfers call it (API topic 10.3). */
export type ChosenLine = { readonly subscriptionId: string; readonly productType: string };

/** Which transfer a verb is about. */
export type TransferKey = { readonly customerId: string; readonly partnerCenterId: string };

/** A group of lines that Microsoft says it could not order (HTTP 200 with `transferErrors`, API topic 9.3). */
export type AcceptError = {
  readonly subscriptionIds: readonly string[];
  readonly code: string | undefined;
  readonly description: string | undefined;
};
