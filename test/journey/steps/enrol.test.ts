import { deepEqual, equal } from 'node:assert/strict';
import type { Fact } from '../../../journey/facts.ts';
import type { Person } from '../../../journey/records.ts';
import { noButtonVerdict } from '../../../journey/rules/enrol.ts';
import { enrol } from '../../../journey/steps/enrol.ts';
import { KARIN, NILS, UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const inMonth = (month: number): Fact[] => [...UNTIL.enrol(), aFact('anniversary', { month })];
const confirmed = (by = KARIN): Fact => aFact('irreversible-confirmed', { act: 'enrol', typed: 'Fjordline IT AB' }, { by });
const FOUR_EYES = aFact('four-eyes', { wanted: true });

const refused = (facts: Fact[], person: Person, attempt: Fact[], profile: '2020' | '2026' = '2026'): string[] =>
  (enrol.refuses?.({ facts: factsWith(...facts), now: new Date('2026-02-03T10:00:00Z'), profile, subject: 'organisation' }, { person, facts: attempt }) ?? []).map(({ code, rule }) => `${code}/${rule}`);
const submitted = aFact('enrol-submitted', { when: '2026-02-03' });

describe('Before the enrolment (R2, R3, R16, R17, R201)', () => {
  it('is for a Global administrator (R2, R16, R202)', () => deepEqual(enrol.roles, ['global-admin']));

  it('names the steps that are missing (R201)', () => deepEqual(blocksOf(stateWith('enrol', { facts: UNTIL.prepare() })), ['prepare/201']));

  it('does not begin for a company that decided otherwise, or weighed nothing (R3, R17)', () => {
    deepEqual(blocksOf(stateWith('enrol', { facts: [...UNTIL.enrol(), aFact('decided', { choice: 'stay' })] })), ['decided-otherwise/3']);
    const unweighed = UNTIL.enrol().filter(({ kind }) => kind !== 'business-need-evaluated');
    deepEqual(blocksOf(stateWith('enrol', { facts: unweighed })), ['need-not-weighed/17']);
    deepEqual(blocksOf(stateWith('prepare', { facts: [...UNTIL.decide(), aFact('decided', { choice: 'qualify' })] })), ['decided-otherwise/3', 'need-not-weighed/17']);
  });
});

describe('The anniversary window (R21, R22, R23)', () => {
  for (const month of [9, 10, 11, 12]) it(`2020: month ${month} is open (R21)`, () => equal(stateWith('enrol', { facts: inMonth(month), profile: '2020' }).state, 'ready'));
  for (const month of [1, 2, 5, 8]) {
    it(`2020: month ${month} waits for Microsoft without a day, and nothing may be recorded (R21, R23)`, () => {
      const state = stateWith('enrol', { facts: inMonth(month), profile: '2020' });
      deepEqual(state.state === 'waiting' ? [state.on, state.due] : state, ['microsoft', undefined]);
      deepEqual(refused(inMonth(month), KARIN, [], '2020'), ['outside-window/21', 'window-later/23']);
    });
  }
  it('2020: an unknown month is asked for (R21)', () => {
    deepEqual(blocksOf(stateWith('enrol', { facts: UNTIL.enrol().filter(({ kind }) => kind !== 'anniversary'), profile: '2020' })), ['anniversary-unknown/21']);
  });
  it('2026: there is no window any more', () => equal(stateWith('enrol', { facts: inMonth(3) }).state, 'ready'));
  it('explains a missing button by the window in 2020, by the restriction today (R22)', () => {
    deepEqual([noButtonVerdict('2020').code, noButtonVerdict('2026').code], ['no-button-window', 'no-button-restricted']);
  });
});

describe('No way back (R19, R30, R204)', () => {
  it('takes no submission before the typed confirmation (R30)', () => deepEqual(refused(UNTIL.enrol(), KARIN, [submitted]), ['confirm-first/30']));

  it('takes one after it, and is done only then, by attestation (R19)', () => {
    deepEqual(refused([...UNTIL.enrol(), confirmed()], KARIN, [submitted]), []);
    equal(stateWith('enrol', { facts: [...UNTIL.enrol(), confirmed()] }).state, 'ready');
    const done = stateWith('enrol', { facts: UNTIL.approval() });
    deepEqual(done.state === 'done' ? [done.proof, done.by] : done, ['attested', 'Karin Berg']);
  });

  it('waits for a second person where four eyes are wanted, and not for the same one (R204)', () => {
    const facts = [...UNTIL.enrol(), FOUR_EYES, confirmed()];
    const state = stateWith('enrol', { facts });
    deepEqual(state.state === 'waiting' ? state.on : state, 'partner');
    deepEqual(refused(facts, KARIN, []), ['second-person-needed/204']);
    deepEqual(refused(facts, NILS, []), []);
    deepEqual(refused(facts, NILS, [submitted]), ['second-person-needed/204']);
  });

  it('lets the submission through once another person has seconded it (R204)', () => {
    const seconded = (by: Person) => [...UNTIL.enrol(), FOUR_EYES, confirmed(), aFact('seconded', { act: 'enrol' }, { by })];
    deepEqual(refused(seconded(NILS), KARIN, [submitted]), []);
    deepEqual(refused(seconded(KARIN), KARIN, [submitted]), ['second-person-needed/204']);
  });

  it('does not let an old second, or one of another act, stand for this confirmation (R204)', () => {
    const old = [...UNTIL.enrol(), FOUR_EYES, confirmed(), aFact('seconded', { act: 'enrol' }, { by: NILS }), confirmed()];
    deepEqual(refused(old, KARIN, [submitted]), ['second-person-needed/204']);
    const other = [...UNTIL.enrol(), FOUR_EYES, confirmed(), aFact('seconded', { act: 'sign' }, { by: NILS })];
    deepEqual(refused(other, KARIN, [submitted]), ['second-person-needed/204']);
    deepEqual(refused([...UNTIL.enrol(), aFact('irreversible-confirmed', { act: 'sign', typed: 'x' })], KARIN, [submitted]), ['confirm-first/30']);
  });

  it('takes no second before there is a first (R204)', () => deepEqual(refused(UNTIL.enrol(), NILS, [aFact('seconded', { act: 'enrol' })]), ['confirm-first/30']));
});
