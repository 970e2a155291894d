import { deepEqual, equal, ok } from 'node:assert/strict';
import { RULES } from '../scripts/rules-data.ts';
import { citedIn, coverage, gapsOf, rulesText } from '../scripts/rules-text.ts';
import { readText } from './helpers/source-tree.ts';

/** The most that were ever allowed to be missing; lower it whenever docs/rules.md can. */
const MOST_GAPS = 0;

describe('docs/rules.md', () => {
  const all = coverage();

  it('tells every rule of the guide once, from 1 to 207', () => {
    deepEqual(RULES.map(({ number }) => number), Array.from({ length: 207 }, (_, index) => index + 1));
    equal(RULES.every(({ statement }) => statement.length > 10 && !statement.includes('|')), true);
  });

  it('equals what code and tests cite: run "npm run rules"', () => equal(readText('docs/rules.md'), rulesText(all)));

  it('has no more rules without code or test than agreed, and the gap only shrinks', () => {
    const gaps = all.filter(({ code, tests }) => code.length === 0 || tests.length === 0).map(({ rule }) => `R${rule.number}`);
    ok(gapsOf(all) <= MOST_GAPS, `${gapsOf(all)} rules lack code or test, ${MOST_GAPS} are agreed: ${gaps.join(', ')}`);
  });

  it('reads single numbers, ranges and lists of rules, and nothing that only looks like one', () => {
    const cited = (text: string) => [...citedIn(text)];
    deepEqual(cited('(R12, R30-R32) and R7–R8'), [12, 30, 31, 32, 7, 8]);
    deepEqual(cited('rules: [1, 25],\n rule: 99, R205-R999'), [205, 206, 207, 1, 25, 99]);
    deepEqual(cited('AR12 R1234 MS-AZR-0145P PR3'), []);
  });
});
