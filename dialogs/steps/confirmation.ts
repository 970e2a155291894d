import type { IrreversibleAct, NewFact } from '../../journey/facts.ts';
import { confirmationOf, confirmationState } from '../../journey/rules/second-person.ts';
import type { StepView } from './script.ts';

/** What a card of an irreversible step is about: the first confirmation, somebody else's second one, or the act itself (R30, R204). */
export type Stage = 'confirm' | 'second' | 'act';

export const stageOf = (view: StepView, act: IrreversibleAct): Stage => {
  const state = confirmationState(view, act);
  if (state === 'confirmed') return 'act';
  return state === 'second-needed' ? 'second' : 'confirm';
};

/** The company's name as it was confirmed, the word to be typed; the rules let nobody come here without it. */
export const companyOf = ({ facts, person }: StepView): string => facts.latest('legal-profile-confirmed')?.value.companyName ?? person.tenantId;

/** Who confirmed and when, for the second person to judge. */
export const confirmedWords = (view: StepView, act: IrreversibleAct): string => {
  const confirmed = confirmationOf(view, act);
  return view.text.t('enrol.second.who', { name: confirmed?.by?.name ?? '', when: view.text.dateTime(confirmed?.at ?? view.now.toISOString()) });
};

export const seconded = (view: StepView, act: IrreversibleAct): NewFact => ({ subject: view.subject, kind: 'seconded', value: { act }, proof: 'attested' });
