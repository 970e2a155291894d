import type { Fact, FactValues, Facts, ProfileId, Subject } from '../facts.ts';
import { profileOf } from '../profiles/find.ts';
import type { LineChoice, Subscription, SubscriptionClass } from '../records.ts';
import { confirmationOf, confirmationState } from './second-person.ts';

/** A new-commerce transfer by the provider, cancel and buy anew through the provider (R171), or not needed any more. */
export type ReplacementWay = 'provider-transfer' | 'rebuy' | 'drop';

/**
 * What the partner's own request cannot move (R162, R165-R170): active products that our rules or Microsoft refuse. A line in an open
 * request is on its way, and what is not active has nothing to be replaced.
 */
export const cannotMove = (lines: readonly LineChoice[]): LineChoice[] =>
  lines.filter(({ subscription, block }) => subscription.status === 'active' && block !== undefined && block !== 'in-open-transfer' && block !== 'not-active');

const BY_PROVIDER: readonly SubscriptionClass[] = ['new-commerce-licence', 'azure-plan'];

/** What can be done instead of a transfer; today the provider can move new commerce itself, in 2020 nothing but buying anew was left (R163-R168, R171). */
export const waysFor = (found: SubscriptionClass, profile: ProfileId): readonly ReplacementWay[] =>
  profileOf(profile).newCommerceTransfers.value && BY_PROVIDER.includes(found) ? ['provider-transfer', 'rebuy', 'drop'] : ['rebuy', 'drop'];

/** Until when a licence can still be cancelled, and when the next chance comes; ISO-8601, undefined where Partner Center did not say. */
export type CancelWindow = { readonly isOpen: boolean; readonly until: string | undefined; readonly renewal: string | undefined; readonly hours: number };

const HOUR_MS = 3_600_000;

/** The cancel window of a new-commerce term (R171): a few days after purchase or renewal, then locked until the next renewal; undefined where there is none. */
export const cancelWindow = (subscription: Pick<Subscription, 'class' | 'createdAt' | 'commitmentEnd'>, profile: ProfileId, now: Date): CancelWindow | undefined => {
  const hours = profileOf(profile).cancelHours.value;
  if (hours === undefined || subscription.class !== 'new-commerce-licence') return undefined;
  const until = subscription.createdAt === undefined ? undefined : new Date(Date.parse(subscription.createdAt) + hours * HOUR_MS).toISOString();
  return { isOpen: until !== undefined && now.toISOString() <= until, until, renewal: subscription.commitmentEnd, hours };
};

type Plan = Fact<'replacement-agreed'>;

/** The newest agreed replacement of each subscription of a customer. */
export const plansOf = (facts: Facts, subject: Subject): ReadonlyMap<string, Plan> =>
  new Map(facts.all.filter((fact): fact is Plan => fact.kind === 'replacement-agreed' && fact.subject === subject).map((plan) => [plan.value.subscriptionId, plan]));

export type Needed = FactValues['replacement-needed'];

/** Of the products that cannot move, by the newest look, those for which nothing is agreed yet; undefined while nobody has looked. */
export const unplanned = (facts: Facts, subject: Subject, needed: Needed | undefined = facts.latest('replacement-needed', subject)?.value): Needed['subscriptions'] | undefined => {
  const plans = plansOf(facts, subject);
  return needed?.subscriptions.filter(({ subscriptionId }) => !plans.has(subscriptionId));
};

export type Cancelling = 'none' | 'not-confirmed' | 'second-needed' | 'confirmed';

/** Cancelling is confirmed for the plans as they were; a later plan to buy anew has to be confirmed again (R171, R204). */
export const cancelling = (facts: Facts, subject: Subject): Cancelling => {
  const rebuys = [...plansOf(facts, subject).values()].filter(({ value }) => value.way === 'rebuy');
  if (rebuys.length === 0) return 'none';
  const confirmed = confirmationOf({ facts, subject }, 'cancel-and-rebuy');
  const newest = Math.max(...rebuys.map((plan) => facts.all.indexOf(plan)));
  if (confirmed === undefined || facts.all.indexOf(confirmed) < newest) return 'not-confirmed';
  return confirmationState({ facts, subject }, 'cancel-and-rebuy');
};
