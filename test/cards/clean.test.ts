import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clean, LONGEST_COMMENT, LONGEST_NAME, plain } from '../../cards/clean.ts';

describe('outside text', () => {
  for (const [given, wanted] of [
    ['Lönn & Björk Trä AB', 'Lönn & Björk Trä AB'],
    ['A\u030angstro\u0308m', 'Ångström'],
    ['two\nlines\tand\u2028more', 'two lines and more'],
    ['\u202egnp.exe\u202c', 'gnp.exe'],
    ['a\u0000b\u009bc\u200bd\ufeffe', 'abcde'],
    ['x\ud800y', 'x\ufffdy'],
    ['\u200b \u0000', '–'],
    ['', '–'],
  ] as const) {
    it(`${JSON.stringify(given)} becomes ${JSON.stringify(wanted)}`, () => assert.equal(clean(given), wanted));
  }

  it('is cut between characters, with a sign that it was', () => {
    assert.equal([...clean('😀'.repeat(5000))].length, LONGEST_NAME);
    assert.equal(clean('x'.repeat(LONGEST_NAME)), 'x'.repeat(LONGEST_NAME));
    assert.equal(clean('x'.repeat(LONGEST_NAME + 1)), `${'x'.repeat(LONGEST_NAME - 1)}…`);
    assert.equal([...clean('å'.repeat(5000), LONGEST_COMMENT)].length, LONGEST_COMMENT);
  });

  it('comes out well formed, bounded and stable', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), (given) => {
      const once = clean(given);
      assert.ok(once.isWellFormed() && [...once].length <= LONGEST_NAME && once !== '');
      assert.equal(clean(once), once);
    }), { numRuns: 2000 });
  });

  it('loses its markdown where only simple text fits', () => {
    assert.equal(plain('[x](https://evil.example) **b** `c` <at>all</at>'), '(x)(https: //evil.example) ∗∗b∗∗ ’c’ ‹at›all‹/at›');
    assert.equal(plain('Lönn & Björk_Trä (publ) #1'), 'Lönn & Björk_Trä (publ) #1');
  });
});
