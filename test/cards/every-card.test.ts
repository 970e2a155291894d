import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createText, LOCALES } from '../../locales/text.ts';
import { deck } from './deck.ts';
import { inspect, ofType, stringsOf } from './inspect.ts';

const HOSTILE = [
  '[x](https://evil.example)', '${1+1}', '${$root.handle}', '${', '{name}', '{{DATE(2026-01-01)}}', '<at>Everyone</at>', '**bold** _it_ `code`',
  '\u202Egnp.exe', 'a\u0000b', '\u0000', '', ' ', '\ud800', '"}],"actions":[{"type":"Action.OpenUrl"}', '\\', 'x'.repeat(5000), '😀'.repeat(5000), '\u200b'.repeat(5000),
];
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;

/** Text with live markdown may stand in runs and choice values only; here is where clients read markdown. */
const markdownPlaces = (card: unknown): readonly string[] => [
  ...ofType(card, 'TextBlock').map((item) => String(item['text'])),
  ...ofType(card, 'Input.').flatMap((item) => [String(item['title']), String(item['label']), ...(item['choices'] === undefined ? [] : stringsOf(item['choices']))]),
  ...ofType(card, 'Action.').map((item) => String(item['title'])),
];

describe('every card', () => {
  for (const locale of LOCALES) {
    const text = createText(locale, 'Europe/Stockholm');
    for (const shown of deck()) {
      it(`${shown.name} is fit to send (${locale})`, () => {
        const card = shown.card(text);
        inspect(card);
        assert.equal(card['lang'], locale);
        assert.deepEqual(stringsOf(card).filter((part) => part.includes('${')), []);
      });
    }
  }

  it('differs between the languages', () => {
    const [en, sv] = [createText('en'), createText('sv')];
    for (const shown of deck()) {
      const swedish = new Set(stringsOf(shown.card(sv)));
      const shared = stringsOf(shown.card(en)).filter((part) => part.length > 25 && part.includes(' ') && swedish.has(part));
      // Names, ids and what partners wrote are the same in both; our own sentences must not be.
      assert.deepEqual(shared.filter((part) => !/Lönn|licences is 40|:\s?42$/.test(part)), [], shown.name);
    }
  });

  for (const word of HOSTILE) {
    it(`stays whole and harmless with ${JSON.stringify(word.slice(0, 24))} for every name`, () => {
      const text = createText('sv');
      for (const shown of deck({ name: word, comment: word })) {
        const card = shown.card(text);
        inspect(card);
        for (const part of stringsOf(card)) assert.doesNotMatch(part, UNSEEN, shown.name);
        for (const part of markdownPlaces(card)) assert.doesNotMatch(part, /\]\(|<|\*\*|`|:\/\//, shown.name);
      }
    });
  }

  it('stays fit to send whatever people call themselves', function () {
    this.timeout(60_000);
    const text = createText('en');
    const word = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom(...HOSTILE));
    fc.assert(
      fc.property(word, word, fc.nat(), (name, comment, pick) => {
        const shown = deck({ name, comment });
        const one = shown[pick % shown.length];
        assert.ok(one !== undefined);
        const card = one.card(text);
        inspect(card);
        for (const part of stringsOf(card)) assert.ok(part.isWellFormed());
      }),
      { numRuns: 150 },
    );
  });
});
