import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { aCustomer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const opened = async (profile: '2020' | '2026' = '2026'): Promise<{ stage: Stage; card: string }> => {
  const stage = new Stage(aScene({ partnerCenter: { customers: { list: async () => [aCustomer()] } as never } }));
  stage.facts.push(aFact('profile-chosen', { profile }), ...CUSTOMER_UNTIL.consent());
  await stage.send({ text: 'consent' });
  return { stage, card: (await stage.press('choose-subject', { customer: aCustomer().customerId })).join() };
};
const FULL = { who: 'Maja Ek, ekonomichef', when: '2026-02-02', how: 'mail', evidence: 'Mejl den 2 februari' };

describe('Inform the customer and record the consent, in conversation', () => {
  it('says why, and has the letter ready in both languages with all names; nothing is sent (R96, R97)', async () => {
    const { stage, card } = await opened();
    match(card, /inform the customer and obtain its consent before.*spares the customer confusion.*Växla sends nothing/s);
    const inputs = stage.inputs();
    match(String(inputs['letter-sv']), /^Hej Lönn & Björk Trä AB,\n\nFjordline IT AB kommer att arbeta med Nordvind Distribution.*kopia av de faktureringsuppgifter.*administrationscenter.*Samtycker ni/s);
    match(String(inputs['letter-en']), /^Dear Lönn & Björk Trä AB,\n\n.*no admin rights/s);
    doesNotMatch(String(inputs['letter-en']), /Store/);
    match(stage.links().join(), /^mailto:\?subject=.*Nordvind/);
  });

  it('names Microsoft Store for Business in the letter of 2020 (R95, R97)', async () => {
    match(String((await opened('2020')).stage.inputs()['letter-en']), /also appears in Microsoft Store for Business/);
  });

  it('refuses a day in the future and keeps what was filled in (R96)', async () => {
    const { stage } = await opened();
    match((await stage.press('send', { ...FULL, when: '2026-03-01' })).join(), /cannot be dated in the future.*rule R96, rule set 2026/s);
    match(String(stage.inputs()['who']), /Maja Ek/);
    await stage.press('send', FULL);
    deepEqual([stage.facts.at(-1)?.value, stage.facts.at(-1)?.evidence], [FULL, 'Mejl den 2 februari']);
  });
});
