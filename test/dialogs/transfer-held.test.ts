import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { aCustomer, aLineChoice, aProvider, aSubscription } from '../helpers/builders.ts';
import { Stage, aScene } from './stage.ts';

const HELD = '8c2f0000-0000-4000-8000-00000000abcd';
const overview = () => ({
  choice: { customer: aCustomer(), provider: aProvider(), agreement: 'direct' as const, block: undefined, selectableLines: 1 },
  providers: [aProvider()],
  lines: [aLineChoice(), aLineChoice({ subscription: aSubscription({ subscriptionId: 'held', name: 'Visio Plan 2' }), selectable: false, block: 'in-open-transfer', heldBy: HELD })],
});

const toLines = async (locale: 'en' | 'sv' = 'en'): Promise<{ stage: Stage; heard: string }> => {
  const stage = new Stage(aScene({ overview: overview(), locale }));
  await stage.send({ text: 'transfer' });
  return { stage, heard: (await stage.press('choose-customer', { customer: aCustomer().customerId })).join('\n') };
};

describe('A line that an open request holds (R154, R155)', () => {
  it('names the request and brings its card by a press, to be withdrawn first', async () => {
    const { stage, heard } = await toLines();
    match(heard, /Visio Plan 2 \| : The subscription is already part of an open transfer request\. It is held by transfer abcd\..*Show the open request, to withdraw it first/);
    match((await stage.press('show-held')).join(), /The open request is on its way to you.*Withdraw it there/);
    deepEqual([stage.shown, stage.orders.callCount], [[HELD], 0]);
    match((await stage.send({ text: 'cancel' })).join(), /nothing to cancel/, 'the conversation has ended');
  });

  it('looks again which request that is: one that has ended meanwhile is not shown', async () => {
    const { stage } = await toLines();
    stage.scene.overview = { ...overview(), lines: [aLineChoice()] };
    match((await stage.press('show-held')).join(), /What you were shown has changed since/);
    deepEqual(stage.shown, []);
  });

  it('is offered in Swedish too, and not where nothing is held', async () => {
    match((await toLines('sv')).heard, /Visa den öppna begäran, för att först dra tillbaka den/);
    const stage = new Stage(aScene());
    await stage.send({ text: 'transfer' });
    ok(!(await stage.press('choose-customer', { customer: 'c' })).join().includes('withdraw it first'));
  });
});

describe('The same by hand (R121)', () => {
  it('is said with the page of the customer’s subscriptions beside the choice of lines', async () => {
    const { stage, heard } = await toLines();
    match(heard, /By hand: the same can be done in Partner Center with the subscription transfer function/);
    deepEqual(stage.links(), [`https://partner.microsoft.com/dashboard/commerce2/customers/${aCustomer().customerId}/subscriptions`]);
  });
});

describe('The gate before the lines (R122-R124, R201)', () => {
  it('says which rule, and begins the step that comes first', async () => {
    const gate = { verdict: { code: 'transfer-not-enrolled', rule: 122, profile: '2026', missing: 'sign' }, open: 'assess' } as const;
    const stage = new Stage(aScene({ enrolmentGate: gate }));
    const heard = await stage.send({ text: 'transfer' });
    match(heard[0] ?? '', /Only a partner that has completed its enrolment.*Complete the enrolment first.*rule R122.*comes first/);
    equal(heard.length, 2);
    ok(stage.data('leave'), 'the card of that step is there');
  });

  it('goes on with the customer that the transfer was about', async () => {
    const gate = { verdict: { code: 'transfer-no-agreement', rule: 124, profile: '2026', missing: 'agreement' }, open: 'agreement' } as const;
    const partnerCenter = { agreements: { agreementChannel: async () => 'attested' }, relationships: { providers: async () => [aProvider()] } };
    const stage = new Stage(aScene({ customerGate: gate, locale: 'sv', partnerCenter: partnerCenter as never }));
    await stage.send({ text: 'flytta' });
    const heard = (await stage.press('choose-customer', { customer: aCustomer().customerId })).join('\n');
    match(heard, /Kundens avtal gäller inte genom leverantören.*R124.*kommer först[^]*Lönn & Björk Trä AB/);
  });
});
