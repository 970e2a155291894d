import type { WireSubscription } from '../../../partnercenter/wire.ts';
import { derivedGuid } from '../ids.ts';
import { putSubscription, subscriptionKey, type LineRecord, type State, type SubscriptionRecord, type TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { announceSubscription } from '../webhooks/announce.ts';
import { isLegacyAzure } from './eligible.ts';
import { isAzureType, productTypeOf } from './product-types.ts';

export type Move = {
  readonly base: LineRecord;
  /** The base itself, or one of its add-ons. */
  readonly member: LineRecord;
  readonly orderId: string;
  readonly at: string;
};

const HOUR = 3_600_000;
const newId = (transfer: TransferRecord, line: LineRecord): string => derivedGuid(transfer.id, line.subscriptionId, 'arrived');
const isAzure = (record: SubscriptionRecord): boolean => isLegacyAzure(record) || isAzureType(productTypeOf(record) ?? '');

/** Moves one subscription: a new one with the frozen quantity at the target, and what stays behind at the source (§9.5, §10.6). */
export const moveLine = (state: State, transfer: TransferRecord, move: Move): void => {
  const { base, member, orderId, at } = move;
  const old = state.subscriptions.get(subscriptionKey(transfer.source, member.subscriptionId));
  if (old === undefined) return;
  const id = newId(transfer, member);
  const wire: WireSubscription = {
    ...old.wire,
    ...(transfer.newCommerce === undefined ? { effectiveStartDate: at } : term(state, old.wire, at)),
    id,
    // The Azure subscription with its resources is the same one; only who sells it changes.
    entitlementId: isAzure(old) ? member.entitlementId : id,
    quantity: member.quantity,
    status: 'active',
    partnerId: member.partnerIdOnRecord,
    orderId,
    creationDate: at,
    ...(base === member ? {} : { parentSubscriptionId: newId(transfer, base) }),
  };
  putSubscription(state, { owner: transfer.target, customerId: transfer.customerId, version: 1, wire });
  if (transfer.newCommerce === undefined) leaveLegacy(state, old);
  else leaveNewCommerce(state, old);
  announceMove(state, transfer, { at: new Date(at), ids: [old.wire.id, id] });
};

/** Both partners hear of it, each of its own subscription. */
const announceMove = (state: State, { source, target, customerId }: TransferRecord, { at, ids: [left, arrived] }: { at: Date; ids: [string, string] }): void => {
  announceSubscription(state, { owner: source, customerId, subscriptionId: left }, { at });
  announceSubscription(state, { owner: target, customerId, subscriptionId: arrived }, { at });
};

/** The term goes on where it was; whether it opens a new window to cancel is not published (§10.6). */
const term = (state: State, { refundableQuantity: _, ...wire }: WireSubscription, at: string): Partial<WireSubscription> => {
  const kept: Partial<WireSubscription> = { ...wire, refundableQuantity: { totalQuantity: 0, details: [] } };
  if (switchOf(state, 'transfers.cancelWindow') === 'carried') return kept;
  const hours = Number(switchOf(state, 'subscriptions.cancelWindowHours'));
  return { ...kept, cancellationAllowedUntilDate: new Date(Date.parse(at) + hours * HOUR).toISOString() };
};

/** Legacy Azure vanishes from the source; licences stay there, suspended, with nothing else changed. */
const leaveLegacy = (state: State, old: SubscriptionRecord): void => {
  if (isLegacyAzure(old)) state.subscriptions.delete(subscriptionKey(old.owner, old.wire.id));
  else if (old.wire.status !== 'suspended') putSubscription(state, { ...old, version: old.version + 1, wire: { ...old.wire, status: 'suspended' } });
};

/** Azure is gone from the source; licences are deleted there, or gone as well. */
const leaveNewCommerce = (state: State, old: SubscriptionRecord): void => {
  if (isAzure(old) || switchOf(state, 'transfers.sourceAfter') === 'gone') state.subscriptions.delete(subscriptionKey(old.owner, old.wire.id));
  else putSubscription(state, { ...old, version: old.version + 1, wire: { ...old.wire, status: 'deleted', autoRenewEnabled: false } });
};
