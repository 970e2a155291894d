import { deepEqual, equal } from 'node:assert/strict';
import { KARIN, NILS, UNTIL, aFact } from '../../helpers/facts.ts';
import { daysFrom, dueOn, kindsOn, toldOver } from './asked.ts';

describe('Reminders between enrolment and agreement', () => {
  it('tell once when the five business days are over, and not a minute before (R26)', () => {
    const facts = UNTIL.approval();
    deepEqual(kindsOn({ facts, now: '2026-02-09T23:59:00Z' }), []);
    const [late] = dueOn({ facts, now: '2026-02-10T00:00:00Z' });
    equal(late?.kind, 'approval-overdue');
    deepEqual(late?.values, { since: '2026-02-02', due: '2026-02-09T23:59:59.000Z', days: 8 });
    deepEqual(late?.owners, [KARIN.personId]);
    deepEqual(toldOver(facts, daysFrom('2026-02-03', 60)), ['2026-02-10 approval-overdue']);
  });

  it('never tell of a late approval that has come (R26)', () => deepEqual(kindsOn({ facts: UNTIL.sign(), now: '2026-02-03T12:00:00Z' }), []));

  it('ask for the new sign-in on the first and third day after the approval (R29)', () => {
    deepEqual(toldOver(UNTIL.sign(), daysFrom('2026-02-03', 40)), ['2026-02-04 sign-in-again', '2026-02-06 sign-in-again']);
  });

  it('ask for the agreement only after the sign-in, less and less often (R31, R32)', () => {
    const facts = [...UNTIL.sign(), aFact('signed-in-again', {}, { by: KARIN, at: '2026-02-04T09:00:00.000Z' })];
    deepEqual(toldOver(facts, daysFrom('2026-02-04', 60)), ['2026-02-06 agreement-unsigned', '2026-02-09 agreement-unsigned', '2026-02-14 agreement-unsigned', '2026-02-24 agreement-unsigned']);
  });

  it('stop when the agreement is accepted (R32)', () => deepEqual(kindsOn({ facts: UNTIL.after(), now: '2026-02-04T08:00:00Z' }), []));

  it('ask for the second person while one is needed, and stop when there is one (R204)', () => {
    const confirmed = [...UNTIL.enrol(), aFact('four-eyes', { wanted: true }), aFact('irreversible-confirmed', { act: 'enrol', typed: 'Fjordline IT AB' }, { by: KARIN })];
    const days = daysFrom('2026-02-03', 30);
    deepEqual(toldOver(confirmed, days), ['2026-02-04 second-person', '2026-02-06 second-person', '2026-02-10 second-person']);
    equal(dueOn({ facts: confirmed, now: '2026-02-05T12:00:00Z' })[0]?.opens, 'enrol');
    deepEqual(toldOver([...confirmed, aFact('seconded', { act: 'enrol' }, { by: NILS })], days), []);
  });

  it('leave out the lower rungs for whoever comes back after weeks (I6)', () => {
    equal(dueOn({ facts: UNTIL.sign(), now: '2026-03-20T12:00:00Z' }).length, 1);
  });
});
