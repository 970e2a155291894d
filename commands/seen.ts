import type { SeenPhase, SeenTransfer } from '../journey/events.ts';
import type { LineOutcome, SubscriptionClass, Transfer, TransferLine } from '../journey/records.ts';
import type { SeenLine, SeenTransfer as PartnerCenterTransfer } from '../partnercenter/seen.ts';

/**
 * What Partner Center says of a request, in the journey's words. Quantities and add-ons are the server's snapshot (R157, R158);
 * class and unit, which it does not repeat, come from the line that was ordered.
 */
export const toSeen = (transfer: Transfer, seen: PartnerCenterTransfer): SeenTransfer => ({
  partnerCenterId: seen.partnerCenterId,
  phase: transfer.model === 'new-commerce' ? newCommercePhase(seen.phase) : legacyPhase(seen.phase),
  lines: seen.lines.map((line) => (transfer.model === 'new-commerce' ? toNewCommerceLine : toLine)(line, known(transfer))),
  outcomes: seen.lines.map((line) => line.outcome).filter((outcome): outcome is LineOutcome => outcome !== undefined),
  ...(seen.expiresAt === undefined ? {} : { expiresAt: seen.expiresAt }),
});

/** A legacy request is never pending or expired (API sheet 9.4): such a word is shown as what it is, unknown here. */
const legacyPhase = (phase: PartnerCenterTransfer['phase']): SeenPhase => (phase === 'pending' || phase === 'expired' ? `unknown: ${phase}` : phase);

/** And a new-commerce request is never active or rejected (API topic 10.5). */
const newCommercePhase = (phase: PartnerCenterTransfer['phase']): SeenPhase => (phase === 'active' || phase === 'rejected' ? `unknown: ${phase}` : phase);

const known = (transfer: Transfer): Map<string, TransferLine> =>
  new Map(transfer.lines.flatMap((line) => [line, ...line.addons]).map((line) => [line.subscriptionId, line]));

/** Of a new-commerce line Partner Center tells id, quantity and billing only; what nobody of ours chose goes by its id (API topic 10.3). */
const toNewCommerceLine = (line: SeenLine, ordered: Map<string, TransferLine>): TransferLine => {
  const before = ordered.get(line.subscriptionId);
  return before === undefined ? { ...toLine(line, ordered), name: line.name === '' ? line.subscriptionId : line.name } : { ...before, quantity: line.quantity };
};

const toLine = (line: SeenLine, ordered: Map<string, TransferLine>): TransferLine => {
  const before = ordered.get(line.subscriptionId);
  return {
    subscriptionId: line.subscriptionId,
    entitlementId: before?.entitlementId ?? line.subscriptionId,
    name: before?.name ?? line.name,
    offerId: line.offerId,
    class: before?.class ?? ('unknown' satisfies SubscriptionClass),
    quantity: line.quantity,
    unit: before?.unit ?? 'licences',
    billingCycle: line.billingCycle,
    addons: line.addons.map((addon) => toLine(addon, ordered)),
  };
};
