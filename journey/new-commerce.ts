import type { SeenTransfer, TransferEvent } from './events.ts';
import type { LineChange } from './line-changes.ts';
import type { Signature, Transfer, TransferLine, TransferPhase, TransferVerb } from './records.ts';
import { elsewhere, keepSame, move, outcomesOf, phaseByLines, same, unclaimed } from './transfer-moves.ts';

type Openings = Partial<Record<TransferVerb, readonly TransferPhase[]>>;

const LEGACY: Openings = { accept: ['open'], reject: ['open'], withdraw: ['open'] };
const NEW_COMMERCE: Openings = {
  offer: ['asked'], reject: ['asked'], withdraw: ['asked'], take: ['offered'], decline: ['offered'], cancel: ['offered', 'declined'],
};

/** Whether a decision can be taken as the transfer stands (API topics 9.3, 10.2, 10.3). */
export const isOpenFor = (transfer: Transfer, verb: TransferVerb): boolean =>
  (transfer.model === 'new-commerce' ? NEW_COMMERCE : LEGACY)[verb]?.includes(transfer.phase) ?? false;

const OURS_ALONE: readonly TransferVerb[] = ['reject', 'withdraw', 'decline'];

/** Decisions that Partner Center never hears of: before there is a request, and the partner's no, for which it has no word (API topic 10.3). */
export const isOursAlone = (transfer: Transfer, verb: TransferVerb): boolean => transfer.model === 'new-commerce' && OURS_ALONE.includes(verb);

/** A new-commerce transfer after an event; undefined for what is the same in both models. Only for transfers that have not ended (API topic 10.5). */
export const advanceNewCommerce = (transfer: Transfer, event: TransferEvent, now: string): Transfer | undefined => {
  switch (event.kind) {
    case 'seen':
      return keepSame(transfer, onSeen(transfer, event, now));
    case 'gone':
      // An expired or cancelled request stays readable: nobody documents one that is not there.
      return move(transfer, 'not-known', now);
    case 'decided':
      return isOpenFor(transfer, event.verb) ? onDecided({ ...transfer, trouble: undefined, recount: undefined }, event, now) : transfer;
    case 'refused':
      return onRefused(transfer, event, now);
    case 'lines-read':
      return onLinesRead(transfer, event, now);
    default:
      return undefined;
  }
};

const PENDING: Partial<Record<TransferVerb, TransferPhase>> = {
  offer: 'offering', take: 'taking', cancel: 'cancelling', reject: 'rejected', withdraw: 'withdrawn', decline: 'declined',
};

const onDecided = (transfer: Transfer, { verb, by, rejection }: TransferEvent & { kind: 'decided' }, now: string): Transfer => {
  const next = PENDING[verb] ?? transfer.phase;
  // The provider may still decide about a declined request, so nothing is decided at its new revision.
  if (verb === 'decline') return move({ ...transfer, declined: by, revision: transfer.revision + 1 }, next, now);
  return move({ ...transfer, decided: { ...by, verb }, rejection }, next, now);
};

const onSeen = (transfer: Transfer, { seen, byOthers }: TransferEvent & { kind: 'seen' }, now: string): Transfer => {
  const known = { ...unclaimed(transfer, { byOthers }), partnerCenterId: seen.partnerCenterId, expiresAt: seen.expiresAt ?? transfer.expiresAt };
  if (seen.phase === 'pending') return onPending(known, transfer, now);
  if (seen.phase === 'cancelled') return move({ ...elsewhere(known, 'cancel', now), trouble: undefined }, 'cancelled', now);
  if (seen.phase === 'expired') return move({ ...known, decided: undefined, trouble: undefined }, 'expired', now);
  if (seen.phase.startsWith('unknown')) return move(known, 'not-known', now);
  const taken = { ...elsewhere(known, 'take', now), lines: linesOf(known, seen), trouble: undefined };
  const told = { ...taken, outcomes: outcomesOf(taken, seen) };
  return move(told, seen.phase === 'in-progress' ? 'in-progress' : phaseByLines(told.outcomes), now);
};

