import { doneBy, notNeeded } from '../done-by.ts';
import { consentFor, refusesConsent } from '../rules/consent.ts';
import { noRouteNeeded, routeOf } from '../rules/route.ts';
import type { Step } from '../steps.ts';

/**
 * The customer is informed and agrees before the extension, or nothing is extended (R96, R97). With an invitation the customer itself
 * decides by accepting it (R107), so nobody records a consent for it.
 */
export const consent: Step = {
  id: 'consent',
  rules: [96, 97, 107],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent', 'sales-agent', 'global-admin'],
  needs: ['route'],
  blocks: () => [],
  progress: (input) => {
    const { facts, subject, profile } = input;
    const consented = consentFor(facts, subject);
    if (consented !== undefined) return doneBy(consented);
    const chosen = routeOf(facts, subject);
    const why = chosen === undefined || chosen.route === 'extension' ? noRouteNeeded(input) : { code: 'consent-not-needed', rule: 107, profile };
    return notNeeded(why);
  },
  refuses: refusesConsent,
};
