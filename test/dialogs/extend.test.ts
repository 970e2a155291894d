import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Fact } from '../../journey/facts.ts';
import { NORDVIND, aCustomer, aPerson, aProvider } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, SVEA, withProvider } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const NAME = aCustomer().name;
type Over = { facts?: Fact[]; profile?: '2020' | '2026'; roles?: 'admin-agent' | 'global-admin' };

const stageAt = (linked: string[], { facts = CUSTOMER_UNTIL.extend(), profile = '2026', roles = 'admin-agent' }: Over = {}): Stage => {
  const partnerCenter = {
    customers: { list: async () => [aCustomer()], withProvider: async (_access: unknown, providerId: string) => (linked.includes(providerId) ? [aCustomer()] : []) },
    relationships: { providers: async () => [aProvider()] },
    billing: { get: async () => ({ companyName: NAME, contactName: 'Maja Ek', mail: 'faktura@lonnbjork.example', phone: '', address: 'Sågvägen 4, 79130 Falun, SE', language: 'sv' }) },
  };
  const stage = new Stage(aScene({ person: aPerson('partner', [roles]), partnerCenter: partnerCenter as never }));
  stage.facts.push(aFact('profile-chosen', { profile }), ...facts);
  return stage;
};
const open = async (stage: Stage): Promise<string> => {
  await stage.send({ text: 'extend' });
  return (await stage.press('choose-subject', { customer: aCustomer().customerId })).join();
};

describe('Extend the reseller relationship, in conversation', () => {
  it('shows the actual billing details and every effect before anything is confirmed (R81, R84, R89, R90, R91, R92, R94, R97, R100, R104)', async () => {
    const stage = stageAt([]);
    const card = await open(stage);
    match(card, /neither order nor receive transfers.*moves the relationship, not the subscriptions.*copy of the billing details.*consent to sharing.*Partner relationships.*no delegated admin rights.*one customer at a time/s);
    match(card, /Maja Ek.*faktura@lonnbjork\.example.*Sågvägen 4, 79130 Falun, SE/s);
    match(card, /The customer’s Account page/);
    doesNotMatch(card, /Store for Business/);
    match(await open(stageAt([], { profile: '2020' })), /Microsoft Store for Business/);
  });

  it('names Microsoft Store for Business by the rules of 2020 only (R95)', async () => match(await open(stageAt([], { profile: '2020' })), /also see the provider in Microsoft Store for Business/));

  it('is refused without consent of the customer, and to a Global administrator who is no Admin agent (R96, R98)', async () => {
    match(await open(stageAt([], { facts: CUSTOMER_UNTIL.consent() })), /consent has not been recorded.*rule R96, rule set 2026/s);
    match((await stageAt([], { roles: 'global-admin' }).send({ text: 'extend' })).join(), /takes another role: Admin agent/);
  });

  it('takes tick and typed name, leads through the portal, and is done only when it was read (R91, R98, R99, R100, R101, R102, R103)', async () => {
    const linked: string[] = [];
    const stage = stageAt(linked, { facts: [...CUSTOMER_UNTIL.extend(), withProvider(SVEA, 'Svea Distribution')] });
    await open(stage);
    match((await stage.press('send', {})).join(), /Tick that you consent to sharing/);
    match((await stage.press('send', { share: 'true' })).join(), /There is no way back.*Type Lönn & Björk Trä AB/s);
    match((await stage.press('send', { typed: 'yes' })).join(), /Nothing has been recorded/);
    equal(stage.facts.some(({ kind }) => kind === 'billing-sharing-consented'), false);
    await stage.press('send', { share: 'true' });
    const guide = (await stage.press('send', { typed: NAME })).join();
    match(guide, /Sign in as Admin agent.*quick-links icon.*Transfer customer on an indirect provider.*choose Nordvind Distribution and no other.*Save and continue/s);
    const agreed = stage.facts.findLast(({ kind }) => kind === 'billing-sharing-consented');
    match(JSON.stringify(agreed?.value), /Maja Ek.*Falun/);
    match((await stage.press('send', { saved: 'true', provider: SVEA })).join(), /not the one that was planned, Nordvind Distribution.*rule R101/s);
    match((await stage.press('send', { saved: 'true', provider: NORDVIND })).join(), /does not list the provider for this customer yet/);
    match((await stage.press('send', {})).join(), /rule R103/);
    linked.push(SVEA);
    match((await stage.press('send', {})).join(), /not the one that was planned.*rule R101/s);
    linked.splice(0, 1, NORDVIND);
    match((await stage.press('send', {})).join(), /Verified: Lönn & Björk Trä AB is linked with Nordvind Distribution/);
    deepEqual(stage.facts.slice(-4).map(({ kind, proof }) => `${kind} ${proof}`), ['irreversible-confirmed attested', 'billing-sharing-consented attested', 'extension-saved attested', 'extension-seen verified']);
  });

  it('asks the second person for a confirmation of their own where two are wanted (R102, R204)', async () => {
    const stage = stageAt([], { facts: [...CUSTOMER_UNTIL.extend(), aFact('four-eyes', { wanted: true })] });
    await open(stage);
    await stage.press('send', { share: 'true' });
    await stage.press('send', { typed: NAME });
    stage.scene.person = aPerson('partner', ['admin-agent'], { personId: 'c0ffee00-0000-4000-8000-000000000002', name: 'Nils Ahl' });
    match(await open(stage), /A colleague has confirmed.*Maja Ek/s);
    await stage.press('send', { share: 'true' });
    match((await stage.press('send', { typed: NAME })).join(), /do it in Partner Center/);
    equal(stage.facts.at(-1)?.kind, 'seconded');
  });
});
