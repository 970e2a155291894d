import { readFileSync } from 'node:fs';
import { serve, type Ask, type Reply, type Route, type Running } from '../http.ts';
import { ApiError } from '../partner-center/errors.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { settlePrograms } from '../partner-center/program-clock.ts';
import { settleDue } from '../partner-center/transfers/settle.ts';
import { PortalError } from './errors.ts';
import { readWeather, type Neighbours } from './neighbours.ts';
import { renderCustomer } from './page-customer.ts';
import { renderCustomers } from './page-customers.ts';
import { renderOverview } from './page-overview.ts';
import { renderRehearsal } from './page-rehearsal.ts';
import { renderRefusal, type View } from './page.ts';
import { controlRoutes, isForm, type Action } from './routes.ts';
import { TEXTS } from './texts.ts';

/** A saved state of ten thousand customers has some sixty megabytes. */
const MOST_BYTES = 300_000_000;
const STYLE = readFileSync(new URL('./portal.css', import.meta.url), 'utf8');

/** A page of another origin must not work the portal through the browser of the person in front of it. */
const refuseForeign = ({ headers }: Ask): void => {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${String(host)}`) throw new PortalError(403, 'Requests from other pages are refused.');
};

/** What is due by the clock happens before anybody looks, and again after anybody acts. */
const settle = ({ state, clock }: PipelineDeps): void => {
  settlePrograms(state, clock.now());
  settleDue(state, clock.now());
};

/** Starts the portal: the pages for people and the control API for tests, both on loopback only. */
export const servePortal = (deps: PipelineDeps & { readonly neighbours: Neighbours }, port: number): Promise<Running> => {
  const page = (render: (view: View) => string) => (ask: Ask): Reply => show(deps, ask, render);
  const rehearsal = async (ask: Ask): Promise<Reply> => {
    const weather = await readWeather(deps.neighbours);
    return show(deps, ask, (view) => renderRehearsal(view, weather));
  };
  const routes: Route[] = [
    ['get', '/', page(renderOverview)],
    ['get', '/customers', page(renderCustomers)],
    ['get', '/customers/:customerId', page(renderCustomer)],
    ['get', '/rehearsal', rehearsal],
    ['get', '/portal.css', () => ({ status: 200, text: STYLE, headers: { 'content-type': 'text/css; charset=utf-8' } })],
    ...controlRoutes(deps, (action) => (ask) => respond(deps, ask, action)),
  ];
  settle(deps);
  return serve({ name: 'portal', port, routes, maxBytes: MOST_BYTES, onMalformed: () => new PortalError(400, 'The body is not JSON.') });
};

const viewOf = (deps: PipelineDeps, ask: Ask): View => {
  const lang = ask.query.get('lang') === 'sv' ? 'sv' : 'en';
  return { deps, ask, lang, t: TEXTS[lang] };
};

const respond = async (deps: PipelineDeps, ask: Ask, action: Action): Promise<Reply> => {
  try {
    refuseForeign(ask);
    settle(deps);
    const body = await action(ask);
    settle(deps);
    return isForm(ask) ? { status: 303, headers: { Location: back(viewOf(deps, ask)) } } : { status: 200, body };
  } catch (error) {
    const refusal = toRefusal(error);
    if (!isForm(ask) || refusal.status === 403) return { status: refusal.status, body: refusal };
    return document(refusal.status, renderRefusal(viewOf(deps, ask), { sentence: refusal.message, back: back(viewOf(deps, ask)) }));
  }
};

const toRefusal = (error: unknown): { status: number; message: string; code?: number } => {
  if (error instanceof PortalError) return { status: error.status, message: error.message };
  if (error instanceof ApiError) return { status: error.row.status, code: error.row.code, message: error.detail };
  throw error;
};

/** The page that the form stood on, in the same language; only places of our own are gone back to. */
const back = ({ ask, lang }: View): string => {
  const wanted = ask.query.get('back') ?? '/';
  const path = /^\/(customers(\/[0-9a-f-]{36})?|rehearsal)?$/.test(wanted) ? wanted : '/';
  return `${path}?lang=${lang}`;
};

const show = (deps: PipelineDeps, ask: Ask, render: (view: View) => string): Reply => {
  settle(deps);
  try {
    return document(200, render(viewOf(deps, ask)));
  } catch (error) {
    const { status, message } = toRefusal(error);
    return document(status, renderRefusal(viewOf(deps, ask), { sentence: message, back: back(viewOf(deps, ask)) }));
  }
};

const document = (status: number, text: string): Reply => {
  // The rehearsal room shows the portal beside its chats; nobody but a page of this computer may.
  const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors http://127.0.0.1:* http://localhost:*";
  return { status, text, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } };
};
