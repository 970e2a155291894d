import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Command } from '../../locales/commands.ts';
import { commandOf } from '../../locales/commands.ts';
import { createText, LOCALES } from '../../locales/text.ts';

const SAID: Readonly<Record<Command, readonly string[]>> = {
  transfer: ['transfer', 'Transfer!', 'move subscriptions', 'flytta prenumerationer', 'Flytta Lönn & Björks licenser', 'överför', 'O\u0308verför licenser', 'new transfer', 'Ny överföring', 'transfer 12 licences, please'],
  status: ['status', ' STATUS ', 'Status?'.replace('?', '.')],
  help: ['help', 'hjälp', 'Hjälp mig', '?'],
  cancel: ['cancel', 'avbryt', 'Avbryt.'],
  greeting: ['hi', 'Hej!', 'hello there', 'god morgon'],
  thanks: ['thanks', 'Tack så mycket!', 'thank you'],
  'sign-out': ['sign out', 'Logga ut', 'log out', 'signout'],
  notifications: ['notifications', 'Aviseringar', 'påminnelser', 'reminders!'],
  second: ['second', 'Second person', 'andra person', 'Andra personen!'],
  continue: ['continue', 'Continue, please', 'fortsätt', 'Fortsätt!'],
  'language-sv': ['svenska', 'Swedish', 'på svenska'],
  'language-en': ['english', 'engelska', 'in English'],
};

describe('what people say', () => {
  for (const [command, sentences] of Object.entries(SAID)) {
    for (const sentence of sentences) it(`“${sentence}” means ${command}`, () => assert.equal(commandOf(sentence), command));
  }

  for (const sentence of ['', '   ', 'Lönn', 'transferable', 'constructor', '__proto__', 'toString', 'logga in', 'ut', `${'x'.repeat(200)} transfer`]) {
    it(`“${sentence.slice(0, 20)}” is no command`, () => assert.equal(commandOf(sentence), undefined));
  }

  it('understands its own suggestions in both languages', () => {
    for (const locale of LOCALES) {
      const text = createText(locale);
      assert.deepEqual((['transfer', 'status', 'help'] as const).map((name) => commandOf(text.t(`suggest.${name}`))), ['transfer', 'status', 'help']);
    }
  });

  it('understands every word that the sentences tell people to type', () => {
    for (const locale of LOCALES) {
      const text = createText(locale);
      const told = (['transfer', 'status', 'cancel', 'notifications', 'language', 'sign-out'] as const).flatMap((topic) => text.t(`help.${topic}`).match(/(?<=[“”])[^“”]+(?=”)/g) ?? []);
      const words = told.filter((word) => word.trim() !== 'or' && word.trim() !== 'eller');
      assert.ok(words.length >= 6, locale);
      for (const word of words) assert.notEqual(commandOf(word), undefined, word);
    }
  });

  it('answers at once whatever is sent', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
      const command = commandOf(text);
      assert.ok(command === undefined || Object.hasOwn(SAID, command));
    }), { numRuns: 500 });
    const before = performance.now();
    for (const long of [' '.repeat(1e6), 'hej '.repeat(250_000), '\u0301'.repeat(1e6)]) commandOf(long);
    assert.ok(performance.now() - before < 2_500);
  });
});
