import { doneBy, notNeeded } from '../done-by.ts';
import { extendVerdicts, isSaved, refusesExtension } from '../rules/extend.ts';
import { noRouteNeeded, routeOf } from '../rules/route.ts';
import { confirmationOf, confirmationState } from '../rules/second-person.ts';
import type { Step, StepInput } from '../steps.ts';

const progress = (input: StepInput): ReturnType<Step['progress']> => {
  const { facts, subject, profile } = input;
  const seen = facts.latest('extension-seen', subject);
  if (seen?.proof === 'verified') return doneBy(seen);
  const chosen = routeOf(facts, subject);
  if (chosen !== undefined && chosen.route !== 'extension') return { state: 'not-needed', why: { code: 'other-route', rule: 82, profile } };
  const saved = facts.latest('extension-saved', subject);
  if (saved !== undefined && isSaved(facts, subject)) return { state: 'waiting', on: 'microsoft', since: saved.at };
  const confirmed = confirmationOf(input, 'extend');
  if (confirmed !== undefined && confirmationState(input, 'extend') === 'second-needed') return { state: 'waiting', on: 'partner', since: confirmed.at };
  return notNeeded(noRouteNeeded(input));
};

/**
 * The reseller relationship of one direct customer is extended to the provider, in the portal, by an Admin agent (R84, R98, R104). It
 * moves no subscription (R100), shares billing details (R89-R91), is seen by the customer (R94), and counts once it was read (R103).
 */
export const extend: Step = {
  id: 'extend',
  rules: [81, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 98, 99, 100, 101, 102, 103, 104],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent'],
  needs: ['route'],
  irreversible: 'extend',
  blocks: extendVerdicts,
  progress,
  refuses: refusesExtension,
};
