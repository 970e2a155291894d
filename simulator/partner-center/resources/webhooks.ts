import { randomUUID } from 'node:crypto';
import { objectBody, ok, withoutBody, type Answer, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { key } from '../ids.ts';
import { EVENT_NAMES, isEventName } from '../webhooks/names.ts';
import { publish } from '../webhooks/publish.ts';
import type { Attempt, DeliveryRecord, RegistrationRecord } from '../webhooks/records.ts';

const WEEK = 7 * 86_400_000;

/** PascalCase on this resource (§11.1); `SubscriberId` comes with writes only. */
const view = (record: RegistrationRecord): object => ({ WebhookUrl: record.url, WebhookEvents: record.events });
const written = (record: RegistrationRecord): object => ({
  SubscriberId: record.subscriberId, ...view(record), SignatureTokenToMsSignatureHeader: record.inMsHeader,
});

const own = ({ state, caller }: Call): RegistrationRecord => {
  const record = state.registrations.get(caller.tenantId);
  if (record === undefined) throw new ApiError('notFound', 'The tenant has no webhook registration.');
  return record;
};

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** https, or plain http on this machine, so that a rehearsal never posts events to the outside in the clear. */
const readUrl = (text: unknown): string => {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  const fits = url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname)));
  if (!fits || url.username !== '') throw new ApiError('badInput', 'WebhookUrl is not an https address.');
  return url.href;
};

const readRegistration = (call: Call, subscriberId: string): RegistrationRecord => {
  const body = new Map(Object.entries(objectBody(call.ask)).map(([name, value]) => [name.toLowerCase(), value]));
  const events = body.get('webhookevents');
  if (!Array.isArray(events) || events.length === 0) throw new ApiError('badInput', 'WebhookEvents names no event.');
  const unknown = events.find((name) => !isEventName(name));
  if (unknown !== undefined) throw new ApiError('badInput', 'WebhookEvents names an event that does not exist.');
  const flag = body.get('signaturetokentomssignatureheader') ?? false;
  if (typeof flag !== 'boolean') throw new ApiError('badInput', 'SignatureTokenToMsSignatureHeader is not true or false.');
  return {
    tenantId: call.caller.tenantId, subscriberId, url: readUrl(body.get('webhookurl')), events: [...new Set(events.filter(isEventName))],
    inMsHeader: flag, changedAt: call.now.toISOString(),
  };
};

/** One registration for each tenant; a second POST is refused. */
const register = (call: Call): object => {
  if (call.state.registrations.get(call.caller.tenantId) !== undefined) throw new ApiError('registeredAlready');
  return written(call.state.registrations.set(call.caller.tenantId, readRegistration(call, randomUUID())));
};

const change = (call: Call): object => {
  const { subscriberId } = own(call);
  return written(call.state.registrations.set(call.caller.tenantId, readRegistration(call, subscriberId)));
};

/** Sends a test event, which needs `test-created` among the subscribed ones. */
const validate = (call: Call): object => {
  const { url, events } = own(call);
  if (!events.includes('test-created')) throw new ApiError('badInput', 'The registration does not name test-created.');
  const id = randomUUID();
  const resource = `/webhooks/v1/registration/validationEvents/${id}`;
  publish(call.state, {
    name: 'test-created', to: [call.caller.tenantId], resource, resourceName: 'test', at: call.now, validation: { id, callbackUrl: url },
  });
  return { correlationId: id };
};

/** Names of HTTP statuses as .NET spells them, which is how results are told. */
const CODES: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'NoContent', 301: 'MovedPermanently', 302: 'Found', 400: 'BadRequest', 401: 'Unauthorized', 403: 'Forbidden',
  404: 'NotFound', 405: 'MethodNotAllowed', 408: 'RequestTimeout', 413: 'RequestEntityTooLarge', 429: 'TooManyRequests', 500: 'InternalServerError',
  502: 'BadGateway', 503: 'ServiceUnavailable', 504: 'GatewayTimeout',
};

const result = ({ at, status, message }: Attempt): object => ({
  responseCode: status === 0 ? '' : (CODES[status] ?? String(status)), responseMessage: status >= 200 && status < 300 ? '' : message,
  systemError: status === 0, dateTimeUtc: at.replace('Z', ''),
});

const statusWord = ({ phase, attempts }: DeliveryRecord): string => {
  if (phase === 'delivered') return 'completed';
  if (phase === 'offline') return 'failed';
  return attempts.length === 0 ? 'pending' : 'inProgress';
};

/** How the test event fares: a result for each try, kept for seven days. */
const outcome = ({ ask, state, caller, now }: Call): object => {
  const found = state.deliveries.get(key(ask.params['correlationId'] ?? ''));
  const seen = found?.callbackUrl !== undefined && found.tenantId === caller.tenantId && now.getTime() - Date.parse(found.createdAt) <= WEEK;
  if (!seen) throw new ApiError('notFound', 'There is no such validation event.');
  return { correlationId: found.id, partnerId: found.tenantId, status: statusWord(found), callbackUrl: found.callbackUrl, results: found.attempts.map(result) };
};

const BASE = '/webhooks/v1/registration';
/** Billing admin may act here and nowhere else (§11.1); Global administrator is not on the list (§15). */
const common = { modes: 'A/U', roles: ['AdminAgents', 'SalesAgents', 'HelpdeskAgents', 'BillingAdmin'] } as const;
const answer = (run: (call: Call) => object) => (call: Call): Answer => ok(run(call));

export const webhooks: readonly Resource[] = [
  { ...common, method: 'get', path: `${BASE}/events`, handle: () => ok(EVENT_NAMES) },
  { ...common, method: 'get', path: BASE, handle: answer((call) => view(own(call))) },
  { ...common, method: 'post', path: BASE, handle: answer(register) },
  { ...common, method: 'put', path: BASE, handle: answer(change) },
  { ...common, method: 'post', path: `${BASE}/validationEvents`, family: 'validationEvents', handle: withoutBody(answer(validate)) },
  { ...common, method: 'get', path: `${BASE}/validationEvents/:correlationId`, handle: answer(outcome) },
];
