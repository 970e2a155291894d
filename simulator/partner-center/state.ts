import type { WireAddress, WireAgreement, WireAuditRecord, WireContact, WireSubscription } from '../../partnercenter/wire.ts';
import type { Due, Index } from '../journal-table.ts';
import type { Collection, Journal } from '../journal.ts';
import type { AccountRecord, AttestationRecord } from './agreement-records.ts';
import type { ProfileRecord } from './profile-records.ts';
import type { DeliveryRecord, RegistrationRecord } from './webhooks/records.ts';
import type { NewCommercePart, OrderRecord } from './money-records.ts';
import type { FaultRecord } from './fault-records.ts';
import type { GdapRecord, PartnershipInvitation, ProgramRecord } from './portal-records.ts';

export type PartnerRecord = {
  readonly id: string;
  readonly name: string;
  readonly mpnId: string;
  readonly domain: string;
  readonly address: WireAddress;
  readonly contact: WireContact;
  readonly isProvider: boolean;
  /** Enrolled as indirect reseller (beside the direct role: dual). */
  readonly isReseller: boolean;
  /** Enrolled, but its reseller program status is not active: it can be nobody's partner on record (§3.6, §5.7). */
  readonly isResellerSuspended?: boolean;
  /** Has signed the Microsoft Partner Agreement. */
  readonly mpaSigned: boolean;
  /** Tenant ids of the providers with an active partnership. */
  readonly providers: readonly string[];
};

/** Who may do business with a customer: a partner directly, or a provider through a reseller. */
export type CustomerLink =
  | { readonly kind: 'direct'; readonly partnerId: string }
  | { readonly kind: 'provider'; readonly partnerId: string; readonly resellerId: string };

export type CustomerRecord = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly onmicrosoft: string;
  /** Of its invoices; left out, Swedish. */
  readonly culture?: string;
  readonly language?: string;
  readonly contact: WireContact;
  readonly address: WireAddress;
  readonly links: readonly CustomerLink[];
  /** The customer accepted the Microsoft Customer Agreement itself. */
  readonly directSigned: boolean;
  /** Acceptances that a partner vouches for; a provider's own entry means re-confirmed through the provider. */
  readonly attestations: readonly { readonly partnerId: string; readonly agreement: WireAgreement }[];
  readonly version: number;
};

/** `owner` is the partner that transacts; ids inside are lower case, the version feeds the etag. */
export type SubscriptionRecord = {
  readonly owner: string;
  readonly customerId: string;
  readonly version: number;
  readonly wire: WireSubscription;
  /** An earlier write is still being provisioned until then. */
  readonly busyUntil?: string;
};

export type LineRecord = {
  readonly id: number;
  readonly subscriptionId: string;
  readonly entitlementId: string;
  readonly offerId: string;
  readonly billingCycle: string;
  readonly friendlyName: string;
  readonly quantity: number;
  readonly partnerIdOnRecord: string;
  readonly group: string;
  readonly addons: readonly LineRecord[];
  /** New-commerce lines only (§10.3). */
  readonly productType?: string;
  /** Set at accept, shown once the transfer is settled. */
  readonly outcome?: { readonly orderId: string } | { readonly error: string };
};

/** `InProgress` becomes a final word when `dueAt` has passed and the effects are written. */
export type TransferPhase =
  | 'Active' | 'Withdrawn' | 'Reject' | 'Pending' | 'Cancel' | 'Expired' | 'InProgress' | 'Complete' | 'PartiallyComplete' | 'Failed';

export type TransferRecord = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly source: string;
  readonly target: string;
  readonly phase: TransferPhase;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  readonly dueAt?: string;
  readonly lines: readonly LineRecord[];
  /** Left out on legacy transfers. */
  readonly newCommerce?: NewCommercePart;
};

