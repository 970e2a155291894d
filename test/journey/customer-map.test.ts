import { deepEqual, equal, ok } from 'node:assert/strict';
import { customerName, customerStands, customerSteps, openable } from '../../journey/customer-map.ts';
import type { Fact, Subject } from '../../journey/facts.ts';
import { createFacts, customerSubject, newCustomerSubject } from '../../journey/facts.ts';
import type { MapInput } from '../../journey/map.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { NORDVIND, aCustomer, aTransfer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, classed, routed } from '../helpers/customer-facts.ts';
import { UNTIL, aFact } from '../helpers/facts.ts';

const inputWith = (...facts: Fact[]): MapInput => ({ steps: STEPS, facts: createFacts(facts), now: new Date('2026-02-03T10:00:00Z'), profile: '2026' });
const EK = newCustomerSubject('Ek AB');
const named = (subject: Subject, name: string): Fact => aFact('customer-named', { name }, { subject, proof: 'verified' });
const sent = (subject: Subject, at: string): Fact[] => [{ ...routed({ route: 'invitation' }), subject }, aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject, at })];
const stands = (...facts: Fact[]) => customerStands(inputWith(...facts), []).map(({ name, at }) => [name, at === undefined ? 'landed' : `${at.step.id} ${at.state.state}`]);

describe('The map of the customers', () => {
  it('says of each customer where it stands: at the first step that is not done (R201)', () => {
    deepEqual(stands(...CUSTOMER_UNTIL.classify()), []);
    deepEqual(stands(...CUSTOMER_UNTIL.route(), named(LONN, 'Lönn')), [['Lönn', 'route ready']]);
    deepEqual(stands(...CUSTOMER_UNTIL.consent(), named(LONN, 'Lönn')), [['Lönn', 'consent ready']]);
    deepEqual(stands(...UNTIL.sign(), named(LONN, 'Lönn')), [['Lönn', 'classify blocked']]);
  });

  it('puts first what the partner can do itself, then the longest waits, the landed last (R120)', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(customerSubject) as [Subject, Subject, Subject, Subject];
    const all = [
      classed('indirect', a), named(a, 'A'),
      classed('direct', b), named(b, 'B'), ...sent(b, '2026-02-02T00:00:00.000Z'),
      classed('direct', c), named(c, 'C'), ...sent(c, '2026-01-20T00:00:00.000Z'),
      classed('direct', d), named(d, 'D'),
    ];
    deepEqual(stands(...CUSTOMER_UNTIL.classify(), ...all), [['D', 'route ready'], ['C', 'invite waiting'], ['B', 'invite waiting'], ['A', 'landed']]);
  });

  it('shows a company that is no customer yet with the one step that it can have, and later as the customer (R66, R68)', () => {
    const asked = aFact('tenant-asked', { providerId: NORDVIND, text: '7000123' }, { subject: EK });
    const input = inputWith(...CUSTOMER_UNTIL.classify(), asked);
    deepEqual([customerSteps(input, EK).map(({ step }) => step.id), stands(...CUSTOMER_UNTIL.classify(), asked)], [['invite'], [['Ek AB', 'invite waiting']]]);
    const seen = aFact('tenant-seen', { customerId: 'ek-id' }, { subject: EK, proof: 'verified' });
    const [stand, ...more] = customerStands(inputWith(...CUSTOMER_UNTIL.classify(), asked, seen, named(EK, 'Ek AB')), []);
    deepEqual([stand?.subject, stand?.name, stand?.at?.step.id, more], [customerSubject('ek-id'), 'Ek AB', 'classify', []]);
  });

  it('takes a name from what was recorded, else from a transfer, else has none', () => {
    const { facts } = inputWith(classed('direct'));
    deepEqual([customerName(facts, LONN, [aTransfer()]), customerName(facts, LONN, [])], [aCustomer().name, '']);
  });

  it('offers to open what can be taken, and what a blocked step is waiting for (R201)', () => {
    const opens = openable(customerSteps(inputWith(...UNTIL.sign(), classed('direct')), LONN));
    ok(opens.some(({ step, isMissing }) => step === 'partner-up' && isMissing));
    equal(new Set(opens.map(({ step }) => step)).size, opens.length);
  });
});
