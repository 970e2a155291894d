import { deepEqual, equal } from 'node:assert/strict';
import type { ProfileId } from '../../../journey/facts.ts';
import type { Assessment } from '../../../journey/rules/assess.ts';
import { floorAt, mayFillQuestionnaire, meetsAll, missingOf, planAdvice, purchaseBlocks, requirementsOf, revenueWindow, suggestion, warningsOf } from '../../../journey/rules/assess.ts';
import { countdownOf, nextYearlyCheck } from '../../../journey/rules/enforcement.ts';
import { UNTIL, blocksOf, stateWith } from '../../helpers/facts.ts';

const good: Assessment = {
  state: 'active', revenue: 2_000_000, scope: 'account', mpn: true, authority: true, 'first-level': true, plan: 'asfp', credit: 'passed',
  managed: true, ip: false, app: false, billing: true, security: true, designation: true, tenure: 0,
};
const at = (day = '2026-02-03', profile: ProfileId = '2026') => ({ now: new Date(`${day}T10:00:00Z`), profile });
const missing = (over: Partial<Assessment>, when = at()): string[] => missingOf({ ...good, ...over }, when).map(({ code, rule }) => `${code}/${rule}`);

describe('The revenue floor (R6, R7, R8, R9)', () => {
  const rows: [day: string, profile: ProfileId, floor: number | undefined][] = [
    ['2020-12-31', '2020', undefined], ['2021-01-01', '2020', 300_000], ['2026-02-03', '2020', 300_000],
    ['2020-12-31', '2026', undefined], ['2021-01-01', '2026', 300_000], ['2025-09-30', '2026', 300_000], ['2025-10-01', '2026', 1_000_000],
  ];
  for (const [day, profile, floor] of rows) it(`on ${day} by rule set ${profile}: ${floor ?? 'none yet'} (R6, R7)`, () => equal(floorAt(at(day, profile))?.usd, floor));

  it('is met at the figure itself and missed one dollar below (R7)', () => {
    deepEqual(missing({ revenue: 1_000_000 }), []);
    deepEqual(missing({ revenue: 999_999 }), ['need-revenue/7']);
    deepEqual(missing({ revenue: 300_000 }, at('2026-02-03', '2020')), []);
    deepEqual(missing({ revenue: 299_999 }, at('2026-02-03', '2020')), ['need-revenue/7']);
  });

  it('asks nothing before it begins (R6)', () => deepEqual(missing({ revenue: 0 }, at('2020-12-31', '2020')), []));

  it('looks back twelve months from the day of evaluation, not over the calendar year (R9)', () => {
    deepEqual(revenueWindow(new Date('2026-02-03T10:00:00Z')), { from: '2025-02-03', to: '2026-02-03' });
  });

  it('warns when the figure is of one tenant only (R8)', () => {
    deepEqual(warningsOf({ ...good, scope: 'one-tenant' }, at()).map(({ code, rule }) => [code, rule]), [['one-tenant-only', 8]]);
    deepEqual(warningsOf(good, at()), []);
  });
});

describe('The checklist (R180-R188)', () => {
  const rows: [over: Partial<Assessment>, expected: string][] = [
    [{ mpn: false }, 'need-mpn/180'], [{ authority: false }, 'need-authority/181'], [{ 'first-level': false }, 'need-first-level/182'],
    [{ plan: 'none' }, 'need-plan/183'], [{ plan: 'other' }, 'need-plan/183'], [{ managed: false }, 'need-service/186'], [{ billing: false }, 'need-billing/187'],
    [{ security: false }, 'need-security/188'], [{ designation: false }, 'need-designation/188'],
  ];
  for (const [over, expected] of rows) {
    it(`${JSON.stringify(over)} alone fails: ${expected} (R188)`, () => {
      deepEqual(missing(over), [expected]);
      equal(meetsAll(requirementsOf({ ...good, ...over }, at())), false);
    });
  }

  it('takes either support plan, and no other (R183)', () => deepEqual((['asfp', 'psfp'] as const).flatMap((plan) => missing({ plan })), []));

  it('takes any one of the three services (R186)', () => {
    for (const kind of ['managed', 'ip', 'app'] as const) deepEqual(missing({ managed: false, [kind]: true }), [], kind);
  });

  it('asks for security and designation only by today’s rules (R179, R188)', () => {
    deepEqual(missing({ security: false, designation: false }, at('2026-02-03', '2020')), []);
  });

  it('asks twelve months as a reseller only of whoever has to apply anew', () => {
    deepEqual(missing({ tenure: 11, state: 'revoked' }), ['need-tenure/188']);
    deepEqual(missing({ tenure: 12, state: 'revoked' }), []);
    deepEqual(missing({ tenure: 0 }), []);
    deepEqual(missing({ tenure: 0, state: 'revoked' }, at('2026-02-03', '2020')), []);
  });
});

