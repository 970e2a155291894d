import { deepEqual, equal } from 'node:assert/strict';
import type { NewFact } from '../../../journey/facts.ts';
import { newCustomerSubject } from '../../../journey/facts.ts';
import { draftVerdicts, relationshipFlags } from '../../../journey/rules/invite.ts';
import { invite } from '../../../journey/steps/invite.ts';
import { NORDVIND, aPerson } from '../../helpers/builders.ts';
import { CUSTOMER_UNTIL, LINK, LONN, SVEA, routed } from '../../helpers/customer-facts.ts';
import { UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const FOREIGN = LINK.replace(NORDVIND, SVEA);
const TEXT = `Hello,\n\n${LINK}\n\nKind regards`;
const drafted = (providerId = NORDVIND, link = LINK) => aFact('invitation-drafted', { providerId, link, text: `Hello ${link}` }, { subject: LONN });
const sent = () => aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject: LONN });
const accepted = (proof: 'verified' | 'attested' = 'verified') => aFact('invitation-accepted', { providerId: NORDVIND }, { subject: LONN, proof });

const against = (text: string, ...known: ReturnType<typeof drafted>[]) =>
  draftVerdicts({ facts: factsWith(...known), profile: '2026' }, { providerId: NORDVIND, link: LINK, text }).map(({ code, rule }) => `${code}/${rule}`);

describe('The text of an invitation', () => {
  it('may be edited freely around the link (R60)', () => deepEqual([against(TEXT), against(`Hej!\n${LINK}`), against(`(${LINK})`), against(`${LINK}.`)], [[], [], [], []]));

  for (const [what, text] of [
    ['without the link', 'Hello'], ['with the link cut', TEXT.replace('#/BillingAccounts/partner-invitation', '')], ['with the link made longer', `${LINK}-x`],
    ['with another provider in the link', FOREIGN], ['with the link in capitals', LINK.toUpperCase()], ['with a blank in the link', TEXT.replace('&DAP', ' &DAP')],
  ] as const) {
    it(`is refused ${what} (R60)`, () => equal(against(text).includes('link-changed/60'), true));
  }

  it('never holds the link of another provider, known or not (R61)', () => {
    deepEqual([against(`${TEXT} ${FOREIGN}`), against(`${TEXT} https://other.example/x`, drafted(SVEA, 'https://other.example/x'))], [['link-of-another/61'], ['link-of-another/61']]);
  });
});

describe('The invitation of a customer', () => {
  it('needs an accepted provider, and for an existing customer its way (R56, R82)', () => {
    deepEqual(blocksOf(stateWith('invite', { facts: UNTIL.after(), subject: LONN })), ['partner-up/201', 'route/201']);
    equal(stateWith('invite', { facts: CUSTOMER_UNTIL.invite(), subject: LONN }).state, 'ready');
    equal(stateWith('invite', { facts: CUSTOMER_UNTIL.classify(), subject: newCustomerSubject('Ek AB') }).state, 'ready');
  });

  it('is not needed when the customer is extended instead (R82)', () => {
    const state = stateWith('invite', { facts: [...CUSTOMER_UNTIL.route(), routed()], subject: LONN });
    equal(state.state === 'not-needed' ? state.why.code : state.state, 'other-route');
  });

  it('waits for the customer without a due date, and is done only when it was read (R62, R105, R106, R107)', () => {
    const before = [...CUSTOMER_UNTIL.invite(), drafted(), sent()];
    const state = stateWith('invite', { facts: before, subject: LONN });
    deepEqual(state.state === 'waiting' ? [state.on, state.due] : state, ['customer', undefined]);
    equal(stateWith('invite', { facts: [...before, accepted('attested')], subject: LONN }).state, 'waiting');
    equal(stateWith('invite', { facts: [...before, accepted()], subject: LONN }).state, 'done');
  });

  it('lets the provider order only when both have a relationship (R53, R63, R64, R108, R109)', () => {
    const flags = (...facts: ReturnType<typeof accepted>[]) => Object.values(relationshipFlags(factsWith(...facts), LONN, NORDVIND));
    deepEqual([flags(), flags(accepted('attested')), flags(accepted())], [[true, false, false], [true, false, false], [true, true, true]]);
    deepEqual(Object.values(relationshipFlags(factsWith(accepted()), LONN, SVEA)), [true, false, false]);
    deepEqual(Object.values(relationshipFlags(factsWith(), newCustomerSubject('Ek AB'), NORDVIND)), [false, false, false]);
  });

  it('waits for the provider when there is no tenant, until the customer stands in the list (R66, R67, R68)', () => {
    const subject = newCustomerSubject('Ek AB');
    const asked = [...CUSTOMER_UNTIL.classify(), aFact('tenant-asked', { providerId: NORDVIND, text: 'Please' }, { subject })];
    const state = stateWith('invite', { facts: asked, subject });
    equal(state.state === 'waiting' ? state.on : state.state, 'provider');
    equal(stateWith('invite', { facts: [...asked, aFact('tenant-seen', { customerId: 'x' }, { subject, proof: 'verified' })], subject }).state, 'done');
  });

  it('asks again before anything is recorded (R56, R58, R60, R107)', () => {
    const refused = (fact: NewFact, ...known: ReturnType<typeof drafted>[]) =>
      invite.refuses?.({ facts: factsWith(...known), now: new Date(), profile: '2026', subject: LONN }, { person: aPerson('partner'), facts: [fact] }).map(({ rule }) => rule);
    const mailed: NewFact = { subject: LONN, kind: 'invitation-sent', value: { providerId: NORDVIND, how: 'mail' }, proof: 'attested' };
    deepEqual([refused(mailed), refused(mailed, drafted(SVEA)), refused(mailed, drafted())], [[58], [58], []]);
    deepEqual(refused({ subject: LONN, kind: 'invitation-drafted', value: { providerId: NORDVIND, link: LINK, text: '' }, proof: 'attested' }), [60]);
    deepEqual(refused({ subject: LONN, kind: 'invitation-accepted', value: { providerId: NORDVIND }, proof: 'attested' }), [107]);
    deepEqual(refused({ subject: LONN, kind: 'tenant-asked', value: { providerId: NORDVIND, text: '' }, proof: 'attested' }), [56]);
  });
});
