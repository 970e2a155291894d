import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { serve, type Ask, type Handler, type Reply, type Route, type Running } from '../http.ts';
import { ApiError } from '../partner-center/errors.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { settleDue } from '../partner-center/transfers/settle.ts';
import { changeSeats, decideByHand, extendRelationship, failLine, setAgreement } from './actions.ts';
import { PortalError } from './errors.ts';
import { renderPage } from './page.ts';

const guid = z.guid();
const SEATS = z.object({ customerId: guid, subscriptionId: guid, quantity: z.coerce.number().int().min(1).max(1_000_000) });
const EXTEND = z.object({ customerId: guid, partnerId: guid, providerId: guid });
const AGREEMENT = z.object({ customerId: guid, channel: z.enum(['direct', 'attested', 'provider', 'none']) });
const DECIDE = z.object({ verb: z.enum(['accept', 'reject', 'withdraw']), personId: guid.optional() });
const FAIL_LINE = z.object({ subscriptionId: guid, description: z.string().min(1).max(500) });
const ADVANCE = z.object({ advanceMs: z.coerce.number().min(0).max(10 * 365 * 86_400_000) });
/** A field of a form that was left empty counts as absent. */
const optional = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? undefined : value), type.optional());
const FAULT = z.object({
  match: z.object({ method: optional(z.string()), pathIncludes: optional(z.string()) }).default({}),
  kind: z.enum(['status', 'throttle', 'hang', 'drop-before', 'drop-after', 'cut']),
  status: optional(z.coerce.number().int().min(400).max(599)),
  code: optional(z.coerce.number().int()),
  retryAfter: optional(z.union([z.number().min(0), z.string().regex(/^[\x20-\x7e]{1,40}$/)])),
  times: optional(z.coerce.number().int().min(1).max(1_000_000)),
});

/** Forms are flat: `method` and `pathIncludes` stand for `match`. */
const unflatten = (body: unknown): unknown => {
  const { method, pathIncludes, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return { match: { method, pathIncludes }, ...rest };
};

type Action = (ask: Ask) => unknown;

const read = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const result = schema.safeParse(body);
  if (!result.success) throw new PortalError(400, z.prettifyError(result.error));
  return result.data;
};

const isForm = (ask: Ask): boolean => String(ask.headers['content-type'] ?? '').includes('form-urlencoded');

/** A page of another origin must not work the portal through the browser of the person in front of it. */
const refuseForeign = ({ headers }: Ask): void => {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${String(host)}`) throw new PortalError(403, 'Requests from other pages are refused.');
};

const whole = ({ state, clock }: PipelineDeps): object => ({
  now: clock.now().toISOString(), offsetMs: clock.offset(), partners: state.partners.all(), customers: state.customers.all(),
  subscriptions: state.subscriptions.all(), transfers: state.transfers.all(), audit: state.audit.all().map((entry) => entry.record),
  faults: state.faults.all(), failLines: state.failLines.all(),
});

const time = ({ clock }: PipelineDeps): object => ({ now: clock.now().toISOString(), offsetMs: clock.offset() });

/** Starts the portal: the page for people and the control API for tests, both on loopback only. */
export const servePortal = (deps: PipelineDeps, port: number): Promise<Running> => {
  const { state, clock, traffic } = deps;
  const act = (action: Action): Handler => (ask) => respond(deps, ask, action);
  const routes: Route[] = [
    ['get', '/', (ask) => page(deps, ask)],
    ['get', '/clock', act(() => time(deps))],
    ['post', '/clock', act((ask) => (clock.advance(read(ADVANCE, ask.body).advanceMs), time(deps)))],
    ['get', '/state', act(() => whole(deps))],
    ['get', '/counts', act(() => traffic.counts())],
    ['get', '/requests', act(() => traffic.recent())],
    ['post', '/portal/seats', act((ask) => changeSeats(deps, read(SEATS, ask.body)))],
    ['post', '/portal/extend', act((ask) => extendRelationship(deps, read(EXTEND, ask.body)))],
    ['post', '/portal/agreement', act((ask) => setAgreement(deps, read(AGREEMENT, ask.body)))],
    ['post', '/portal/fail-line', act((ask) => failLine(deps, read(FAIL_LINE, ask.body)))],
    ['post', '/portal/transfers/:transferId', act((ask) => decideByHand(deps, { ...read(DECIDE, ask.body), transferId: ask.params['transferId'] ?? '' }))],
    ['post', '/faults', act((ask) => addFault(deps, isForm(ask) ? unflatten(ask.body) : ask.body))],
    ['del', '/faults', act(() => clearFaults(deps))],
    ['post', '/faults/clear', act(() => clearFaults(deps))],
  ];
  settleDue(state, clock.now());
  return serve({ name: 'portal', port, routes });
};

const addFault = ({ state }: PipelineDeps, body: unknown): object => {
  const { times = 1, ...fault } = read(FAULT, body);
  const id = randomUUID();
  return state.faults.set(id, { id, ...fault, times });
};

const clearFaults = ({ state }: PipelineDeps): object => {
  for (const fault of state.faults.all()) state.faults.delete(fault.id);
  return { cleared: true };
};

const language = (ask: Ask): 'en' | 'sv' => (ask.query.get('lang') === 'sv' ? 'sv' : 'en');

const respond = (deps: PipelineDeps, ask: Ask, action: Action): Reply => {
  try {
    refuseForeign(ask);
    settleDue(deps.state, deps.clock.now());
    const body = action(ask);
    settleDue(deps.state, deps.clock.now());
    return isForm(ask) ? { status: 303, headers: { Location: `/?lang=${language(ask)}` } } : { status: 200, body };
  } catch (error) {
    if (error instanceof PortalError) return { status: error.status, body: { message: error.message } };
    if (error instanceof ApiError) return { status: error.row.status, body: { code: error.row.code, message: error.detail } };
    throw error;
  }
};

const page = (deps: PipelineDeps, ask: Ask): Reply => {
  settleDue(deps.state, deps.clock.now());
  const html = renderPage(deps, language(ask));
  const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
  return { status: 200, text: html, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } };
};
