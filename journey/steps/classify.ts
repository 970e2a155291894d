import { doneBy } from '../done-by.ts';
import type { Step } from '../steps.ts';

/** Direct, indirect or extended, by what Partner Center shows, or by what a person sees in the portal; never by a guess (R78-R80). */
export const classify: Step = {
  id: 'classify',
  rules: [39, 66, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 86, 87],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent', 'sales-agent', 'global-admin'],
  needs: ['sign'],
  blocks: () => [],
  progress: ({ facts, subject }) => {
    const classed = facts.latest('customer-classed', subject);
    if (classed === undefined || classed.value.class === 'unknown') return undefined;
    return doneBy(classed);
  },
};
