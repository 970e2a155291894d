import type { Choice, Mode } from '../journey/reminders/choice.ts';
import type { Text } from '../locales/text.ts';
import type { AdaptiveCard } from './render.ts';
import type { Field } from './step-card.ts';
import { stepCard } from './step-card.ts';

/** Inputs as the person left them; they come back with the problem when one of them could not be taken. */
export type ChoiceInputs = Readonly<Record<string, string>>;
export type ChoiceCardData = { readonly handle: string; readonly choice: Choice; readonly problems?: readonly string[]; readonly inputs?: ChoiceInputs };

const MODES: readonly Mode[] = ['instant', 'daily', 'mine'];

/** Minutes since midnight as the hour that people write: `18:00`, in both languages. */
export const hourWords = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const mutedWords = ({ muted }: Choice, text: Text): string => (muted.includes('all') ? text.t('choice.muted.all') : text.t('choice.muted.count', { count: muted.length }));

const fieldsOf = ({ choice, inputs = {} }: ChoiceCardData, text: Text): Field[] => {
  const hour = (id: 'from' | 'until', minutes: number): Field => ({
    kind: 'text', id, label: text.t(`choice.${id}`), hint: text.t('choice.hour.hint'), value: inputs[id] ?? hourWords(minutes), required: text.t('choice.hour.error'),
  });
  const toggle = (id: string, words: { label: string; title: string }, value: boolean): Field => ({ kind: 'toggle', id, ...words, value: inputs[id] === undefined ? value : inputs[id] === 'true' });
  return [
    { kind: 'choice', id: 'mode', label: text.t('choice.mode'), required: text.t('choice.mode.error'), value: inputs['mode'] ?? choice.mode, choices: MODES.map((value) => ({ value, title: text.t(`choice.mode.${value}`) })) },
    hour('from', choice.quietFrom),
    hour('until', choice.quietUntil),
    toggle('weekends', { label: text.t('choice.weekends'), title: text.t('choice.weekends.yes') }, choice.quietWeekends),
    { kind: 'text', id: 'zone', label: text.t('choice.zone'), hint: text.t('choice.zone.hint'), value: inputs['zone'] ?? choice.timeZone, required: text.t('choice.zone.error') },
    choice.muted.length === 0
      ? toggle('mute-all', { label: text.t('choice.muted'), title: text.t('choice.mute-all') }, false)
      : toggle('unmute', { label: `${text.t('choice.muted')}: ${mutedWords(choice, text)}`, title: text.t('choice.unmute') }, false),
  ];
};

/** How one person wants to be told: how much, when not, and what is quiet for ever (feature 73). */
export const choiceCard = (data: ChoiceCardData, text: Text): AdaptiveCard =>
  stepCard({
    handle: data.handle,
    title: text.t('choice.title'),
    intro: text.t('choice.intro'),
    said: [text.t('choice.decisions')],
    problems: data.problems ?? [],
    fields: fieldsOf(data, text),
    actions: [{ verb: 'send', title: text.t('choice.save'), style: 'positive' }, { verb: 'leave', title: text.t('step.leave') }],
  }, text);
