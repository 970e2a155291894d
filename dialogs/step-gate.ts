import type { StepCardData } from '../cards/step-card.ts';
import type { Person } from '../journey/records.ts';
import type { Step } from '../journey/steps.ts';
import type { Text } from '../locales/text.ts';
import { refusalWords } from './verdict-words.ts';

/** Why this person may not take the step at all, whatever its state: another company's step, or a role that is missing, with those that may (R202). */
export const roleProblems = ({ side, roles }: Step, person: Person, text: Text): string[] => {
  if (person.side !== side) return [refusalWords('wrong-side', text)];
  return roles.some((role) => person.roles.includes(role)) ? [] : [text.t('step.role', { roles: text.either(roles.map((role) => text.t(`role.${role}`))) })];
};

/** The card of somebody who may not take the step: said before anything is read, because Partner Center would refuse them without naming the right person. */
export const turnedAway = (step: Step, problems: readonly string[], text: Text): Omit<StepCardData, 'handle'> => ({
  title: text.t(`step.${step.id}.title`), intro: text.t('refusal.unchanged'), problems, actions: [],
});
