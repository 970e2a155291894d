import { daysBetween } from '../calendar.ts';
import { customerSubject } from '../facts.ts';
import type { Reminder, ReminderInput, ReminderKind, WaitingTransfer } from './reminder.ts';
import { ruleOf } from './reminder.ts';
import { rungAfter, rungBefore } from './rungs.ts';

/** Nothing is published about how long a provider may take (R129): two days, then longer and longer. */
const UNDECIDED_DAYS = [2, 5, 10, 20, 40] as const;
/** Days 20, 25 and 28 of the thirty, as days left. */
const EXPIRY_DAYS = [10, 5, 2] as const;

type Told = { readonly kind: ReminderKind; readonly tenantId: string; readonly owners: readonly string[]; readonly key: string; readonly values: Reminder['values']; readonly at: string };

const remind = ({ transferId, customer }: WaitingTransfer, { kind, tenantId, owners, key, values, at }: Told): Reminder => ({
  kind, tenantId, transferId, owners, at, values, by: '',
  subject: customerSubject(customer.customerId),
  fact: `${kind}:${transferId}:${key}`,
  opens: ruleOf(kind).opens,
});

const namesOf = ({ customer, source, target }: WaitingTransfer) => ({ customer: customer.name, partner: source.name, provider: target.name });

/** A request that the provider has not decided (R138, R142), or a new-commerce one that it has not created: its deciders are asked again, the one who sent it knows its age. */
const undecided = (transfer: WaitingTransfer, now: Date): Reminder[] => {
  // A request of new commerce is asked for before there is one at Partner Center.
  const since = transfer.phase === 'asked' ? transfer.since : (transfer.openedAt ?? transfer.since);
  const rung = rungAfter(since, UNDECIDED_DAYS, now);
  if (rung === undefined) return [];
  const told = { key: `${since}:${rung}`, at: since, values: { ...namesOf(transfer), since, days: daysBetween(since, now.toISOString()) } };
  return [
    remind(transfer, { ...told, kind: 'transfer-decide', tenantId: transfer.target.tenantId, owners: [] }),
    remind(transfer, { ...told, kind: 'transfer-undecided', tenantId: transfer.source.tenantId, owners: [transfer.requested.personId] }),
  ];
};

/** An offer of new commerce lapses after thirty days: the partner accepts in time, or the provider makes it anew (feature 46). */
const expiring = (transfer: WaitingTransfer, due: string, now: Date): Reminder[] => {
  const rung = now.toISOString() < due ? rungBefore(due, EXPIRY_DAYS, now) : undefined;
  if (rung === undefined) return [];
  const left = Math.max(1, Math.ceil((Date.parse(due) - now.getTime()) / 86_400_000));
  const told = { key: `${due}:${rung}`, at: transfer.openedAt ?? transfer.since, values: { ...namesOf(transfer), due, days: left } };
  const owners = transfer.offered === undefined ? [] : [transfer.offered.personId];
  return [
    remind(transfer, { ...told, kind: 'transfer-expiring', tenantId: transfer.source.tenantId, owners: [] }),
    remind(transfer, { ...told, kind: 'transfer-expiring-offered', tenantId: transfer.target.tenantId, owners }),
  ];
};

/** Transfers that wait for somebody's word: requests of the partner, and offers that lapse. All others are told by their own notices. */
export const transferReminders = ({ transfers, now }: ReminderInput): Reminder[] =>
  transfers.flatMap((transfer) => {
    if (transfer.phase === 'open' || transfer.phase === 'asked') return undecided(transfer, now);
    return transfer.phase === 'offered' && transfer.expiresAt !== undefined ? expiring(transfer, transfer.expiresAt, now) : [];
  });
