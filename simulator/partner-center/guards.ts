import type { AgentRole } from '../people.ts';
import type { Resource } from './call.ts';
import { ApiError } from './errors.ts';
import type { Caller } from './token.ts';

const ANY_AGENT: readonly AgentRole[] = ['AdminAgents', 'SalesAgents', 'HelpdeskAgents', 'GlobalAdministrator'];

/** Auth mode, then role, then multifactor evidence (§14 item 3); app-only calls carry neither role nor evidence. */
export const admit = (resource: Resource, caller: Caller): void => {
  if (caller.mode === 'app') {
    if (resource.modes === 'U') throw new ApiError('userContextNeeded');
    return;
  }
  const allowed: readonly string[] = resource.roles ?? ANY_AGENT;
  if (!caller.roles.some((role) => allowed.includes(role))) throw new ApiError('roleMissing');
  if (!caller.mfa) throw new ApiError('mfaMissing');
};
