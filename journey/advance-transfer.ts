import type { SeenTransfer, TransferEvent } from './events.ts';
import { advanceNewCommerce, isOpenFor } from './new-commerce.ts';
import type { LineDrift } from './line-changes.ts';
import type { Signature, Transfer, TransferPhase, TransferVerb } from './records.ts';
import { elsewhere, keepSame, move, outcomesOf, phaseByLines, same, unclaimed } from './transfer-moves.ts';

/** Phases in which Partner Center may still change the request by itself or by somebody's press. */
export const OPEN_ENDED: readonly TransferPhase[] = [
  'creating', 'open', 'accepting', 'rejecting', 'withdrawing', 'in-progress', 'not-known', 'asked', 'offering', 'offered', 'taking', 'declined', 'cancelling',
];

/** Phases after which the request will never move again (API sheet 9.4, 10.5). */
export const isSettled = (phase: TransferPhase): boolean => !OPEN_ENDED.includes(phase);

const PENDING: Partial<Record<TransferVerb, TransferPhase>> = { accept: 'accepting', reject: 'rejecting', withdraw: 'withdrawing' };

/**
 * The one writer of a transfer's state: (record, event, now) -> record. Returns the same object when nothing changed,
 * never steps a state back, and says `complete` only when every line was read back as complete (invariant I3).
 */
export const advanceTransfer = (transfer: Transfer, event: TransferEvent, now: string): Transfer => {
  const own = transfer.model === 'new-commerce' && !isSettled(transfer.phase) ? advanceNewCommerce(transfer, event, now) : undefined;
  return own ?? advanceShared(transfer, event, now);
};

const advanceShared = (transfer: Transfer, event: TransferEvent, now: string): Transfer => {
  switch (event.kind) {
    case 'seen':
      return onSeen(transfer, event, now);
    case 'gone':
      return onGone(transfer, event, now);
    case 'decided':
      return isOpenFor(transfer, event.verb)
        ? move({ ...transfer, decided: { ...event.by, verb: event.verb }, rejection: event.rejection, recreation: recreationOf(event), trouble: undefined }, PENDING[event.verb] ?? 'open', now)
        : transfer;
    case 'drift-seen':
      return onDrift(transfer, event, now);
    case 'recreation-failed':
      return transfer.recreation === undefined || transfer.replacedBy !== undefined ? transfer : { ...transfer, recreation: undefined };
    case 'lines-read':
      return transfer;
    case 'refused':
      return onRefused(transfer, event.verb, event, now);
    case 'delayed':
      return isSettled(transfer.phase) ? transfer : { ...transfer, trouble: event.trouble };
    case 'replaced':
      return transfer.replacedBy === undefined ? { ...transfer, replacedBy: event.by } : transfer;
    case 'landed':
      return canLand(transfer) && transfer.landed === undefined ? { ...transfer, landed: event.by } : transfer;
    case 'ids-seen':
      return same(transfer.idMap, event.idMap) ? transfer : { ...transfer, idMap: event.idMap };
    case 'source-checked':
      return onSourceChecked(transfer, event.checks, now);
  }
};

/** Sign-offs make sense only after at least one line has moved (R143, R144). */
export const canLand = (transfer: Transfer): boolean => transfer.phase === 'complete' || transfer.phase === 'partly-complete';

/** Whole journey of the request done: both sides have verified (R151). */
export const isVerified = (transfer: Transfer): boolean =>
  canLand(transfer) && transfer.landed !== undefined && transfer.sourceVerifiedAt !== undefined;

/** Withdrawn: not found any more, or shown as cancelled; which of the two is not documented (API topic 9.4). */
const onGone = (transfer: Transfer, origin: { byOthers?: boolean }, now: string): Transfer =>
  isSettled(transfer.phase) ? transfer : move(elsewhere(unclaimed(transfer, origin), 'withdraw', now), 'withdrawn', now);

const onSeen = (transfer: Transfer, { seen, byOthers }: { seen: SeenTransfer; byOthers?: boolean }, now: string): Transfer => {
  if (isSettled(transfer.phase)) return transfer;
  const known = { ...unclaimed(transfer, { byOthers }), partnerCenterId: seen.partnerCenterId };
  if (seen.phase === 'active') return onActive(known, transfer, seen, now);
  if (seen.phase === 'cancelled') return onGone(transfer, { byOthers }, now);
  const outcomes = { ...known, outcomes: outcomesOf(known, seen), trouble: undefined };
  if (seen.phase === 'rejected') return move(elsewhere(outcomes, 'reject', now), 'rejected', now);
  if (seen.phase === 'in-progress') return keepSame(transfer, move(elsewhere(outcomes, 'accept', now), 'in-progress', now));
  if (seen.phase.startsWith('unknown')) return keepSame(transfer, move({ ...known, outcomes: transfer.outcomes }, 'not-known', now));
  return move(elsewhere(outcomes, 'accept', now), phaseByLines(outcomes.outcomes), now);
};

/** Active says nothing new once somebody has decided: the answer may lag (F22), so a state never goes back to open. */
const onActive = (known: Transfer, before: Transfer, seen: SeenTransfer, now: string): Transfer => {
  if (before.phase !== 'creating' && before.phase !== 'not-known') return before;
  if (before.decided !== undefined) return before;
  const opened = { ...known, lines: seen.lines.length > 0 ? seen.lines : known.lines, openedAt: now, revision: before.revision + 1, trouble: undefined };
  return move(opened, 'open', now);
};

/** A refused order changes nothing at Partner Center: the request is open again at a new revision, except after create. */
const onRefused = (transfer: Transfer, verb: TransferVerb, event: { trouble: Transfer['trouble'] }, now: string): Transfer => {
  if (isSettled(transfer.phase) || transfer.phase === 'in-progress') return transfer;
  if (verb === 'create') return move({ ...transfer, trouble: event.trouble }, 'not-created', now);
  const open = { ...transfer, trouble: event.trouble, decided: undefined, rejection: undefined, recreation: undefined, revision: transfer.revision + 1 };
  return move(open, 'open', now);
};

const recreationOf = ({ by, recreateAs }: { by: Signature; recreateAs?: string }): Transfer['recreation'] =>
  recreateAs === undefined ? undefined : { transferId: recreateAs, by };

/** What the watcher sees counts while the request is open; an accept that was stopped before it was sent opens it again, at a new revision (R160). */
const onDrift = (transfer: Transfer, { drift, held }: { drift: readonly LineDrift[]; held?: true }, now: string): Transfer => {
  if (transfer.phase === 'accepting' && held === true) {
    return move({ ...transfer, drift, decided: undefined, rejection: undefined, trouble: undefined, revision: transfer.revision + 1 }, 'open', now);
  }
  return transfer.phase !== 'open' || same(transfer.drift ?? [], drift) ? transfer : { ...transfer, drift };
};

const onSourceChecked = (transfer: Transfer, checks: Transfer['sourceChecks'], now: string): Transfer => {
  const good = checks.length > 0 && checks.every((check) => check.ok);
  const verifiedAt = good ? (transfer.sourceVerifiedAt ?? now) : undefined;
  if (same(transfer.sourceChecks, checks) && transfer.sourceVerifiedAt === verifiedAt) return transfer;
  return { ...transfer, sourceChecks: checks, sourceVerifiedAt: verifiedAt };
};
