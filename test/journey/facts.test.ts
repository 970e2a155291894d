import { deepEqual, equal } from 'node:assert/strict';
import { createFacts, customerSubject, newCustomerSubject } from '../../journey/facts.ts';
import { NORDVIND } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL } from '../helpers/customer-facts.ts';
import { aFact, stateWith } from '../helpers/facts.ts';

const EK = newCustomerSubject('Ek AB');
const REAL = customerSubject('ek-id');
const asked = aFact('tenant-asked', { providerId: NORDVIND, text: '7000123' }, { subject: EK });
const seen = aFact('tenant-seen', { customerId: 'ek-id' }, { subject: EK, proof: 'verified' });

describe('What was recorded of a company before it was a customer', () => {
  it('counts for the customer that it became, whichever of the two is asked about (R68)', () => {
    const facts = createFacts([asked, seen]);
    deepEqual([facts.has('tenant-asked', REAL), facts.has('tenant-asked', EK), facts.subjects('tenant-asked'), facts.subjectOf(EK)], [true, true, [REAL], REAL]);
    deepEqual(facts.all.map(({ subject }) => subject), [REAL, REAL]);
    const state = stateWith('invite', { facts: [...CUSTOMER_UNTIL.classify(), asked, seen], subject: EK });
    deepEqual(state.state === 'done' ? state.proof : state, 'verified');
  });

  it('goes on under both names: what comes later is seen from either', () => {
    const facts = createFacts([asked, seen, aFact('customer-classed', { class: 'indirect', why: 'listed' }, { subject: REAL })]);
    equal(facts.latest('customer-classed', EK)?.value.class, 'indirect');
  });

  it('stays the new company’s own until the customer was read in the list, not merely told of', () => {
    for (const known of [[asked], [asked, { ...seen, proof: 'attested' as const }]]) {
      const facts = createFacts(known);
      deepEqual([facts.has('tenant-asked', REAL), facts.has('tenant-asked', EK)], [false, true]);
    }
  });
});
