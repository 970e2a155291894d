import { doneBy } from '../done-by.ts';
import { classKnown, routeVerdicts } from '../rules/route.ts';
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
  progress: ({ facts, subject, profile }) => {
    const chosen = facts.latest('route-chosen', subject);
    if (chosen !== undefined) return doneBy(chosen);
    const known = classKnown(facts, subject);
    if (known === 'indirect') return { state: 'not-needed', why: { code: 'not-indirect-extend', rule: 87, profile } };
    return known === 'extended' ? { state: 'not-needed', why: { code: 'already-extended', rule: 103, profile } } : undefined;
  },
  refuses: (input, { facts }) =>
    facts.flatMap((fact) => (fact.kind === 'route-chosen' ? routeVerdicts(input, fact.value) : [])),
};
