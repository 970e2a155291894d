import { deepEqual, equal } from 'node:assert/strict';
import type { LineChoice, Subscription, SubscriptionClass } from '../../journey/records.ts';
import { lineChoices } from '../../journey/rules/lines.ts';
import { splitLines } from '../../journey/rules/split.ts';
import { aLine, aSubscription } from '../helpers/builders.ts';

const many = (count: number, found: SubscriptionClass, addons = 0) =>
  Array.from({ length: count }, (_, n) => aLine({ subscriptionId: `${found}-${n}`, class: found, addons: Array.from({ length: addons }, (_one, k) => aLine({ subscriptionId: `${found}-${n}-${k}` })) }));
const sizes = (...lines: ReturnType<typeof many>): [string, number][] => splitLines(lines).map((part) => [part.model, part.lines.length]);

describe('One order, as many requests as it takes (API topic 10.3)', () => {
  it('leaves a small order of one model whole', () => {
    deepEqual(sizes(...many(25, 'legacy-licence')), [['legacy', 25]]);
    deepEqual(sizes(...many(1, 'new-commerce-licence')), [['new-commerce', 1]]);
    deepEqual(splitLines([]), []);
  });

  it('parts the models, and then at 25 lines', () => {
    deepEqual(sizes(...many(3, 'new-commerce-licence'), ...many(2, 'legacy-azure')), [['legacy', 2], ['new-commerce', 3]]);
    deepEqual(sizes(...many(26, 'legacy-licence')), [['legacy', 25], ['legacy', 1]]);
    deepEqual(sizes(...many(60, 'new-commerce-licence')), [['new-commerce', 25], ['new-commerce', 25], ['new-commerce', 10]]);
  });

  it('counts add-ons where they are named, and never tears one from its base (R156)', () => {
    deepEqual(sizes(...many(10, 'new-commerce-licence', 2)), [['new-commerce', 8], ['new-commerce', 2]]);
    deepEqual(sizes(...many(25, 'legacy-licence', 2)), [['legacy', 25]]);
  });

  it('keeps Azure and its reservations in one request (900145)', () => {
    const [first] = splitLines([...many(24, 'new-commerce-licence'), ...many(2, 'azure-plan'), ...many(3, 'reservation')]);
    deepEqual(first?.lines.slice(0, 5).map((line) => line.class), ['azure-plan', 'azure-plan', 'reservation', 'reservation', 'reservation']);
  });

  it('loses and doubles nothing', () => {
    const all = [...many(31, 'new-commerce-licence', 1), ...many(27, 'legacy-licence'), ...many(2, 'reservation')];
    deepEqual(splitLines(all).flatMap(({ lines }) => lines.map((line) => line.subscriptionId)).sort(), all.map((line) => line.subscriptionId).sort());
  });
});

describe('Which lines may go, by the rules of the day (R163-R169)', () => {
  const choice = (over: Partial<Subscription>, newCommerce: boolean, held = new Map<string, string>()): LineChoice | undefined =>
    lineChoices({ subscriptions: [aSubscription(over)], eligibility: [{ subscriptionId: aSubscription().subscriptionId, eligible: false, reason: 'not of this kind' }], held, newCommerce })[0];

  it('lets new commerce go today, whatever Microsoft says of the partner’s own request', () => {
    for (const found of ['new-commerce-licence', 'azure-plan', 'reservation', 'software'] as const) {
      const { selectable, model, reason } = choice({ class: found }, true) ?? {};
      deepEqual([selectable, model, reason], [true, 'new-commerce', undefined], found);
      equal(choice({ class: found }, false)?.selectable, false, `${found}, 2020`);
    }
  });

  it('keeps blocked what nobody can move', () => {
    deepEqual((['marketplace', 'unknown'] as const).map((found) => choice({ class: found }, true)?.block), ['marketplace', 'unknown-type']);
    equal(choice({ class: 'new-commerce-licence', isTrial: true }, true)?.block, 'trial');
    equal(choice({ class: 'new-commerce-licence', status: 'suspended' }, true)?.block, 'not-active');
    equal(choice({ class: 'new-commerce-licence', parentId: 'elsewhere' }, true)?.block, 'add-on-alone');
    equal(choice({ class: 'new-commerce-licence' }, true, new Map([[aSubscription().subscriptionId, 'other']]))?.block, 'in-open-transfer');
    equal(choice({}, true)?.block, 'says-microsoft', 'legacy stays Microsoft’s to decide');
  });
});
