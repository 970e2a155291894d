import type { BlockCode, Eligibility, LineChoice, Subscription, SubscriptionClass, TransferLine } from '../records.ts';

/** More lines than this are split into several requests (vendor guidance, API sheet 10.3). */
export const MAX_LINES = 25;

const CLASS_BLOCKS: Partial<Record<SubscriptionClass, BlockCode>> = {
  'azure-plan': 'azure-plan', // R165
  reservation: 'reservation', // R166
  'new-commerce-licence': 'term-based', // R167
  software: 'term-based', // R167
  marketplace: 'marketplace', // R168
  unknown: 'unknown-type', // R169
};

export type LinesInput = {
  readonly subscriptions: readonly Subscription[];
  readonly eligibility: readonly Eligibility[];
  /** Subscription id -> id of the open transfer of ours that holds it (R154). */
  readonly held: ReadonlyMap<string, string>;
};

/**
 * Every subscription of a customer as a line that can or cannot be chosen. Add-ons are not lines: they hang under their base and
 * move with it (R156, R157); an add-on whose base is not listed is shown blocked. Microsoft decides, our rules only narrow (R163-R170).
 */
export const lineChoices = ({ subscriptions, eligibility, held }: LinesInput): LineChoice[] => {
  const ids = new Set(subscriptions.map((s) => s.subscriptionId));
  const verdicts = new Map(eligibility.map((e) => [e.subscriptionId, e]));
  return subscriptions
    .filter((s) => s.parentId === undefined || !ids.has(s.parentId))
    .map((subscription) => {
      const addons = subscriptions.filter((s) => s.parentId === subscription.subscriptionId && s.status !== 'deleted');
      const verdict = verdicts.get(subscription.subscriptionId);
      const heldBy = held.get(subscription.subscriptionId);
      const block = blockOf(subscription, verdict, heldBy);
      return { subscription, addons, selectable: block === undefined, block, reason: verdict?.eligible === false ? verdict.reason : undefined, heldBy };
    })
    .sort((a, b) => Number(b.selectable) - Number(a.selectable));
};

const blockOf = (subscription: Subscription, verdict: Eligibility | undefined, heldBy: string | undefined): BlockCode | undefined => {
  if (subscription.parentId !== undefined) return 'add-on-alone';
  if (heldBy !== undefined) return 'in-open-transfer';
  const byClass = CLASS_BLOCKS[subscription.class];
  if (byClass !== undefined) return byClass;
  if (subscription.status !== 'active') return 'not-active';
  if (verdict === undefined) return 'unknown-type';
  return verdict.eligible ? undefined : 'says-microsoft';
};

/** The frozen line of a chosen subscription (R158). */
export const toTransferLine = (choice: LineChoice): TransferLine => ({
  ...lineOf(choice.subscription),
  addons: choice.addons.map(lineOf),
});

const lineOf = (s: Subscription): TransferLine => ({
  subscriptionId: s.subscriptionId,
  entitlementId: s.entitlementId,
  name: s.name,
  offerId: s.offerId,
  class: s.class,
  quantity: s.quantity,
  unit: s.unit,
  billingCycle: s.billingCycle,
  addons: [],
});
