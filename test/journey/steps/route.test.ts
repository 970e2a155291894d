import { deepEqual, equal } from 'node:assert/strict';
import type { CustomerClass, FactValues, ProfileId } from '../../../journey/facts.ts';
import { needsGdap, routeVerdicts } from '../../../journey/rules/route.ts';
import { route } from '../../../journey/steps/route.ts';
import { NORDVIND, aPerson } from '../../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, SVEA, classed, routed, withProvider } from '../../helpers/customer-facts.ts';
import { UNTIL, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

type Choice = FactValues['route-chosen'];
const extension: Choice = { route: 'extension', providerId: NORDVIND, needsAdminRights: false };

const against = (choice: Partial<Choice>, customerClass: CustomerClass = 'direct', profile: ProfileId = '2026'): string[] => {
  const facts = factsWith(...CUSTOMER_UNTIL.classify(), classed(customerClass));
  return routeVerdicts({ facts, profile, subject: LONN }, { ...extension, ...choice }).map(({ code, rule }) => `${code}/${rule}`);
};

describe('The way of a customer to a provider', () => {
  it('needs a provider and the class of the customer (R88, R86)', () => {
    deepEqual(blocksOf(stateWith('route', { facts: UNTIL.after(), subject: LONN })), ['partner-up/201', 'classify/201']);
    equal(stateWith('route', { facts: CUSTOMER_UNTIL.route(), subject: LONN }).state, 'ready');
  });

  it('is extension or invitation for a direct customer (R82, R105)', () => {
    deepEqual([against({}), against({ route: 'invitation' }), against({ route: 'rebuy', providerId: '' }), against({ route: 'wait', providerId: '' })], [[], [], [], []]);
  });

  it('extends only direct customers, and says to which an extension is not open (R86, R87)', () => {
    deepEqual([against({}, 'indirect'), against({}, 'unknown'), against({}, 'extended')], [['not-indirect-extend/87'], ['class-unknown/86'], ['already-extended/103']]);
  });

  it('takes only a provider whose invitation was accepted, one of several (R52, R56, R88)', () => {
    deepEqual([against({ providerId: SVEA }), against({ providerId: SVEA, route: 'invitation' }), against({ providerId: '' })],
      [['provider-not-accepted/88'], ['provider-not-accepted/56'], ['provider-not-accepted/88']]);
    const facts = factsWith(...CUSTOMER_UNTIL.route(), withProvider(SVEA, 'Svea Distribution'));
    deepEqual(routeVerdicts({ facts, profile: '2026', subject: LONN }, { ...extension, providerId: SVEA }), []);
  });

  it('steers to the invitation in 2020 when the provider needs admin rights, and to GDAP today (R92, R93)', () => {
    const wanted: Choice = { ...extension, needsAdminRights: true };
    deepEqual([against(wanted, 'direct', '2020'), against({ ...wanted, route: 'invitation' }, 'direct', '2020'), against(wanted)], [['rights-need-invitation/93'], [], []]);
    deepEqual([needsGdap(wanted, '2026'), needsGdap(wanted, '2020'), needsGdap(extension, '2026'), needsGdap({ ...wanted, route: 'wait' }, '2026')], [true, false, false, false]);
  });

  it('is asked again before anything is recorded (R88)', () => {
    const input = { facts: factsWith(...CUSTOMER_UNTIL.route()), now: new Date('2026-02-03T10:00:00Z'), profile: '2026', subject: LONN } as const;
    const attempt = { person: aPerson('partner'), facts: [{ subject: LONN, kind: 'route-chosen', value: { ...extension, providerId: SVEA }, proof: 'attested' } as const] };
    deepEqual(route.refuses?.(input, attempt).map(({ rule }) => rule), [88]);
  });

  it('is not needed for a customer that has a provider, and done once chosen (R87, R103)', () => {
    const why = (customerClass: CustomerClass) => stateWith('route', { facts: [...CUSTOMER_UNTIL.classify(), classed(customerClass)], subject: LONN });
    deepEqual([why('indirect'), why('extended')].map((state) => (state.state === 'not-needed' ? state.why.rule : state.state)), [87, 103]);
    equal(stateWith('route', { facts: [...CUSTOMER_UNTIL.route(), routed()], subject: LONN }).state, 'done');
  });

  it('leaves nothing open behind it for a customer that has a provider already (R87, R103)', () => {
    const states = (customerClass: CustomerClass) =>
      (['consent', 'invite', 'extend'] as const).map((id) => stateWith(id, { facts: [...CUSTOMER_UNTIL.classify(), classed(customerClass)], subject: LONN }).state);
    deepEqual([states('indirect'), states('extended')], [['not-needed', 'not-needed', 'not-needed'], ['not-needed', 'not-needed', 'not-needed']]);
    deepEqual(states('direct'), ['blocked', 'blocked', 'blocked']);
  });
});
