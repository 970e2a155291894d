import type { AgreementChannel, Signature, SubscriptionClass } from './records.ts';

/** Which set of dated rules an organisation goes by; the reader is always told which one spoke (R207). */
export type ProfileId = '2020' | '2026';

/** The four points of no return share one confirmation (R204). */
export type IrreversibleAct = 'enrol' | 'sign' | 'extend' | 'accept' | 'cancel-and-rebuy';

export type CustomerClass = 'direct' | 'indirect' | 'extended' | 'unknown';
export type Route = 'extension' | 'invitation' | 'rebuy' | 'wait';

/**
 * Everything that can be known of a partner's move, by kind. Facts are appended and never changed: the newest of a kind and subject
 * counts, the older ones stay as evidence (R205). Dates are ISO-8601.
 */
export interface FactValues {
  'profile-chosen': { profile: ProfileId };
  /** Answers to the direct-bill checklist and what they came to (R178-R198). */
  assessed: { answers: Readonly<Record<string, string | number | boolean>>; verdict: 'stay' | 'qualify' | 'switch' };
  /** As shown under programme info; the bot never claims to know it by itself (R5). `since` is when that state began. */
  'direct-bill-state': { state: 'active' | 'restricted' | 'suspended' | 'revoked'; since: string };
  /** The partner's own choice, by a person (R3). */
  decided: { choice: 'stay' | 'qualify' | 'switch' };
  'business-need-evaluated': { items: readonly string[] };
  'legal-profile-confirmed': { companyName: string; contactMail: string; vettingStatus: string };
  'partner-id-confirmed': { mpnId: string; name: string; incentivesMail: string };
  'mailbox-monitored': { mail: string };
  anniversary: { month: number };
  'irreversible-confirmed': { act: IrreversibleAct; typed: string };
  /** The second person where the organisation asks for two (features 7, 66). */
  seconded: { act: IrreversibleAct };
  'four-eyes': { wanted: boolean };
  'enrol-submitted': { when: string };
  'enrol-status-reported': { words: string };
  'enrol-approved': { when: string };
  'signed-in-again': Record<string, never>;
  'authority-confirmed': { role: string };
  /** Read back by `agreementstatus`, or attested with a reason when the API is not to be had. */
  'partner-agreement-signed': { mpnId: string };
  'dual-role-seen': Record<string, never>;
  /** Partner Center itself answers that the organisation is an enrolled reseller with an accepted agreement, whatever was recorded here (R35). */
  'reseller-seen': { mpnId: string };
  'provider-considered': { name: string; country: string; currency: string; support: string; notes: string };
  'provider-asked': { text: string };
  /** The pasted partnership invitation, after its host and kind were checked (R49). */
  'provider-invited': { host: string; link: string };
  'provider-accepted': { name: string; mpnId: string };
  /** What a customer is called, read or said when a step was taken for it; a map made later has names without asking Partner Center. */
  'customer-named': { name: string };
  'customer-classed': { class: CustomerClass; why: string };
  'route-chosen': { route: Route; providerId: string; needsAdminRights: boolean };
  /** Who at the customer agreed, when and how (R96). */
  'customer-consented': { who: string; when: string; how: string; evidence: string };
  'billing-sharing-consented': { providerId: string; shown: string };
  'invitation-drafted': { providerId: string; link: string; text: string };
  'invitation-sent': { providerId: string; how: 'mail' | 'copied' };
  'invitation-accepted': { providerId: string };
  /** A customer without a tenant: the provider was asked to create it and to name us as the reseller (R66, R67). */
  'tenant-asked': { providerId: string; text: string };
  /** That customer stands in a list of ours, because the provider has named us (R68) or because it has accepted our invitation (R107). */
  'tenant-seen': { customerId: string };
  'extension-saved': { providerId: string };
  'extension-seen': { providerId: string };
  'agreement-case': { case: 'A' | 'B' | 'C'; channel: AgreementChannel };
  'agreement-asked': { providerId: string };
  /** The acceptance holds through this provider since a day, told by the provider or read (R117). */
  'agreement-valid': { providerId: string; accepted: string };
  /** Products of a customer that cannot move by the partner's own request (R162-R170). */
  'replacement-needed': { subscriptions: readonly { subscriptionId: string; name: string; class: SubscriptionClass }[] };
  'replacement-agreed': { subscriptionId: string; way: 'provider-transfer' | 'rebuy' | 'drop'; offer: string; from: string; gap: string };
  /** What was read when a customer was to be closed: names of transfers without a sign-off, and of subscriptions not decided (R120, R151). */
  'close-checked': { transfers: number; withoutProvider: readonly string[]; withoutPartner: readonly string[]; undecided: readonly string[] };
  /** What became of a transfer of the customer, told by the program whenever it changes; `lines` are the subscriptions that it takes along. */
  'transfer-seen': { transferId: string; providerId: string; state: 'asked' | 'offered' | 'moved' | 'landed' | 'verified' | 'ended'; lines: readonly string[] };
  /** Subscriptions that the partner's own request could move, as read. */
  'movable-seen': { lines: readonly string[] };
  'customer-told': { how: string };
  'customer-closed': Record<string, never>;
  'incentive-invited': { when: string };
  'incentive-enrolled': { programme: 'direct' | 'indirect' };
  /** So many of all rows have been handed out, in parts; complete when both are equal. */
  exported: { rows: number; of: number };
}

