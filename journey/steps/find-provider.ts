import { doneBy } from '../done-by.ts';
import type { Step } from '../steps.ts';

/**
 * Providers are evaluated by the partner's own checklist (R43); the one that fits is asked to send its invitation, because only a provider
 * can begin a partnership (R48). A provider that is there already needs no search (R52).
 */
export const findProvider: Step = {
  id: 'find-provider',
  rules: [40, 41, 42, 43, 44, 45, 46, 48],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin', 'admin-agent', 'sales-agent'],
  needs: ['sign'],
  blocks: () => [],
  progress: ({ facts }) => {
    const asked = facts.latest('provider-asked');
    if (asked !== undefined) return doneBy(asked);
    const [accepted] = facts.subjects('provider-accepted');
    const known = accepted === undefined ? undefined : facts.latest('provider-accepted', accepted);
    return known === undefined ? undefined : doneBy(known);
  },
};
