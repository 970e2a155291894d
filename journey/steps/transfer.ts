import { doneBy } from '../done-by.ts';
import { relationMissing } from '../rules/agreement.ts';
import { isEnrolled } from '../rules/enrolment.ts';
import { stillToMove, transfersKnown } from '../rules/transfer.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Step, StepInput, StepState } from '../steps.ts';

type Progress = Exclude<StepState, { state: 'blocked' | 'ready' }>;

const notNeeded = ({ facts, subject, profile }: StepInput): Progress | undefined => {
  if (facts.latest('customer-classed', subject)?.value.class === 'indirect') return { state: 'not-needed', why: { code: 'nothing-direct', rule: 120, profile } };
  if (facts.latest('route-chosen', subject)?.value.route === 'rebuy') return { state: 'not-needed', why: { code: 'bought-anew', rule: 171, profile } };
  return stillToMove(facts, subject)?.length === 0 ? { state: 'not-needed', why: { code: 'nothing-moves', rule: 120, profile } } : undefined;
};

/** By the transfers of the customer as they were seen: the provider decides and signs first, then the partner's side is checked (R125, R151). */
const progress = (input: StepInput): Progress | undefined => {
  const known = transfersKnown(input.facts, input.subject);
  const [first] = known;
  if (first === undefined) return notNeeded(input);
  const atProvider = known.find(({ value }) => value.state === 'asked' || value.state === 'moved');
  if (atProvider !== undefined) return { state: 'waiting', on: 'provider', since: atProvider.at };
  const atPartner = known.find(({ value }) => value.state === 'landed' || value.state === 'offered');
  if (atPartner !== undefined) return { state: 'waiting', on: 'partner', since: atPartner.at };
  return (stillToMove(input.facts, input.subject)?.length ?? 0) > 0 ? undefined : doneBy(known.at(-1) ?? first);
};

const blocks = ({ facts, subject, profile }: StepInput): readonly Verdict[] => {
  const missing = relationMissing(facts, subject);
  return [
    ...(isEnrolled(facts) ? [] : [{ code: 'transfer-not-enrolled', rule: 122, profile, missing: 'sign' as const }]),
    ...(missing === undefined ? [] : [{ code: 'transfer-no-provider', rule: 123, profile, missing }]),
  ];
};

/**
 * The partner asks, the provider decides, and both check (R125). Open to enrolled partners (R122), for customers that the provider has a
 * relationship with already (R123) and whose agreement holds there (R124). Taken in a dialog of its own, not in a step's card.
 */
export const transfer: Step = {
  id: 'transfer',
  rules: [120, 121, 122, 123, 124, 125, 151, 154],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent'],
  needs: ['agreement'],
  blocks,
  progress,
};
