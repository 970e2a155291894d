import { doneBy, notNeeded } from '../done-by.ts';
import { inviteBlocks, refusesInvitation } from '../rules/invite.ts';
import { noRouteNeeded, routeOf } from '../rules/route.ts';
import type { Step, StepInput, StepState } from '../steps.ts';

type Progress = ReturnType<Step['progress']>;

/** No timer is published for the customer's answer (R62), so nothing is due. */
const waiting = (on: 'customer' | 'provider', since: string): Extract<StepState, { state: 'waiting' }> => ({ state: 'waiting', on, since });

const progress = (input: StepInput): Progress => {
  const { facts, subject, profile } = input;
  const accepted = facts.latest('invitation-accepted', subject) ?? facts.latest('tenant-seen', subject);
  if (accepted?.proof === 'verified') return doneBy(accepted);
  const chosen = routeOf(facts, subject);
  if (chosen !== undefined && chosen.route !== 'invitation') return { state: 'not-needed', why: { code: 'other-route', rule: 82, profile } };
  const [sent, asked] = [facts.latest('invitation-sent', subject), facts.latest('tenant-asked', subject)];
  if (sent !== undefined) return waiting('customer', sent.at);
  if (asked !== undefined) return waiting('provider', asked.at);
  return notNeeded(noRouteNeeded(input));
};

/**
 * One invitation for partner and provider together (R55, R61), drafted for review, sent by the person and never by us (R58, R59), and in
 * force only when the customer has authorised both (R107-R109). A customer without a tenant goes to the provider (R66-R68).
 */
export const invite: Step = {
  id: 'invite',
  rules: [53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 105, 106, 107, 108, 109],
  of: 'customer',
  takesNew: true,
  side: 'partner',
  roles: ['admin-agent', 'sales-agent'],
  needs: ['partner-up'],
  blocks: inviteBlocks,
  progress,
  refuses: refusesInvitation,
};
