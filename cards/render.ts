import { readFileSync } from 'node:fs';
// The package's front door pulls the card renderer's own TypeScript sources into our type check; this one does not.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';

declare const rendered: unique symbol;

/** A finished card: expanded, checked, safe to send. Only `render` makes one. */
export type AdaptiveCard = Record<string, unknown> & { readonly [rendered]: true };

export type CardValue = string | number | boolean | CardData | readonly CardValue[];
export type CardData = { readonly [slot: string]: CardValue };

export type TemplateName =
  | 'welcome'
  | 'help'
  | 'choose-customer'
  | 'choose-lines'
  | 'confirm-transfer'
  | 'step-card'
  | 'dialog-done'
  | 'reminder-card'
  | 'transfer-card'
  | 'status-card'
  | 'refusal-card';

/** Bytes of UTF-8; the smallest limit that Microsoft has published for a card is 28 KB. */
export const LARGEST_CARD = 25 * 1024;
const MOST_ACTIONS = 6;

export const ALLOWED_TYPES: ReadonlySet<string> = new Set([
  'AdaptiveCard', 'Container', 'TextBlock', 'RichTextBlock', 'TextRun',
  'Input.Toggle', 'Input.ChoiceSet', 'Input.Text', 'Input.Number', 'Input.Date', 'ActionSet',
  'Action.Execute', 'Action.Submit', 'Action.ShowCard', 'Action.OpenUrl',
]);

/** Pages that a button may open: Microsoft's own, a mail draft, or the rehearsal's portal on this machine. */
const OPENABLE = /^(https:\/\/(partner|admin|learn)\.microsoft\.com\/|mailto:|http:\/\/127\.0\.0\.1:\d{1,5}\/)/;

const templates = new Map<TemplateName, Template>();

const templateOf = (name: TemplateName): Template => {
  const ready = templates.get(name);
  if (ready !== undefined) return ready;
  const parsed = new Template(JSON.parse(readFileSync(new URL(`./templates/${name}.json`, import.meta.url), 'utf8')));
  templates.set(name, parsed);
  return parsed;
};

/** The strings of the data that hold `${` themselves; they come out literally and must not be mistaken for unfilled slots. */
const lookAlikes = (value: CardValue, found: string[] = []): string[] => {
  if (typeof value === 'string') {
    if (value.includes('${')) found.push(value);
  } else if (typeof value === 'object') {
    for (const inner of Object.values(value)) lookAlikes(inner as CardValue, found);
  }
  return found;
};

type Check = { readonly name: TemplateName; readonly literal: readonly string[] };

const fault = (check: Check, what: string): Error => new Error(`cards/templates/${check.name}.json: ${what}`);

const checkText = (text: string, check: Check): string => {
  if (!text.includes('${')) return text;
  const rest = check.literal.reduce((left, known) => left.replaceAll(known, ''), text);
  const slot = /\$\{[^}]{0,60}\}?/.exec(rest);
  if (slot !== null) throw fault(check, `the slot ${slot[0]} was left empty`);
  return text;
};

/** Copies the expanded card without nulls (what `$when` leaves of a property) and refuses whatever we never send. */
const checked = (value: unknown, check: Check): unknown => {
  if (typeof value === 'string') return checkText(value, check);
  if (Array.isArray(value)) return value.map((item) => checked(item, check));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  for (const [key, inner] of entries) {
    if (key === 'type' && !ALLOWED_TYPES.has(String(inner))) throw fault(check, `type ${String(inner)} is not allowed`);
    if (key === 'url' && !OPENABLE.test(String(inner))) throw fault(check, 'a button may not lead there');
    if (key === 'actions' && Array.isArray(inner) && inner.length > MOST_ACTIONS) throw fault(check, `more than ${MOST_ACTIONS} actions`);
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, checked(inner, check)]));
};

const expand = (name: TemplateName, data: CardData): AdaptiveCard => {
  const literal = lookAlikes(data).sort((a, b) => b.length - a.length);
  const card = checked(templateOf(name).expand({ $root: data }), { name, literal }) as AdaptiveCard;
  for (const [key, wanted] of Object.entries({ type: 'AdaptiveCard', version: '1.5' })) {
    if (card[key] !== wanted) throw fault({ name, literal }, `${key} must be ${wanted}`);
  }
  for (const key of ['lang', 'speak', 'fallbackText']) {
    if (typeof card[key] !== 'string' || card[key] === '') throw fault({ name, literal }, `${key} is missing`);
  }
  return card;
};

const isSmall = (card: AdaptiveCard): boolean => Buffer.byteLength(JSON.stringify(card), 'utf8') <= LARGEST_CARD;

/** Expands the template once and checks the result. Throws, naming the template and never the data, when it is not fit to send. */
export const render = (name: TemplateName, data: CardData): AdaptiveCard => {
  const card = expand(name, data);
  if (!isSmall(card)) throw new Error(`cards/templates/${name}.json: the card is larger than ${LARGEST_CARD} bytes`);
  return card;
};

/** How much a long card shows: code points a name, rows a list, old and new ids, and whether add-ons are named or only counted. */
export type Density = { readonly name: number; readonly rows: number; readonly ids: number; readonly addons: 'named' | 'counted' };

const DENSITIES: readonly Density[] = [
  { name: 120, rows: 40, ids: 40, addons: 'named' },
  { name: 60, rows: 40, ids: 40, addons: 'named' },
  { name: 60, rows: 40, ids: 25, addons: 'counted' },
  { name: 32, rows: 40, ids: 15, addons: 'counted' },
  { name: 24, rows: 25, ids: 5, addons: 'counted' },
  { name: 20, rows: 12, ids: 5, addons: 'counted' },
];

/** The fullest form of a long card that is small enough to send. */
export const renderFitting = (name: TemplateName, dataFor: (density: Density) => CardData): AdaptiveCard => {
  for (const density of DENSITIES) {
    const card = expand(name, dataFor(density));
    if (isSmall(card)) return card;
  }
  throw new Error(`cards/templates/${name}.json: even the shortest form is larger than ${LARGEST_CARD} bytes`);
};
