import type { Assessment } from '../../journey/rules/assess.ts';
import { mayFillQuestionnaire, missingOf, planAdvice, requirementsOf, warningsOf } from '../../journey/rules/assess.ts';
import { countdownOf, nextYearlyCheck } from '../../journey/rules/enforcement.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { verdictWords } from '../verdict-words.ts';
import { DOCUMENTS } from './portal-pages.ts';
import type { StepFace, StepView } from './script.ts';

/** What the credit check means now: a review of several days or more, without a day to wait for (R185, R191-R193). */
const creditWords = (given: Assessment, { text }: StepView): readonly string[] => (planAdvice(given) === 'has-plan' ? [] : [text.t(`assess.credit.${given.credit}.text`)]);

/** How long the direct-bill capability lasts by the rule set; no day where the rule set names none (R197). */
const timeWords = ({ text, facts, profile, now }: StepView): readonly string[] => {
  const state = facts.latest('direct-bill-state')?.value;
  const month = facts.latest('anniversary')?.value.month;
  const countdown = state === undefined ? undefined : countdownOf(state, profile);
  const days = countdown === undefined ? 0 : Math.ceil((Date.parse(countdown.at) - now.getTime()) / 86_400_000);
  const due = countdown === undefined ? [] : [text.t(days > 0 ? `assess.countdown.${countdown.next}` : `assess.countdown.${countdown.next}.past`, { when: text.date(countdown.at), days })];
  const eventually = state !== undefined && state.state !== 'active' && countdown === undefined && state.state !== 'revoked' ? [text.t('assess.eventually')] : [];
  const yearly = month !== undefined && profileOf(profile).securityRequirements.value ? [text.t('assess.yearly', { when: text.date(nextYearlyCheck(month, now)) })] : [];
  return [...due, ...eventually, ...yearly];
};

/** The checklist as it came out, what is missing, what it means, and where to go; an indication only (R190). */
export const assessOutcome = (view: StepView): StepFace | undefined => {
  const { text, facts, profile } = view;
  const assessed = facts.latest('assessed');
  // A changed rule set asks its questions first.
  if (assessed === undefined || facts.all.at(-1)?.kind === 'profile-chosen') return undefined;
  const given = assessed.value.answers as unknown as Assessment;
  const missing = [...missingOf(given, view), ...warningsOf(given, view)].map((verdict) => verdictWords(verdict, text));
  const questionnaire = mayFillQuestionnaire(given, view) ? [{ title: text.t('assess.link.questionnaire'), url: DOCUMENTS.requirements }] : [];
  const plans = planAdvice(given) === 'may-buy' ? [{ title: text.t('assess.link.plans'), url: DOCUMENTS.supportPlans }] : [];
  const shown = requirementsOf(given, view).map(({ code, met }) => ({ label: text.t(`assess.requirement.${code}`), value: text.t(met ? 'assess.met' : 'assess.unmet') }));
  return {
    title: text.t(`assess.outcome.${assessed.value.verdict}`),
    intro: text.t('assess.indication'),
    said: [...missing, ...creditWords(given, view), ...timeWords(view), text.t('assess.next', { profile }), text.t('assess.reading')],
    shown,
    links: [...questionnaire, ...plans, { title: text.t('assess.link.reading'), url: DOCUMENTS.requirements }],
  };
};
