import { doneBy, notNeeded } from '../done-by.ts';
import { noRouteNeeded, routeVerdicts } from '../rules/route.ts';
import type { Step } from '../steps.ts';

/** Extension, invitation, buying anew or waiting, for each customer (R82, R105), with a provider that was accepted (R88). */
export const route: Step = {
  id: 'route',
  rules: [52, 56, 82, 83, 86, 87, 88, 92, 93, 105],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent', 'sales-agent'],
  needs: ['partner-up', 'classify'],
  blocks: () => [],
  progress: (input) => {
    const chosen = input.facts.latest('route-chosen', input.subject);
    if (chosen !== undefined) return doneBy(chosen);
    return notNeeded(noRouteNeeded(input));
  },
  refuses: (input, { facts }) =>
    facts.flatMap((fact) => (fact.kind === 'route-chosen' ? routeVerdicts(input, fact.value) : [])),
};
