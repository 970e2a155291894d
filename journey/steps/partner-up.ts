import { doneBy } from '../done-by.ts';
import { isEnrolled } from '../rules/enrolment.ts';
import { partnershipState, refusesAcceptance } from '../rules/partner-up.ts';
import type { Step } from '../steps.ts';

/**
 * The provider invites, a Global administrator follows the link (R48-R50), and the provider then stands in the list of relationships: only
 * that counts (R51). Several providers are possible (R52).
 */
export const partnerUp: Step = {
  id: 'partner-up',
  rules: [40, 41, 47, 48, 49, 50, 51, 52],
  of: 'organisation',
  side: 'partner',
  roles: ['global-admin'],
  needs: ['sign'],
  blocks: ({ facts, profile }) => (isEnrolled(facts) ? [] : [{ code: 'providers-not-open', rule: 40, profile }]),
  progress: ({ facts }) => {
    const state = partnershipState(facts);
    if (state === 'accepted') {
      const last = facts.all.findLast(({ kind, proof }) => kind === 'provider-accepted' && proof === 'verified');
      return last === undefined ? undefined : doneBy(last);
    }
    const [invited, asked] = [facts.latest('provider-invited'), facts.latest('provider-asked')];
    if (invited !== undefined) return { state: 'waiting', on: 'partner', since: invited.at };
    return asked === undefined ? undefined : { state: 'waiting', on: 'provider', since: asked.at };
  },
  refuses: refusesAcceptance,
};
