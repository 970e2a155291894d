import type { FactValues, Facts, ProfileId, Subject } from '../facts.ts';
import { idOf } from '../facts.ts';
import type { Subscription, Transfer, TransferPhase } from '../records.ts';
import { plansOf } from './replace.ts';
import type { Verdict } from './verdict.ts';

export type CloseCheck = FactValues['close-checked'];

/** Requests that ended without moving anything need nobody's sign-off. */
const WITHOUT_EFFECT: readonly TransferPhase[] = ['not-created', 'rejected', 'withdrawn', 'failed', 'cancelled', 'expired'];

/** Still the partner's own business to decide about; suspended, deleted and expired ones are over (R148-R150). */
const LIVE: readonly string[] = ['active', 'pending', 'disabled'];

export const transfersFor = (subject: Subject, transfers: readonly Transfer[]): Transfer[] =>
  transfers.filter(({ customer, phase }) => customer.customerId === idOf(subject) && !WITHOUT_EFFECT.includes(phase));

/** A short name of a transfer that people can find again. */
export const nameOf = ({ transferId, target }: Transfer): string => `${transferId.slice(0, 8)} (${target.name})`;

/** Its lines with their add-ons, but for those that were read back as failed: they are still where they were. */
const movingIds = ({ lines, outcomes }: Transfer): string[] => {
  const failed = new Set(outcomes.filter(({ state }) => state === 'failed').map(({ subscriptionId }) => subscriptionId));
  return lines.filter(({ subscriptionId }) => !failed.has(subscriptionId)).flatMap((line) => [line, ...line.addons].map(({ subscriptionId }) => subscriptionId));
};

type Read = { readonly facts: Facts; readonly subject: Subject; readonly transfers: readonly Transfer[]; readonly subscriptions: readonly Subscription[] };

/** What still stands open at a customer: sign-offs of both sides (R125, R144, R147, R151), and direct subscriptions that nobody has decided on (R120). */
export const closeCheck = ({ facts, subject, transfers, subscriptions }: Read): CloseCheck => {
  const own = transfersFor(subject, transfers);
  const moving = new Set(own.flatMap(movingIds));
  const plans = plansOf(facts, subject);
  const isOpen = ({ subscriptionId, parentId, status }: Subscription): boolean =>
    LIVE.includes(status) && !moving.has(subscriptionId) && !plans.has(subscriptionId) && (parentId === undefined || !plans.has(parentId));
  return {
    transfers: own.length,
    withoutProvider: own.filter(({ landed }) => landed === undefined).map(nameOf),
    withoutPartner: own.filter(({ phase, sourceVerifiedAt }) => sourceVerifiedAt === undefined || (phase !== 'complete' && phase !== 'partly-complete')).map(nameOf),
    undecided: subscriptions.filter(isOpen).map(({ name }) => name),
  };
};

/** Why a customer may not be closed yet; empty when both sides have signed and everything is decided. */
export const closeVerdicts = ({ withoutProvider, withoutPartner, undecided }: CloseCheck, profile: ProfileId): readonly Verdict[] => [
  ...(undecided.length === 0 ? [] : [{ code: 'subscription-undecided', rule: 120, profile, values: { names: undecided.join(', ') } }]),
  ...(withoutProvider.length === 0 ? [] : [{ code: 'provider-sign-off-missing', rule: 144, profile, values: { names: withoutProvider.join(', ') } }]),
  ...(withoutPartner.length === 0 ? [] : [{ code: 'partner-sign-off-missing', rule: 147, profile, values: { names: withoutPartner.join(', ') } }]),
];
