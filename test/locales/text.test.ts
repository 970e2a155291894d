import assert from 'node:assert/strict';
import { createText, localeOf } from '../../locales/text.ts';

const AT = '2026-02-03T23:12:40.118Z';

describe('text for one person', () => {
  it('chooses the plural by the language’s own rules', () => {
    const [en, sv] = [createText('en'), createText('sv')];
    assert.deepEqual([0, 1, 2].map((count) => en.t('unit.licences', { count })), ['0 licences', '1 licence', '2 licences']);
    assert.deepEqual([0, 1, 2].map((count) => sv.t('unit.licences', { count })), ['0 licenser', '1 licens', '2 licenser']);
  });

  it('writes numbers, dates and lists the way the language does', () => {
    const sv = createText('sv', 'Europe/Stockholm');
    assert.match(sv.number(12500), /^12\s500$/u);
    assert.equal(sv.date(AT), '4 februari 2026');
    assert.match(sv.dateTime(AT), /^4 feb\. 2026 00:12 CET$/);
    assert.equal(sv.list(['a', 'b', 'c']), 'a, b och c');
    assert.equal(createText('en').list(['a', 'b', 'c']), 'a, b and c');
  });

  it('names UTC when the time zone is unset or unknown', () => {
    for (const zone of [undefined, 'Mars/Olympus', '']) assert.match(createText('en', zone).dateTime(AT), /23:12 UTC$/);
  });

  it('refuses a half-filled sentence', () => {
    assert.throws(() => createText('en').t('phase.open.text', { source: 'Fjordline' }), /needs a value for \{(target|customer)\}/);
  });

  it('inserts a value once, as it is', () => {
    assert.equal(createText('en').t('lines.provider', { provider: '{provider} $& ${x}' }), 'To {provider} $& ${x}.');
  });

  it('takes any Swedish tag for Swedish and all else for English', () => {
    for (const tag of ['sv', 'sv-SE', 'SV-fi', 'sv_SE']) assert.equal(localeOf(tag), 'sv', tag);
    for (const tag of [undefined, '', 'en-US', 'svx', 'de', 'nb-NO']) assert.equal(localeOf(tag), 'en', tag);
  });
});
