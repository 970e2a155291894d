import { doneBy } from '../done-by.ts';
import type { Step } from '../steps.ts';

/** Stay direct, qualify, or switch? The checklist of the direct-bill requirements comes before every other step (R178-R199). */
export const assess: Step = {
  id: 'assess',
  rules: [1, 5, 6, 7, 8, 9, 11, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin', 'admin-agent', 'sales-agent'],
  needs: [],
  blocks: () => [],
  progress: ({ facts }) => {
    const assessed = facts.latest('assessed');
    return assessed === undefined ? undefined : doneBy(assessed);
  },
};