describe('The support plan waits for the credit check (R184, R185, R191-R195)', () => {
  for (const credit of ['not-applied', 'applied', 'under-review'] as const) {
    it(`${credit}: do not buy (R194, R195)`, () => {
      equal(planAdvice({ ...good, plan: 'none', credit }), 'must-wait');
      deepEqual(warningsOf({ ...good, plan: 'none', credit }, at()).map(({ code, rule }) => [code, rule]), [['credit-check-first', 194]]);
    });
  }
  it('passed: may buy (R184, R185)', () => equal(planAdvice({ ...good, plan: 'none', credit: 'passed' }), 'may-buy'));
  it('says nothing of buying to whoever has one', () => equal(planAdvice({ ...good, credit: 'not-applied' }), 'has-plan'));
});

describe('Stay, qualify or switch (R188, R189, R190, R196)', () => {
  const rows: [what: string, over: Partial<Assessment>, verdict: string, questionnaire: boolean][] = [
    ['everything is met', {}, 'stay', true],
    ['something can still be put right', { 'first-level': false }, 'qualify', false],
    ['only the plan is missing, which comes last (R184)', { plan: 'none' }, 'qualify', true],
    ['the revenue is too low', { revenue: 10 }, 'switch', false],
    ['restricted although all is met', { state: 'restricted' }, 'qualify', true],
    ['suspended', { state: 'suspended' }, 'switch', false],
    ['revoked', { state: 'revoked', tenure: 24 }, 'switch', false],
  ];
  for (const [what, over, verdict, questionnaire] of rows) {
    it(`${what}: ${verdict}, questionnaire ${questionnaire ? 'open' : 'locked'} (R189)`, () => {
      equal(suggestion({ ...good, ...over }, at()), verdict);
      equal(mayFillQuestionnaire({ ...good, ...over }, at()), questionnaire);
    });
  }
});

describe('Restricted, suspended, revoked (R4, R5, R11, R197, R198)', () => {
  it('closes direct purchases from the restriction on, and not before it was read (R5, R11, R198)', () => {
    for (const state of ['restricted', 'suspended', 'revoked'] as const) deepEqual(purchaseBlocks(state, '2026').map(({ code, rule }) => [code, rule]), [['purchases-closed', 198]]);
    deepEqual([purchaseBlocks('active', '2026'), purchaseBlocks(undefined, '2026')], [[], []]);
  });

  it('counts thirty and sixty days from the restriction by today’s rules', () => {
    deepEqual(countdownOf({ state: 'restricted', since: '2026-02-01' }, '2026'), { next: 'suspended', at: '2026-03-03T00:00:00.000Z' });
    deepEqual(countdownOf({ state: 'suspended', since: '2026-03-03' }, '2026'), { next: 'revoked', at: '2026-04-02T00:00:00.000Z' });
    deepEqual([countdownOf({ state: 'revoked', since: '2026-04-02' }, '2026'), countdownOf({ state: 'active', since: '2026-04-02' }, '2026')], [undefined, undefined]);
  });

  it('names no day by the documents of 2020: "eventually" (R197)', () => equal(countdownOf({ state: 'restricted', since: '2026-02-01' }, '2020'), undefined));

  it('finds the month of the next yearly check', () => {
    const now = new Date('2026-02-03T10:00:00Z');
    deepEqual([10, 2, 1].map((month) => nextYearlyCheck(month, now).slice(0, 10)), ['2026-10-01', '2026-02-01', '2027-01-01']);
  });
});

describe('The steps assess and decide (R1, R3, R17, R199)', () => {
  it('assess is open to everybody at once, decide only after it (R3, R199, R201)', () => {
    equal(stateWith('assess', { facts: [] }).state, 'ready');
    deepEqual(blocksOf(stateWith('decide', { facts: [] })), ['assess/201']);
    equal(stateWith('decide', { facts: UNTIL.decide() }).state, 'ready');
    deepEqual([stateWith('assess', { facts: UNTIL.decide() }).state, stateWith('decide', { facts: UNTIL.prepare() }).state], ['done', 'done']);
  });
});
