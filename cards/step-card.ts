import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import type { AdaptiveCard, CardData } from './render.ts';
import { renderFitting } from './render.ts';
import type { Row } from './words.ts';
import { limited, sentence } from './words.ts';
import type { StepId } from '../journey/step-ids.ts';
import { openButton } from './step-words.ts';
import type { DialogVerb } from './verbs.ts';

/** One input of a step's card. Every one has a label and, when required, a sentence for the empty answer. */
export type Field =
  | { readonly kind: 'toggle'; readonly id: string; readonly label: string; readonly title: string; readonly value?: boolean }
  | { readonly kind: 'choice'; readonly id: string; readonly label: string; readonly choices: readonly { title: string; value: string }[]; readonly value?: string; readonly required?: string }
  | { readonly kind: 'text'; readonly id: string; readonly label: string; readonly hint?: string; readonly value?: string; readonly long?: boolean; readonly required?: string }
  /** Finished text to be copied out of the card, as long as the card holds. */
  | { readonly kind: 'copy'; readonly id: string; readonly label: string; readonly value: string }
  | { readonly kind: 'number'; readonly id: string; readonly label: string; readonly value?: number; readonly required?: string }
  | { readonly kind: 'date'; readonly id: string; readonly label: string; readonly value?: string; readonly required?: string };

export type StepCardData = {
  readonly handle: string;
  readonly title: string;
  readonly intro: string;
  /** Warnings and rules that have to be said here, as finished sentences. */
  readonly said?: readonly string[];
  /** What was read or is known: label and outside text. */
  readonly shown?: readonly { readonly label: string; readonly value: string }[];
  readonly fields?: readonly Field[];
  /** Pages outside Teams that the step needs; the title says where it leads (store check 8). */
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  /** Why the last answer was not taken, or why the step cannot begin. */
  readonly problems?: readonly string[];
  /** Steps that are missing before this one can begin: each is opened from here (R201). */
  readonly opens?: readonly { readonly step: StepId; readonly subject: string }[];
  readonly actions: readonly { readonly verb: DialogVerb; readonly title: string; readonly style?: 'positive' | 'destructive' | 'default' }[];
};

const MOST_ROWS = 40;
const MOST_OPENS = 3;
/** Characters of one text to be copied; the whole card has room for about four times as many bytes. */
export const LONGEST_COPY = 6000;

const shownRow = ({ label, value }: { label: string; value: string }): Row => ({ strong: `${plain(label)}: `, text: clean(value, 240) });

/** What stands in a text input beforehand: empty when there is nothing, and with the lines of a letter kept apart. */
const draft = (text: string, longest: number): string =>
  text.split(/\r?\n/).map((line) => (line.trim() === '' ? '' : clean(line, longest))).join('\n').slice(0, longest);

/** Every input has a sentence for a wrong answer, also where none can be given: Teams demands one (conventions 6). */
const fieldData = (field: Field): CardData => {
  const base = { id: field.id, label: plain(field.label), error: ('required' in field ? field.required : undefined) ?? plain(field.label), isRequired: 'required' in field && field.required !== undefined };
  switch (field.kind) {
    case 'toggle':
      return { ...base, kind: 'toggle', title: plain(field.title), value: String(field.value ?? false) };
    case 'choice':
      return { ...base, kind: 'choice', value: field.value ?? '', choices: field.choices.map((choice) => ({ title: plain(clean(choice.title)), value: choice.value })) };
    case 'text':
      return { ...base, kind: field.long === true ? 'long' : 'text', value: draft(field.value ?? '', field.long === true ? 2000 : 300), hint: field.hint ?? '' };
    case 'copy':
      return { ...base, kind: 'copy', value: draft(field.value, LONGEST_COPY), hint: '' };
    case 'number':
      return { ...base, kind: 'number', value: field.value === undefined ? '' : String(field.value) };
    case 'date':
      return { ...base, kind: 'date', value: field.value ?? '' };
  }
};

/** The one card of every step: what it is, what has to be known, all its fields at once, where to go (conventions 3: no question chains). */
export const stepCard = (data: StepCardData, text: Text): AdaptiveCard =>
  renderFitting('step-card', () => ({
    lang: text.locale,
    speak: plain(clean(data.intro, 300)),
    title: plain(clean(data.title)),
    intro: clean(data.intro, 500),
    problems: (data.problems ?? []).map((problem) => ({ text: clean(problem, 500) })),
    said: (data.said ?? []).map((line) => sentence(line)),
    shown: limited((data.shown ?? []).map(shownRow), MOST_ROWS, text),
    fields: (data.fields ?? []).map(fieldData),
    links: (data.links ?? []).map(({ title, url }) => ({ title: plain(title), url })),
    handle: data.handle,
    opens: (data.opens ?? []).slice(0, MOST_OPENS).map(({ step, subject }) => openButton(step, subject, text)),
    actions: data.actions.map(({ verb, title, style }) => ({ verb, title: plain(title), style: style ?? 'default' })),
  }));
