import { deepEqual, equal } from 'node:assert/strict';
import type { FactValues } from '../../../journey/facts.ts';
import { consentVerdicts } from '../../../journey/rules/consent.ts';
import { consent } from '../../../journey/steps/consent.ts';
import { aPerson } from '../../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, consented } from '../../helpers/customer-facts.ts';
import { blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const FULL: FactValues['customer-consented'] = { who: 'Maja Ek', when: '2026-02-03', how: 'mail', evidence: 'Mail of 3 February' };
const now = new Date('2026-02-03T10:00:00Z');
const against = (over: Partial<typeof FULL>) => consentVerdicts({ profile: '2026', now }, { ...FULL, ...over }).map(({ code, rule }) => `${code}/${rule}`);

describe('The customer’s consent', () => {
  it('takes who, when, how and evidence (R96)', () => deepEqual(against({}), []));

  for (const part of ['who', 'when', 'how', 'evidence'] as const) {
    it(`is refused without ${part} (R96)`, () => deepEqual(against({ [part]: ' ' }), ['consent-incomplete/96']));
  }

  it('is never dated in the future, a day of grace for the east aside (R96)', () => {
    deepEqual([against({ when: '2026-02-04' }), against({ when: '2026-02-05' })], [[], ['consent-in-future/96']]);
  });

  it('is asked again before it is recorded (R96)', () => {
    const input = { facts: factsWith(), now, profile: '2026', subject: LONN } as const;
    const attempt = { person: aPerson('partner'), facts: [{ subject: LONN, kind: 'customer-consented', value: { ...FULL, who: '' }, proof: 'attested' } as const] };
    deepEqual(consent.refuses?.(input, attempt).map(({ rule }) => rule), [96]);
  });

  it('comes after the way was chosen, and is done with its record (R96)', () => {
    deepEqual(blocksOf(stateWith('consent', { facts: CUSTOMER_UNTIL.route(), subject: LONN })), ['route/201']);
    equal(stateWith('consent', { facts: CUSTOMER_UNTIL.consent(), subject: LONN }).state, 'ready');
    equal(stateWith('consent', { facts: [...CUSTOMER_UNTIL.consent(), consented()], subject: LONN }).state, 'done');
  });

  it('is not needed with an invitation, which the customer authorises itself (R107)', () => {
    const state = stateWith('consent', { facts: CUSTOMER_UNTIL.invite(), subject: LONN });
    equal(state.state === 'not-needed' ? state.why.rule : state.state, 107);
  });
});
