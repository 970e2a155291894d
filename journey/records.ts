import type { LineChange, LineDrift } from './line-changes.ts';
import type { NewCommercePhase, NewCommerceVerb, TransferModel } from './new-commerce-records.ts';

/** The records of the journey: plain, read-only data. Ids are lower-case GUIDs unless said otherwise; times are ISO-8601 UTC strings. */

export type Side = 'partner' | 'provider';

/** Partner Center agent roles and the Entra role that the rules name (R202). */
export type Role = 'admin-agent' | 'sales-agent' | 'helpdesk-agent' | 'global-admin';

/** A person as the bot knows them: bound to tenant and object id, never to a display name. */
export type Person = {
  readonly tenantId: string;
  readonly personId: string;
  readonly name: string;
  readonly side: Side;
  readonly roles: readonly Role[];
};

/** A partner-to-partner relationship seen in Partner Center (API topic 5.1). */
export type Provider = { readonly tenantId: string; readonly name: string; readonly mpnId: string };

export type Customer = { readonly customerId: string; readonly name: string; readonly domain: string };

/** How the customer accepted the Microsoft Customer Agreement (R113-R116); unknown is treated like `attested` (lost on move). */
export type AgreementChannel = 'direct' | 'attested' | 'none' | 'unknown';

/** Classes of section 8.2 of the API sheet; what is not recognised is `unknown` and not transferable until proven (R169). */
export type SubscriptionClass =
  | 'legacy-licence'
  | 'legacy-azure'
  | 'new-commerce-licence'
  | 'azure-plan'
  | 'reservation'
  | 'software'
  | 'marketplace'
  | 'unknown';

export type SubscriptionStatus = 'active' | 'suspended' | 'deleted' | 'expired' | 'pending' | 'disabled' | 'none' | `unknown: ${string}`;

export type Subscription = {
  readonly subscriptionId: string;
  /** Survives a transfer for Azure (R153); equal to the subscription id otherwise. */
  readonly entitlementId: string;
  readonly offerId: string;
  readonly name: string;
  readonly offerName: string;
  readonly quantity: number;
  readonly unit: 'licences' | 'usage' | 'none';
  readonly status: SubscriptionStatus;
  readonly class: SubscriptionClass;
  readonly billingCycle: string;
  /** Set on add-ons only: the base they must move with (R156). */
  readonly parentId: string | undefined;
  /** Partner of record on the subscription, empty for direct business. */
  readonly partnerId: string;
  readonly commitmentEnd: string | undefined;
  /** The order that made it; pairs a transferred line with its new subscription (R152). */
  readonly orderId: string | undefined;
  readonly createdAt: string | undefined;
  /** New commerce only: what a transfer of that model calls the kind of product (API topic 10.1). */
  readonly productType?: string;
  /** A trial never moves. */
  readonly isTrial?: boolean;
};

/** Microsoft's own word on a subscription (API topic 9.1); the reason is shown unchanged and never parsed (R170). */
export type Eligibility = { readonly subscriptionId: string; readonly eligible: boolean; readonly reason: string | undefined };

/** Why a line or a customer may not move: a closed list, each with wording and advice in every language. */
export type BlockCode =
  | 'add-on-alone' // R156
  | 'azure-plan' // R165
  | 'reservation' // R166
  | 'term-based' // R167
  | 'marketplace' // R168
  | 'unknown-type' // R169
  | 'not-active'
  | 'trial'
  | 'in-open-transfer' // R154
  | 'says-microsoft' // R170, no reason of ours
  | 'no-provider-relationship' // R81, R123
  | 'agreement-missing' // R112, R117
  | 'agreement-lost' // R114, R117
  | 'nothing-to-move';

export type LineChoice = {
  readonly subscription: Subscription;
  /** Which way the line would go. */
  readonly model?: TransferModel;
  readonly addons: readonly Subscription[];
  readonly selectable: boolean;
  readonly block: BlockCode | undefined;
  /** Microsoft's text, as received. */
  readonly reason: string | undefined;
  /** The open transfer that holds the line, where `block` is `in-open-transfer`. */
  readonly heldBy: string | undefined;
};

export type CustomerChoice = {
  readonly customer: Customer;
  readonly provider: Provider | undefined;
  readonly agreement: AgreementChannel;
  readonly block: BlockCode | undefined;
  readonly selectableLines: number;
};

/** A line of a transfer as it was frozen when the request was created (R158). */
export type TransferLine = {
  readonly subscriptionId: string;
  readonly entitlementId: string;
  readonly name: string;
  readonly offerId: string;
  readonly class: SubscriptionClass;
  readonly quantity: number;
  readonly unit: 'licences' | 'usage' | 'none';
  readonly billingCycle: string;
  readonly addons: readonly TransferLine[];
  /** New commerce only (API topic 10.3). */
  readonly productType?: string;
};

/** What became of a line, read back from Partner Center (invariant I3). */
export type LineOutcome = {
  readonly subscriptionId: string;
  readonly state: 'complete' | 'failed' | 'in-progress' | `unknown: ${string}`;
  readonly error: string | undefined;
  readonly orderId: string | undefined;
};

