import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import type { Fact } from '../../journey/facts.ts';
import { customerSubject } from '../../journey/facts.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { aCustomer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, classed, routed } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const EK = aCustomer({ customerId: 'ek-id', name: 'Ek AB' });
const GRAN = aCustomer({ customerId: 'gran-id', name: 'Gran AB' });

const asFarAs = ({ customerId, name }: typeof EK): Fact[] => {
  const subject = customerSubject(customerId);
  return [aFact('customer-named', { name }, { subject }), { ...classed('direct'), subject }, { ...routed(), subject }];
};

const chatWith = (...facts: Fact[]): Stage => {
  const stage = new Stage(aScene({ partnerCenter: { customers: { list: async () => [aCustomer(), EK, GRAN] } } as unknown as Partial<PartnerCenter> }));
  stage.facts.push(...CUSTOMER_UNTIL.consent(), ...facts);
  return stage;
};
const FULL = { who: 'Maja Ek, ekonomichef', when: '2026-02-02', how: 'mail', evidence: 'Mejl den 2 februari' };

const consent = async (stage: Stage): Promise<string> => {
  await stage.send({ text: 'consent' });
  await stage.press('choose-subject', { customer: aCustomer().customerId });
  return (await stage.press('send', FULL)).join('\n');
};

describe('One customer after another', () => {
  it('offers the same step for the next customer who is ready, and opens it', async () => {
    const stage = chatWith(...asFarAs(EK), ...asFarAs(GRAN));
    match(await consent(stage), /Next customer.*Ek AB is ready for the same step: .*1 more customer is ready after that/s);
    match((await stage.press('open-step')).join(), /Ek AB/);
  });

  it('offers nobody when no other customer is ready, or when the answer was not taken', async () => {
    doesNotMatch(await consent(chatWith()), /Next customer/);
    const stage = chatWith(...asFarAs(EK));
    await stage.send({ text: 'consent' });
    await stage.press('choose-subject', { customer: aCustomer().customerId });
    doesNotMatch((await stage.press('send', { ...FULL, when: '2027-01-01' })).join(), /Next customer/);
    deepEqual(stage.facts.filter(({ kind }) => kind === 'customer-consented'), []);
  });
});
