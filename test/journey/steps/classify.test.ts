import { deepEqual, equal } from 'node:assert/strict';
import type { CustomerClass } from '../../../journey/facts.ts';
import type { Deed } from '../../../journey/rules/classify.ts';
import { DEEDS, classOf, classSeen, mayDo } from '../../../journey/rules/classify.ts';
import { CUSTOMER_UNTIL, LONN, classed } from '../../helpers/customer-facts.ts';
import { UNTIL, blocksOf, stateWith } from '../../helpers/facts.ts';

const spoken = (customerClass: CustomerClass, deed: Deed): string => {
  const may = mayDo(customerClass, deed, '2026');
  return may.allowed ? `yes/${may.rule}` : `${may.verdict.code}/${may.verdict.rule}`;
};

describe('Direct or indirect', () => {
  for (const [hasProvider, directSubscriptions, expected] of [
    [true, 0, 'indirect'], [false, 3, 'direct'], [true, 3, 'extended'], [false, 0, 'unknown'],
  ] as const) {
    it(`is ${expected} with${hasProvider ? '' : 'out'} a provider and ${directSubscriptions} direct subscriptions (R79, R80)`, () =>
      equal(classOf({ hasProvider, directSubscriptions }).class, expected));
  }

  it('is told by a person who looks at the customer’s page where Partner Center tells nothing (R78, R79, R80)', () => {
    deepEqual([classSeen(true).class, classSeen(false).class], ['direct', 'indirect']);
  });

  it('is asked once the enrolment is complete, and unknown is not done: ask, never guess (R39, R80)', () => {
    deepEqual(blocksOf(stateWith('classify', { facts: UNTIL.sign(), subject: LONN })), ['sign/201']);
    equal(stateWith('classify', { facts: [...CUSTOMER_UNTIL.classify(), classed('unknown')], subject: LONN }).state, 'ready');
    equal(stateWith('classify', { facts: CUSTOMER_UNTIL.route(), subject: LONN }).state, 'done');
  });
});

describe('What may be done for a customer of each class', () => {
  for (const [deed, expected] of [
    ['create-tenant', 'not-indirect-create-tenant/66'], ['buy-directly', 'not-indirect-buy-directly/69'], ['create-orders', 'not-indirect-create-orders/70'],
    ['manage-reservations', 'not-indirect-manage-reservations/71'], ['manage-order-history', 'not-indirect-manage-order-history/72'],
    ['buy-software', 'not-indirect-buy-software/73'], ['bill-directly', 'not-indirect-bill-directly/74'], ['provider-orders', 'yes/75'],
    ['manage-licences-and-users', 'yes/76'], ['handle-renewals', 'yes/77'], ['extend', 'not-indirect-extend/87'],
  ] as const) {
    it(`says of ${deed} for an indirect customer: ${expected.replace(/\/(\d+)$/, ' (R$1)')}`, () => equal(spoken('indirect', deed), expected));
  }

  it('leaves a direct customer its direct business, and lacks only the provider (R36, R81, R86)', () => {
    deepEqual(['buy-directly', 'bill-directly', 'extend', 'provider-orders', 'transfer'].map((deed) => spoken('direct', deed as Deed)),
      ['yes/36', 'yes/36', 'yes/86', 'provider-not-linked/81', 'provider-not-linked/81']);
  });

  it('lets an extended customer be transferred, and not extended twice (R103, R123)', () => {
    deepEqual([spoken('extended', 'transfer'), spoken('extended', 'extend')], ['yes/123', 'already-extended/103']);
  });

  it('allows nothing at all while the class is unknown (R80, R86)', () => {
    deepEqual([...new Set(DEEDS.map((deed) => spoken('unknown', deed)))], ['class-unknown/80', 'class-unknown/86']);
  });
});
