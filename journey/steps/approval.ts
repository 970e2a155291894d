import { doneBy } from '../done-by.ts';
import { resellerSeen } from '../rules/enrolment.ts';
import { approvalDue } from '../rules/approval.ts';
import type { Step } from '../steps.ts';

/** Microsoft approves, often at once, at most in about five business days (R25, R26); only a person can see it, by mail or in the portal (R27, R28). */
export const approval: Step = {
  id: 'approval',
  rules: [25, 26, 27, 28, 29, 36, 37],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin', 'admin-agent'],
  needs: ['enrol'],
  blocks: () => [],
  progress: ({ facts }) => {
    const approved = facts.latest('enrol-approved');
    if (approved !== undefined) return doneBy(approved);
    const seen = resellerSeen(facts);
    if (seen !== undefined) return doneBy(seen);
    const [submitted, due] = [facts.latest('enrol-submitted'), approvalDue(facts)];
    return submitted === undefined || due === undefined ? undefined : { state: 'waiting', on: 'microsoft', since: submitted.value.when, due: due.at, ...(due.exact ? {} : { about: true }) };
  },
};
