import { deepEqual, equal, match } from 'node:assert/strict';
import type { Subscription } from '../../journey/records.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { aCustomer, aSubscription, aTransfer, isEligible } from '../helpers/builders.ts';
import { aFact } from '../helpers/known-facts.ts';
import { Stage, aScene } from './stage.ts';

const { customerId, name } = aCustomer();
const AZURE = aSubscription({ subscriptionId: 'azure', name: 'Azure plan', class: 'azure-plan' });
const TERM = aSubscription({ subscriptionId: 'term', name: 'Microsoft 365 E5', class: 'new-commerce-licence', createdAt: '2026-02-01T00:00:00.000Z', commitmentEnd: '2027-01-31' });
const provided = aFact('provider-accepted', { subject: 'provider:nordvind', proof: 'verified', value: { name: 'Nordvind Distribution', mpnId: '7000456' } });

const opened = async (subscriptions: readonly Subscription[], locale: 'en' | 'sv' = 'en'): Promise<{ stage: Stage; card: string }> => {
  const partnerCenter = {
    customers: { list: async () => [aCustomer()] }, subscriptions: { list: async () => subscriptions },
    eligibility: { directToIndirect: async () => subscriptions.map(({ subscriptionId }) => isEligible(subscriptionId, false, 'Offer cannot be transferred')) },
  } as unknown as Partial<PartnerCenter>;
  const stage = new Stage(aScene({ locale, partnerCenter }));
  stage.facts.push(provided);
  await stage.send({ text: locale === 'sv' ? 'ersätt' : 'replace' });
  return { stage, card: (await stage.press('choose-subject', { customer: customerId })).join('\n') };
};

const plan = (id: string, way: string) => ({ [`way-${id}`]: way, [`offer-${id}`]: 'Microsoft 365 E5, a year', [`from-${id}`]: '2026-03-01', [`gap-${id}`]: 'nothing' });

describe('Replace (R162-R172)', () => {
  it('shows our reason beside Microsoft’s own, the cancel window and the sandbox warning (R162, R163, R164, R170, R171, R172)', async () => {
    const { card } = await opened([AZURE, TERM]);
    match(card, /2 products of Lönn/);
    match(card, /An Azure plan cannot be moved.*Offer cannot be transferred/s);
    match(card, /Possible until 8 Feb 2026.*renews on 31 January 2027/s);
    match(card, /cannot be tried out in Microsoft’s sandbox/);
    match(card, /no billing with Microsoft; customers get their subscriptions through your provider/);
  });

  it('says by the guide of 2020 what is supported and what is not (R118, R119, R163-R169)', async () => {
    const { stage } = await opened([AZURE]);
    stage.facts.push(aFact('profile-chosen', { value: { profile: '2020' } }));
    match((await stage.press('send', { 'way-azure': 'provider-transfer' })).join(), /Azure plans, reserved instances, subscriptions with a fixed term and marketplace products cannot/);
  });

  it('plans every product, then has the cancelling typed, and cancels nothing itself (R171, R204)', async () => {
    const { stage } = await opened([AZURE, TERM]);
    match((await stage.press('send', plan('azure', 'provider-transfer'))).join(), /Choose what happens to Microsoft 365 E5/);
    match((await stage.press('send', { ...plan('azure', 'provider-transfer'), ...plan('term', 'rebuy'), 'from-term': '' })).join(), /Name the new offer/);
    const next = (await stage.press('send', { ...plan('azure', 'provider-transfer'), ...plan('term', 'rebuy') })).join('\n');
    match(next, /does not come back.*Växla never cancels anything/s);
    match((await stage.press('send')).join(), /Tick that the replacements are agreed/);
    match((await stage.press('send', { understood: 'true' })).join(), /no way back/);
    match((await stage.press('send', { typed: 'something else' })).join(), /Type exactly/);
    await stage.press('send', { understood: 'true' });
    match((await stage.press('send', { typed: name })).join(), /Everything has its plan/);
    deepEqual(stage.facts.slice(1).map(({ kind }) => kind), ['replacement-needed', 'movable-seen', 'replacement-agreed', 'replacement-agreed', 'irreversible-confirmed', 'replacement-needed', 'movable-seen']);
  });

  it('puts at most three products on a card and goes on with the rest (R162)', async () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => aSubscription({ subscriptionId: id, name: `Product ${id}`, class: 'marketplace' }));
    const { stage, card } = await opened(four);
    match(card, /1 more product comes on the next card/);
    const dropped = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [`way-${id}`, 'drop']));
    match((await stage.press('send', dropped)).join('\n'), /1 product of .*Product d/s);
    match((await stage.press('send', dropped)).join('\n'), /Everything has its plan/);
    equal(stage.facts.filter(({ kind }) => kind === 'replacement-agreed').length, 4);
  });

  it('warns of buying directly once restricted, and of changing what an open request has frozen (R11, R159, R198)', async () => {
    const { stage } = await opened([TERM]);
    stage.facts.push(aFact('direct-bill-state', { value: { state: 'restricted', since: '2026-01-20' } }));
    stage.transfers.push(aTransfer(), aTransfer({ transferId: 'over', phase: 'rejected' }));
    await stage.press('leave');
    await stage.send({ text: 'replace' });
    const card = (await stage.press('choose-subject', { customer: aCustomer().customerId })).join('\n');
    match(card, /R198.*Transfer 0001 is open and has frozen the numbers of Office 365 E3\. Do not buy or remove licences/s);
    equal(card.match(/has frozen/g)?.length, 1);
  });

  it('has nothing to ask where everything can be moved, in Swedish too (R162)', async () => {
    const { stage, card } = await opened([], 'sv');
    match(card, /kan flyttas eller har sin plan/);
    await stage.press('send');
    deepEqual(stage.facts.slice(-2).map(({ value }) => value), [{ subscriptions: [] }, { lines: [] }]);
  });
});
