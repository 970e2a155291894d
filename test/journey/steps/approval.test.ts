import { deepEqual, equal } from 'node:assert/strict';
import { approvalDue, isOverdue } from '../../../journey/rules/approval.ts';
import { UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const dueAfter = (when: string) => approvalDue(factsWith(aFact('enrol-submitted', { when })));

describe('Approval (R25, R26)', () => {
  it('is locked until the enrolment is submitted (R25, R201)', () => deepEqual(blocksOf(stateWith('approval', { facts: UNTIL.enrol() })), ['enrol/201']));

  it('waits for Microsoft for five business days from the submission (R26)', () => {
    const state = stateWith('approval', { facts: UNTIL.approval() });
    deepEqual(state, { state: 'waiting', on: 'microsoft', since: '2026-02-02', due: '2026-02-09T23:59:59.000Z' });
  });

  it('skips weekends and the holidays of both countries, and says when it does not know them (R26)', () => {
    deepEqual(dueAfter('2026-04-01'), { at: '2026-04-10T23:59:59.000Z', exact: true });
    deepEqual(dueAfter('2026-06-26'), { at: '2026-07-06T23:59:59.000Z', exact: true });
    equal(dueAfter('2029-02-01')?.exact, false);
  });

  it('makes support worth a call only after the last day (R26)', () => {
    const facts = factsWith(...UNTIL.approval());
    deepEqual(['2026-02-09T23:59:00Z', '2026-02-10T00:00:00Z'].map((now) => isOverdue(facts, new Date(now))), [false, true]);
  });

  it('stays waiting by a reported status, and is done by an attested approval only (R25)', () => {
    equal(stateWith('approval', { facts: [...UNTIL.approval(), aFact('enrol-status-reported', { words: 'In review' })] }).state, 'waiting');
    const done = stateWith('approval', { facts: UNTIL.sign() });
    deepEqual(done.state === 'done' ? done.proof : done, 'attested');
  });
});
