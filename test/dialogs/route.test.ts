import { deepEqual, match } from 'node:assert/strict';
import { NORDVIND, aCustomer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, SVEA, withProvider } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const opened = async (profile: '2020' | '2026', locale: 'en' | 'sv' = 'en'): Promise<{ stage: Stage; card: string }> => {
  const customers = { list: async () => [aCustomer()] };
  const stage = new Stage(aScene({ locale, partnerCenter: { customers: customers as never } }));
  stage.facts.push(aFact('profile-chosen', { profile }), ...CUSTOMER_UNTIL.route(), withProvider(SVEA, 'Svea Distribution'));
  await stage.send({ text: 'route' });
  return { stage, card: (await stage.press('choose-subject', { customer: aCustomer().customerId })).join() };
};

describe('Choose the way for a customer, in conversation', () => {
  it('offers both ways with accepted providers only, says what needs which, and where it is described (R52, R81, R82, R83, R88, R105)', async () => {
    const { card } = await opened('2026');
    match(card, /There are two ways.*neither order nor receive transfers.*invitation is always possible.*may have moved/s);
    match(card, /Nordvind Distribution, 7000456.*Svea Distribution/s);
  });

  it('refuses the extension in 2020 when the provider needs admin rights, and keeps the answers (R92, R93)', async () => {
    const { stage, card } = await opened('2020');
    match(card, /gives the provider no delegated admin rights\. If it needs them, take the invitation/);
    match((await stage.press('send', { route: 'extension', provider: NORDVIND, rights: 'yes' })).join(), /Choose the invitation.*rule R93, rule set 2020/s);
    await stage.press('send', { route: 'invitation', provider: NORDVIND, rights: 'yes' });
    deepEqual(stage.facts.at(-1)?.value, { route: 'invitation', providerId: NORDVIND, needsAdminRights: true });
  });

  it('takes it today, and says that GDAP has to be asked for (R93)', async () => {
    const { stage } = await opened('2026');
    match((await stage.press('send', { route: 'extension', provider: SVEA, rights: 'yes' })).join(), /record its consent.*Svea Distribution has to ask the customer for a GDAP relationship/s);
  });

  it('names what is missing: way, rights, provider (R82, R88)', async () => {
    const { stage } = await opened('2026');
    match((await stage.press('send', { provider: NORDVIND, rights: 'no' })).join(), /Choose a way/);
    match((await stage.press('send', { route: 'extension', provider: NORDVIND })).join(), /Say whether the provider needs admin rights/);
    match((await stage.press('send', { route: 'extension', rights: 'no' })).join(), /accepted can be chosen.*rule R88/s);
  });

  it('speaks Swedish too (R82)', async () => match((await opened('2026', 'sv')).card, /Det finns två vägar/));
});
