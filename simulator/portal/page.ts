import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { holdings, type CustomerRecord, type PartnerRecord, type State, type SubscriptionRecord } from '../partner-center/state.ts';
import { button, form, html, type Html } from './html.ts';
import { TEXTS, type Texts } from './texts.ts';

type View = { readonly deps: PipelineDeps; readonly t: Texts; readonly lang: 'en' | 'sv' };

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem auto;max-width:76rem;padding:0 1rem;color:#242424;background:#fafafa}
table{border-collapse:collapse;width:100%;background:#fff}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd}
form{display:inline-block;margin:.1rem .3rem .1rem 0}input{font:inherit;width:7rem}button,select{font:inherit}summary{cursor:pointer}
.off{color:#6b6b6b}h2{margin-top:2rem}:focus-visible{outline:2px solid #4f52b2;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}table{background:#242424}th,td{border-color:#444}.off{color:#aaa}a{color:#9ea2ff}}`;

const action = ({ lang }: View, path: string): string => `${path}?lang=${lang}`;
const time = ({ lang }: View, at: string | Date): string => new Date(at).toLocaleString(lang === 'sv' ? 'sv-SE' : 'en-GB', { timeZone: 'UTC', timeZoneName: 'short' });
const nameOf = (state: State, id: string): string => state.partners.get(id)?.name ?? id;

/** The portal page: a plain document with plain forms, everything on it made on the server. */
export const renderPage = (deps: PipelineDeps, lang: 'en' | 'sv'): string => {
  const t = TEXTS[lang];
  const view: View = { deps, t, lang };
  const other = lang === 'sv' ? 'en' : 'sv';
  const partners = deps.state.partners.all().map((partner) => partnerSection(view, partner));
  return html`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t.title}</title>
<style>${{ html: STYLE }}</style></head><body><main><p><a href="/?lang=${other}" lang="${other}" hreflang="${other}">${t.otherLanguage}</a></p>
<h1>${t.title}</h1><p>${t.about}</p>${clockSection(view)}${transferSection(view)}${partners}${faultSection(view)}${requestSection(view)}</main></body></html>`.html;
};

const clockSection = (view: View): Html => {
  const { t, deps } = view;
  const steps: [string, number][] = [[t.minute, 60_000], [t.quarter, 900_000], [t.day, 86_400_000], [t.month, 30 * 86_400_000]];
  const forms = steps.map(([label, ms]) => form(action(view, '/clock'), { advanceMs: String(ms) }, button(label)));
  return html`<h2>${t.clock}</h2><p><strong>${time(view, deps.clock.now())}</strong> ${forms}</p>`;
};

const transferSection = (view: View): Html => {
  const { t, deps: { state } } = view;
  const open = state.transfers.all().filter((x) => x.phase === 'Active' || x.phase === 'InProgress');
  if (open.length === 0) return html`<h2>${t.transfers}</h2><p>${t.noTransfers}</p>`;
  const rows = open.map((x) => {
    const verbs = x.phase === 'Active' ? (['accept', 'reject', 'withdraw'] as const) : [];
    const forms = verbs.map((verb) => form(action(view, `/portal/transfers/${x.id}`), { verb }, button(t[verb])));
    const lines = x.lines.map((l) => `${l.friendlyName} × ${l.quantity}`).join(', ');
    return html`<tr><td>${x.customerName}<br><small>${x.id}</small></td><td>${nameOf(state, x.source)} → ${nameOf(state, x.target)}</td><td>${lines}</td>
<td>${word(t, x.phase)}</td><td>${time(view, x.createdAt)}</td><td>${forms}</td></tr>`;
  });
  return html`<h2>${t.transfers}</h2><table>${rows}</table>`;
};

/** A status in the reader's language; one we have no word for stays as it is. */
const word = (t: Texts, status: string): string => (status in t ? t[status as keyof Texts] : status);

const partnerSection = (view: View, partner: PartnerRecord): Html => {
  const { t, deps: { state } } = view;
  const own = state.customers.all().filter((c) => c.links.some((l) => l.partnerId === partner.id));
  if (own.length === 0) return html``;
  const rows = own.map((customer) => customerRow(view, partner, customer));
  return html`<h2>${partner.name} <small>${partner.mpnId}</small></h2>
<table><tr><th>${t.customer}</th><th>${t.provider}</th><th>${t.agreement}</th><th>${t.subscriptions}</th></tr>${rows}</table>`;
};

const customerRow = (view: View, partner: PartnerRecord, customer: CustomerRecord): Html => {
  const { t, deps: { state } } = view;
  const linked = customer.links.flatMap((l) => (l.kind === 'provider' ? [l.partnerId] : []));
  const missing = partner.providers.filter((id) => !linked.includes(id));
  const extend = missing.map((providerId) =>
    form(action(view, '/portal/extend'), { customerId: customer.id, partnerId: partner.id, providerId }, button(`${t.extend} ${nameOf(state, providerId)}`)),
  );
  const sign = customer.directSigned ? [] : [form(action(view, '/portal/agreement'), { customerId: customer.id, channel: 'direct' }, button(t.sign))];
  const held = holdings(state, partner.id, customer.id);
  return html`<tr><td>${customer.name}<br><small>${customer.onmicrosoft}</small></td>
<td>${linked.map((id) => nameOf(state, id)).join(', ') || t.none}<br>${extend}</td><td>${agreement(t, customer, linked)}<br>${sign}</td>
<td><details><summary>${held.length}</summary>${held.map((s) => subscriptionLine(view, s))}</details></td></tr>`;
};

const agreement = (t: Texts, customer: CustomerRecord, providers: readonly string[]): string => {
  if (customer.directSigned) return t.direct;
  if (customer.attestations.some((a) => providers.includes(a.partnerId))) return t.byProvider;
  return customer.attestations.length > 0 ? t.attested : t.none;
};

const subscriptionLine = (view: View, { customerId, wire }: SubscriptionRecord): Html => {
  const { t } = view;
  const input = html`<label>${t.seats} <input type="number" name="quantity" min="1" value="${wire.quantity}"></label> `;
  const change = form(action(view, '/portal/seats'), { customerId, subscriptionId: wire.id }, html`${input}${button(t.change)}`);
  const kind = wire.parentSubscriptionId === undefined ? '' : ` (${t.addon})`;
  return html`<div>${wire.friendlyName}${kind}, <span class="${wire.status === 'active' ? '' : 'off'}">${word(t, wire.status)}</span> ${change}</div>`;
};

const KINDS = ['status', 'throttle', 'hang', 'drop-before', 'drop-after', 'cut'];

const faultSection = (view: View): Html => {
  const { t, deps: { state } } = view;
  const waiting = state.faults.all().map((f) => html`<li>${f.kind} ${f.match.method ?? '*'} ${f.match.pathIncludes ?? '*'} × ${f.times}</li>`);
  const options = KINDS.map((kind) => html`<option>${kind}</option>`);
  const field = (label: string, name: string, value = ''): Html => html`<label>${label} <input name="${name}" value="${value}"></label> `;
  const inside = html`<label>${t.kind} <select name="kind">${options}</select></label> ${field(t.method, 'method')}${field(t.path, 'pathIncludes')}
${field(t.status, 'status', '503')}${field(t.code, 'code')}${field('Retry-After', 'retryAfter')}${field(t.times, 'times', '1')}${button(t.addFault)}`;
  return html`<h2>${t.faults}</h2>${waiting.length === 0 ? html`<p>${t.noFaults}</p>` : html`<ul>${waiting}</ul>`}
${form(action(view, '/faults'), {}, inside)}${form(action(view, '/faults/clear'), {}, button(t.clearFaults))}`;
};

const requestSection = (view: View): Html => {
  const { t, deps: { traffic, state } } = view;
  const rows = traffic.recent().map(
    (r) => html`<tr><td>${time(view, r.at)}</td><td>${nameOf(state, r.tenantId)}</td><td>${r.method} ${r.path}</td><td>${r.status}</td><td>${r.code}</td></tr>`,
  );
  return html`<h2>${t.requests}</h2><table><tr><th>${t.time}</th><th>${t.caller}</th><th>${t.method}</th><th>${t.status}</th><th>${t.code}</th></tr>${rows}</table>`;
};
