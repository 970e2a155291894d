import assert from 'node:assert/strict';
import { createText } from '../../locales/text.ts';
import { chooseCustomer } from '../../cards/choose-customer.ts';
import { chooseLines, lineInput } from '../../cards/choose-lines.ts';
import { confirmTransfer } from '../../cards/confirm-transfer.ts';
import { statusCard } from '../../cards/status-card.ts';
import { DIALOG_VERBS } from '../../cards/verbs.ts';
import { choice, customerChoice, FRIENDLY, lines, transfer } from './deck.ts';
import { ofType, wordsOf } from './inspect.ts';

const text = createText('en');
const customer = customerChoice(FRIENDLY, 1).customer;
const provider = { tenantId: 'nordvind', name: 'Nordvind Distribution', mpnId: '7000456' };
const verbs = (card: unknown): readonly unknown[] => ofType(card, 'Action.Submit').map((action) => (action['data'] as { verb: unknown }).verb);

describe('the cards of the dialog', () => {
  it('offer the customers that may move and explain the others', () => {
    const card = chooseCustomer({ handle: 'h', choices: [customerChoice(FRIENDLY, 2), customerChoice(FRIENDLY, 3, 'agreement-lost')] }, text);
    const [picker] = ofType(card, 'Input.ChoiceSet');
    assert.equal(picker?.['id'], 'customer');
    assert.equal((picker?.['choices'] as readonly unknown[]).length, 1);
    assert.match(wordsOf(card), /attested by you.*Ask the provider to renew/);
    assert.deepEqual(verbs(card), ['choose-customer', 'leave']);
  });

  it('make a long list of customers searchable', () => {
    const styleOf = (count: number) => ofType(chooseCustomer({ handle: 'h', choices: Array.from({ length: count }, (_, n) => customerChoice(FRIENDLY, n + 1)) }, text), 'Input.ChoiceSet')[0]?.['style'];
    assert.deepEqual([styleOf(8), styleOf(9)], ['compact', 'filtered']);
  });

  it('offer one switch a line, add-ons under their base, and both reasons for what is blocked', () => {
    const blocked = { ...choice(FRIENDLY, 9, 'in-open-transfer'), reason: 'already part of a request', heldBy: 'xxxx-77aa' };
    const card = chooseLines({ handle: 'h', customer, providers: [provider], lines: [choice(FRIENDLY, 1), blocked], selected: [choice(FRIENDLY, 1).subscription.subscriptionId] }, text);
    const toggles = ofType(card, 'Input.Toggle');
    assert.deepEqual(toggles.map((toggle) => [toggle['id'], toggle['value']]), [[lineInput(choice(FRIENDLY, 1).subscription.subscriptionId), 'true']]);
    assert.match(wordsOf(card), /Add-ons that come along: Lönn & Björk Trä AB \(2 licences\)/);
    assert.match(wordsOf(card), /already part of an open transfer request\. It is held by transfer 77aa\. Microsoft’s reason: already part of a request\. Wait for/);
    assert.deepEqual(verbs(card), ['choose-lines', 'show-held', 'back', 'leave']);
    assert.deepEqual(ofType(card, 'Input.ChoiceSet'), []);
  });

  it('ask which provider only when there are several', () => {
    const card = chooseLines({ handle: 'h', customer, providers: [provider, { ...provider, tenantId: 'havskog' }], lines: [choice(FRIENDLY, 1)], error: 'empty-selection' }, text);
    assert.deepEqual(ofType(card, 'Input.ChoiceSet').map((input) => [input['id'], input['isRequired']]), [['provider', true]]);
    assert.match(wordsOf(card), /You have not chosen any subscription\. Choose at least one/);
  });

  it('say before sending what is frozen and what cannot be undone', () => {
    const card = confirmTransfer({ handle: 'h', customer, provider, lines: lines(FRIENDLY, 2), partnerOfRecord: '7000123' }, text);
    for (const needed of [/2 subscriptions/, /frozen when you send/, /new ids/, /Do not change licences/, /cannot be undone/, /until Nordvind Distribution accepts/, /7000123/]) assert.match(wordsOf(card), needed);
    assert.deepEqual(verbs(card), ['send', 'back', 'leave']);
  });

  it('use no verb outside the closed list', () => {
    const card = chooseLines({ handle: 'h', customer, providers: [provider], lines: [choice(FRIENDLY, 1)] }, text);
    for (const verb of verbs(card)) assert.ok((DIALOG_VERBS as readonly unknown[]).includes(verb));
  });

  it('show in the status whom each transfer waits for and since when', () => {
    const item = { transfer: transfer(FRIENDLY, 'open'), waitingOn: 'microsoft', since: '2026-02-03T08:12:40.118Z' } as const;
    const shown = wordsOf(statusCard({ items: [item], now: '2026-02-05T12:00:00.000Z' }, text));
    assert.match(shown, /1 transfer is open\./);
    assert.match(shown, /8c2f · Lönn & Björk Trä AB: Waiting for the provider’s decision\. Waiting for Microsoft since 3 Feb 2026, 08:12 UTC \(2 days\)/);
  });

  it('say in the status what stands in the way of a transfer', () => {
    const trouble = { kind: 'refused', code: '13605', httpStatus: 403, correlationId: 'corr-7', at: '2026-02-03T08:12:40.118Z' } as const;
    const item = { transfer: transfer(FRIENDLY, 'open', 1, { trouble }), waitingOn: 'provider', since: '2026-02-03T08:12:40.118Z' } as const;
    const shown = wordsOf(statusCard({ items: [item], now: '2026-02-03T12:00:00.000Z' }, text));
    assert.match(shown, /Partner Center said no\. The customer has no valid Microsoft Customer Agreement \(MCA\) with the provider\. Code 13605 · correlation id corr-7/);
  });
});
