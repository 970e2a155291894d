import { ok, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { envelope } from '../paging.ts';
import { recentRequests, type LoggedRequest } from '../request-log.ts';

const log = ({ state, caller, now }: Call): LoggedRequest[] => recentRequests(state, caller.tenantId, now);

/** People whose latest calls came without multifactor evidence, each with the last such call. */
const principals = (call: Call): object[] => {
  const newest = new Map<string, LoggedRequest>();
  for (const entry of log(call)) if (!entry.mfaCompliant && !newest.has(entry.objectId)) newest.set(entry.objectId, entry);
  return [...newest.values()].map(({ objectId, tenantId, upn, requestDateTime }) => ({
    objectId, tenantId, upn, lastNonMfaCompliantRequestDateTime: requestDateTime.replace('Z', ''),
  }));
};

const readDay = (text: string | null, otherwise: string): string => {
  const day = text?.slice(0, 10) ?? otherwise;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new ApiError('badInput', 'A date is not valid.');
  return day;
};

/** Calls by day and application, newest day first. */
const adoption = (call: Call): object[] => {
  const from = readDay(call.ask.query.get('startDate'), '0000-00-00');
  const until = readDay(call.ask.query.get('endDate'), '9999-99-99');
  const groups = new Map<string, LoggedRequest[]>();
  for (const entry of log(call)) {
    const day = entry.requestDateTime.slice(0, 10);
    if (day < from || day > until) continue;
    const name = `${day} ${entry.applicationId}`;
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups].map(([name, entries]) => ({
    loginDate: name.slice(0, 10), mfaCompliantRequestCount: entries.filter((e) => e.mfaCompliant).length, totalRequestCount: entries.length,
    applicationId: name.slice(11), applicationName: '',
  }));
};

/** §2.2: what a tenant can find out about its own sign-ins. The third list is a bare array. */
export const mfa: readonly Resource[] = [
  {
    method: 'get', path: '/v1/partnerRequests', modes: 'U',
    handle: (call) => ok(envelope(log(call).map((entry) => ({ ...entry, requestDateTime: entry.requestDateTime.replace('Z', '') })))),
  },
  { method: 'get', path: '/v1/nonMfaCompliantPartnerPrincipals', modes: 'U', handle: (call) => ok(envelope(principals(call))) },
  { method: 'get', path: '/v1/applicationmfaadoptionstatus', modes: 'U', handle: (call) => ok(adoption(call)) },
];
