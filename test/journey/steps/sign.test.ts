import { deepEqual, equal } from 'node:assert/strict';
import type { Fact } from '../../../journey/facts.ts';
import type { Person } from '../../../journey/records.ts';
import { enrolledAt, enrolmentState, isDual, isEnrolled } from '../../../journey/rules/enrolment.ts';
import { sign } from '../../../journey/steps/sign.ts';
import { KARIN, NILS, UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const signed = aFact('partner-agreement-signed', { mpnId: '7000123' });
const verified = aFact('partner-agreement-signed', { mpnId: '7000123' }, { proof: 'verified' });
const confirmed = aFact('irreversible-confirmed', { act: 'sign', typed: 'Fjordline IT AB' }, { by: KARIN });
const refused = (facts: Fact[], person: Person, attempt: Fact[]): string[] =>
  (sign.refuses?.({ facts: factsWith(...facts), now: new Date('2026-02-03T10:00:00Z'), profile: '2026', subject: 'organisation' }, { person, facts: attempt }) ?? []).map(({ code, rule }) => `${code}/${rule}`);

describe('The agreement (R25, R30, R32, R34)', () => {
  it('is for a Global administrator, and locked until the approval (R25, R202)', () => {
    deepEqual(sign.roles, ['global-admin']);
    deepEqual(blocksOf(stateWith('sign', { facts: UNTIL.approval() })), ['approval/201']);
    equal(stateWith('sign', { facts: UNTIL.sign() }).state, 'ready');
  });

  it('is done only when it is accepted and both roles are seen (R32, R34)', () => {
    equal(stateWith('sign', { facts: [...UNTIL.sign(), verified] }).state, 'ready');
    const done = stateWith('sign', { facts: UNTIL.after() });
    deepEqual(done.state === 'done' ? [done.proof, done.by] : done, ['verified', 'Karin Berg']);
  });

  it('is warned and confirmed once more before anything is reported (R30)', () => {
    deepEqual(refused(UNTIL.sign(), KARIN, [signed]), ['confirm-first/30']);
    deepEqual(refused([...UNTIL.sign(), confirmed], KARIN, [signed]), []);
  });

  it('has nothing to confirm any more once it was read as accepted (R32)', () => deepEqual(refused(UNTIL.sign(), KARIN, [verified]), []));

  it('waits for a second person where four eyes are wanted (R204)', () => {
    const facts = [...UNTIL.sign(), aFact('four-eyes', { wanted: true }), confirmed];
    const state = stateWith('sign', { facts });
    deepEqual(state.state === 'waiting' ? state.on : state, 'partner');
    deepEqual([refused(facts, KARIN, []), refused(facts, NILS, [])], [['second-person-needed/204'], []]);
  });
});

describe('Enrolment complete (R25, R34, R35)', () => {
  it('goes from not started by submitted and approved to complete (R25, R35)', () => {
    const states = [UNTIL.enrol(), UNTIL.approval(), UNTIL.sign(), UNTIL.after()].map((facts) => enrolmentState(factsWith(...facts)));
    deepEqual(states, ['not-started', 'submitted', 'approved', 'complete']);
  });

  it('takes both the approval and the agreement (R35)', () => {
    deepEqual([UNTIL.sign(), [...UNTIL.approval(), verified], [...UNTIL.sign(), verified]].map((facts) => isEnrolled(factsWith(...facts))), [false, false, true]);
  });

  it('is dual only when the profile was seen to show both roles (R34)', () => {
    deepEqual([[...UNTIL.sign(), verified], UNTIL.after()].map((facts) => isDual(factsWith(...facts))), [false, true]);
  });

  it('began with the later of the two', () => {
    const facts = [aFact('enrol-approved', { when: '2026-02-03' }, { at: '2026-02-04T08:00:00Z' }), aFact('partner-agreement-signed', { mpnId: '1' }, { at: '2026-02-05T08:00:00Z' })];
    equal(enrolledAt(factsWith(...facts)), '2026-02-05T08:00:00Z');
    equal(enrolledAt(factsWith(...facts.slice(0, 1))), undefined);
  });
});
