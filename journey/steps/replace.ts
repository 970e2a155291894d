import { doneBy } from '../done-by.ts';
import type { NewFact, ProfileId } from '../facts.ts';
import type { Needed } from '../rules/replace.ts';
import { cancelling, unplanned, waysFor } from '../rules/replace.ts';
import { confirmationOf, refusesUnconfirmed } from '../rules/second-person.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Step, StepAttempt, StepInput, StepState } from '../steps.ts';

const ACT = 'cancel-and-rebuy';

type Progress = Exclude<StepState, { state: 'blocked' | 'ready' }>;

/** Done when every such product has its plan, and cancelling is confirmed where something is bought anew (R171). */
const progress = ({ facts, subject, profile }: StepInput): Progress | undefined => {
  // What came through a provider was never the partner's own to move.
  if (facts.latest('customer-classed', subject)?.value.class === 'indirect') return { state: 'not-needed', why: { code: 'nothing-direct', rule: 120, profile } };
  const needed = facts.latest('replacement-needed', subject);
  if (needed === undefined || (unplanned(facts, subject)?.length ?? 0) > 0) return undefined;
  const state = cancelling(facts, subject);
  const confirmed = confirmationOf({ facts, subject }, ACT);
  if (state === 'not-confirmed') return undefined;
  if (state === 'second-needed') return { state: 'waiting', on: 'partner', since: confirmed?.at ?? needed.at };
  const last = state === 'confirmed' && confirmed !== undefined ? confirmed : (facts.latest('replacement-agreed', subject) ?? needed);
  return doneBy(last);
};

const isConfirmation = (fact: NewFact): boolean => (fact.kind === 'irreversible-confirmed' || fact.kind === 'seconded') && fact.value.act === ACT;

/** A plan has to name what comes instead and from when (R171), and a way that is open for this kind of product (R165-R168). */
const planVerdicts = (profile: ProfileId, needed: Needed | undefined, fact: NewFact): readonly Verdict[] => {
  if (fact.kind !== 'replacement-agreed') return [];
  const { subscriptionId, way, offer, from } = fact.value;
  const found = needed?.subscriptions.find((one) => one.subscriptionId === subscriptionId);
  if (found !== undefined && !waysFor(found.class, profile).includes(way)) return [{ code: 'way-not-open', rule: 162, profile, values: { name: found.name } }];
  return way === 'rebuy' && (offer === '' || from === '') ? [{ code: 'replacement-unnamed', rule: 171, profile }] : [];
};

const refuses = (input: StepInput, attempt: StepAttempt): readonly Verdict[] => {
  const { facts, subject, profile } = input;
  const isPlanning = attempt.facts.some(({ kind }) => kind === 'replacement-agreed');
  const looked = attempt.facts.find((fact) => fact.kind === 'replacement-needed');
  const needed = looked?.value ?? facts.latest('replacement-needed', subject)?.value;
  const open = unplanned(facts, subject, needed);
  if (attempt.facts.some(isConfirmation) && (isPlanning || open === undefined || open.length > 0)) return [{ code: 'replacement-first', rule: 171, profile }];
  if (isPlanning || cancelling(facts, subject) !== 'second-needed') return attempt.facts.flatMap((fact) => planVerdicts(profile, needed, fact));
  return refusesUnconfirmed(input, attempt, { act: ACT, results: [] });
};

/** What cannot be transferred gets its alternative, agreed before anything is cancelled, and cancelled by people only (R162-R172). */
export const replace: Step = {
  id: 'replace',
  rules: [118, 119, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent'],
  needs: ['partner-up'],
  irreversible: ACT,
  blocks: () => [],
  progress,
  refuses,
};
