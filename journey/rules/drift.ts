import type { LineDrift } from '../line-changes.ts';
import type { Subscription, Transfer, TransferLine } from '../records.ts';
import { lineOf } from './lines.ts';

/** What is no longer there, or only as a shell, belongs to no line any more; the same words as when a request is made. */
const isThere = ({ status }: Subscription): boolean => status !== 'deleted';

type Looked = { readonly line: TransferLine; readonly subscriptions: readonly Subscription[] };

/** Only licences are counted; usage has no number that could change. */
const quantityDrift = (line: TransferLine, now: Subscription, what: 'quantity' | 'addon-quantity'): LineDrift[] =>
  line.unit !== 'licences' || now.quantity === line.quantity ? [] : [{ subscriptionId: line.subscriptionId, name: line.name, what, before: line.quantity, after: now.quantity }];

const addonDrift = ({ line, subscriptions }: Looked): LineDrift[] => {
  const now = subscriptions.filter((one) => one.parentId === line.subscriptionId && isThere(one));
  const frozen = new Set(line.addons.map(({ subscriptionId }) => subscriptionId));
  const kept = line.addons.flatMap((addon): LineDrift[] => {
    const found = now.find(({ subscriptionId }) => subscriptionId === addon.subscriptionId);
    const gone: LineDrift = { subscriptionId: addon.subscriptionId, name: addon.name, what: 'addon-removed', before: addon.quantity, after: 0 };
    return found === undefined ? [gone] : quantityDrift(addon, found, 'addon-quantity');
  });
  const added = now
    .filter(({ subscriptionId }) => !frozen.has(subscriptionId))
    .toSorted((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1))
    .map(({ subscriptionId, name, quantity }): LineDrift => ({ subscriptionId, name, what: 'addon-added', before: 0, after: quantity }));
  return [...kept, ...added];
};

/**
 * What has changed at the source since the request was made: numbers of licences, and add-ons (R158-R160). A line that the source does not
 * list any more is not a matter of quantity; Partner Center itself refuses it.
 */
export const driftOf = (transfer: Transfer, subscriptions: readonly Subscription[]): LineDrift[] =>
  transfer.lines.flatMap((line) => {
    const now = subscriptions.find(({ subscriptionId }) => subscriptionId === line.subscriptionId);
    return now === undefined || !isThere(now) ? [] : [...quantityDrift(line, now, 'quantity'), ...addonDrift({ line, subscriptions })];
  });

/** Whether the request would move other numbers than the source has now: then nobody may accept it (R160). */
export const isDrifted = ({ drift }: Pick<Transfer, 'drift'>): boolean => drift !== undefined && drift.length > 0;

/** Withdrawn only in order to be made anew with today's numbers, which has not happened yet (R161). */
export const awaitsRecreation = ({ phase, recreation, replacedBy }: Transfer): boolean => phase === 'withdrawn' && recreation !== undefined && replacedBy === undefined;

const asNow = (line: TransferLine, now: Subscription): TransferLine => ({ ...line, quantity: now.quantity, billingCycle: now.billingCycle });

/** The same lines with the numbers and add-ons of now; those that are not active any more cannot come along (R161). */
export const linesNow = (transfer: Transfer, subscriptions: readonly Subscription[]): TransferLine[] =>
  transfer.lines.flatMap((line) => {
    const now = subscriptions.find(({ subscriptionId }) => subscriptionId === line.subscriptionId);
    if (now?.status !== 'active') return [];
    const addons = subscriptions.filter((one) => one.parentId === line.subscriptionId && isThere(one));
    return [{ ...asNow(line, now), addons: addons.map(lineOf) }];
  });
