import { daysBetween } from '../calendar.ts';
import type { Fact, FactKind, Subject } from '../facts.ts';
import { stateOf } from '../map.ts';
import type { StepId } from '../step-ids.ts';
import type { StepState } from '../steps.ts';
import { STEPS } from '../steps/all.ts';
import { customerName, nameOfProvider, remindPartner } from './make.ts';
import type { Reminder, ReminderInput, ReminderKind } from './reminder.ts';
import { rungAfter } from './rungs.ts';

type Waiting = Extract<StepState, { state: 'waiting' }>;

/** Who is chased when, in days since the wait began. The customer is never written to: the partner is asked to (R59, R203). */
type Ladder = { readonly kind: ReminderKind; readonly days: readonly number[]; readonly last?: ReminderKind };

const SECOND: Ladder = { kind: 'second-person', days: [1, 3, 7] };

const LADDERS: Partial<Record<StepId, Partial<Record<Waiting['on'], Ladder>>>> = {
  enrol: { partner: SECOND },
  sign: { partner: SECOND },
  'partner-up': { provider: { kind: 'partnership-asked', days: [5, 10, 20] }, partner: { kind: 'partnership-open', days: [2, 5, 10, 20] } },
  // No timer is published for the customer's answer (R62): a week is polite, and the last word is a call.
  invite: { customer: { kind: 'invitation-waiting', days: [7, 14, 28], last: 'invitation-call' }, provider: { kind: 'tenant-waiting', days: [5, 10, 20] } },
  extend: { microsoft: { kind: 'extension-waiting', days: [1, 3, 7] }, partner: SECOND },
  agreement: { provider: { kind: 'agreement-asked', days: [5, 10, 20] } },
  replace: { partner: SECOND },
};

/** What a wait begins with. Asking the step itself costs a walk through all facts, too much for each of a thousand customers. */
const BEGINNINGS: Partial<Record<StepId, readonly FactKind[]>> = {
  enrol: ['irreversible-confirmed'], sign: ['irreversible-confirmed'], 'partner-up': ['provider-asked', 'provider-invited'], invite: ['invitation-sent', 'tenant-asked'],
  extend: ['extension-saved', 'irreversible-confirmed'], agreement: ['agreement-asked'], replace: ['irreversible-confirmed'],
};

const customersIn = ({ facts }: ReminderInput): Subject[] => [...new Set(facts.all.map(({ subject }) => subject).filter((subject) => subject.startsWith('customer:')))];

/** Who began the wait: the person behind the fact of exactly that moment. */
const begunBy = ({ facts }: ReminderInput, subject: Subject, since: string): Fact['by'] =>
  facts.all.find((fact) => fact.subject === subject && fact.at === since && fact.by !== undefined)?.by;

const providerIn = (input: ReminderInput, subject: Subject): string => {
  const { facts } = input;
  const asked = facts.latest('agreement-asked', subject) ?? facts.latest('tenant-asked', subject);
  return nameOfProvider(input, facts.latest('route-chosen', subject)?.value.providerId ?? asked?.value.providerId ?? '');
};

const waitOf = (input: ReminderInput, step: StepId, subject: Subject): Reminder[] => {
  const { facts, now, profile } = input;
  // Once a customer is closed nobody waits for it any more, whatever was never read.
  if (facts.has('customer-closed', subject) || BEGINNINGS[step]?.some((kind) => facts.has(kind, subject)) !== true) return [];
  const state = stateOf({ steps: STEPS, facts, now, profile }, step, subject);
  const ladder = state.state === 'waiting' ? LADDERS[step]?.[state.on] : undefined;
  if (state.state !== 'waiting' || ladder === undefined) return [];
  const rung = rungAfter(state.since, ladder.days, now);
  if (rung === undefined) return [];
  const kind = rung === ladder.days.at(-1) && ladder.last !== undefined ? ladder.last : ladder.kind;
  const by = begunBy(input, subject, state.since);
  const values = { customer: customerName(input, subject), provider: providerIn(input, subject), since: state.since, days: daysBetween(state.since, now.toISOString()) };
  const key = `${step}:${subject}:${state.since}:${rung}`;
  return [remindPartner(input, kind, { subject, key, at: state.since, owners: by === undefined ? [] : [by.personId], opens: step, values })];
};

/**
 * Waits of the steps themselves, as the map shows them: they end by what is recorded or read, and with them the chasing ends (R107). A wait that
 * began anew, because the invitation was sent again, climbs its ladder anew.
 */
export const waitReminders = (input: ReminderInput): Reminder[] => {
  const customers = customersIn(input);
  return STEPS.flatMap(({ id, of }) => (LADDERS[id] === undefined ? [] : (of === 'organisation' ? ['organisation' as const] : customers).flatMap((subject) => waitOf(input, id, subject))));
};
