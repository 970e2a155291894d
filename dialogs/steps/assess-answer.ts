import type { NewFact } from '../../journey/facts.ts';
import type { Assessment } from '../../journey/rules/assess.ts';
import { CREDIT_CHECKS, PLANS, suggestion } from '../../journey/rules/assess.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { verdictWords } from '../verdict-words.ts';
import { PROGRAMMES, RULE_SETS, SCOPES, STATES, TICKS } from './assess-fields.ts';
import type { Inputs } from './inputs.ts';
import { amountIn, choiceIn, isTicked, pastDayIn } from './inputs.ts';
import type { StepAnswer, StepView } from './script.ts';

type Given = { readonly assessment: Assessment; readonly since: string; readonly month: number };

/** The answers as a whole, or the name of the first question that has none. */
const givenBy = (inputs: Inputs, { now, profile }: StepView): Given | { readonly missing: 'state' | 'since' | 'revenue' | 'scope' | 'month' | 'plan' | 'credit' | 'tenure' } => {
  const state = choiceIn(inputs, 'state', STATES);
  if (state === undefined) return { missing: 'state' };
  const since = pastDayIn(inputs, 'since', now);
  if (since === undefined && state !== 'active') return { missing: 'since' };
  const revenue = amountIn(inputs, 'revenue');
  if (revenue === undefined) return { missing: 'revenue' };
  const scope = choiceIn(inputs, 'scope', SCOPES);
  if (scope === undefined) return { missing: 'scope' };
  const month = amountIn(inputs, 'month');
  if (month === undefined || !Number.isInteger(month) || month < 1 || month > 12) return { missing: 'month' };
  const plan = choiceIn(inputs, 'plan', PLANS);
  if (plan === undefined) return { missing: 'plan' };
  const credit = choiceIn(inputs, 'credit', CREDIT_CHECKS);
  if (credit === undefined) return { missing: 'credit' };
  const tenure = amountIn(inputs, 'tenure');
  if (tenure === undefined && state === 'revoked' && profileOf(profile).tenureMonths.value > 0) return { missing: 'tenure' };
  const ticks = Object.fromEntries(TICKS.map((id) => [id, isTicked(inputs, id)])) as Record<(typeof TICKS)[number], boolean>;
  const assessment: Assessment = { state, revenue, scope, plan, credit, tenure: tenure ?? 0, ...ticks };
  return { assessment, since: since ?? now.toISOString().slice(0, 10), month };
};

/** Another rule set changes the questions, so it is recorded alone and the card comes again; the journey is for direct-bill partners only (R1). */
export const answerAssess = (inputs: Inputs, view: StepView): StepAnswer => {
  const { text, subject, profile } = view;
  const rules = choiceIn(inputs, 'rules', RULE_SETS) ?? profile;
  if (rules !== profile) return { ok: true, facts: [{ subject, kind: 'profile-chosen', value: { profile: rules }, proof: 'attested' }] };
  const programme = choiceIn(inputs, 'programme', PROGRAMMES);
  if (programme === undefined) return { ok: false, problem: text.t('assess.programme.error') };
  if (programme !== 'direct-bill') return { ok: false, problem: verdictWords({ code: 'not-direct-bill', rule: 1, profile }, text) };
  const given = givenBy(inputs, view);
  if ('missing' in given) return { ok: false, problem: text.t(`assess.${given.missing}.error`) };
  const { assessment, since, month } = given;
  const facts: readonly NewFact[] = [
    { subject, kind: 'direct-bill-state', value: { state: assessment.state, since }, proof: 'attested' },
    { subject, kind: 'anniversary', value: { month }, proof: 'attested' },
    { subject, kind: 'assessed', value: { answers: { ...assessment, programme }, verdict: suggestion(assessment, view) }, proof: 'attested' },
  ];
  return { ok: true, facts };
};
