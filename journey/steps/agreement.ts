import { doneBy } from '../done-by.ts';
import { isCloudAgreement, relationMissing, renewal } from '../rules/agreement.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Step, StepAttempt, StepInput, StepState } from '../steps.ts';

type Progress = Exclude<StepState, { state: 'blocked' | 'ready' }>;

/** Kept (R113), renewed with the provider (R115), or asked of the provider and waited for (R112). */
const progress = ({ facts, subject, profile }: StepInput): Progress | undefined => {
  if (facts.latest('customer-classed', subject)?.value.class === 'indirect') return { state: 'not-needed', why: { code: 'agreement-at-provider', rule: 117, profile } };
  const renewed = renewal(facts, subject);
  if (renewed !== undefined) return doneBy(renewed);
  const found = facts.latest('agreement-case', subject);
  if (found?.value.case === 'B') return doneBy(found);
  const asked = facts.latest('agreement-asked', subject);
  return asked === undefined ? undefined : { state: 'waiting', on: 'provider', since: asked.at };
};

const blocks = ({ facts, subject, profile }: StepInput): readonly Verdict[] => {
  const missing = relationMissing(facts, subject);
  return missing === undefined ? [] : [{ code: 'step-missing', rule: 201, profile, missing }];
};

const refuses = ({ profile }: StepInput, { facts }: StepAttempt): readonly Verdict[] =>
  facts.flatMap((fact) => {
    if (fact.kind !== 'agreement-valid' && fact.kind !== 'agreement-asked') return [];
    if (fact.value.providerId === '') return [{ code: 'agreement-without-provider', rule: 112, profile }];
    if (fact.kind === 'agreement-valid' && isCloudAgreement(fact.value.accepted)) return [{ code: 'cloud-agreement', rule: 110, profile }];
    return [];
  });

/** Every customer needs the Microsoft Customer Agreement, valid through the provider, before anything is transferred (R110-R117, R124). */
export const agreement: Step = {
  id: 'agreement',
  rules: [110, 111, 112, 113, 114, 115, 116, 117, 123, 124],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent', 'sales-agent'],
  needs: ['classify'],
  blocks,
  progress,
  refuses,
};
