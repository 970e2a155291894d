import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Fact } from '../../journey/facts.ts';
import { newCustomerSubject } from '../../journey/facts.ts';
import type { Customer } from '../../journey/records.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { NORDVIND, aCustomer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, routed } from '../helpers/customer-facts.ts';
import { UNTIL, aFact } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const EK = newCustomerSubject('Ek AB');
const many = Array.from({ length: 300 }, (_, n) => aCustomer({ customerId: `id-${n}`, name: `Kund ${String(n).padStart(3, '0')} AB` }));

const at = (facts: readonly Fact[], customers: readonly Customer[] = [aCustomer(), aCustomer({ customerId: 'ek-id', name: 'Ek AB' })]): Stage => {
  const stage = new Stage(aScene({ partnerCenter: { customers: { list: async () => customers } } as unknown as Partial<PartnerCenter> }));
  stage.facts.push(...facts);
  return stage;
};

const opening = (step: string, subject?: string) => ({ value: { verb: 'open-step', handle: '', step, ...(subject === undefined ? {} : { subject }) } });
const heard = async (sent: Promise<string[]>): Promise<string> => (await sent).join('\n');

describe('Opening a step from a map or a reminder', () => {
  it('opens it for the customer that the button names, under the name that Partner Center gives', async () => {
    const stage = at(CUSTOMER_UNTIL.consent());
    const card = await heard(stage.send({ value: { ...opening('consent', LONN).value, subjectName: 'Evil AB' } }));
    match(card, /Inform the customer.*Lönn & Björk Trä AB/s);
    doesNotMatch(card, /Which customer|Evil/);
  });

  it('asks which customer when the button names none that the organisation has', async () => {
    for (const subject of ['customer:somebody-else', 'customer:new:Nobody AB', 'provider:x', 'constructor']) {
      match(await heard(at(CUSTOMER_UNTIL.consent()).send(opening('consent', subject))), /Which customer is this about/);
    }
    match(await heard(at(CUSTOMER_UNTIL.invite()).send(opening('invite', 'customer:new:Nobody AB'))), /No customer of yours is called “new:Nobody AB”.*Which customer|Which customer.*No customer of yours is called/s);
    match(await heard(at(CUSTOMER_UNTIL.consent()).send(opening('consent', 'customer:somebody-else'))), /No customer of yours is called “somebody-else”/);
  });

  it('opens a new company by what was recorded of it, and as the customer that it became (R66, R68)', async () => {
    const asked = aFact('tenant-asked', { providerId: NORDVIND, text: '7000123' }, { subject: EK });
    match(await heard(at([...CUSTOMER_UNTIL.classify(), asked]).send(opening('invite', EK))), /Ek AB/);
    const seen = aFact('tenant-seen', { customerId: 'ek-id' }, { subject: EK, proof: 'verified' });
    const stage = at([...CUSTOMER_UNTIL.classify(), asked, seen]);
    stage.scene.partnerCenter = { ...stage.scene.partnerCenter, ...{ relationships: { providers: async () => [] } } } as Partial<PartnerCenter>;
    const card = await heard(stage.send(opening('invite', EK)));
    match(card, /Invite the customer/);
    doesNotMatch(card, /Which customer/);
  });

  it('leaves what the person was in the middle of, and records nothing of it', async () => {
    const stage = at(CUSTOMER_UNTIL.consent());
    await stage.send({ text: 'assess' });
    const before = stage.data('send');
    match(await heard(stage.send(opening('consent', LONN))), /Inform the customer/);
    match(await heard(stage.send({ value: before })), /newest card/);
    equal(stage.facts.length, CUSTOMER_UNTIL.consent().length);
  });

  it('understands a customer’s name behind the word of the step', async () => {
    for (const words of ['consent Lönn & Björk', 'samtycke LÖNN & BJÖRK TRÄ AB', 'Consent: lönn']) {
      const card = await heard(at(CUSTOMER_UNTIL.consent()).send({ text: words }));
      match(card, /Lönn & Björk Trä AB/, words);
      doesNotMatch(card, /Which customer/, words);
    }
    match(await heard(at(CUSTOMER_UNTIL.consent()).send({ text: 'consent' })), /Which customer/);
  });

  it('finds one of three hundred customers by a part of its name', async () => {
    const stage = at(CUSTOMER_UNTIL.classify(), many);
    match(await heard(stage.send({ text: 'consent' })), /find one of 300 by its name/);
    const fewer = await heard(stage.press('choose-subject', { find: 'kund 29' }));
    deepEqual(fewer.match(/Kund 29\d AB/g)?.length, 10);
    match(await heard(stage.press('choose-subject', { find: 'nobody' })), /No customer of yours is called “nobody”/);
    match(await heard(stage.press('choose-subject', { find: 'kund 299' })), /Kund 299 AB/);
  });

  it('says why a step is not needed for this customer (R107)', async () => {
    match(await heard(at([...CUSTOMER_UNTIL.route(), routed({ route: 'invitation' })]).send(opening('consent', LONN))), /rule R107/);
  });

  it('names the step that a blocked one is missing, and opens that one for the same customer (R201)', async () => {
    const stage = at(CUSTOMER_UNTIL.route());
    match(await heard(stage.send(opening('consent', LONN))), /An earlier step is missing: Choose the way for a customer.*Open: Choose the way for a customer/s);
    deepEqual([stage.data('open-step')['step'], stage.data('open-step')['subject']], ['route', LONN]);
    match(await heard(stage.press('open-step')), /Lönn & Björk Trä AB/);
    const early = at(UNTIL.prepare());
    await early.send({ text: 'enrol' });
    deepEqual([early.data('open-step')['step'], early.data('open-step')['subject']], ['prepare', '']);
  });

  it('opens the step that was chosen in the list of a map, and shows maps without leaving a step', async () => {
    const stage = at(CUSTOMER_UNTIL.consent());
    match(await heard(stage.send({ value: { verb: 'open-step', handle: '', step: '', subject: LONN, page: '0', 'chosen-step': 'consent' } })), /Lönn & Björk Trä AB/);
    const send = stage.data('send');
    equal(await heard(stage.send({ value: { verb: 'show-customer', handle: '', step: '', subject: '', page: '0', customer: LONN } })), `<customers ${LONN} 0>`);
    equal(await heard(stage.send({ value: { verb: 'show-customers', handle: '', step: '', subject: '', page: '2' } })), '<customers  2>');
    equal(await heard(stage.send({ text: 'status' })), '<status>');
    match(await heard(stage.send({ value: send })), /A consent needs a person, a day/);
  });
});
