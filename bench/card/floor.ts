import type { CardData } from '../../cards/render.ts';

/** The floor of a card: the approval card written by hand as object literals, for the words of `wordsOf`. No template, no check. */

type Row = { strong: string; text: string };
type Titled = { title: string; rows: readonly Row[] };
type Button = { verb: string; title: string };
type Rejection = {
  title: string; send: string; reasonLabel: string; reasonError: string; commentLabel: string; commentHint: string; commentError: string;
  commentLength: number; reasons: readonly { title: string; value: string }[];
};
type Words = {
  lang: string; speak: string; tone: string; title: string; headline: string; handle: string;
  facts: readonly Row[]; sections: readonly Titled[]; buttons: readonly Button[]; rejections: readonly Rejection[]; refreshes: readonly Button[];
};

const bold = (text: string) => ({ type: 'TextRun', text, weight: 'Bolder' });
const run = (text: string) => ({ type: 'TextRun', text });

const inlines = ({ strong, text }: Row): object[] => {
  if (strong === '') return text === '' ? [] : [run(text)];
  return text === '' ? [bold(strong)] : [bold(strong), run(text)];
};

const row = (one: Row) => ({ type: 'RichTextBlock', spacing: 'Small', inlines: inlines(one) });

const section = ({ title, rows }: Titled) => ({
  type: 'Container', separator: true, spacing: 'Medium', items: [{ type: 'TextBlock', text: title, weight: 'Bolder', wrap: true }, ...rows.map(row)],
});

const press = (verb: string, title: string, handle: string) => {
  const data = { verb, handle };
  return { type: 'Action.Execute', title, verb, data, fallback: { type: 'Action.Submit', title, data } };
};

const rejection = (words: Rejection, handle: string) => ({
  type: 'Action.ShowCard',
  title: words.title,
  card: {
    type: 'AdaptiveCard',
    body: [
      { type: 'Input.ChoiceSet', id: 'reason', style: 'expanded', label: words.reasonLabel, isRequired: true, errorMessage: words.reasonError, choices: words.reasons.map(({ title, value }) => ({ title, value })), wrap: true },
      { type: 'Input.Text', id: 'comment', isMultiline: true, maxLength: words.commentLength, label: words.commentLabel, placeholder: words.commentHint, errorMessage: words.commentError },
    ],
    actions: [{ style: 'destructive', ...press('reject', words.send, handle) }],
  },
});

export const buildCard = (data: CardData): object => {
  const words = data as unknown as Words;
  const { handle } = words;
  return {
    type: 'AdaptiveCard', version: '1.5', lang: words.lang, speak: words.speak, fallbackText: words.speak,
    body: [
      { type: 'Container', style: words.tone, bleed: true, items: [{ type: 'TextBlock', text: words.title, style: 'heading', size: 'Large', weight: 'Bolder', wrap: true }, { type: 'RichTextBlock', inlines: [run(words.headline)] }] },
      { type: 'Container', spacing: 'Medium', items: words.facts.map(row) },
      ...words.sections.map(section),
    ],
    actions: [
      ...words.buttons.map(({ verb, title }) => ({ style: 'positive', ...press(verb, title, handle) })),
      ...words.rejections.map((one) => rejection(one, handle)),
      ...words.refreshes.map(({ verb, title }) => press(verb, title, handle)),
    ],
  };
};