/** An old subscription id beside its new one (R152); `undefined` while the new one has not been seen. */
export type IdPair = {
  readonly name: string;
  readonly oldId: string;
  readonly newId: string | undefined;
  readonly quantity: number;
  /** PartnerID read on the new subscription, empty where none stands; absent while it has not been read. */
  readonly partnerOfRecord?: string;
};

/** What the source side shows after completion (R148-R150). */
export type SourceCheck = {
  readonly subscriptionId: string;
  readonly name: string;
  /** `inactive`: new commerce, where Microsoft does not say which state stays behind. */
  readonly expected: 'suspended' | 'absent' | 'inactive';
  readonly found: SubscriptionStatus | 'absent';
  readonly ok: boolean;
};

/**
 * Where a transfer stands. `creating`, `accepting`, `rejecting` and `withdrawing` mean: decided and recorded, not yet seen at
 * Partner Center. All other words are what was read back.
 */
export type TransferPhase =
  | 'creating'
  | 'not-created'
  | 'open'
  | 'accepting'
  | 'rejecting'
  | 'withdrawing'
  | 'in-progress'
  | 'complete'
  | 'partly-complete'
  | 'failed'
  | 'rejected'
  | 'withdrawn'
  | 'not-known'
  | NewCommercePhase;

export type TransferVerb = 'create' | 'accept' | 'reject' | 'withdraw' | NewCommerceVerb;

/** Why the provider says no: a closed list with wording, plus their own words. */
export type RejectReason = 'wrong-lines' | 'wrong-quantity' | 'agreement' | 'relationship' | 'credit' | 'other';

/** Who did something and when, in which role. */
export type Signature = {
  readonly tenantId: string;
  readonly personId: string;
  readonly name: string;
  readonly at: string;
  readonly role: Role;
};

/** A refusal or fault of Partner Center that a person has to know of. */
export type Trouble = {
  readonly kind: 'refused' | 'unauthorised' | 'unreachable' | 'throttled';
  readonly code: string | undefined;
  readonly httpStatus: number | undefined;
  readonly correlationId: string;
  readonly at: string;
};

export type Transfer = {
  /** Our own id. */
  readonly transferId: string;
  readonly customer: Customer;
  readonly source: { readonly tenantId: string; readonly name: string };
  readonly target: Provider;
  /** Partner of record to stamp on every line: the partner's own MPN location id. */
  readonly partnerOfRecord: string;
  /** Missing in records of earlier releases: legacy. */
  readonly model?: TransferModel;
  /** One of several requests that a single order was split into; numbers begin at 1. */
  readonly part?: { readonly number: number; readonly of: number };
  readonly lines: readonly TransferLine[];
  readonly phase: TransferPhase;
  /** Raised each time the request becomes decidable; a decision is unique per (transfer, revision). */
  readonly revision: number;
  /** Partner Center's id, once read back. */
  readonly partnerCenterId: string | undefined;
  readonly outcomes: readonly LineOutcome[];
  readonly requested: Signature;
  /** Who accepted, rejected or withdrew, at the present revision. */
  readonly decided: (Signature & { readonly verb: TransferVerb; readonly elsewhere?: boolean }) | undefined;
  readonly rejection: { readonly reason: RejectReason; readonly comment: string } | undefined;
  /** The provider's sign-off that the subscriptions arrived (R144). */
  readonly landed: Signature | undefined;
  readonly idMap: readonly IdPair[];
  readonly sourceChecks: readonly SourceCheck[];
  /** When the partner's side was found as it must be (R148, R151). */
  readonly sourceVerifiedAt: string | undefined;
  readonly trouble: Trouble | undefined;
  /** The transfer that this one was sent again from, after a rejection or a withdrawal. */
  readonly replaces: string | undefined;
  /** The transfer that this one was sent again as; it is sent again once only. */
  readonly replacedBy?: string;
  /** How the source differs from what was frozen, as last read while the request was open (R158-R160); unset or empty: not at all. */
  readonly drift?: readonly LineDrift[];
  /** To be made anew with today's numbers once it is read back as withdrawn (R161): under which id, by whom. */
  readonly recreation?: { readonly transferId: string; readonly by: Signature };
  /** New commerce: who had the request created at Partner Center. */
  readonly offered?: Signature & { readonly elsewhere?: boolean };
  /** New commerce: the partner's no, which Partner Center has no word for (API topic 10.3). */
  readonly declined?: Signature;
  /** New commerce: when Partner Center lets the request expire, as read; ISO-8601. */
  readonly expiresAt?: string;
  /** New commerce: what was different from the lines last shown, when they were read once more before sending. */
  readonly recount?: readonly LineChange[];
  /** Since when the present phase holds. */
  readonly since: string;
  /** When the request was seen open at Partner Center for the first time. */
  readonly openedAt: string | undefined;
  /** Optimistic lock: every write compares it. */
  readonly version: number;
};
