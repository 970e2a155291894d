import { deepEqual, equal } from 'node:assert/strict';
import { considered } from '../../../journey/rules/find-provider.ts';
import { withProvider } from '../../helpers/customer-facts.ts';
import { UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const seen = (name: string, notes = '') => aFact('provider-considered', { name, country: 'SE', currency: 'SEK', support: 'billing', notes });

describe('Finding a provider', () => {
  it('opens only with the complete enrolment (R40, R41)', () => {
    deepEqual(blocksOf(stateWith('find-provider', { facts: UNTIL.sign() })), ['sign/201']);
    equal(stateWith('find-provider', { facts: UNTIL.after() }).state, 'ready');
  });

  it('keeps one evaluation a provider, in the order they came, and puts none first (R42, R43, R44)', () => {
    const facts = factsWith(seen('Nordvind'), seen('Svea Distribution'), seen('NORDVIND', 'again'));
    deepEqual(considered(facts).map(({ value }) => [value.name, value.notes]), [['NORDVIND', 'again'], ['Svea Distribution', '']]);
  });

  it('is done when a provider was asked for its invitation (R48), not by evaluating, and not needed once one has accepted (R52)', () => {
    equal(stateWith('find-provider', { facts: [...UNTIL.after(), seen('Nordvind')] }).state, 'ready');
    equal(stateWith('find-provider', { facts: [...UNTIL.after(), aFact('provider-asked', { text: 'Please' })] }).state, 'done');
    equal(stateWith('find-provider', { facts: [...UNTIL.after(), withProvider()] }).state, 'done');
  });
});
