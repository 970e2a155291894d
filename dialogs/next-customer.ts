import { clean } from '../cards/clean.ts';
import type { StepCardData } from '../cards/step-card.ts';
import { customerName, knownCustomers } from '../journey/customer-map.ts';
import { stateOf } from '../journey/map.ts';
import { STEPS } from '../journey/steps/all.ts';
import type { Step } from '../journey/steps.ts';
import type { StepView } from './steps/script.ts';

/**
 * Steps of customers are taken one after another: once one is through, the next customer for whom the same step is ready is one press away.
 * Undefined while this one's own step is still to be taken, and when nobody else is ready.
 */
export const nextCustomer = (step: Step, view: StepView): Omit<StepCardData, 'handle'> | undefined => {
  if (step.of !== 'customer') return undefined;
  const { text, facts, now, profile, transfers } = view;
  const isReady = (subject: StepView['subject']): boolean => stateOf({ steps: STEPS, facts, now, profile }, step.id, subject).state === 'ready';
  if (isReady(view.subject)) return undefined;
  const [next, ...others] = knownCustomers(facts).filter((subject) => subject !== view.subject && isReady(subject));
  if (next === undefined) return undefined;
  const name = clean(customerName(facts, next, transfers)) || text.t('map.customer.unnamed', { id: next.slice(-12) });
  return {
    title: text.t('next.title'),
    intro: text.t('next.intro', { name, step: text.t(`step.${step.id}.title`) }),
    said: others.length === 0 ? [] : [text.t('next.others', { count: others.length })],
    opens: [{ step: step.id, subject: next }],
    actions: [],
  };
};
