import { randomUUID } from 'node:crypto';
import type { Access, Clock, TokenSource } from './access.ts';
import { PartnerCenterError } from './errors.ts';
import { failureOf, noAnswer, unreadable } from './failure.ts';
import type { Attempt } from './failure.ts';
import { NoAnswer, sendOnce } from './http.ts';
import type { Fetch, FetchInit, HttpAnswer } from './http.ts';
import { readJson } from './json.ts';
import type { ReadOptions, WriteIds } from './seen.ts';
import { createThrottle, retryAfterMs } from './throttle.ts';

export const PARTNER_CENTER = 'https://api.partnercenter.microsoft.com';

export type RequestLimits = {
  timeoutMs: number;
  maxBytes: number;
  /** Longest time a call waits for its tenant's budget before it gives up with `throttled`. */
  maxWaitMs: number;
  /** How often a read is tried at most. */
  attempts: number;
  /** First pause after a 5xx or no answer; doubles. */
  backOffMs: number;
};

export const DEFAULT_LIMITS: RequestLimits = { timeoutMs: 20_000, maxBytes: 2_000_000, maxWaitMs: 15_000, attempts: 3, backOffMs: 300 };

export type RequestDeps = {
  fetch: Fetch;
  tokens: TokenSource;
  clock: Clock;
  applicationName?: string;
  limits?: Partial<RequestLimits>;
  sleep?: (ms: number) => Promise<void>;
  random?: () => number;
};

/** `path` begins with `/v1` and is already encoded; `headers` are those of a paging link. */
export type Read = { access: Access; attempted: string; path: string; headers?: Record<string, string>; options?: ReadOptions };
export type Write = {
  /** Whatever a customer can feel is written by a person: the functions that do so ask for a PersonAccess. */
  access: Access;
  attempted: string;
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  ifMatch?: string;
  ids: WriteIds;
};

/** `json` has tidy keys (json.ts) and is undefined for an empty body. `attempt` is what an error about its content needs. */
export type Answer = { status: number; json: unknown; attempt: Attempt };

export type Requests = {
  /** Repeats after 401 (once, with a new token), 429, 5xx and no answer. */
  read(call: Read): Promise<Answer>;
  /** Sent exactly once, with a token issued now: a person who lost their rights is stopped here. */
  write(call: Write): Promise<Answer>;
};

type Sending = { access: Access; method: string; path: string; headers: Record<string, string>; body?: string };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A better token cannot be had by asking again: its audience is wrong (900420), or the person signed in without a second factor (900421). */
const TOKEN_CANNOT_HELP = new Set(['900420', '900421']);

export const createRequests = (deps: RequestDeps): Requests => {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits };
  const sleep = deps.sleep ?? pause;
  const random = deps.random ?? Math.random;
  const throttle = createThrottle({ clock: deps.clock, sleep, random, maxWaitMs: limits.maxWaitMs });

  const send = async (call: Sending, attempt: Attempt): Promise<HttpAnswer> => {
    const delay = await throttle.admit(call.access.tenantId);
    if (delay !== undefined) throw heldBack(attempt, delay.waitMs);
    try {
      const init: FetchInit = { method: call.method, headers: call.headers, ...(call.body === undefined ? {} : { body: call.body }) };
      const answer = await sendOnce(deps.fetch, { url: `${PARTNER_CENTER}${call.path}`, init }, limits);
      if (answer.status === 429) throttle.block(call.access.tenantId, waitOf(answer));
      return answer;
    } catch (error) {
      throw error instanceof NoAnswer ? noAnswer(attempt, error.cause) : error;
    }
  };

  const waitOf = (answer: HttpAnswer): number => retryAfterMs(answer.headers.get('retry-after'), deps.clock.now(), 5000);

  const headersOf = (attempt: Attempt, token: string, extra: Record<string, string>): Record<string, string> => ({
    ...extra,
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'MS-RequestId': attempt.requestId,
    'MS-CorrelationId': attempt.correlationId,
    'MS-PartnerCenter-Application': deps.applicationName ?? 'Vaxla',
  });

  /** The answer's content, or the error it amounts to. */
  const settle = (answer: HttpAnswer, attempt: Attempt): Answer | PartnerCenterError => {
    if (answer.status < 200 || answer.status >= 300) return failureOf(answer, attempt, answer.status === 429 ? waitOf(answer) : undefined);
    const json = readJson(answer.text);
    if (json === undefined && answer.text?.trim() !== '') return unreadable(attempt, answer.status);
    return { status: answer.status, json, attempt };
  };

  const readOnce = async (call: Read, attempt: Attempt, fresh: boolean): Promise<Answer | PartnerCenterError> => {
    const token = await deps.tokens(call.access, { fresh });
    const locale = call.options?.locale;
    const headers = headersOf(attempt, token, { ...call.headers, ...(locale === undefined ? {} : { 'X-Locale': locale }) });
    try {
      return settle(await send({ access: call.access, method: 'GET', path: call.path, headers }, attempt), attempt);
    } catch (error) {
      if (error instanceof PartnerCenterError) return error;
      throw error;
    }
  };

  const read = async (call: Read): Promise<Answer> => {
    const correlationId = call.options?.correlationId ?? randomUUID();
    let requestId: string = randomUUID();
    let fresh = false;
    for (let tries = 1; ; tries += 1) {
      const outcome = await readOnce(call, { attempted: call.attempted, correlationId, requestId, write: false }, fresh);
      if (!(outcome instanceof PartnerCenterError)) return outcome;
      const renew: boolean = !fresh && tokenIsOld(outcome);
      if (!renew && (tries >= limits.attempts || !mayPass(outcome))) throw outcome;
      fresh ||= renew;
      // The same id only where nothing was answered (API topic 3.1).
      if (outcome.httpStatus !== undefined) requestId = randomUUID();
      if (!renew && outcome.kind !== 'throttled') await sleep(limits.backOffMs * 2 ** (tries - 1) * (0.5 + random()));
    }
  };

  const write = async (call: Write): Promise<Answer> => {
    const attempt: Attempt = {
      attempted: call.attempted,
      correlationId: call.ids.correlationId ?? randomUUID(),
      requestId: call.ids.requestId,
      write: true,
    };
    const token = await deps.tokens(call.access, { fresh: true });
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const headers = headersOf(attempt, token, {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.ifMatch === undefined ? {} : { 'If-Match': call.ifMatch }),
    });
    const outcome = settle(await send({ access: call.access, method: call.method, path: call.path, headers, body }, attempt), attempt);
    if (outcome instanceof PartnerCenterError) throw outcome;
    return outcome;
  };

  return { read, write };
};

/** Nothing was sent (hence no status): the tenant's budget is used up for longer than a call may wait. */
const heldBack = ({ attempted, correlationId, requestId }: Attempt, waitMs: number): PartnerCenterError =>
  new PartnerCenterError({ kind: 'throttled', correlationId, requestId, retryAfterMs: waitMs, outcomeUnknown: false, attempted });

const tokenIsOld = (error: PartnerCenterError): boolean => error.kind === 'unauthorised' && !TOKEN_CANNOT_HELP.has(error.code ?? '');

/** Whether asking again later can help. */
const mayPass = (error: PartnerCenterError): boolean => {
  if (error.kind === 'throttled') return error.httpStatus !== undefined;
  return error.kind === 'unreachable' || (error.httpStatus ?? 0) >= 500;
};
