import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { ALLOWED_TYPES, LARGEST_CARD } from '../../cards/render.ts';

type Json = Readonly<Record<string, unknown>>;

type Finding = { readonly message: string };
type Parser = {
  readonly Versions: { readonly v1_5: unknown };
  readonly SerializationContext: new (version: unknown) => { readonly eventCount: number; getEventAt(index: number): Finding };
  readonly CardElement: { readonly langProperty: { readonly regEx: RegExp } };
  readonly HostConfig: new (settings: Json) => object;
  readonly AdaptiveCard: new () => { hostConfig: object; parse(card: unknown, context: unknown): void; validateProperties(): { readonly validationEvents: readonly Finding[] } };
};

/** The parser that clients are built on; only this file of the package loads without a browser. */
const parser = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every object of a card, the card itself first. */
export const objectsOf = (value: unknown): readonly Json[] => {
  if (Array.isArray(value)) return value.flatMap(objectsOf);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsOf)] : [];
};

export const ofType = (card: unknown, start: string): readonly Json[] => objectsOf(card).filter((item) => String(item['type'] ?? '').startsWith(start));

export const stringsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
};

/** What stands on the card, a line a text block, in reading order. */
export const wordsOf = (card: unknown): string =>
  objectsOf(card)
    .flatMap((item) => {
      if (item['type'] === 'TextBlock') return [String(item['text'])];
      return item['type'] === 'RichTextBlock' ? [(item['inlines'] as readonly Json[]).map((run) => String(run['text'])).join('')] : [];
    })
    .join('\n');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Buttons that say which step, customer or page they lead to; whatever a client sends back is looked up. */
const MAP_VERBS: ReadonlySet<string> = new Set(['open-step', 'show-customer', 'show-customers']);

const checkActions = (card: unknown): void => {
  for (const action of ofType(card, 'Action.Execute')) {
    const fallback = action['fallback'] as Json | undefined;
    assert.equal(fallback?.['type'], 'Action.Submit', `${textOf(action['title'])} has no Submit fallback`);
    assert.deepEqual(fallback?.['data'], action['data']);
    assert.equal((action['data'] as Json)['verb'], action['verb']);
  }
  for (const action of [...ofType(card, 'Action.Execute'), ...ofType(card, 'Action.Submit')]) {
    const { verb, ...data } = action['data'] as Json;
    const isOfMap = MAP_VERBS.has(String(verb));
    assert.deepEqual(Object.keys(data).sort(), isOfMap ? ['handle', 'page', 'step', 'subject'] : ['handle'], 'a button carries a handle and a verb, one of a map what it opens, no more');
  }
  for (const holder of objectsOf(card)) {
    const actions = holder['actions'];
    if (!Array.isArray(actions)) continue;
    assert.ok(actions.length <= 6, 'at most six actions');
    const titles = actions.map((action) => textOf((action as Json)['title']));
    assert.equal(new Set(titles).size, titles.length, `buttons are named alike: ${titles.join(' | ')}`);
  }
};

const checkInputs = (card: unknown): void => {
  const ids = ofType(card, 'Input.').map((input) => {
    for (const property of ['id', 'label', 'errorMessage']) assert.ok(textOf(input[property]) !== '', `an input lacks ${property}`);
    return input['id'];
  });
  assert.equal(new Set(ids).size, ids.length, 'two inputs share an id');
};

const checkParsed = (card: unknown): void => {
  const context = new parser.SerializationContext(parser.Versions.v1_5);
  const parsed = new parser.AdaptiveCard();
  // The package's pattern for `lang` is global and remembers where it stopped: without this it refuses every second card.
  parser.CardElement.langProperty.regEx.lastIndex = 0;
  // Teams shows six actions; the parser's own default is five.
  parsed.hostConfig = new parser.HostConfig({ actions: { maxActions: 6 } });
  parsed.parse(card, context);
  const parsing = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
  const validating = parsed.validateProperties().validationEvents.map((event) => event.message);
  assert.deepEqual([...parsing, ...validating], []);
};

/** Whatever must hold of every card that we send (section numbers: Teams conventions 2.3, 2.4, 2.7, 6). */
export const inspect = (card: Json): void => {
  assert.equal(card['version'], '1.5');
  for (const property of ['lang', 'speak', 'fallbackText']) assert.ok(textOf(card[property]) !== '', `the card lacks ${property}`);
  for (const item of objectsOf(card)) {
    if (item['type'] !== undefined) assert.ok(ALLOWED_TYPES.has(String(item['type'])), `type ${String(item['type'])}`);
    assert.equal(item['color'], undefined, 'coloured text has too little contrast');
  }
  const bytes = Buffer.byteLength(JSON.stringify(card), 'utf8');
  assert.ok(bytes <= LARGEST_CARD, `${bytes} bytes`);
  checkActions(card);
  checkInputs(card);
  checkParsed(card);
};
