import assert from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import { createText } from '../../locales/text.ts';
import { noticeText } from '../../cards/notice.ts';
import { REJECT_REASONS } from '../../cards/transfer-buttons.ts';
import type { TransferViewer } from '../../cards/transfer-buttons.ts';
import { transferCard } from '../../cards/transfer-card.ts';
import { stripOf } from '../../cards/transfer-strip.ts';
import { FRIENDLY, lines, NOW, transfer, viewer } from './deck.ts';
import { ofType, stringsOf, wordsOf } from './inspect.ts';

const text = createText('en');
const AT = '2026-02-03T08:12:40.118Z';
const base = transfer(FRIENDLY, 'open');
const named: Partial<Transfer> = {
  source: { tenantId: base.source.tenantId, name: 'Fjordline IT AB' },
  target: { ...base.target, name: 'Nordvind Distribution' },
};
const sofia = { tenantId: base.target.tenantId, personId: 'p', name: 'Sofia Dahl', at: AT, role: 'sales-agent' } as const;

const show = (seen: Transfer, may: Partial<TransferViewer> = {}) => transferCard({ transfer: { ...seen, ...named }, viewer: viewer(may), handle: 'h4nd1e', waitingOn: 'provider' }, text);
const titles = (card: Readonly<Record<string, unknown>>): readonly unknown[] => ((card['actions'] ?? []) as readonly Record<string, unknown>[]).map((action) => action['title']);

