import { canLand, isSettled, isVerified } from '../advance-transfer.ts';
import type { Fact, FactValues, Facts, NewFact, Subject } from '../facts.ts';
import { customerSubject } from '../facts.ts';
import type { LineChoice, Transfer } from '../records.ts';
import { awaitsRecreation } from './drift.ts';
import { plansOf } from './replace.ts';

type Seen = FactValues['transfer-seen'];

/** Where a transfer stands, in the few words that the journey needs: asked for, offered by the provider for the partner to accept, moved, signed by the provider, checked by both (R125, R151), or ended without an effect. */
export const transferState = (transfer: Transfer): Seen['state'] => {
  if (isVerified(transfer)) return 'verified';
  if (canLand(transfer)) return transfer.landed === undefined ? 'moved' : 'landed';
  if (isSettled(transfer.phase) && !awaitsRecreation(transfer)) return 'ended';
  return transfer.phase === 'offered' ? 'offered' : 'asked';
};

/** Lines that were read back as failed have stayed where they were. */
const movingLines = ({ lines, outcomes }: Transfer): string[] => {
  const failed = new Set(outcomes.filter(({ state }) => state === 'failed').map(({ subscriptionId }) => subscriptionId));
  return lines.map(({ subscriptionId }) => subscriptionId).filter((id) => !failed.has(id));
};

/** What the journey of the transfer's customer has to know of it. */
export const transferSeen = (transfer: Transfer): NewFact<'transfer-seen'> => ({
  subject: customerSubject(transfer.customer.customerId), kind: 'transfer-seen', proof: 'verified',
  value: { transferId: transfer.transferId, providerId: transfer.target.tenantId, state: transferState(transfer), lines: movingLines(transfer) },
});

/** What the partner's own request could move today, as it was read. */
export const movableSeen = (subject: Subject, lines: readonly LineChoice[]): NewFact<'movable-seen'> => ({
  subject, kind: 'movable-seen', proof: 'verified',
  value: { lines: lines.filter(({ selectable }) => selectable).map(({ subscription }) => subscription.subscriptionId).toSorted() },
});

/** The newest that is known of each transfer of a customer which has had an effect, or still may. */
export const transfersKnown = (facts: Facts, subject: Subject): readonly Fact<'transfer-seen'>[] => {
  const own = facts.all.filter((fact): fact is Fact<'transfer-seen'> => fact.kind === 'transfer-seen' && fact.subject === subject);
  return [...new Map(own.map((fact) => [fact.value.transferId, fact])).values()].filter(({ value }) => value.state !== 'ended');
};

/** Subscriptions that could move, that no transfer has taken up and nobody has planned otherwise; undefined while nobody has looked. */
export const stillToMove = (facts: Facts, subject: Subject): readonly string[] | undefined => {
  const taken = new Set(transfersKnown(facts, subject).flatMap(({ value }) => value.lines));
  const plans = plansOf(facts, subject);
  return facts.latest('movable-seen', subject)?.value.lines.filter((id) => !taken.has(id) && !plans.has(id));
};
