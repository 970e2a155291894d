import type { Reminder } from '../journey/reminders/reminder.ts';
import type { Role } from '../journey/records.ts';
import type { Text, Values } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import type { AdaptiveCard, CardData } from './render.ts';
import { renderFitting } from './render.ts';
import { anyRoleWords, limited, sentence } from './words.ts';
import type { Row } from './words.ts';

/** `handle` is the outbox row's id: whatever is pressed is looked up there again. */
export type ReminderCardData = {
  readonly reminder: Reminder;
  readonly handle: string;
  /** Something has come to pass, so there is somebody who did it or a list that shows it. */
  readonly isNews: boolean;
  /** Roles that can do it, of which the reader has none: they are told whom to fetch. Empty otherwise. */
  readonly missing: readonly Role[];
  /** What was muted by the press that this card answers; no more buttons for that then. */
  readonly muted?: 'subject' | 'kind' | 'all';
};

/** Values that are moments; they are shown as days, in the reader's language and zone. */
const DAYS = ['since', 'due'];
const COMPANIES = ['customer', 'provider', 'partner'] as const;

const STATES = ['restricted', 'suspended', 'revoked'] as const;
const isState = (word: unknown): word is (typeof STATES)[number] => STATES.some((state) => state === word);

/** Everything a sentence may name, fit for a card. A company whose name nobody has told us yet is "a customer". */
const valuesFor = ({ values, by, at }: Reminder, text: Text): Values => {
  const states = ['state', 'next'].flatMap((key) => (isState(values[key]) ? [[key, text.t(`reminder.state.${values[key]}`)] as const] : []));
  const shown = Object.entries(values).map(([key, value]) => [key, typeof value === 'number' ? value : DAYS.includes(key) ? text.date(value) : clean(value, 80)]);
  const companies = COMPANIES.map((key) => [key, values[key] === undefined || values[key] === '' ? text.t(`reminder.a.${key}`) : clean(String(values[key]), 80)]);
  return { ...Object.fromEntries(shown), ...Object.fromEntries(companies), ...Object.fromEntries(states), by: clean(by, 80), at: text.dateTime(at) } as Values;
};

/** What it is about, as one line: the title of the card, the toast, the strong words of a row. */
export const reminderTitle = (reminder: Reminder, text: Text): string => plain(text.t(`reminder.${reminder.kind}.title`, valuesFor(reminder, text)));

/** What has happened, or how long it has waited. */
export const reminderWhat = (reminder: Reminder, text: Text): string => text.t(`reminder.${reminder.kind}`, valuesFor(reminder, text));

const whoRow = ({ reminder, isNews }: ReminderCardData, text: Text): Row[] =>
  isNews ? [sentence(text.t(reminder.by === '' ? 'reminder.read' : 'reminder.by', valuesFor(reminder, text)))] : [];

export const openButtons = (reminder: Reminder, handle: string, text: Text): { steps: CardData[]; transfers: CardData[] } => {
  if (reminder.transferId !== undefined) return { steps: [], transfers: [{ handle, title: plain(text.t('reminder.open-transfer', valuesFor(reminder, text))) }] };
  const title = text.t('reminder.open', { step: text.t(`step.${reminder.opens}.title`) });
  return { steps: [{ step: reminder.opens, subject: reminder.subject, handle, title: plain(title) }], transfers: [] };
};

const muteButton = ({ reminder, handle, muted }: ReminderCardData, text: Text): CardData[] => {
  if (muted !== undefined) return [];
  const isAbout = reminder.subject !== 'organisation';
  const words = isAbout ? (['subject', 'kind', 'all'] as const) : (['kind', 'all'] as const);
  const choices = words.map((value) => ({ value, title: plain(text.t(`reminder.mute.${value}`, valuesFor(reminder, text))) }));
  return [{ handle, title: text.t('reminder.mute'), label: text.t('reminder.mute.label'), error: text.t('reminder.mute.error'), send: text.t('reminder.mute.send'), choices }];
};

/** Something to know unasked: what happened, who did it, what to do, how to hear less (conventions 4). */
export const reminderCard = (data: ReminderCardData, text: Text): AdaptiveCard => {
  const { reminder, handle, missing, muted } = data;
  const rows: Row[] = [
    ...whoRow(data, text),
    sentence(text.t(`reminder.${reminder.kind}.do`, valuesFor(reminder, text))),
    ...(missing.length > 0 ? [sentence(text.t('reminder.role', { roles: anyRoleWords(missing, text) }))] : []),
    sentence(muted === undefined ? text.t('reminder.why') : text.t(`reminder.muted.${muted}`, valuesFor(reminder, text))),
  ];
  return renderFitting('reminder-card', () => ({
    lang: text.locale,
    speak: plain(reminderWhat(reminder, text)),
    title: reminderTitle(reminder, text),
    intro: reminderWhat(reminder, text),
    rows,
    ...openButtons(reminder, handle, text),
    mutes: muteButton(data, text),
  }));
};

/** One line of a summary: a reminder, or the short text of a transfer's notice. */
export type DigestRow = { readonly handle: string; readonly reminder: Reminder } | { readonly handle: string; readonly words: string };

/** Buttons that a summary may carry besides its rows. */
const MOST_OPENS = 4;

const digestRow = (row: DigestRow, text: Text): Row =>
  'words' in row ? sentence(clean(row.words, 300)) : { strong: `${reminderTitle(row.reminder, text)}. `, text: `${reminderWhat(row.reminder, text)} ${text.t(`reminder.${row.reminder.kind}.do`, valuesFor(row.reminder, text))}` };

/** Buttons of one card must not be named alike: of several about the same step the first stands for all. */
const unlike = (buttons: readonly CardData[]): CardData[] => buttons.filter(({ title }, index) => buttons.findIndex((other) => other['title'] === title) === index);

/** Everything that was held back, as one message (feature 73). */
export const digestCard = (rows: readonly DigestRow[], text: Text): AdaptiveCard => {
  const opens = rows.flatMap((row) => ('words' in row ? [] : [openButtons(row.reminder, row.handle, text)]));
  const steps = unlike(opens.flatMap((one) => one.steps)).slice(0, MOST_OPENS);
  const transfers = unlike(opens.flatMap((one) => one.transfers)).slice(0, MOST_OPENS - steps.length);
  const intro = text.t('digest.intro', { count: rows.length });
  return renderFitting('reminder-card', (density) => ({
    lang: text.locale,
    speak: intro,
    title: text.t('digest.title'),
    intro,
    rows: [...limited(rows.map((row) => digestRow(row, text)), Math.min(density.rows, 25), text), sentence(text.t('digest.why'))],
    steps, transfers,
    mutes: [],
  }));
};
