import type { NewFact } from '../../journey/facts.ts';
import { isTicked } from './inputs.ts';
import type { StepScript, StepView } from './script.ts';

const CHOICES = ['switch', 'qualify', 'stay'] as const;
type Choice = (typeof CHOICES)[number];

/** What has to be weighed before the choice (R17); every box has to be ticked. */
const NEEDS = ['customers', 'billing', 'products', 'no-return'] as const;

const isChoice = (value: string | undefined): value is Choice => CHOICES.includes(value as Choice);

const fourEyes = ({ facts }: StepView) => facts.latest('four-eyes');

/** One person may ask for four eyes; only another than the one who asked may do away with them. */
const mayEnd = (view: StepView): boolean => fourEyes(view)?.by?.personId !== view.person.personId;

/** The partner's own decision, ticked, dated and signed before anything is begun (R3, R17); and whether two people confirm what has no way back (R204). */
export const decide: StepScript = {
  id: 'decide',
  face: (view) => {
    const { text } = view;
    return {
      title: text.t('step.decide.title'),
      intro: text.t('decide.intro'),
      said: [text.t('decide.warning'), text.t('decide.several-steps')],
      fields: [
        ...NEEDS.map((need) => ({ kind: 'toggle' as const, id: need, label: text.t(`decide.need.${need}`), title: text.t('decide.considered') })),
        {
          kind: 'choice', id: 'choice', label: text.t('decide.choice'), required: text.t('decide.choice.error'),
          choices: CHOICES.map((choice) => ({ title: text.t(`decide.choice.${choice}`), value: choice })),
        },
        { kind: 'toggle', id: 'four-eyes', label: text.t('decide.four-eyes'), title: text.t('decide.four-eyes.wanted'), value: fourEyes(view)?.value.wanted ?? false },
      ],
    };
  },
  answer: (inputs, view) => {
    const { text, subject } = view;
    const { choice } = inputs;
    if (!isChoice(choice)) return { ok: false, problem: text.t('decide.choice.error') };
    if (NEEDS.some((need) => inputs[need] !== 'true')) return { ok: false, problem: text.t('decide.need.error') };
    const wanted = isTicked(inputs, 'four-eyes');
    const before = fourEyes(view)?.value.wanted ?? false;
    if (before && !wanted && !mayEnd(view)) return { ok: false, problem: text.t('decide.four-eyes.error') };
    const change: readonly NewFact[] = wanted === before ? [] : [{ subject, kind: 'four-eyes', value: { wanted }, proof: 'attested' }];
    return {
      ok: true,
      facts: [
        { subject, kind: 'business-need-evaluated', value: { items: [...NEEDS] }, proof: 'attested' },
        { subject, kind: 'decided', value: { choice }, proof: 'attested' },
        ...change,
      ],
    };
  },
};
