import type { AgentRole } from '../people.ts';
import type { Resource } from './call.ts';
import { ApiError } from './errors.ts';
import type { State } from './state.ts';
import { switchOf } from './switches.ts';
import type { Caller } from './token.ts';

const ANY_AGENT: readonly AgentRole[] = ['AdminAgents', 'SalesAgents', 'HelpdeskAgents', 'GlobalAdministrator'];
/** Start of enforcement in production (§2.2, P: the date has moved several times). */
const MFA_ENFORCED_FROM = Date.parse('2026-06-08T00:00:00Z');
/** What an integration sandbox cannot do (§13): transfers of either model, and customer invitations. */
const NOT_IN_SANDBOX = /\/(transfers|transferseligibility|relationshiprequests)(\/|$)/;
/** Order and transfer stack, which words a missing role in its own way (§2.3). */
const COMMERCE = /\/(transfers|transferseligibility|orders|carts|subscriptions)(\/|$)/;

type World = { readonly state: State; readonly now: Date };

/** Auth mode, then role, then multifactor evidence (§14 item 3); app-only calls carry neither role nor evidence. */
export const admit = (resource: Resource, caller: Caller, world: World): void => {
  if (caller.mode === 'app') {
    if (resource.modes === 'U') throw new ApiError('userContextNeeded');
  } else {
    if (resource.modes === 'A') throw new ApiError('denied', 'This resource is for applications only.');
    admitPerson(resource, caller, world);
  }
  refuseInSandbox(resource, world.state);
};

const admitPerson = (resource: Resource, caller: Caller, world: World): void => {
  const allowed: readonly string[] = resource.roles ?? ANY_AGENT;
  if (!caller.roles.some((role) => allowed.includes(role))) {
    const split = switchOf(world.state, 'roles.refusal') === '900308' && !COMMERCE.test(resource.path);
    throw new ApiError(split ? 'roleMissingElsewhere' : 'roleMissing');
  }
  if (!caller.mfa && isMfaEnforced(world)) throw new ApiError('mfaMissing');
};

const isMfaEnforced = ({ state, now }: World): boolean => {
  const word = switchOf(state, 'mfa.enforced');
  return word === 'always' || (word !== 'never' && now.getTime() >= MFA_ENFORCED_FROM);
};

const refuseInSandbox = (resource: Resource, state: State): void => {
  if (!NOT_IN_SANDBOX.test(resource.path) || switchOf(state, 'environment') !== 'sandbox') return;
  throw new ApiError(switchOf(state, 'sandbox.refusal') === '900127' ? 'notInThisEnvironment' : 'forbiddenInThisEnvironment');
};
