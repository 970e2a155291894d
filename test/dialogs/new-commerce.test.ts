import { deepEqual, equal, match, doesNotMatch } from 'node:assert/strict';
import type { LineChoice } from '../../journey/records.ts';
import { aCustomer, aLineChoice, aProvider, aSubscription } from '../helpers/builders.ts';
import { Stage, aScene } from './stage.ts';

const newLine = (n: number): LineChoice =>
  aLineChoice({ subscription: aSubscription({ subscriptionId: `new-${n}`, name: `Business ${n}`, class: 'new-commerce-licence', productType: 'OnlineServicesNCE' }), model: 'new-commerce' });
const oldLine = (n: number): LineChoice => aLineChoice({ subscription: aSubscription({ subscriptionId: `old-${n}`, name: `Office ${n}` }), model: 'legacy' });
const many = (count: number, make: (n: number) => LineChoice): LineChoice[] => Array.from({ length: count }, (_, n) => make(n));

const stageWith = (lines: LineChoice[], locale: 'en' | 'sv' = 'en'): Stage =>
  new Stage(aScene({ locale, overview: { choice: { customer: aCustomer(), provider: aProvider(), agreement: 'direct', block: undefined, selectableLines: lines.length }, providers: [aProvider()], lines } }));

const toSummary = async (stage: Stage, lines: readonly LineChoice[]): Promise<string> => {
  await stage.send({ text: 'transfer' });
  await stage.press('choose-customer', { customer: aCustomer().customerId });
  return (await stage.press('choose-lines', Object.fromEntries(lines.map(({ subscription }) => [`line:${subscription.subscriptionId}`, 'true'])))).join('\n');
};

describe('New commerce behind the same dialog (R125, R131 today)', () => {
  it('says which way each line goes, and why', async () => {
    const lines = [oldLine(1), newLine(1)];
    const stage = stageWith(lines);
    const summary = await toSummary(stage, lines);
    match(summary, /By your own request: 1 subscription.*you create the request.*Office 1/);
    match(summary, /By the provider’s request: 1 subscription.*lets the receiving partner create the request.*Business 1/);
    match(summary, /This becomes 2 requests/);
    const sent = (await stage.press('send')).join('\n');
    match(sent, /creates it at Partner Center.*is asked now/);
    deepEqual(stage.orders.firstCall.args[0].lines.map((line: { subscriptionId: string }) => line.subscriptionId), ['old-1', 'new-1']);
  });

  it('speaks of the partner’s own request alone where there is nothing else, and of the provider’s alone', async () => {
    const own = await toSummary(stageWith([oldLine(1)]), [oldLine(1)]);
    doesNotMatch(own, /provider’s request|read again right before/);
    match(own, /frozen when you send/);
    const theirs = await toSummary(stageWith([newLine(1)]), [newLine(1)]);
    doesNotMatch(theirs, /your own request|frozen when you send/);
    match(theirs, /read again right before it goes/);
  });

  it('takes more than 25 lines, says how many requests that becomes, and orders once', async () => {
    const lines = [...many(30, newLine)];
    const stage = stageWith(lines);
    match(await toSummary(stage, lines), /This becomes 2 requests of at most 25/);
    await stage.press('send');
    equal(stage.orders.callCount, 1);
    equal(stage.orders.firstCall.args[0].lines.length, 30);
  });

  it('says it in Swedish', async () => {
    const summary = await toSummary(stageWith([newLine(1)], 'sv'), [newLine(1)]);
    match(summary, /Genom leverantörens begäran: 1 prenumeration/);
  });
});
