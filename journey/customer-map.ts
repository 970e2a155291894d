import type { Facts, Subject } from './facts.ts';
import { newCustomerName } from './facts.ts';
import type { MapInput } from './map.ts';
import { isDone, stateOf } from './map.ts';
import type { Transfer } from './records.ts';
import type { Step, StepState } from './steps.ts';

export type MapStep = { readonly step: Step; readonly state: StepState };

/** Where one customer stands: at the first step that is not done. `at` is undefined when it has landed (R120, R151). */
export type CustomerStand = { readonly subject: Subject; readonly name: string; readonly at: MapStep | undefined };

/** Every customer of which something is recorded, also companies that are none yet, in the order of their first fact. */
export const knownCustomers = (facts: Facts): Subject[] => [...new Set(facts.all.map(({ subject }) => subject).filter((subject) => subject.startsWith('customer:')))];

/** By the name that was read when a step was taken, or that stands on a transfer; empty when nobody has named it. */
export const customerName = (facts: Facts, subject: Subject, transfers: readonly Transfer[]): string =>
  newCustomerName(subject) ??
  facts.latest('customer-named', subject)?.value.name ??
  transfers.find(({ customer }) => `customer:${customer.customerId}` === subject)?.customer.name ??
  '';

/** The steps of one customer in the order of the guide; a company that is no customer yet has only those that need none (R66). */
export const customerSteps = (input: MapInput, subject: Subject): MapStep[] =>
  stepsFor(input, subject).map((step) => ({ step, state: stateOf(input, step.id, subject) }));

const stepsFor = ({ steps }: MapInput, subject: Subject): Step[] => steps.filter((step) => step.of === 'customer' && (newCustomerName(subject) === undefined || step.takesNew === true));

const standing = (input: MapInput, subject: Subject): MapStep | undefined => {
  if (newCustomerName(subject) === undefined && isDone(stateOf(input, 'close', subject))) return undefined;
  for (const step of stepsFor(input, subject)) {
    const state = stateOf(input, step.id, subject);
    if (!isDone(state)) return { step, state };
  }
  return undefined;
};

const URGENCY: Readonly<Record<StepState['state'], number>> = { ready: 0, waiting: 1, blocked: 2, done: 3, 'not-needed': 3 };

const urgency = ({ at }: CustomerStand): number => (at === undefined ? 4 : URGENCY[at.state.state]);
const sinceOf = ({ at }: CustomerStand): string => (at?.state.state === 'waiting' ? at.state.since : '');

/** Where every known customer stands: what the partner can do itself first, then the longest waits, the landed last. */
export const customerStands = (input: MapInput, transfers: readonly Transfer[]): CustomerStand[] =>
  knownCustomers(input.facts)
    .map((subject) => ({ subject, name: customerName(input.facts, subject, transfers), at: standing(input, subject) }))
    .sort((a, b) => urgency(a) - urgency(b) || sinceOf(a).localeCompare(sinceOf(b)) || a.name.localeCompare(b.name, 'sv'));

/** Steps that a map offers to open: what can be taken or looked at now, and what a blocked one is waiting for (R201). */
export const openable = (rows: readonly MapStep[]): { readonly step: Step['id']; readonly isMissing: boolean }[] => {
  const open = rows.filter(({ state }) => state.state === 'ready' || state.state === 'waiting').map(({ step }) => ({ step: step.id, isMissing: false }));
  const missing = rows.flatMap(({ state }) => (state.state === 'blocked' ? state.verdicts.flatMap((verdict) => verdict.missing ?? []) : []));
  const seen = new Set(open.map(({ step }) => step));
  return [...open, ...[...new Set(missing)].filter((step) => !seen.has(step)).map((step) => ({ step, isMissing: true }))];
};