/** What goes wrong with the next matching webhook events; `late` waits `delayMs` longer, `reversed` lets the following event go first. */
export type WebhookFaultRecord = {
  readonly id: string;
  readonly kind: 'lost' | 'duplicated' | 'late' | 'reversed';
  /** Left out: any event. */
  readonly eventName?: string;
  /** Business milliseconds, for `late`; default one hour. */
  readonly delayMs?: number;
  /** How many more events it hits. */
  readonly times: number;
};
/** How a switch of `switches.ts` was set; left out, its initial value holds. */
export type SwitchRecord = { readonly name: string; readonly value: string };

/** How long the answer to a write is given again under the same MS-RequestId, in business time (§3.1); then it is forgotten. */
export const REPLAY_MS = 86_400_000;
export type ReplayRecord = { readonly at: string; readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };
/** `effects`: writes that changed something, replays left out. */
export type CountRecord = { readonly route: string; readonly calls: number; readonly effects: number };
/** `seen`: the one partner in whose log it stands. */
export type AuditEntry = { readonly seen: readonly string[]; readonly record: WireAuditRecord };

/** Everything the twin remembers; each collection outlives a restart through the journal. */
export type State = {
  /** By `owner/customerId`: a portfolio of 60,000 cannot be searched for each request. */
  readonly heldSubscriptions: Index<SubscriptionRecord>;
  readonly transfersOfCustomer: Index<TransferRecord>;
  readonly transfersInPhase: Index<TransferRecord>;
  /** Transfers that time alone takes on: accepted ones, and requests that run out. */
  readonly dueTransfers: Due<TransferRecord>;
  /** By the partner that sees them. */
  readonly auditOf: Index<AuditEntry>;
  /** Answers that are too old to be given again. */
  readonly staleReplays: Due<ReplayRecord>;
  /** By phase; `validation` and `held <tenant>` are words of their own. */
  readonly deliveriesOf: Index<DeliveryRecord>;
  readonly dueDeliveries: Due<DeliveryRecord>;
  /** By `owner/customerId`. */
  readonly placedOrders: Index<OrderRecord>;
  readonly meta: Collection<{ readonly value: number | string }>;
  readonly partners: Collection<PartnerRecord>;
  readonly customers: Collection<CustomerRecord>;
  /** Keyed `owner/id`. */
  readonly subscriptions: Collection<SubscriptionRecord>;
  readonly transfers: Collection<TransferRecord>;
  /** Keyed `owner/id`. */
  readonly orders: Collection<OrderRecord>;
  readonly audit: Collection<AuditEntry>;
  readonly faults: Collection<FaultRecord>;
  /** Subscription id -> text of the failure that its next accept meets. */
  readonly failLines: Collection<{ readonly subscriptionId: string; readonly description: string }>;
  readonly replays: Collection<ReplayRecord>;
  readonly counts: Collection<CountRecord>;
  /** Keyed by the switch's name. */
  readonly switches: Collection<SwitchRecord>;
  readonly webhookFaults: Collection<WebhookFaultRecord>;
  /** Keyed by tenant. */
  readonly registrations: Collection<RegistrationRecord>;
  /** Webhook events under way, delivered lately, given up or lost. */
  readonly deliveries: Collection<DeliveryRecord>;
  /** Keyed `partner/kind`; only profiles that were changed. */
  readonly profiles: Collection<ProfileRecord>;
  /** Enhanced attestations by their id. */
  readonly attestations: Collection<AttestationRecord>;
  /** Account validations by customer; read through `accountOf`. */
  readonly accounts: Collection<AccountRecord>;
  /** Keyed by partner; read through `programOf`. */
  readonly programs: Collection<ProgramRecord>;
  readonly partnerships: Collection<PartnershipInvitation>;
  readonly gdap: Collection<GdapRecord>;
};

export const openState = (journal: Journal): State => {
  const collections = openCollections(journal);
  return { ...collections, ...openIndexes(collections) };
};

type Collections = { [Name in keyof State as State[Name] extends { set: unknown } ? Name : never]: State[Name] };

