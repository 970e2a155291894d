import { doneBy } from '../done-by.ts';
import { enrolledAt } from '../rules/enrolment.ts';
import { invitationDue, programmes } from '../rules/incentives.ts';
import type { Step } from '../steps.ts';

/** Microsoft invites within thirty days (R173); then the reseller's programme is joined, beside the direct-bill one and apart from it (R174-R177). */
export const incentives: Step = {
  id: 'incentives',
  rules: [35, 173, 174, 175, 176, 177],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin', 'admin-agent', 'sales-agent'],
  needs: ['sign'],
  blocks: () => [],
  progress: ({ facts }) => {
    const joined = facts.latest('incentive-enrolled');
    if (joined !== undefined && programmes(facts).has('indirect')) return doneBy(joined);
    const [since, due] = [enrolledAt(facts), invitationDue(facts)];
    if (since === undefined || due === undefined) return undefined;
    const invited = facts.latest('incentive-invited');
    return invited === undefined ? { state: 'waiting', on: 'microsoft', since, due } : { state: 'waiting', on: 'partner', since: invited.value.when, due };
  },
};
