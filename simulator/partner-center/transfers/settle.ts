import type { WireSubscription } from '../../../partnercenter/wire.ts';
import { derivedGuid } from '../ids.ts';
import { putSubscription, subscriptionKey, type LineRecord, type State, type SubscriptionRecord, type TransferPhase, type TransferRecord } from '../state.ts';
import { isLegacyAzure } from './eligible.ts';

/** Gives every accepted transfer whose time has come its final word and its effects (§9.5); runs before each request, no timers. */
export const settleDue = (state: State, now: Date): void => {
  for (const transfer of state.transfers.all()) {
    if (transfer.phase === 'InProgress' && transfer.dueAt !== undefined && Date.parse(transfer.dueAt) <= now.getTime()) settle(state, transfer, transfer.dueAt);
  }
};

/** New ids depend on the transfer and the old id only, and the final word is written last: a settlement cut short is simply done again. */
const settle = (state: State, transfer: TransferRecord, at: string): void => {
  for (const line of transfer.lines) {
    if (line.outcome === undefined || 'error' in line.outcome) continue;
    for (const member of [line, ...line.addons]) move(state, transfer, { base: line, member, orderId: line.outcome.orderId, at });
  }
  state.transfers.set(transfer.id, { ...transfer, phase: finalWord(transfer.lines), modifiedAt: at });
};

const finalWord = (lines: readonly LineRecord[]): TransferPhase => {
  const failed = lines.filter((line) => line.outcome !== undefined && 'error' in line.outcome).length;
  if (failed === 0) return 'Complete';
  return failed === lines.length ? 'Failed' : 'PartiallyComplete';
};

type Move = { base: LineRecord; member: LineRecord; orderId: string; at: string };

const newId = (transfer: TransferRecord, line: LineRecord): string => derivedGuid(transfer.id, line.subscriptionId, 'arrived');

const move = (state: State, transfer: TransferRecord, { base, member, orderId, at }: Move): void => {
  const old = state.subscriptions.get(subscriptionKey(transfer.source, member.subscriptionId));
  if (old === undefined) return;
  const id = newId(transfer, member);
  const wire: WireSubscription = {
    ...old.wire,
    id,
    entitlementId: isLegacyAzure(old) ? member.entitlementId : id,
    quantity: member.quantity,
    status: 'active',
    partnerId: member.partnerIdOnRecord,
    orderId,
    creationDate: at,
    effectiveStartDate: at,
    ...(base === member ? {} : { parentSubscriptionId: newId(transfer, base) }),
  };
  putSubscription(state, { owner: transfer.target, customerId: transfer.customerId, version: 1, wire });
  leaveSource(state, old);
};

/** Legacy Azure vanishes from the source; licences stay there, suspended, with nothing else changed. */
const leaveSource = (state: State, old: SubscriptionRecord): void => {
  if (isLegacyAzure(old)) state.subscriptions.delete(subscriptionKey(old.owner, old.wire.id));
  else if (old.wire.status !== 'suspended') putSubscription(state, { ...old, version: old.version + 1, wire: { ...old.wire, status: 'suspended' } });
};
