import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { NoticeKind } from '../../journey/notices.ts';
import type { AgreementChannel, BlockCode, RejectReason, Role, Side, SubscriptionClass, TransferPhase, TransferVerb, Trouble } from '../../journey/records.ts';
import { REFUSAL_CODES } from '../../journey/refusals.ts';
import type { WaitingOn } from '../../journey/next-steps.ts';
import { HELP_TOPICS } from '../../cards/help.ts';
import { EN, SV } from '../../locales/messages.ts';
import { createText, hasMessage, LOCALES } from '../../locales/text.ts';

type Messages = Readonly<Record<string, string>>;
const en: Messages = EN;
const sv: Messages = SV;

const placeholders = (sentence: string): readonly string[] => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

/** A closed list by its type: the compiler demands every word, and no other. */
const all = <T extends string>(words: Readonly<Record<T, true>>): readonly string[] => Object.keys(words);

const PHASES = all<TransferPhase>({
  creating: true, 'not-created': true, open: true, accepting: true, rejecting: true, withdrawing: true, 'in-progress': true, complete: true,
  'partly-complete': true, failed: true, rejected: true, withdrawn: true, 'not-known': true,
  asked: true, offering: true, offered: true, taking: true, declined: true, cancelling: true, cancelled: true, expired: true,
});
const BLOCKS = all<BlockCode>({
  'add-on-alone': true, 'azure-plan': true, reservation: true, 'term-based': true, marketplace: true, 'unknown-type': true, 'not-active': true,
  'in-open-transfer': true, 'says-microsoft': true, 'no-provider-relationship': true, 'agreement-missing': true, 'agreement-lost': true, 'nothing-to-move': true,
  trial: true,
});
const NOTICES = all<NoticeKind>({
  recorded: true, 'request-open': true, 'please-decide': true, accepted: true, complete: true, 'partly-complete': true, failed: true, rejected: true,
  withdrawn: true, 'not-created': true, refused: true, 'not-known': true, 'please-confirm': true, landed: true, 'source-wrong': true, verified: true, delayed: true,
  'sign-in-needed': true, drifted: true, 'not-recreated': true, shown: true,
  'please-take': true, taken: true, declined: true, cancelled: true, expired: true, 'lines-changed': true,
});
const TROUBLES = all<Trouble['kind']>({ refused: true, unauthorised: true, unreachable: true, throttled: true });

const withAdvice = (stem: string, words: readonly (string | number)[]): readonly string[] => words.flatMap((word) => [`${stem}.${word}`, `${stem}.${word}.do`]);
const under = (stem: string, words: readonly string[]): readonly string[] => words.map((word) => `${stem}.${word}`);

const WANTED: readonly string[] = [
  ...under('phase', PHASES), ...PHASES.map((phase) => `phase.${phase}.text`),
  ...withAdvice('block', BLOCKS), ...withAdvice('refusal', REFUSAL_CODES), ...withAdvice('trouble', TROUBLES),
  ...under('notice', NOTICES), ...HELP_TOPICS.flatMap((topic) => [`help.${topic}`, `help.${topic}.text`]),
  ...under('role', all<Role>({ 'admin-agent': true, 'sales-agent': true, 'helpdesk-agent': true, 'global-admin': true })),
  ...under('side', all<Side>({ partner: true, provider: true })),
  ...under('reason', all<RejectReason>({ 'wrong-lines': true, 'wrong-quantity': true, agreement: true, relationship: true, credit: true, other: true })),
  ...under('class', all<SubscriptionClass>({ 'legacy-licence': true, 'legacy-azure': true, 'new-commerce-licence': true, 'azure-plan': true, reservation: true, software: true, marketplace: true, unknown: true })),
  ...under('status', ['active', 'suspended', 'deleted', 'expired', 'pending', 'disabled', 'none', 'unknown', 'absent']),
  ...under('line', ['complete', 'failed', 'in-progress', 'unknown']),
  ...under('agreement', all<AgreementChannel>({ direct: true, attested: true, none: true, unknown: true })),
  ...under('waiting', all<WaitingOn>({ partner: true, provider: true, microsoft: true, nobody: true })),
  ...under('transfer.decided', all<TransferVerb>({ create: true, accept: true, reject: true, withdraw: true, offer: true, take: true, decline: true, cancel: true })),
];

/** Sentences that are rightly the same in both languages: names, and shapes made of placeholders. */
const ALIKE = /^(addon|value\..*|label\.row|lines\.toggle\.label|status\.row\.title|waiting\.(partner|provider|microsoft)|map\.on\.microsoft|suggest\.status)$/;

describe('the sentences', () => {
  it('have the same keys in both languages', () => assert.deepEqual(Object.keys(sv).sort(), Object.keys(en).sort()));

  it('have the same placeholders in both languages', () => {
    for (const [key, sentence] of Object.entries(en)) assert.deepEqual(placeholders(sv[key] ?? ''), placeholders(sentence), key);
  });

  it('are never empty, never left in English, and quote the Swedish way in Swedish', () => {
    for (const [key, sentence] of Object.entries(sv)) {
      assert.notEqual(sentence.trim(), '', key);
      if (!ALIKE.test(key)) assert.notEqual(sentence, en[key], key);
      assert.doesNotMatch(sentence, /[“"]/, key);
    }
  });

  it('keep to the glossary', () => {
    const words = Object.values(sv).join('\n').replaceAll(/\{\w+\}/g, '');
    for (const wrong of [/\bklient\b/i, /åter försäljare/i, /KRYPTOGRAFI/i, /\bacceptera/i, /\bprenumrera/i, /suspenderad/i, /tenant/i]) assert.doesNotMatch(words, wrong);
  });

  it('come in pairs where they count', () => {
    for (const messages of [en, sv]) {
      for (const key of Object.keys(messages).filter((name) => name.endsWith('_one'))) assert.ok(messages[key.replace(/_one$/, '_other')] !== undefined, key);
    }
  });

  for (const key of WANTED) {
    it(`say ${key}`, () => {
      assert.ok(hasMessage(key), key);
      for (const locale of LOCALES) {
        const names = Object.fromEntries(placeholders(en[key] ?? '').map((slot) => [slot.slice(1, -1), 'Nordvind']));
        assert.doesNotMatch(createText(locale).t(key, names), /[{}]/);
      }
    });
  }
});

describe('the files of sentences', () => {
  const folder = new URL('../../locales/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const keysOf = (file: string): string[] => Object.keys(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Messages);

  it('come in pairs, and all of them are read', () => {
    const english = files.filter((file) => file === 'en.json' || file.endsWith('.en.json'));
    assert.deepEqual(files.filter((file) => !english.includes(file)).sort(), english.map((file) => file.replace(/en\.json$/, 'sv.json')).sort());
    for (const file of english) assert.deepEqual(keysOf(file).filter((key) => en[key] === undefined), [], file);
  });

  it('never say the same key twice', () => {
    const keys = files.filter((file) => file.endsWith('en.json')).flatMap(keysOf);
    assert.equal(keys.length, new Set(keys).size);
  });

  it('give every rule that can stand in the way its advice', () => {
    const rules = Object.keys(en).filter((key) => key.startsWith('rule.') && !key.endsWith('.do') && key !== 'rule.source');
    assert.ok(rules.length > 30);
    assert.deepEqual(rules.filter((key) => en[`${key}.do`] === undefined && en[`${key.replace(/_(one|other)$/, '')}.do`] === undefined), []);
  });
});
