import { html, type Html } from './html.ts';
import { agreementOf, frame, link, linksOf, table, type View } from './page.ts';

const PER_PAGE = 25;

/** All customers of all partners, by name, a page at a time; the search is a plain form. */
export const renderCustomers = (view: View): string => {
  const { t, lang, ask, deps: { state } } = view;
  const wanted = (ask.query.get('q') ?? '').trim();
  const found = state.customers.all().filter((c) => c.name.toLowerCase().startsWith(wanted.toLowerCase()));
  const sorted = found.sort((a, b) => a.name.localeCompare(b.name, 'sv'));
  const pages = Math.max(1, Math.ceil(sorted.length / PER_PAGE));
  const number = Math.min(pages, Math.max(1, Math.trunc(Number(ask.query.get('page') ?? 1)) || 1));
  const search = html`<form method="get" action="/customers"><input type="hidden" name="lang" value="${lang}"><label>${t.search} <input name="q" value="${wanted}"></label> <button>${t.find}</button></form>`;
  const rows = sorted.slice((number - 1) * PER_PAGE, number * PER_PAGE).map(
    (c) => html`<tr><td>${link(view, `/customers/${c.id}`, c.name)}<br><small>${c.onmicrosoft}</small></td><td>${linksOf(view, c)}</td><td>${agreementOf(view, c)}</td>
<td>${[...new Set(c.links.map((l) => l.partnerId))].reduce((sum, owner) => sum + state.heldSubscriptions(`${owner}/${c.id}`).length, 0)}</td></tr>`,
  );
  const list = rows.length === 0 ? html`<p>${t.noCustomers}</p>` : table([t.customer, t.relations, t.agreement, t.subscriptions], rows);
  return frame(view, `${t.customers} (${sorted.length})`, html`${search}${list}${turning(view, { wanted, number, pages })}`);
};

const turning = (view: View, { wanted, number, pages }: { wanted: string; number: number; pages: number }): Html => {
  const { t } = view;
  const to = (page: number, label: string): Html => link(view, `/customers?q=${encodeURIComponent(wanted)}&page=${page}`, label);
  return html`<p class="row">${number > 1 ? to(number - 1, t.previous) : ''} ${t.page} ${number} ${t.of} ${pages} ${number < pages ? to(number + 1, t.next) : ''}</p>`;
};
