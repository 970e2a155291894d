import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RuleStatement } from './rules-data.ts';
import { RULES } from './rules-data.ts';

/** Where each rule of the guide lives, found by its number in code and tests. Nothing is entered by hand but the short statements. */

const ROOT = dirname(import.meta.dirname);
const CODE = ['journey', 'dialogs', 'cards', 'commands', 'ledger', 'bot', 'watcher', 'partnercenter', 'locales'];
const LAST = 207;

/** Numbers that a text cites: `R12`, `R30-R34`, `R30–R34`, `rules: [1, 2]`, `rule: 30`. */
export const citedIn = (text: string): ReadonlySet<number> => {
  const found = new Set<number>();
  for (const [, from = '', to] of text.matchAll(/\bR(\d{1,3})(?:\s?[-–]\s?R?(\d{1,3}))?\b/g)) {
    for (let rule = Number(from); rule <= Number(to ?? from) && rule <= LAST; rule += 1) found.add(rule);
  }
  for (const [, list = ''] of text.matchAll(/\brules: \[([\d,\s]+)\]/g)) for (const rule of list.split(',')) if (rule.trim() !== '') found.add(Number(rule));
  for (const [, rule = ''] of text.matchAll(/\brule: (\d{1,3})\b/g)) found.add(Number(rule));
  return found;
};

type Citing = ReadonlyMap<number, readonly string[]>;

/** The test of this very document holds numbers as samples, not as claims. */
const OWN_TEST = 'test/rules.test.ts';

const citing = (pattern: string): Citing => {
  const files = globSync(pattern, { cwd: ROOT }).filter((path) => path !== OWN_TEST).toSorted();
  const found = new Map<number, string[]>();
  for (const file of files) for (const rule of citedIn(readFileSync(join(ROOT, file), 'utf8'))) found.set(rule, [...(found.get(rule) ?? []), file]);
  return found;
};

export type Coverage = { readonly rule: RuleStatement; readonly code: readonly string[]; readonly tests: readonly string[] };

/** Each rule with the files that cite it; the files with the short statements of this document do not count. */
export const coverage = (): readonly Coverage[] => {
  const [code, tests] = [citing(`{${CODE.join(',')}}/**/*.ts`), citing('test/**/*.test.ts')];
  return RULES.map((rule) => ({ rule, code: code.get(rule.number) ?? [], tests: tests.get(rule.number) ?? [] }));
};

const MOST_NAMED = 4;

const named = (files: readonly string[]): string => {
  if (files.length === 0) return '**not yet**';
  const first = files.slice(0, MOST_NAMED).map((file) => `\`${file}\``).join(', ');
  return files.length > MOST_NAMED ? `${first} and ${files.length - MOST_NAMED} more` : first;
};

const profileWords = ({ profile, differs }: RuleStatement): string => (profile === 'both' ? `2020, 2026${differs ? ' (differ)' : ''}` : profile);

export const gapsOf = (all: readonly Coverage[]): number => all.filter(({ code, tests }) => code.length === 0 || tests.length === 0).length;

/** The whole of docs/rules.md. */
export const rulesText = (all: readonly Coverage[]): string => {
  const gap = gapsOf(all);
  const rows = all.map(({ rule, code, tests }) => `| R${rule.number} | ${rule.statement} | ${profileWords(rule)} | ${named(code)} | ${named(tests)} |`);
  return [
    '# The rules of the guide', '',
    'Made by `npm run rules` from the rule numbers that code and tests cite; do not edit. A rule counts as covered when at least one file of the program and at least',
    'one test name its number. "differ" means that the two rule sets answer differently; 2020 alone means that today the rule no longer holds.', '',
    `Rules: ${all.length}. Without code: ${all.filter(({ code }) => code.length === 0).length}. Without a test: ${all.filter(({ tests }) => tests.length === 0).length}.`, '',
    `Rules without code or without a test: ${gap}.`, '',
    '| rule | in short | rule set | lives in | tests |', '|---|---|---|---|---|', ...rows, '',
  ].join('\n');
};
