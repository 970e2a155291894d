import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { buildCard } from '../../bench/card/floor.ts';
import { LINE_COUNTS, ourCard, sampleTransfer, wordsOf } from '../../bench/card/sample.ts';
import { expandAnew } from '../../bench/card/stock.ts';

/** The template engine leaves null where a `$when` of a property was false; our renderer takes those out. */
const withoutNulls = (card: object): unknown => JSON.parse(JSON.stringify(card), (_key, value: unknown) => value ?? undefined);

describe('The measured approval cards', () => {
  for (const count of LINE_COUNTS) {
    it(`are the same for ours, floor and stock with ${count} lines`, () => {
      const transfer = sampleTransfer(count);
      const ours = ourCard(transfer);
      deepStrictEqual(buildCard(wordsOf(transfer)), ours);
      deepStrictEqual(withoutNulls(expandAnew(wordsOf(transfer))), ours);
    });
  }

  it('are what a provider sees who may decide, every line included', () => {
    const json = JSON.stringify(ourCard(sampleTransfer(25)));
    ok(json.includes('"verb":"accept"') && json.includes('"verb":"reject"'));
    for (const line of sampleTransfer(25).lines) equal(json.split(`"${line.name}"`).length, 2, line.name);
  });
});