export type FactKind = keyof FactValues;

/** `organisation`, or one of its customers or providers. */
export type Subject = 'organisation' | `customer:${string}` | `provider:${string}`;

/** A step is verified (we read it) or attested (a named person said so, with what evidence), never simply done. */
export type Proof = 'verified' | 'attested';

export type Fact<K extends FactKind = FactKind> = {
  [Kind in K]: {
    readonly factId: string;
    readonly tenantId: string;
    readonly subject: Subject;
    readonly kind: Kind;
    readonly value: Readonly<FactValues[Kind]>;
    readonly proof: Proof;
    /** Who said it; the watcher's own readings have no person. */
    readonly by: Signature | undefined;
    readonly at: string;
    /** What the person points to: a mail, a ticket, a file name; empty when nothing was asked for. */
    readonly evidence: string;
  };
}[K];

export type NewFact<K extends FactKind = FactKind> = {
  [Kind in K]: { readonly subject: Subject; readonly kind: Kind; readonly value: Readonly<FactValues[Kind]>; readonly proof: Proof; readonly evidence?: string };
}[K];

/**
 * All facts of one organisation, oldest first, with quick answers about the newest. What was recorded of a company before it was a customer
 * counts for the customer that it became (R68): every answer speaks of that one, whichever of the two is asked about.
 */
export type Facts = {
  readonly all: readonly Fact[];
  latest<K extends FactKind>(kind: K, subject?: Subject): Fact<K> | undefined;
  has(kind: FactKind, subject?: Subject): boolean;
  /** Subjects about which something of this kind is known. */
  subjects(kind: FactKind): Subject[];
  /** The customer that a new company has become; every other subject is itself. */
  subjectOf(subject: Subject): Subject;
};

/** New companies and the customers that they were seen to be (R68). */
const becameOf = (recorded: readonly Fact[]): ReadonlyMap<Subject, Subject> =>
  new Map(recorded.flatMap((fact) => (fact.kind === 'tenant-seen' && fact.proof === 'verified' && newCustomerName(fact.subject) !== undefined ? [[fact.subject, customerSubject(fact.value.customerId)]] : [])));

export const createFacts = (recorded: readonly Fact[]): Facts => {
  const became = becameOf(recorded);
  const subjectOf = (subject: Subject): Subject => became.get(subject) ?? subject;
  const all = became.size === 0 ? recorded : recorded.map((fact) => (became.has(fact.subject) ? { ...fact, subject: subjectOf(fact.subject) } : fact));
  const newest = new Map<string, Fact>();
  for (const fact of all) newest.set(`${fact.subject}/${fact.kind}`, fact);
  const latest = <K extends FactKind>(kind: K, subject: Subject = 'organisation') => newest.get(`${subjectOf(subject)}/${kind}`) as Fact<K> | undefined;
  return {
    all,
    latest,
    has: (kind, subject) => latest(kind, subject) !== undefined,
    subjects: (kind) => [...new Set(all.filter((fact) => fact.kind === kind).map((fact) => fact.subject))],
    subjectOf,
  };
};

export const customerSubject = (customerId: string): Subject => `customer:${customerId}`;
export const providerSubject = (providerId: string): Subject => `provider:${providerId}`;

const NEW = 'customer:new:';

/** A company that is no customer yet and therefore has no id; it is told apart by its name. */
export const newCustomerSubject = (name: string): Subject => `${NEW}${name.trim()}`;

/** The name of a company that is no customer yet; undefined for every other subject. */
export const newCustomerName = (subject: Subject): string | undefined => (subject.startsWith(NEW) ? subject.slice(NEW.length) : undefined);

/** The id behind the colon; `organisation` has none. */
export const idOf = (subject: Subject): string => subject.slice(subject.indexOf(':') + 1);
