import assert from 'node:assert/strict';
import { LARGEST_CARD, render } from '../../cards/render.ts';

const done = { lang: 'en', speak: 'Done', title: 'Done', rows: [{ strong: '', text: 'fine' }] };

describe('render', () => {
  it('fills the template of the card’s name', () => {
    const card = render('dialog-done', done);
    assert.equal(card['version'], '1.5');
    assert.match(JSON.stringify(card), /"text":"fine"/);
  });

  it('refuses a slot that was left empty, and names it', () => {
    assert.throws(() => render('dialog-done', { ...done, rows: [{ strong: '' }] }), /dialog-done\.json: the slot \$\{text\} was left empty/);
  });

  it('is not misled by data that looks like a slot', () => {
    const card = render('dialog-done', { ...done, rows: [{ strong: '${title}', text: 'a ${1+1} b' }] });
    assert.match(JSON.stringify(card), /"\$\{title\}".*"a \$\{1\+1\} b"/);
  });

  it('finds the empty slot even beside data that looks like one', () => {
    assert.throws(() => render('dialog-done', { ...done, rows: [{ strong: '${1+1}' }] }), /slot \$\{text\}/);
  });

  it('refuses a card that is too large', () => {
    assert.throws(() => render('dialog-done', { ...done, rows: [{ strong: '', text: 'å'.repeat(LARGEST_CARD / 2) }] }), /larger than 25600 bytes/);
  });

  it('refuses elements that we never send, also when they come with the data', () => {
    const smuggle = (text: object) => () => render('dialog-done', { ...done, rows: [{ strong: '', text: text as Record<string, string> }] });
    assert.throws(smuggle({ type: 'Media', sources: 'x' }), /type Media is not allowed/);
    for (const url of ['https://evil.example', 'https://partner.microsoft.com.evil.example/', 'http://partner.microsoft.com/', 'javascript:alert(1)', 'https://partner.microsoft.com@evil.example/']) {
      assert.throws(smuggle({ type: 'Action.OpenUrl', url }), /a button may not lead there/, url);
    }
  });

  it('never puts the data into its faults', () => {
    const secret = 'Lönn & Björk';
    try {
      render('dialog-done', { ...done, title: secret, rows: [{ strong: secret }] });
      assert.fail('must refuse');
    } catch (error) {
      assert.doesNotMatch(String(error), /Lönn/);
    }
  });
});
