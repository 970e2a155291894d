import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { PartnerCenterError } from '../../partnercenter/errors.ts';
import type { Subscription } from '../../journey/records.ts';
import { aCustomer, aProvider, aSubscription } from '../helpers/builders.ts';
import { UNTIL } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

type Seen = { linked?: boolean; subscriptions?: Subscription[]; partners?: 'refused' | 'listed' };

const refused = () => new PartnerCenterError({ kind: 'refused', httpStatus: 403, correlationId: 'c', outcomeUnknown: false, attempted: 'list partners of a customer' });

const partnerCenter = ({ linked = false, subscriptions = [], partners }: Seen): Partial<PartnerCenter> => ({
  relationships: { providers: async () => [aProvider()] },
  customers: {
    list: async () => [aCustomer()], get: async () => aCustomer(), withProvider: async () => (linked ? [aCustomer()] : []),
    relationshipsOf: async () => {
      if (partners === 'refused') throw refused();
      return partners === 'listed' ? [aProvider({ name: 'Svea Distribution' })] : [];
    },
  },
  subscriptions: { list: async () => subscriptions },
});

const shown = async (seen: Seen, over: Parameters<typeof aScene>[0] = {}): Promise<{ stage: Stage; card: string }> => {
  const stage = new Stage(aScene({ partnerCenter: partnerCenter(seen), ...over }));
  stage.facts.push(...UNTIL.after());
  await stage.send({ text: 'classify' });
  return { stage, card: (await stage.press('choose-subject', { customer: aCustomer().customerId })).join() };
};

describe('Tell direct and indirect customers apart, in conversation', () => {
  it('shows an indirect customer, why, what is the provider’s, and what remains (R66, R69, R70, R71, R72, R73, R74, R75, R76, R77, R87)', async () => {
    const { stage, card } = await shown({ linked: true });
    match(card, /you may: have the provider order products, manage licences and users and handle renewals/);
    match(card, /GDAP.*cannot create tenants.*rule R66.*rule R69.*rule R70.*rule R71.*rule R72.*rule R73.*rule R74.*rule R87/s);
    match(card, /A provider is linked and you see no direct business.*Nordvind/s);
    match(String(stage.inputs()['order']), /please order for Lönn & Björk Trä AB/);
    await stage.press('send');
    deepEqual([stage.facts.at(-1)?.value, stage.facts.at(-1)?.proof], [{ class: 'indirect', why: 'provider-only' }, 'verified']);
  });

  it('does not speak of GDAP under the rules of 2020 (R76)', async () => {
    const stage = new Stage(aScene({ partnerCenter: partnerCenter({ linked: true }) }));
    stage.facts.push(...UNTIL.after(), { ...UNTIL.after()[0], kind: 'profile-chosen', value: { profile: '2020' } } as (typeof stage.facts)[number]);
    await stage.send({ text: 'classify' });
    const card = (await stage.press('choose-subject', { customer: aCustomer().customerId })).join();
    doesNotMatch(card, /GDAP/);
    match(card, /rule R69, rule set 2020/);
  });

  it('knows a direct customer by business without partner of record, deleted subscriptions aside (R79)', async () => {
    const { stage } = await shown({ subscriptions: [aSubscription()], partners: 'refused' });
    await stage.press('send');
    deepEqual(stage.facts.at(-1)?.value, { class: 'direct', why: 'direct-only' });
    const { card } = await shown({ subscriptions: [aSubscription({ status: 'deleted' }), aSubscription({ partnerId: '7000456' })] });
    match(card, /Not known yet/);
  });

  it('takes a partner that is listed for the customer as its provider (R80)', async () => {
    match((await shown({ partners: 'listed', subscriptions: [aSubscription()] })).card, /Extended.*Svea Distribution/s);
  });

  it('asks a person to look in the portal when nothing is seen, and takes no “I cannot tell” (R78, R79, R80)', async () => {
    const { stage, card } = await shown({});
    match(card, /choose Customers and then this customer.*never guesses/s);
    match((await stage.press('send', { seen: 'unsure' })).join(), /until somebody has looked/);
    equal(stage.facts.length, UNTIL.after().length);
    await stage.press('send', { seen: 'missing' });
    deepEqual([stage.facts.at(-1)?.value, stage.facts.at(-1)?.proof], [{ class: 'indirect', why: 'portal-options-missing' }, 'attested']);
  });

  it('speaks Swedish too (R80)', async () => {
    match((await shown({}, { locale: 'sv' })).card, /Växla gissar aldrig/);
  });
});
