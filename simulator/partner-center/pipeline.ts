import { randomUUID } from 'node:crypto';
import type { TwinClock } from '../clock.ts';
import type { Ask, Route } from '../http.ts';
import type { Journal } from '../journal.ts';
import type { Answer, Resource } from './call.ts';
import { ApiError, errorBody } from './errors.ts';
import { spoilPage, spoilTransfer } from './fault-effects.ts';
import type { FaultRecord } from './fault-records.ts';
import { answerAfter, answerBefore, drop, hang, takeFault } from './faults.ts';
import { admit } from './guards.ts';
import type { Past } from './history.ts';
import { settlePrograms } from './program-clock.ts';
import { hasLostApi } from './program.ts';
import { remember, replayed } from './replay.ts';
import { logRequest } from './request-log.ts';
import type { State } from './state.ts';
import type { Throttle } from './throttle.ts';
import type { Caller, Identify } from './token.ts';
import type { Traffic } from './traffic.ts';
import { settleDue } from './transfers/settle.ts';

export type PipelineDeps = {
  readonly state: State;
  readonly journal: Journal;
  readonly past: Past;
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
      const fault = takeFault(deps.state, { ask, template });
      if (fault?.kind === 'hang' || fault?.kind === 'drop-before') {
        noteFault(deps, ask, fault);
        return fault.kind === 'hang' ? hang() : { stream: drop };
      }
      const injected = fault === undefined ? undefined : answerBefore(fault, new Date(deps.clock.now().getTime() - deps.clock.offset()));
      const { answer, caller } = injected === undefined ? await execute(deps, resource, { ask, template, fault }) : { answer: injected, caller: undefined };
      note(deps, ask, { answer, tenantId: caller?.tenantId ?? '' });
      return answerAfter(fault, { ...answer, headers: { ...echo(ask, caller), ...answer.headers } });
    },
  ];
};

type Request = { readonly ask: Ask; readonly template: string; readonly fault: FaultRecord | undefined };

const execute = async (deps: PipelineDeps, resource: Resource, request: Request): Promise<{ answer: Answer; caller?: Caller }> => {
  const { ask, template } = request;
  let caller: Caller | undefined;
  try {
    caller = await deps.identify(header(ask, 'authorization'));
    logRequest(deps.state, { ask, caller, template, now: deps.clock.now() });
    const admitted = { ...request, caller };
    // All lines of a request go into the file in one step, before its answer.
    return { answer: deps.journal.bulk(() => perform(deps, resource, admitted)), caller };
  } catch (error) {
    return { answer: refusal(error), caller };
  }
};

/** Synchronous from here on: two accepts of one transfer can never both be first. */
const perform = (deps: PipelineDeps, resource: Resource, request: Request & { caller: Caller }): Answer => {
  const { ask, caller, template, fault } = request;
  const now = deps.clock.now();
  const over = deps.throttle({ tenantId: caller.tenantId, customerId: ask.params['customerId'], family: resource.family, now });
  if (over !== undefined) return over;
  admit(resource, caller, { state: deps.state, now });
  const partner = deps.state.partners.get(caller.tenantId);
  if (partner === undefined) throw new ApiError('denied', 'The tenant of the token is not a partner.');
  settlePrograms(deps.state, now);
  if (hasLostApi(deps.state, partner)) throw new ApiError('denied', 'The partner no longer holds a role that comes with this interface.');
  const before = replayed(deps.state, ask, { tenantId: caller.tenantId, now });
  if (before !== undefined) return before;
  settleDue(deps.state, now);
  if (fault?.kind === 'partial-transfer') spoilTransfer(deps.state, fault, ask);
  const handled = attempt(() => resource.handle({ ask, caller, partner, ...world(deps, fault, now), completionDelayMs: deps.completionDelayMs }));
  const answer = fault?.kind === 'partial-page' ? spoilPage(handled, fault, ask) : handled;
  remember(deps.state, ask, { tenantId: caller.tenantId, now, answer });
  if (resource.method !== 'get' && resource.method !== 'head' && answer.status < 300) deps.traffic.tookEffect(template);
  return answer;
};

const MINUTE = 60_000;

/** The state and the time that the resource sees: now, or, for a read that lags, so many minutes ago. */
const world = ({ state, past }: PipelineDeps, fault: FaultRecord | undefined, now: Date): { state: State; now: Date } => {
  if (fault?.kind !== 'stale') return { state, now };
  const then = new Date(now.getTime() - (fault.minutes ?? 15) * MINUTE);
  const earlier = past(then);
  settleDue(earlier, then);
  return { state: earlier, now: then };
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