const openIndexes = ({ subscriptions, transfers, orders, audit, replays, deliveries }: Collections): Omit<State, keyof Collections> => ({
  placedOrders: orders.index(({ owner, customerId }) => `${owner}/${customerId}`),
  heldSubscriptions: subscriptions.index(({ owner, customerId }) => `${owner}/${customerId}`),
  transfersOfCustomer: transfers.index(({ customerId }) => customerId),
  transfersInPhase: transfers.index(({ phase }) => phase),
  dueTransfers: transfers.due(dueTime),
  auditOf: audit.index(({ seen }) => seen[0] ?? ''),
  staleReplays: replays.due(({ at }) => Date.parse(at) + REPLAY_MS + 1),
  deliveriesOf: deliveries.index(shelf),
  dueDeliveries: deliveries.due(({ phase, dueAt }) => (phase === 'waiting' ? Date.parse(dueAt) : undefined)),
});

const dueTime = ({ phase, dueAt, newCommerce }: TransferRecord): number | undefined => {
  const at = phase === 'InProgress' ? dueAt : phase === 'Pending' ? newCommerce?.expiresAt : undefined;
  return at === undefined ? undefined : Date.parse(at);
};

const shelf = ({ tenantId, phase, overtaken, callbackUrl }: DeliveryRecord): string => {
  if (phase === 'waiting' && overtaken === true) return `held ${tenantId}`;
  return callbackUrl === undefined ? phase : 'validation';
};

const openCollections = (journal: Journal): Collections => ({
  subscriptions: journal.collection('subscriptions'),
  transfers: journal.collection('transfers'),
  orders: journal.collection('orders'),
  meta: journal.collection('meta'),
  partners: journal.collection('partners'),
  customers: journal.collection('customers'),
  audit: journal.collection('audit'),
  faults: journal.collection('faults'),
  failLines: journal.collection('fail-lines'),
  replays: journal.collection('replays'),
  counts: journal.collection('counts'),
  switches: journal.collection('switches'),
  webhookFaults: journal.collection('webhook-faults'),
  registrations: journal.collection('registrations'),
  deliveries: journal.collection('deliveries'),
  profiles: journal.collection('profiles'),
  attestations: journal.collection('attestations'),
  accounts: journal.collection('accounts'),
  programs: journal.collection('programs'),
  partnerships: journal.collection('partnerships'),
  gdap: journal.collection('gdap'),
});

export const subscriptionKey = (owner: string, id: string): string => `${owner}/${id}`.toLowerCase();

export const putSubscription = (state: State, record: SubscriptionRecord): SubscriptionRecord =>
  state.subscriptions.set(subscriptionKey(record.owner, record.wire.id), record);

/** What this partner holds for this customer, in the order of purchase. */
export const holdings = (state: State, owner: string, customerId: string): SubscriptionRecord[] =>
  [...state.heldSubscriptions(`${owner}/${customerId}`)];

/** A reseller stays linked with its indirect customers, whoever transacts. */
export const isLinked = (customer: CustomerRecord, partnerId: string): boolean =>
  customer.links.some((l) => l.partnerId === partnerId || (l.kind === 'provider' && l.resellerId === partnerId));

export const isDirect = (customer: CustomerRecord, partnerId: string): boolean =>
  customer.links.some((l) => l.kind === 'direct' && l.partnerId === partnerId);

/** Whether this provider reached the customer through this reseller. */
export const isThrough = (customer: CustomerRecord, providerId: string, resellerId: string): boolean =>
  customer.links.some((l) => l.kind === 'provider' && l.partnerId === providerId && l.resellerId === resellerId);

/** A direct signature follows the customer; an attestation counts only for the partner that made it (§7.4), and the old Cloud Agreement never (R110). */
export const hasAgreement = (customer: CustomerRecord, partnerId: string): boolean =>
  customer.directSigned || customer.attestations.some((a) => a.partnerId === partnerId && a.agreement.type === 'MicrosoftCustomerAgreement');
