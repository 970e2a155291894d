import { randomUUID } from 'node:crypto';
import type { TwinClock } from '../clock.ts';
import type { Ask, Route } from '../http.ts';
import type { Answer, Resource } from './call.ts';
import { ApiError, errorBody } from './errors.ts';
import { answerAfter, answerBefore, drop, hang, takeFault } from './faults.ts';
import { admit } from './guards.ts';
import { remember, replayed } from './replay.ts';
import { logRequest } from './request-log.ts';
import type { FaultRecord, State } from './state.ts';
import type { Throttle } from './throttle.ts';
import type { Caller, Identify } from './token.ts';
import type { Traffic } from './traffic.ts';
import { settleDue } from './transfers/settle.ts';

export type PipelineDeps = {
  readonly state: State;
  readonly clock: TwinClock;
  readonly identify: Identify;
  readonly throttle: Throttle;
  readonly traffic: Traffic;
  readonly completionDelayMs: number;
};

/**
 * Turns a resource into a route: fault, token, budget, mode, role, MFA, replay, then the resource itself, which goes on with
 * relationship and agreement. Nothing awaits after the token is known, so that a write is one step as seen by all others.
 */
export const toRoute = (deps: PipelineDeps, resource: Resource): Route => {
  const template = `${resource.method === 'del' ? 'DELETE' : resource.method.toUpperCase()} ${resource.path}`;
  return [
    resource.method,
    resource.path,
    async (ask) => {
      deps.traffic.called(template);
      const fault = takeFault(deps.state, ask);
      if (fault?.kind === 'hang' || fault?.kind === 'drop-before') {
        noteFault(deps, ask, fault);
        return fault.kind === 'hang' ? hang() : { stream: drop };
      }
      const injected = fault === undefined ? undefined : answerBefore(fault);
      const { answer, caller } = injected === undefined ? await execute(deps, resource, ask, template) : { answer: injected, caller: undefined };
      note(deps, ask, { answer, tenantId: caller?.tenantId ?? '' });
      return answerAfter(fault, { ...answer, headers: { ...echo(ask, caller), ...answer.headers } });
    },
  ];
};

const execute = async (deps: PipelineDeps, resource: Resource, ask: Ask, template: string): Promise<{ answer: Answer; caller?: Caller }> => {
  let caller: Caller | undefined;
  try {
    caller = await deps.identify(header(ask, 'authorization'));
    logRequest(deps.state, { ask, caller, template, now: deps.clock.now() });
    return { answer: perform(deps, resource, { ask, caller, template }), caller };
  } catch (error) {
    return { answer: refusal(error), caller };
  }
};

/** Synchronous from here on: two accepts of one transfer can never both be first. */
const perform = (deps: PipelineDeps, resource: Resource, request: { ask: Ask; caller: Caller; template: string }): Answer => {
  const { ask, caller, template } = request;
  const now = deps.clock.now();
  const over = deps.throttle({ tenantId: caller.tenantId, customerId: ask.params['customerId'], family: resource.family, now });
  if (over !== undefined) return over;
  admit(resource, caller, { state: deps.state, now });
  const partner = deps.state.partners.get(caller.tenantId);
  if (partner === undefined) throw new ApiError('denied', 'The tenant of the token is not a partner.');
  const before = replayed(deps.state, ask, { tenantId: caller.tenantId, now });
  if (before !== undefined) return before;
  settleDue(deps.state, now);
  const answer = attempt(() => resource.handle({ ask, caller, partner, now, state: deps.state, completionDelayMs: deps.completionDelayMs }));
  remember(deps.state, ask, { tenantId: caller.tenantId, now, answer });
  if (resource.method !== 'get' && resource.method !== 'head' && answer.status < 300) deps.traffic.tookEffect(template);
  return answer;
};

const attempt = (run: () => Answer): Answer => {
  try {
    return run();
  } catch (error) {
    return refusal(error);
  }
};

/** A documented refusal as an answer; any other error is ours and goes on. */
const refusal = (error: unknown): Answer => {
  if (!(error instanceof ApiError)) throw error;
  const headers: Record<string, string> = error.row.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  return { status: error.row.status, body: errorBody(error.row, error.detail), headers };
};

const header = (ask: Ask, name: string): string | undefined => {
  const value = ask.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** §3.1: ids come back as they were sent; ValidateMfa adds its verdict (§2.2). */
const echo = (ask: Ask, caller: Caller | undefined): Record<string, string> => ({
  'MS-RequestId': header(ask, 'ms-requestid') ?? randomUUID(),
  'MS-CorrelationId': header(ask, 'ms-correlationid') ?? randomUUID(),
  'MS-CV': header(ask, 'ms-cv') ?? '',
  'MS-ServerId': 'twin-1',
  'X-Locale': header(ask, 'x-locale') ?? 'en-US',
  ...(header(ask, 'validatemfa')?.toLowerCase() === 'true' && caller?.mode === 'user' ? { isMfaCompliant: String(caller.mfa) } : {}),
});

const note = (deps: PipelineDeps, ask: Ask, seen: { answer: Answer; tenantId: string }): void => {
  const { code = '' } = (typeof seen.answer.body === 'object' ? (seen.answer.body ?? {}) : {}) as { code?: number | string };
  const { method, path } = ask;
  deps.traffic.note({ at: deps.clock.now().toISOString(), method, path, tenantId: seen.tenantId, status: seen.answer.status, code: String(code) });
};

const noteFault = (deps: PipelineDeps, ask: Ask, fault: FaultRecord): void => {
  const { method, path } = ask;
  deps.traffic.note({ at: deps.clock.now().toISOString(), method, path, tenantId: '', status: fault.kind, code: '' });
};