/** Pending is news while the request was being made; for some minutes after the accept it is the past, and no state goes back to it (API topic 10.5). */
const onPending = (known: Transfer, before: Transfer, now: string): Transfer => {
  const isNew = before.phase === 'asked' || before.phase === 'offering';
  if (!isNew && (before.phase !== 'not-known' || before.decided !== undefined)) return { ...before, expiresAt: known.expiresAt };
  const offered = before.offered ?? offeredBy(known, now);
  return move({ ...known, offered, decided: undefined, openedAt: now, revision: before.revision + 1, trouble: undefined }, 'offered', now);
};

/** Whose order made the request; somebody in the portal where none of ours did. */
const offeredBy = (transfer: Transfer, now: string): Transfer['offered'] => {
  const { decided } = transfer.decided?.verb === 'offer' ? transfer : elsewhere(transfer, 'offer', now);
  if (decided === undefined) return undefined;
  const { verb: _, ...by } = decided;
  return by;
};

/** Whoever took it in the portal may have chosen other lines than ours: those that Partner Center names are the ones that move. */
const linesOf = (transfer: Transfer, seen: SeenTransfer): readonly TransferLine[] => {
  const ids = (lines: readonly TransferLine[]): string => lines.map((line) => line.subscriptionId).sort().join();
  return seen.lines.length === 0 || ids(seen.lines) === ids(transfer.lines) ? transfer.lines : seen.lines;
};

const onRefused = (transfer: Transfer, { verb, trouble }: TransferEvent & { kind: 'refused' }, now: string): Transfer => {
  if (transfer.phase === 'in-progress') return transfer;
  const standing = transfer.declined === undefined ? 'offered' : 'declined';
  const open = { ...transfer, trouble, decided: undefined, rejection: undefined, revision: transfer.revision + 1 };
  return move(open, verb === 'offer' ? 'asked' : standing, now);
};

/**
 * The lines as they are now. A difference makes the request decidable anew, so that nobody decides about numbers that they were not shown
 * (R158-R160); `held`: an accept of ours was stopped for it before it was sent.
 */
const onLinesRead = (transfer: Transfer, { lines, held }: TransferEvent & { kind: 'lines-read' }, now: string): Transfer => {
  const isWaiting = transfer.phase === 'asked' || transfer.phase === 'offered';
  if (!isWaiting && !(transfer.phase === 'taking' && held === true)) return transfer;
  const recount = changesOf(transfer.lines, lines);
  if (recount.length === 0 || (isWaiting && same(recount, transfer.recount))) return transfer;
  const after = { ...transfer, lines: lines.length > 0 ? lines : transfer.lines, recount, decided: undefined, revision: transfer.revision + 1 };
  return held === true ? move(after, 'offered', now) : after;
};

/** What is different between the lines as they were shown and as they are, add-ons included. */
export const changesOf = (before: readonly TransferLine[], after: readonly TransferLine[]): LineChange[] => {
  const flat = (lines: readonly TransferLine[]): TransferLine[] => lines.flatMap((line) => [line, ...line.addons]);
  const now = new Map(flat(after).map((line) => [line.subscriptionId, line.quantity]));
  const shown = new Set(flat(before).map((line) => line.subscriptionId));
  const changed = flat(before).map(({ subscriptionId, name, quantity }) => ({ subscriptionId, name, before: quantity, after: now.get(subscriptionId) }));
  const added = flat(after).filter(({ subscriptionId }) => !shown.has(subscriptionId));
  return [...changed.filter((line) => line.before !== line.after), ...added.map(({ subscriptionId, name, quantity }) => ({ subscriptionId, name, before: 0, after: quantity }))];
};

/** Nobody answered in thirty days: one press asks again with the same lines (API topic 10.5). */
export const mayBeAskedAgain = ({ model, phase, replacedBy }: Transfer): boolean => model === 'new-commerce' && phase === 'expired' && replacedBy === undefined;

/** The same request once more, under a new id: nothing of the old one but what was asked for. */
export const askedAnew = (old: Transfer, { transferId, by }: { transferId: string; by: Signature }): Transfer => ({
  transferId, customer: old.customer, source: old.source, target: old.target, partnerOfRecord: old.partnerOfRecord, model: 'new-commerce', part: old.part,
  lines: old.lines, phase: 'asked', revision: 1, partnerCenterId: undefined, outcomes: [], requested: by, decided: undefined, rejection: undefined,
  landed: undefined, idMap: [], sourceChecks: [], sourceVerifiedAt: undefined, trouble: undefined, replaces: old.transferId, since: by.at, openedAt: undefined, version: 1,
});
