import { EN, SV } from './messages.ts';

export type Locale = 'en' | 'sv';
export const LOCALES: readonly Locale[] = ['en', 'sv'];

type RawKey = keyof typeof EN;
type Plural<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;

/** Every sentence there is. A pair `x_one`, `x_other` is asked for as `x`, with a `count` among the values. */
export type MessageKey = Plural<RawKey>;

export type Values = Readonly<Record<string, string | number>>;

/** How one person reads: their language and time zone. Everything comes out as finished text, ready for a card. */
export type Text = {
  readonly locale: Locale;
  /** Throws when a placeholder of the sentence has no value: a half-filled sentence must never be sent. */
  t(key: MessageKey, values?: Values): string;
  /** From an ISO-8601 UTC string, as is `dateTime`. */
  date(iso: string): string;
  /** A day as such, that of UTC, whatever the reader's zone: a due day that ends at midnight is not tomorrow in Stockholm. */
  day(iso: string): string;
  dateTime(iso: string): string;
  number(value: number): string;
  list(items: readonly string[]): string;
  /** Any one of these: "a, b or c". */
  either(items: readonly string[]): string;
};

const MESSAGES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en: EN, sv: SV };
const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', sv: 'sv-SE' };

/** Whether a sentence exists, for keys that are put together from outside words such as error codes. */
export const hasMessage = (key: string): key is MessageKey => Object.hasOwn(EN, key);

/** Swedish for any Swedish tag (`sv`, `sv-SE`, `sv_FI`), English for all else. */
export const localeOf = (tag: string | undefined): Locale => {
  const language = tag?.slice(0, 3).toLowerCase() ?? '';
  return language === 'sv' || language === 'sv-' || language === 'sv_' ? 'sv' : 'en';
};

const known = (timeZone: string | undefined): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    // A client may name a zone that this machine has never heard of; the hour is still right in UTC, which is then shown.
    return 'UTC';
  }
};

/** `timeZone` is an IANA name as Teams sends it (`activity.localTimezone`); unset or unknown means UTC. */
export const createText = (locale: Locale, timeZone?: string): Text => {
  const key = `${locale} ${timeZone ?? ''}`;
  const made = texts.get(key) ?? makeText(locale, timeZone);
  // A client may send any words as its time zone: the memory stays small whatever comes.
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(key, made);
  return made;
};

/** Intl's formatters cost more than all sentences of a turn together, so they are made once for each language and zone. */
const texts = new Map<string, Text>();
const MOST_TEXTS = 200;

const makeText = (locale: Locale, timeZone: string | undefined): Text => {
  const tag = TAGS[locale];
  const messages = MESSAGES[locale];
  const zone = known(timeZone);
  const plurals = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: zone });
  const calendar = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const moments = new Intl.DateTimeFormat(tag, {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short',
  });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const choices = new Intl.ListFormat(tag, { type: 'disjunction' });

  const messageFor = (key: string, values: Values): string => {
    const count = values['count'];
    const form = typeof count === 'number' && plurals.select(count) === 'one' ? 'one' : 'other';
    const message = messages[key] ?? messages[`${key}_${form}`];
    if (message === undefined) throw new Error(`No sentence "${key}" in locales/${locale}.json.`);
    return message;
  };

  const fill = (key: string, message: string, values: Values): string =>
    message.replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The sentence "${key}" needs a value for {${name}}.`);
      return typeof value === 'number' ? numbers.format(value) : value;
    });

  return {
    locale,
    t: (key, values = {}) => fill(key, messageFor(key, values), values),
    date: (iso) => days.format(new Date(iso)),
    day: (iso) => calendar.format(new Date(iso)),
    dateTime: (iso) => moments.format(new Date(iso)),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
    either: (items) => choices.format(items),
  };
};
