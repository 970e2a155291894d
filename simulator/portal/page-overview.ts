import type { TransferRecord } from '../partner-center/state.ts';
import { html, type Html } from './html.ts';
import { partnerCard } from './page-partner.ts';
import { chip, frame, link, nameOf, press, table, time, word, type View } from './page.ts';

/** What every trainer looks at first: the time, the partners, what waits for a decision, and what was just called. */
export const renderOverview = (view: View): string => {
  const { t, deps } = view;
  const partners = deps.state.partners.all().map((partner) => partnerCard(view, partner));
  const body = html`<p>${t.about}</p>${clock(view)}<h2>${t.partners}</h2><div class="cards">${partners}</div>${transfers(view)}${requests(view)}`;
  return frame(view, t.overview, body);
};

const clock = (view: View): Html => {
  const { t, deps } = view;
  const steps = [[t.quarter, 'advanceMs', '900000'], [t.hour, 'advanceMs', '3600000'], [t.day, 'advanceMs', '86400000'], [t.businessDay, 'businessDays', '1'], [t.month, 'advanceMs', '2592000000']] as const;
  return html`<h2>${t.clock}</h2><div class="row"><strong>${time(view, deps.clock.now())} UTC</strong> ${steps.map(([label, name, value]) => press(view, '/clock', { [name]: value }, label))}</div>`;
};

const SHOWN = 25;

const transfers = (view: View): Html => {
  const { t, deps: { state } } = view;
  const open = ['Active', 'Pending', 'InProgress'].flatMap((phase) => state.transfersInPhase(phase)).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (open.length === 0) return html`<h2>${t.transfers}</h2><p>${t.noTransfers}</p>`;
  const rest = open.length > SHOWN ? html`<p>+ ${open.length - SHOWN} ${t.more}</p>` : html``;
  return html`<h2>${t.transfers} (${open.length})</h2>${table([t.customer, t.partners, t.lines, t.state, t.created, t.change], open.slice(0, SHOWN).map((x) => transferRow(view, x)))}${rest}`;
};

const transferRow = (view: View, transfer: TransferRecord): Html => {
  const { t, deps: { state } } = view;
  const isNew = transfer.newCommerce !== undefined;
  const verbs = transfer.phase === 'InProgress' ? [] : isNew ? (['accept', 'cancel'] as const) : (['accept', 'reject', 'withdraw'] as const);
  const forms = verbs.map((verb) => press(view, `/portal/transfers/${transfer.id}`, { verb }, t[verb]));
  const lines = transfer.lines.map((l) => `${l.friendlyName} × ${l.quantity}`).join(', ') || t.allLines;
  return html`<tr><td>${link(view, `/customers/${transfer.customerId}`, transfer.customerName)}<br><small>${transfer.id}</small></td>
<td>${nameOf(state, transfer.source)} → ${nameOf(state, transfer.target)}</td><td>${lines}</td><td>${word(t, transfer.phase)}<br><small>${isNew ? t.newCommerce : t.legacy}</small></td>
<td>${time(view, transfer.createdAt)}</td><td><div class="row">${forms}</div></td></tr>`;
};

const requests = (view: View): Html => {
  const { t, deps: { traffic, state } } = view;
  const seen = traffic.recent();
  if (seen.length === 0) return html`<h2>${t.requests}</h2><p>${t.noRequests}</p>`;
  const rows = seen.map((r) => {
    const isBad = typeof r.status !== 'number' || r.status >= 400;
    return html`<tr><td>${time(view, r.at)}</td><td>${nameOf(state, r.tenantId)}</td><td><code>${r.method} ${r.path}</code></td><td>${chip(String(r.status), isBad ? 'bad' : 'good')}</td><td>${r.code}</td></tr>`;
  });
  return html`<h2>${t.requests}</h2>${table([t.time, t.caller, t.method, t.status, t.code], rows)}`;
};
