import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { signInText } from '../../bot/teams/answer-press.ts';
import { troubleLine, troubleWords } from '../../cards/words.ts';
import type { Trouble } from '../../journey/records.ts';
import { REFUSAL_CODES } from '../../journey/refusals.ts';
import { ERROR_MEANINGS, meaningOf } from '../../locales/error-meanings.ts';
import type { ErrorMeaning } from '../../locales/error-meanings.ts';
import { createText, hasMessage, LOCALES } from '../../locales/text.ts';
import type { MessageKey } from '../../locales/text.ts';
import { ERRORS as CONTRACT } from '../../simulator/honesty/errors.ts';

const AT = '2026-02-03T08:12:40Z';
const trouble = (over: Partial<Trouble>): Trouble => ({ kind: 'refused', code: undefined, httpStatus: 400, correlationId: 'corr-42', at: AT, ...over });
const wordsIn = (given: Trouble, locale: 'en' | 'sv'): string => troubleWords(given, 'open', createText(locale)).rows.map((row) => row.text).join('\n');

/** `403 20002` as the honesty table has it, or a bare `429`. */
const answerOf = (what: string): Pick<Trouble, 'code' | 'httpStatus'> => {
  const [status, code] = what.split(' ');
  return { httpStatus: Number(status), code };
};

/** Present in both languages, and not the same sentence twice: the other language was not forgotten. */
const saidTwice = (key: string): void => {
  assert.ok(hasMessage(key), `${key} has no sentence`);
  const [english, swedish] = LOCALES.map((locale) => createText(locale).t(key as MessageKey, { mpnId: '1', name: 'x' }));
  assert.notEqual(english, swedish, key);
};

describe('Every code of the contract', () => {
  for (const { what } of CONTRACT) {
    it(`${what} says what it means, who can fix it, and how, in both languages`, () => {
      const answer = answerOf(what);
      const meaning = meaningOf(answer);
      assert.ok(meaning !== undefined, `${what} means nothing to Växla`);
      for (const part of ['what', 'fix']) saidTwice(`error.${meaning}.${part}`);
      saidTwice(`error.who.${ERROR_MEANINGS[meaning].who}`);
      for (const locale of LOCALES) {
        const text = createText(locale);
        const shown = wordsIn(trouble(answer), locale);
        for (const part of [`error.${meaning}.what`, `error.${meaning}.fix`, `error.who.${ERROR_MEANINGS[meaning].who}`] as const) assert.ok(shown.includes(text.t(part)), part);
        assert.ok(shown.includes(answer.code ?? String(answer.httpStatus)) && shown.includes('corr-42'), shown);
      }
    });
  }

  it('is on both lists: the twin can answer with every number that has a meaning', () => {
    const told = new Set(CONTRACT.map(({ what }) => what.split(' ')[1]).filter((code) => code !== undefined));
    const numbers = Object.values(ERROR_MEANINGS).flatMap(({ codes }) => codes as readonly string[]).map((code) => code.split(' ').at(-1) ?? '');
    const ofPartnerCenter = numbers.filter((code) => /^\d{4,}$/.test(code));
    assert.deepEqual(ofPartnerCenter.filter((code) => !told.has(code)), []);
    assert.ok(ofPartnerCenter.length > 60);
  });

  it('has one meaning only', () => {
    const codes = Object.values(ERROR_MEANINGS).flatMap((meaning) => meaning.codes as readonly string[]);
    assert.deepEqual(codes.filter((code, index) => codes.indexOf(code) !== index), []);
  });

  it('keeps apart what one number means under two statuses', () => {
    const rows: [number, string, ErrorMeaning][] = [[404, '3000', 'partner-id-unknown'], [400, '3000', 'input-invalid'], [409, '2000', 'webhook-registered'], [400, '2000', 'input-invalid']];
    for (const [httpStatus, code, meaning] of rows) assert.equal(meaningOf({ httpStatus, code }), meaning);
  });

  it('reads the status only where there is no code', () => {
    assert.equal(meaningOf({ httpStatus: 404, code: undefined }), 'not-found');
    assert.equal(meaningOf({ httpStatus: 404, code: '987654' }), undefined);
  });
});

describe('Every meaning of an error', () => {
  for (const meaning of [...Object.keys(ERROR_MEANINGS), 'unknown']) it(`${meaning} is put into words`, () => ['what', 'fix'].forEach((part) => saidTwice(`error.${meaning}.${part}`)));
});

describe('Why Entra gave no token', () => {
  it('is in words for each number that the client sorts', () => {
    const sorted = [...readFileSync('partnercenter/entra-failure.ts', 'utf8').matchAll(/^ {2}'(\d{4,7})':/gm)].map(([, number]) => `AADSTS${number}`);
    assert.ok(sorted.length > 10);
    assert.deepEqual(sorted.filter((code) => meaningOf({ code, httpStatus: undefined }) === undefined), []);
  });

  it('is in words for each refusal of the token endpoint that the client can meet', () => {
    // Device codes, PKCE and the sign-in page are other clients' business.
    const elsewhere = new Set(['50148', '501481', '501491', '70016', '70018', '70020', '700054']);
    const twin = [...readFileSync('simulator/entra/refusals.ts', 'utf8').matchAll(/^ {2}(\d{4,7}): \{/gm)].map(([, number]) => number ?? '');
    assert.ok(twin.length > 30);
    assert.deepEqual(twin.filter((number) => !elsewhere.has(number) && meaningOf({ code: `AADSTS${number}`, httpStatus: undefined }) === undefined), []);
  });
});

describe('A sign-in that Entra refused while it was made', () => {
  it('says what it was, what was not changed and who can help', () => {
    assert.match(signInText('consent', createText('en')), /has not given Växla its consent.* Nothing has been changed\. Who can fix it: a Global administrator in your company\./);
    assert.match(signInText('conditional-access', createText('sv')), /villkorlig åtkomst stoppade.* Inget har ändrats\. Vem som kan ordna det: en administratör i ditt företag\./);
    assert.equal(signInText('failed', createText('en')), 'The sign-in did not work. Nothing has been changed. Try again.');
  });
});

describe('An answer that nobody knows', () => {
  for (const locale of LOCALES) {
    it(`shows its code and correlation id (${locale})`, () => {
      const shown = wordsIn(trouble({ code: '987654' }), locale);
      assert.ok(shown.includes(createText(locale).t('error.unknown.what')));
      for (const part of ['987654', 'corr-42']) assert.ok(shown.includes(part) && troubleLine(trouble({ code: '987654' }), createText(locale)).includes(part), part);
    });
  }

  it('shows the status where there is no code, and says who can help with a sign-in', () => {
    assert.match(wordsIn(trouble({ httpStatus: 418 }), 'en'), /Code 418 · correlation id corr-42/);
    assert.match(wordsIn(trouble({ kind: 'unauthorised', code: 'AADSTS1234567', httpStatus: undefined }), 'en'), /Who can fix it: you\.[^]*Code AADSTS1234567 · correlation id corr-42/);
  });

  it('never reads a code as a key of the sentences', () => {
    for (const code of ['toString', '__proto__', 'unknown', 'who']) assert.equal(meaningOf({ code, httpStatus: 400 }), undefined);
  });
});

describe('Every refusal of ours', () => {
  for (const code of REFUSAL_CODES) it(`${code} says what and what next in both languages`, () => [`refusal.${code}`, `refusal.${code}.do`].forEach(saidTwice));
});
