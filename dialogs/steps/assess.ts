import { floorAt } from '../../journey/rules/assess.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { answerAssess } from './assess-answer.ts';
import { assessFields } from './assess-fields.ts';
import { assessOutcome } from './assess-outcome.ts';
import { PORTAL_PAGES } from './portal-pages.ts';
import type { StepScript, StepView } from './script.ts';

/** The floor with its first day and its source; before the first floor only the announcement (R6, R7). */
const floorWords = (view: StepView): string => {
  const { text, profile } = view;
  const { source } = profileOf(profile).directRevenueFloors;
  const floor = floorAt(view);
  const first = profileOf(profile).directRevenueFloors.value[0];
  if (floor !== undefined) return text.t('assess.floor', { floor: floor.usd, from: text.date(floor.from), source });
  return text.t('assess.floor.later', { floor: first?.usd ?? 0, from: text.date(first?.from ?? view.now.toISOString()), source });
};

const enforcementWords = ({ text, profile }: StepView): string => {
  const days = profileOf(profile).enforcementDays.value;
  return days === undefined ? text.t('assess.remain.eventually') : text.t('assess.remain.ladder', { suspended: days.suspended, revoked: days.revoked });
};

/** Stay direct, qualify, or switch: the direct-bill requirements as one checklist (R178-R200). */
export const assess: StepScript = {
  id: 'assess',
  face: (view) => {
    const { text, profile } = view;
    return {
      title: text.t('step.assess.title'),
      intro: text.t('assess.intro'),
      said: [text.t('assess.dated', { profile }), enforcementWords(view), floorWords(view), text.t('assess.look'), text.t('assess.plan-warning')],
      fields: assessFields(view),
      links: [{ title: text.t('assess.link.program-info'), url: view.portal(PORTAL_PAGES.programInfo) }],
    };
  },
  answer: answerAssess,
  outcome: assessOutcome,
  goesOn: ({ facts }) => facts.all.at(-1)?.kind === 'profile-chosen',
};
