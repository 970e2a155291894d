import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { startRehearsal } from './rehearsal.ts';

const PAGE = new URL('../../../simulator/teams/page/', import.meta.url);
const files = readdirSync(PAGE);
const source = (name: string): string => readFileSync(new URL(name, PAGE), 'utf8');

type Words = { [key: string]: string | Words };
const leaves = (words: Words, path = ''): Record<string, string> =>
  Object.assign({}, ...Object.entries(words).map(([key, value]) => (typeof value === 'string' ? { [path + key]: value } : leaves(value, `${path}${key}.`))));
const blanks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort();

describe('The rehearsal room\'s page', () => {
  it('says everything in English and Swedish, with the same blanks', async () => {
    const { WORDS } = (await import(new URL('wording.js', PAGE).href)) as { WORDS: { en: Words; sv: Words } };
    const [en, sv] = [leaves(WORDS.en), leaves(WORDS.sv)];
    assert.deepEqual(Object.keys(sv), Object.keys(en));
    for (const [key, text] of Object.entries(en)) assert.deepEqual(blanks(sv[key] ?? ''), blanks(text), key);
  });

  it('asks only for words that exist', async () => {
    const { WORDS } = (await import(new URL('wording.js', PAGE).href)) as { WORDS: { en: Words } };
    const known = Object.keys(leaves(WORDS.en));
    for (const name of files.filter((f) => f.endsWith('.js'))) {
      for (const [, key = ''] of source(name).matchAll(/\bt\('([\w.]+)'/g)) assert.ok(known.includes(key), `${name} asks for "${key}"`);
    }
  });

  it('never writes outside text as HTML and loads nothing from elsewhere', () => {
    for (const name of files) {
      assert.doesNotMatch(source(name), /innerHTML|insertAdjacentHTML|document\.write|\beval\(/, name);
      assert.doesNotMatch(source(name).replaceAll('http://www.w3.org/2000/svg', ''), /(src|href|url\(|fetch\(|import).{0,4}https?:\/\//, name);
    }
  });

  it('is served with all it needs, under a policy that lets nothing else in', async () => {
    const room = await startRehearsal();
    const page = await fetch(`${room.teams.address}/`);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'; style-src 'self'/);
    const wanted = new Set([...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1] ?? ''));
    for (const name of files.filter((f) => f.endsWith('.js'))) {
      for (const [, from = ''] of source(name).matchAll(/from '([^']+)'/g)) wanted.add(from.replace('./', '/room/'));
    }
    assert.ok(wanted.size > 10);
    for (const path of wanted) assert.equal((await fetch(room.teams.address + path)).status, 200, path);
    for (const path of ['/room/%2e%2e%2fmain.ts', '/room/none.js', '/vendor/restify.js']) assert.equal((await fetch(room.teams.address + path)).status, 404, path);
    await room.close();
  });
});
