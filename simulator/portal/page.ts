import type { Ask } from '../http.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import type { CustomerRecord, State } from '../partner-center/state.ts';
import { button, form, html, type Html } from './html.ts';
import type { Texts } from './texts.ts';

/** One request for a page: the twin, the language, and where the reader stands. */
export type View = { readonly deps: PipelineDeps; readonly ask: Ask; readonly t: Texts; readonly lang: 'en' | 'sv' };

export const time = ({ lang }: View, at: string | Date): string =>
  new Date(at).toLocaleString(lang === 'sv' ? 'sv-SE' : 'en-GB', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' });

export const nameOf = (state: State, id: string): string => state.partners.get(id)?.name ?? id;

/** A status in the reader's language; one we have no word for stays as it is. */
export const word = (t: Texts, status: string): string => (status in t ? t[status as keyof Texts] : status);

/** A form that comes back to the page on which it stands. */
export const deed = (view: View, path: string, hidden: Readonly<Record<string, string>>, inside: Html): Html =>
  form(`${path}?lang=${view.lang}&back=${encodeURIComponent(view.ask.path)}`, hidden, inside);

export const press = (view: View, path: string, hidden: Readonly<Record<string, string>>, label: string): Html => deed(view, path, hidden, button(label));

export const field = (label: string, name: string, more: { readonly value?: string; readonly type?: string; readonly size?: number } = {}): Html =>
  html`<label>${label} <input name="${name}" type="${more.type ?? 'text'}" value="${more.value ?? ''}" size="${more.size ?? 10}"></label> `;

export const choice = (label: string, name: string, options: readonly (readonly [value: string, shown: string])[], chosen = ''): Html => {
  const items = options.map(([value, shown]) => (value === chosen ? html`<option value="${value}" selected>${shown}</option>` : html`<option value="${value}">${shown}</option>`));
  return html`<label>${label} <select name="${name}">${items}</select></label> `;
};

export const table = (heads: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="wide"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

/** `good`, `bad` or `wait` colour the word; it says the same without the colour. */
export const chip = (text: string, mood: 'good' | 'bad' | 'wait' | 'plain' = 'plain'): Html => html`<span class="chip ${mood}">${text}</span>`;

export const link = ({ lang }: View, path: string, label: string): Html => html`<a href="${path}${path.includes('?') ? '&' : '?'}lang=${lang}">${label}</a>`;

export const linksOf = (view: View, customer: CustomerRecord): string => {
  const { t, deps: { state } } = view;
  const parts = customer.links.map((l) => (l.kind === 'direct' ? `${nameOf(state, l.partnerId)} (${t.directBusiness})` : `${nameOf(state, l.partnerId)} (${t.through} ${nameOf(state, l.resellerId)})`));
  return parts.join(', ') || t.none;
};

export const agreementOf = ({ t }: View, customer: CustomerRecord): string => {
  if (customer.directSigned) return t.direct;
  const valid = customer.attestations.filter((a) => a.agreement.type === 'MicrosoftCustomerAgreement');
  if (valid.some((a) => customer.links.some((l) => l.kind === 'provider' && l.partnerId === a.partnerId))) return t.byProvider;
  if (valid.length > 0) return t.attested;
  return customer.attestations.length > 0 ? t.cloudOnly : t.none;
};

const PAGES = [['/', 'overview'], ['/customers', 'customers'], ['/rehearsal', 'rehearsal']] as const;

/** The frame around every page: who we are, where one can go, what time it is. Needs no script. */
export const frame = (view: View, title: string, body: Html): string => {
  const { t, lang, ask, deps } = view;
  const other = lang === 'sv' ? 'en' : 'sv';
  const way = PAGES.map(([path, name]) => html`<a href="${path}?lang=${lang}"${ask.path === path ? { html: ' aria-current="page"' } : ''}>${t[name]}</a>`);
  const story = String(deps.state.meta.get('story')?.value ?? '');
  return html`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${t.title}</title><link rel="stylesheet" href="/portal.css"></head><body><a class="skip" href="#content">${t.skip}</a>
<header><strong>${t.title}</strong><nav>${way}</nav><span class="now">${t.story}: ${story} · ${time(view, deps.clock.now())}</span>
<a href="${ask.path}?lang=${other}" lang="${other}" hreflang="${other}">${t.otherLanguage}</a></header><main id="content"><h1>${title}</h1>${body}</main></body></html>`.html;
};

export const renderRefusal = (view: View, refusal: { readonly sentence: string; readonly back: string }): string =>
  frame(view, view.t.refused, html`<p class="refusal">${refusal.sentence}</p><p><a href="${refusal.back}">${view.t.goBack}</a></p>`);
