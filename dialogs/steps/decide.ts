import type { StepScript } from './script.ts';

const CHOICES = ['switch', 'qualify', 'stay'] as const;
type Choice = (typeof CHOICES)[number];

/** What has to be weighed before the choice (R17); every box has to be ticked. */
const NEEDS = ['customers', 'billing', 'products', 'no-return'] as const;

const isChoice = (value: string | undefined): value is Choice => CHOICES.includes(value as Choice);

/** The partner's own decision, ticked, dated and signed before anything is begun (R3, R17). */
export const decide: StepScript = {
  id: 'decide',
  face: ({ text }) => ({
    title: text.t('step.decide.title'),
    intro: text.t('decide.intro'),
    said: [text.t('decide.warning'), text.t('decide.several-steps')],
    fields: [
      ...NEEDS.map((need) => ({ kind: 'toggle' as const, id: need, label: text.t(`decide.need.${need}`), title: text.t('decide.considered') })),
      {
        kind: 'choice', id: 'choice', label: text.t('decide.choice'), required: text.t('decide.choice.error'),
        choices: CHOICES.map((choice) => ({ title: text.t(`decide.choice.${choice}`), value: choice })),
      },
    ],
  }),
  answer: (inputs, { text, subject }) => {
    const { choice } = inputs;
    if (!isChoice(choice)) return { ok: false, problem: text.t('decide.choice.error') };
    if (NEEDS.some((need) => inputs[need] !== 'true')) return { ok: false, problem: text.t('decide.need.error') };
    return {
      ok: true,
      facts: [
        { subject, kind: 'business-need-evaluated', value: { items: [...NEEDS] }, proof: 'attested' },
        { subject, kind: 'decided', value: { choice }, proof: 'attested' },
      ],
    };
  },
};
