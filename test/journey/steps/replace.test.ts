import { deepEqual, equal } from 'node:assert/strict';
import type { Fact, NewFact } from '../../../journey/facts.ts';
import type { SubscriptionClass } from '../../../journey/records.ts';
import { lineChoices } from '../../../journey/rules/lines.ts';
import { cancelWindow, cannotMove, waysFor } from '../../../journey/rules/replace.ts';
import { replace } from '../../../journey/steps/replace.ts';
import { aPerson, aSignature, aSubscription, isEligible } from '../../helpers/builders.ts';
import { THE_CUSTOMER, aFact, inputAt } from '../../helpers/known-facts.ts';

const subject = THE_CUSTOMER;
const needed = (...classes: SubscriptionClass[]) => aFact('replacement-needed', { subject, proof: 'verified', value: { subscriptions: classes.map((found) => ({ subscriptionId: found, name: found, class: found })) } });
const agreed = (subscriptionId: string, way: 'rebuy' | 'drop' | 'provider-transfer' = 'rebuy') => aFact('replacement-agreed', { subject, value: { subscriptionId, way, offer: 'New offer', from: '2026-03-01', gap: 'nothing' } });
const confirmed = aFact('irreversible-confirmed', { subject, value: { act: 'cancel-and-rebuy', typed: 'Lönn & Björk Trä AB' } });
const seconded = aFact('seconded', { subject, value: { act: 'cancel-and-rebuy' }, by: { ...aSignature('partner'), personId: 'somebody-else' } });
const attempt = (...facts: NewFact[]) => ({ person: aPerson('partner'), facts });
const asNew = ({ subject: about, kind, value, proof }: Fact): NewFact => ({ subject: about, kind, value, proof }) as NewFact;
const refused = (known: readonly Fact[], ...wanted: Fact[]) => replace.refuses?.(inputAt(known), attempt(...wanted.map(asNew))).map(({ code, rule }) => [code, rule]);

describe('What cannot move (R162-R172)', () => {
  it('is nothing for a customer that came through a provider (R120)', () => {
    const state = replace.progress(inputAt([aFact('customer-classed', { subject, value: { class: 'indirect', why: 'provider-only' } })]));
    deepEqual(state?.state === 'not-needed' && state.why.rule, 120);
  });

  it('is every active product that our rules or Microsoft refuse, and only those (R162-R170)', () => {
    const classes: SubscriptionClass[] = ['legacy-licence', 'legacy-azure', 'azure-plan', 'reservation', 'new-commerce-licence', 'software', 'marketplace', 'unknown'];
    const subscriptions = [
      ...classes.map((found) => aSubscription({ subscriptionId: found, class: found })),
      aSubscription({ subscriptionId: 'refused' }), aSubscription({ subscriptionId: 'moved', status: 'suspended' }),
    ];
    const eligibility = subscriptions.map(({ subscriptionId }) => (subscriptionId === 'refused' ? isEligible(subscriptionId, false, 'Because.') : isEligible(subscriptionId)));
    const found = cannotMove(lineChoices({ subscriptions, eligibility, held: new Map() }));
    deepEqual(found.map(({ subscription, block }) => [subscription.subscriptionId, block]), [
      ['azure-plan', 'azure-plan'], ['reservation', 'reservation'], ['new-commerce-licence', 'term-based'], ['software', 'term-based'],
      ['marketplace', 'marketplace'], ['unknown', 'unknown-type'], ['refused', 'says-microsoft'],
    ]);
    equal(found.at(-1)?.reason, 'Because.');
  });

  it('can only be bought anew by the guide of 2020; today the provider moves new commerce and Azure plans (R165, R167, R171)', () => {
    deepEqual(waysFor('azure-plan', '2020'), ['rebuy', 'drop']);
    deepEqual(waysFor('azure-plan', '2026'), ['provider-transfer', 'rebuy', 'drop']);
    deepEqual(waysFor('marketplace', '2026'), ['rebuy', 'drop']);
  });

  it('can be cancelled within 168 hours of purchase today, then at the renewal, boundary included (R171)', () => {
    const bought = aSubscription({ class: 'new-commerce-licence', createdAt: '2026-02-01T00:00:00.000Z', commitmentEnd: '2027-02-01' });
    const at = (now: string) => cancelWindow(bought, '2026', new Date(now));
    deepEqual(at('2026-02-08T00:00:00.000Z'), { isOpen: true, until: '2026-02-08T00:00:00.000Z', renewal: '2027-02-01', hours: 168 });
    equal(at('2026-02-08T00:00:00.001Z')?.isOpen, false);
    equal(cancelWindow({ ...bought, createdAt: undefined }, '2026', new Date())?.isOpen, false);
    equal(cancelWindow(bought, '2020', new Date()), undefined);
    equal(cancelWindow(aSubscription(), '2026', new Date()), undefined);
  });

  it('is never cancelled before every replacement is agreed (R171)', () => {
    const first = [['replacement-first', 171]];
    deepEqual(refused([], confirmed), first);
    deepEqual(refused([needed('azure-plan', 'marketplace'), agreed('azure-plan')], confirmed), first);
    deepEqual(refused([needed('azure-plan')], agreed('azure-plan'), confirmed), first);
    deepEqual(refused([needed('azure-plan'), agreed('azure-plan')], confirmed), []);
  });

  it('takes no plan without offer and day, and no way that the rule set does not have (R162, R171)', () => {
    const unnamed = aFact('replacement-agreed', { subject, value: { subscriptionId: 'software', way: 'rebuy', offer: '', from: '', gap: 'none' } });
    deepEqual(refused([], needed('software'), unnamed), [['replacement-unnamed', 171]]);
    deepEqual(refused([], needed('marketplace'), agreed('marketplace', 'provider-transfer')), [['way-not-open', 162]]);
    deepEqual(refused([], needed('azure-plan'), agreed('azure-plan', 'provider-transfer')), []);
  });

  it('is done when nothing is left, or all is planned and cancelling is confirmed (R171)', () => {
    const state = (...known: Fact[]) => replace.progress(inputAt(known))?.state;
    equal(state(), undefined);
    equal(state(needed()), 'done');
    equal(state(needed('azure-plan')), undefined);
    equal(state(needed('azure-plan'), agreed('azure-plan', 'provider-transfer')), 'done');
    equal(state(needed('azure-plan'), agreed('azure-plan')), undefined);
    equal(state(needed('azure-plan'), agreed('azure-plan'), confirmed), 'done');
    equal(state(needed('azure-plan'), agreed('azure-plan'), confirmed, { ...agreed('azure-plan'), factId: 'later' } as Fact), undefined);
  });

  it('wants a second person where the organisation wants four eyes, and not the same one twice (R204)', () => {
    const known = [aFact('four-eyes', { value: { wanted: true } }), needed('azure-plan'), agreed('azure-plan'), confirmed];
    deepEqual(replace.progress(inputAt(known)), { state: 'waiting', on: 'partner', since: '2026-02-01T09:00:00.000Z' });
    deepEqual(refused(known, seconded), [['second-person-needed', 204]]);
    equal(replace.progress(inputAt([...known, seconded]))?.state, 'done');
  });
});
