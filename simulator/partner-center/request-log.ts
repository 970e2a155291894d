import { randomUUID } from 'node:crypto';
import type { Ask } from '../http.ts';
import type { State } from './state.ts';
import type { Caller } from './token.ts';

/** One call of a signed-in person, as `GET /v1/partnerRequests` shows it (§2.2). */
export type LoggedRequest = {
  readonly requestId: string;
  readonly correlationId: string;
  readonly operationName: string;
  readonly requestDateTime: string;
  readonly ipAddress: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly upn: string;
  readonly applicationId: string;
  readonly mfaCompliant: boolean;
};

const KEPT = 10_000;
const WEEK = 7 * 86_400_000;

/** What is noted of every call is put into words only when somebody asks. */
type Entry = Omit<LoggedRequest, 'operationName' | 'requestDateTime'> & { readonly template: string; readonly at: Date };

/** Beside the state and not inside it: a line in the journal for every read would cost more than the read. */
const logs = new WeakMap<State, Map<string, Entry[]>>();

const logOf = (state: State, tenantId: string): Entry[] => {
  const tenants = logs.get(state) ?? new Map<string, Entry[]>();
  logs.set(state, tenants);
  const log = tenants.get(tenantId) ?? [];
  tenants.set(tenantId, log);
  return log;
};

const text = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** `GET /v1/customers/:customerId` in the words of the real log. */
const operationName = (template: string): string => {
  const [method = '', path = ''] = template.split(' ');
  return `${method.charAt(0)}${method.slice(1).toLowerCase()} ${path.replace('/v1', '/v{version}').replace(/:(\w+)/g, '{$1}')}`;
};

/** Notes a call made by a person; calls of an app alone are not part of the report. */
export const logRequest = (state: State, seen: { ask: Ask; caller: Caller; template: string; now: Date }): void => {
  const { ask, caller, template, now } = seen;
  if (caller.mode === 'app') return;
  const log = logOf(state, caller.tenantId);
  log.push({
    requestId: text(ask.headers['ms-requestid']) ?? randomUUID(), correlationId: text(ask.headers['ms-correlationid']) ?? '',
    template, at: now, ipAddress: '127.0.0.1', objectId: caller.personId,
    tenantId: caller.tenantId, upn: caller.name, applicationId: caller.appId ?? '', mfaCompliant: caller.mfa,
  });
  if (log.length > 2 * KEPT) log.splice(0, log.length - KEPT);
};

/** The last seven days of business time, newest first, 10,000 at most. */
export const recentRequests = (state: State, tenantId: string, now: Date): LoggedRequest[] =>
  logOf(state, tenantId)
    .slice(-KEPT)
    .filter(({ at }) => now.getTime() - at.getTime() <= WEEK)
    .reverse()
    .map(({ template, at, ...entry }) => ({ ...entry, operationName: operationName(template), requestDateTime: at.toISOString() }));