describe('the card of a transfer', () => {
  it('asks the provider to decide, with a required reason for a no', () => {
    const card = show(base, { mayDecide: true });
    assert.deepEqual(titles(card), ['Accept transfer 8c2f', 'Reject transfer 8c2f …', 'Refresh transfer 8c2f']);
    const [reason] = ofType(card, 'Input.ChoiceSet');
    assert.equal(reason?.['id'], 'reason');
    assert.equal(reason?.['isRequired'], true);
    assert.deepEqual((reason?.['choices'] as readonly { value: string }[]).map((choice) => choice.value), REJECT_REASONS);
    assert.equal(ofType(card, 'Input.Text')[0]?.['id'], 'comment');
    assert.match(wordsOf(card), /Fjordline IT AB asks Nordvind Distribution to take over .* Lönn & Björk Trä AB/);
    assert.match(wordsOf(card), /42 licences, annual billing. Add-ons that come along: /);
  });

  it('shows only the buttons that the reader may press', () => {
    assert.deepEqual(titles(show(base)), ['Refresh transfer 8c2f']);
    assert.deepEqual(titles(show(base, { mayWithdraw: true })), ['Withdraw transfer 8c2f …', 'Refresh transfer 8c2f']);
    assert.deepEqual(titles(show(transfer(FRIENDLY, 'complete'), { mayConfirm: true, mayCheck: true })), ['Confirm that 8c2f has arrived', 'Check our side now, 8c2f', 'Refresh transfer 8c2f']);
    assert.deepEqual(titles(show(transfer(FRIENDLY, 'rejected'), { mayResend: true })), ['Fix and send 8c2f again']);
  });

  it('shows old and new number and no Accept while the numbers have changed, and one form to make it anew (R158, R160, R161)', () => {
    const drift = [{ subscriptionId: 'a', name: 'Suite', what: 'quantity', before: 42, after: 45 }, { subscriptionId: 'b', name: 'Audio', what: 'addon-added', before: 0, after: 1 }] as const;
    const seen = { ...base, drift };
    const theirs = show(seen, { mayDecide: true, isHeld: true });
    assert.deepEqual(titles(theirs), ['Reject transfer 8c2f …', 'Refresh transfer 8c2f']);
    assert.match(wordsOf(theirs), /Suite: 42 licences when the request was made, 45 licences now\.\nAudio: add-on with 1 licence, added since[^]*the old numbers would move[^]*Wait for Fjordline IT AB/);
    const ours = show(seen, { side: 'partner', mayWithdraw: true, isHeld: true, mayRecreate: true });
    assert.deepEqual(titles(ours), ['Withdraw 8c2f and create again …', 'Withdraw transfer 8c2f …', 'Refresh transfer 8c2f']);
    assert.match(wordsOf(ours), /Press the button below to withdraw the request and create it again[^]*waits until Partner Center shows it as withdrawn/);
    assert.match(wordsOf(show({ ...seen, phase: 'complete' })), /The old numbers have moved/);
    assert.doesNotMatch(wordsOf(show({ ...seen, phase: 'rejected' })), /45 licences/);
  });

  it('says not to change numbers while it is open, and how to review it by hand, with the page (R121, R141, R159)', () => {
    const portal = 'https://partner.microsoft.com/dashboard/commerce2/customers/c/subscriptions';
    const by = (side: 'partner' | 'provider', phase: Transfer['phase'] = 'open') =>
      transferCard({ transfer: { ...base, ...named, phase }, viewer: viewer({ side, mayDecide: side === 'provider' }), handle: 'h', waitingOn: 'provider', portal }, text);
    assert.match(wordsOf(by('provider')), /Do not change the number of licences or add-ons while the request is open/);
    assert.match(wordsOf(by('provider')), /in Partner Center, open Lönn & Björk Trä AB, then Subscriptions, then Subscription transfer, and review request 5e0b7c1a/);
    assert.match(wordsOf(by('partner')), /the request 5e0b7c1a-[0-9a-f-]+ stands under Subscription transfer/);
    assert.deepEqual(ofType(by('provider'), 'Action.OpenUrl').map((action) => action['url']), [portal]);
    assert.deepEqual(ofType(by('provider', 'complete'), 'Action.OpenUrl'), []);
  });

  it('says who decided and when where the buttons were, with the reason for a no', () => {
    const card = show(transfer(FRIENDLY, 'rejected', 1, { decided: { ...sofia, verb: 'reject' } }));
    assert.match(wordsOf(card), /Rejected by Sofia Dahl, Sales agent, 3 Feb 2026, 08:12 UTC\.\nReason: Wrong number of licences\nIn their own words: The number/);
    assert.deepEqual(titles(card), []);
  });

  it('explains a suspended subscription as success and one that is still active as not', () => {
    const checks = [
      { subscriptionId: 'a', name: 'Suite', expected: 'suspended', found: 'suspended', ok: true },
      { subscriptionId: 'b', name: 'Other', expected: 'suspended', found: 'active', ok: false },
      { subscriptionId: 'c', name: 'Azure', expected: 'absent', found: 'absent', ok: true },
    ] as const;
    const shown = wordsOf(show(transfer(FRIENDLY, 'complete', 1, { sourceChecks: checks })));
    assert.match(shown, /Suite: suspended\. This is how it should be.*not an outage/);
    assert.match(shown, /Other: active\. It should be suspended by now/);
    assert.match(shown, /Azure: no longer listed\. This is how it should be/);
  });

  it('shows old ids above new ones, or says that a new one has not been seen', () => {
    const idMap = [{ name: 'Suite', oldId: 'old-1', newId: 'new-1', quantity: 1 }, { name: 'Audio', oldId: 'old-2', newId: undefined, quantity: 1 }];
    const shown = wordsOf(show(transfer(FRIENDLY, 'complete', 1, { idMap })));
    assert.match(shown, /Suite\nOld id: old-1\nNew id: new-1/);
    assert.match(shown, /Audio\nOld id: old-2\nNew id: not seen yet/);
  });

  it('says once who is partner of record, and names every subscription on which it is somebody else', () => {
    const pair = { name: 'Suite', oldId: 'old-1', newId: 'new-1', quantity: 1 };
    const read = (...found: string[]) => wordsOf(show(transfer(FRIENDLY, 'complete', 1, { partnerOfRecord: '7000123', idMap: found.map((partnerOfRecord) => ({ ...pair, partnerOfRecord })) })));
    assert.match(read('7000123', '7000123'), /every new subscription, as read at the provider: 7000123/);
    const wrong = read('7000123', '7000999', '');
    assert.match(wrong, /Suite: partner of record is 7000999, but should be 7000123.*Suite: no partner of record/s);
    assert.doesNotMatch(wrong, /every new subscription/);
    assert.doesNotMatch(wordsOf(show(transfer(FRIENDLY, 'complete', 1, { idMap: [pair] }))), /partner of record is|every new subscription/i);
  });

  it('says what became of each line', () => {
    const moved = lines(FRIENDLY, 2);
    const outcomes = [
      { subscriptionId: moved[0]?.subscriptionId ?? '', state: 'complete', error: undefined, orderId: undefined },
      { subscriptionId: moved[1]?.subscriptionId ?? '', state: 'failed', error: 'SyncState', orderId: undefined },
    ] as const;
    const shown = wordsOf(show(transfer(FRIENDLY, 'partly-complete', 2, { lines: moved, outcomes })));
    assert.match(shown, /\. Complete\n/);
    assert.match(shown, /\. Failed\. Microsoft says: SyncState/);
  });

  it('says nothing of a state that lines cannot have yet, or will never have', () => {
    const moved = lines(FRIENDLY, 1);
    const outcomes = [{ subscriptionId: moved[0]?.subscriptionId ?? '', state: 'unknown: missing', error: undefined, orderId: undefined }] as const;
    for (const phase of ['open', 'rejected', 'withdrawn'] as const) assert.doesNotMatch(wordsOf(show(transfer(FRIENDLY, phase, 1, { lines: moved, outcomes }))), /State not known|missing/, phase);
  });

  it('keeps all 25 lines on the card, however long their names are', () => {
    const long = { name: '😀'.repeat(200), comment: '😀'.repeat(500) };
    const shown = stringsOf(show(transfer(long, 'complete', 25))).filter((part) => part.startsWith(': 42 licences'));
    assert.equal(shown.length, 25);
  });

  it('gives a fault its meaning, what was not changed, the next step, code and correlation id', () => {
    const trouble = { kind: 'refused', code: '13605', httpStatus: 403, correlationId: 'corr-7', at: AT } as const;
    const shown = wordsOf(show(transfer(FRIENDLY, 'open', 1, { trouble })));
    assert.match(shown, /Partner Center said no\nThe customer has no valid.*\nWhat has not been changed: .*\nWho can fix it: the provider, together with the customer\.\nThe provider must have.*\nCode 13605 · correlation id corr-7 · 3 Feb 2026/);
  });

  it('shows the code of an answer that it does not know', () => {
    const trouble = { kind: 'refused', code: '987654', httpStatus: 400, correlationId: 'corr-8', at: AT } as const;
    assert.match(wordsOf(show(transfer(FRIENDLY, 'open', 1, { trouble }))), /does not know this answer[^]*Code 987654 · correlation id corr-8/);
  });

  it('moves through the four steps in order', () => {
    const now = (seen: Transfer) => Object.entries(stripOf(seen)).filter(([, state]) => state === 'now').map(([step]) => step);
    const landed = transfer(FRIENDLY, 'complete', 1, { landed: sofia });
    assert.deepEqual([transfer(FRIENDLY, 'creating'), base, transfer(FRIENDLY, 'complete'), landed, { ...landed, sourceVerifiedAt: NOW }].map(now), [['request'], ['decision'], ['arrival'], ['source'], []]);
  });

  it('refreshes by itself only for the readers it is told', () => {
    assert.equal(show(base)['refresh'], undefined);
    const card = transferCard({ transfer: base, viewer: viewer(), handle: 'h4nd1e', waitingOn: 'nobody', refreshFor: ['29:a', '29:b'] }, text);
    assert.deepEqual((card['refresh'] as { userIds: unknown }).userIds, ['29:a', '29:b']);
  });

  it('has a toast that is useful alone and holds no markdown', () => {
    const hostile = { ...base, customer: { ...base.customer, name: '[x](https://evil.example)' } };
    assert.equal(noticeText('please-decide', { ...hostile, ...named }, text), 'Fjordline IT AB asks you to take over subscriptions for (x)(https: //evil.example). Accept or reject on the card.');
  });
});
