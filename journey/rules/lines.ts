import type { TransferModel } from '../new-commerce-records.ts';
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
  /** Whether the rules of the day know new-commerce transfers: R165-R167 hold only where they do not. */
  readonly newCommerce?: boolean;
};

const LEGACY: readonly SubscriptionClass[] = ['legacy-licence', 'legacy-azure'];
/** What Microsoft lists for new-commerce transfers (API topics 8.2, 10.1); the marketplace of others stays where it is. */
const NEW_COMMERCE: readonly SubscriptionClass[] = ['new-commerce-licence', 'azure-plan', 'reservation', 'software'];

/** Which way a class of subscriptions goes; undefined: none. */
export const modelOf = (found: SubscriptionClass): TransferModel | undefined => {
  if (LEGACY.includes(found)) return 'legacy';
  return NEW_COMMERCE.includes(found) ? 'new-commerce' : undefined;
};

/**
 * Every subscription of a customer as a line that can or cannot be chosen. Add-ons are not lines: they hang under their base and
 * move with it (R156, R157); an add-on whose base is not listed is shown blocked. Microsoft decides, our rules only narrow (R163-R170).
 */
export const lineChoices = ({ subscriptions, eligibility, held, newCommerce = false }: LinesInput): LineChoice[] => {
  const ids = new Set(subscriptions.map((s) => s.subscriptionId));
  const verdicts = new Map(eligibility.map((e) => [e.subscriptionId, e]));
  return subscriptions
    .filter((s) => s.parentId === undefined || !ids.has(s.parentId))
    .map((subscription) => {
      const addons = subscriptions.filter((s) => s.parentId === subscription.subscriptionId && s.status !== 'deleted');
      const verdict = verdicts.get(subscription.subscriptionId);
      const heldBy = held.get(subscription.subscriptionId);
      const model = modelOf(subscription.class);
      // The verdict is about the partner's own request: of the provider's it says nothing (API topic 9.1).
      const byProvider = newCommerce && model === 'new-commerce';
      const block = byProvider ? newCommerceBlock(subscription, heldBy) : blockOf(subscription, verdict, heldBy);
      const reason = !byProvider && verdict?.eligible === false ? verdict.reason : undefined;
      return { subscription, ...(block === undefined ? { model } : {}), addons, selectable: block === undefined, block, reason, heldBy };
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

const newCommerceBlock = (subscription: Subscription, heldBy: string | undefined): BlockCode | undefined => {
  if (subscription.parentId !== undefined) return 'add-on-alone';
  if (heldBy !== undefined) return 'in-open-transfer';
  if (subscription.status !== 'active') return 'not-active';
  return subscription.isTrial === true ? 'trial' : undefined;
};

/** The frozen line of a chosen subscription (R158). */
export const toTransferLine = (choice: LineChoice): TransferLine => ({
  ...lineOf(choice.subscription),
  addons: choice.addons.map(lineOf),
});

/** A subscription by itself as a line, without its add-ons. */
export const lineOf = (s: Subscription): TransferLine => ({
  subscriptionId: s.subscriptionId,
  entitlementId: s.entitlementId,
  name: s.name,
  offerId: s.offerId,
  class: s.class,
  quantity: s.quantity,
  unit: s.unit,
  billingCycle: s.billingCycle,
  addons: [],
  ...(s.productType === undefined ? {} : { productType: s.productType }),
});
