import { doneBy } from '../done-by.ts';
import type { Step } from '../steps.ts';

/**
 * The partner decides, by a person and with a date, before anything is begun (R3); the whole need is weighed first, because there is
 * no way back for this tenant (R17, R30).
 */
export const decide: Step = {
  id: 'decide',
  rules: [3, 4, 12, 17, 204],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin', 'admin-agent'],
  needs: ['assess'],
  blocks: () => [],
  progress: ({ facts }) => {
    const decided = facts.latest('decided');
    return decided === undefined ? undefined : doneBy(decided);
  },
};
