import assert from 'node:assert/strict';
import ts from 'typescript';
import { DEEDS, mayDo } from '../../journey/rules/classify.ts';
import { EN } from '../../locales/messages.ts';
import { createText, hasMessage, LOCALES } from '../../locales/text.ts';
import { roomOf } from '../helpers/house-rules.ts';
import { sourceFiles } from '../helpers/source-tree.ts';

/** Rooms whose sentences come from locales/; the twins bring their own. */
const SPEAKING = new Set(['cards', 'dialogs', 'bot', 'scripts', 'journey', 'commands', 'watcher', 'locales']);
const files = sourceFiles().filter(({ path }) => SPEAKING.has(roomOf(path)));
const stemOf = (key: string): string => key.replace(/_(one|other)$/, '');

const everyNode = (visit: (node: ts.Node) => void): void => {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  for (const { tree } of files) walk(tree);
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `phase.${x}.text` as a pattern; only such as begin with a word and a dot can be keys. */
const patternOf = (node: ts.TemplateExpression): RegExp | undefined => {
  if (!/^[a-z][a-z-]*\./.test(node.head.text)) return undefined;
  return new RegExp(`^${escaped(node.head.text)}${node.templateSpans.map((span) => `.+${escaped(span.literal.text)}`).join('')}$`);
};

describe('Every sentence', () => {
  it('is said somewhere', () => {
    const literals = new Set<string>();
    const patterns: RegExp[] = [];
    everyNode((node) => {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      const pattern = ts.isTemplateExpression(node) ? patternOf(node) : undefined;
      if (pattern !== undefined) patterns.push(pattern);
    });
    const isSaid = (key: string): boolean => literals.has(key) || literals.has(stemOf(key)) || patterns.some((pattern) => pattern.test(key) || pattern.test(stemOf(key)));
    assert.deepEqual(Object.keys(EN).filter((key) => !isSaid(key)), []);
  });
});

/** Codes that are put together while the program runs: the words of the template, and what it can become. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  'need-': ['mpn', 'authority', 'first-level', 'plan', 'service', 'billing', 'revenue', 'security', 'designation', 'tenure'].map((code) => `need-${code}`),
  'agreement-case-': ['a', 'b', 'c'].map((found) => `agreement-case-${found}`),
  // mayDo in classify.ts hands the code on.
  code: (['direct', 'indirect', 'extended', 'unknown'] as const).flatMap((known) => DEEDS.flatMap((deed) => {
    const answer = mayDo(known, deed, '2026');
    return answer.allowed ? [] : [answer.verdict.code];
  })),
};

const codesIn = (value: ts.Node): readonly string[] => {
  if (ts.isStringLiteralLike(value)) return [value.text];
  if (ts.isConditionalExpression(value)) return [...codesIn(value.whenTrue), ...codesIn(value.whenFalse)];
  const made = MADE[ts.isTemplateExpression(value) ? value.head.text : value.getText()];
  assert.ok(made !== undefined, `Say in MADE what this code can become: ${value.getText()}`);
  return made;
};

/** A verdict where it is made: an object with a code, a rule and a profile. */
const verdictCodes = (): readonly string[] => {
  const found = new Set<string>();
  everyNode((node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const named = new Map(node.properties.map((property) => [property.name?.getText() ?? '', property]));
    const code = named.get('code');
    if (code === undefined || !named.has('rule') || !named.has('profile')) return;
    for (const one of codesIn(ts.isPropertyAssignment(code) ? code.initializer : code)) found.add(one);
  });
  return [...found];
};

describe('Every rule that can stand in the way', () => {
  const codes = verdictCodes();

  it('is found in the code', () => assert.ok(codes.length > 70, String(codes.length)));

  for (const code of codes) {
    it(`${code} says what and what next, in both languages`, () => {
      for (const key of [`rule.${code}`, `rule.${code}.do`]) {
        const said = [key, `${key}_other`].find((name) => Object.hasOwn(EN, name)) ?? '';
        assert.ok(hasMessage(said), key);
        const slots = [...((EN as Readonly<Record<string, string>>)[said] ?? '').matchAll(/\{(\w+)\}/g)].map(([, slot]) => [slot, slot === 'count' ? 2 : 'Nordvind']);
        const [english, swedish] = LOCALES.map((locale) => createText(locale).t(stemOf(said) as never, Object.fromEntries(slots) as Record<string, string>));
        assert.notEqual(english, swedish, key);
      }
    });
  }

  it('is the only one that has such a sentence', () => {
    const told = Object.keys(EN).filter((key) => key.startsWith('rule.') && key !== 'rule.source').map((key) => stemOf(key).slice('rule.'.length).replace(/\.do$/, ''));
    assert.deepEqual([...new Set(told)].filter((code) => !codes.includes(code)), []);
  });
});
