import type { TwinClock } from '../clock.ts';
import type { Ask, Reply, Route } from '../http.ts';
import { html, type Html } from '../portal/html.ts';
import type { AttestationRecord } from './agreement-records.ts';
import { key } from './ids.ts';
import type { State } from './state.ts';

const PATH = '/attestations';

const TEXTS = {
  en: { title: 'Microsoft Customer Agreement (rehearsal)', accept: 'I accept the agreement for', done: 'The agreement was accepted for', gone: 'There is no such request.' },
  sv: { title: 'Microsofts kundavtal (övning)', accept: 'Jag godkänner avtalet för', done: 'Avtalet är godkänt för', gone: 'Det finns ingen sådan begäran.' },
};

const reply = (status: number, lang: 'en' | 'sv', inside: Html): Reply => ({
  status,
  text: html`<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${TEXTS[lang].title}</title></head>
<body><main><h1>${TEXTS[lang].title}</h1>${inside}</main></body></html>`.html,
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'" },
});

const languageOf = (record: AttestationRecord | undefined): 'en' | 'sv' => (record?.language.toLowerCase().startsWith('sv') === true ? 'sv' : 'en');

const show = (record: AttestationRecord): Reply => {
  const lang = languageOf(record);
  const t = TEXTS[lang];
  if (record.acceptedAt !== undefined) return reply(200, lang, html`<p>${t.done} ${record.companyName}.</p>`);
  return reply(200, lang, html`<p>${record.firstName} ${record.lastName}</p><form method="post"><button>${t.accept} ${record.companyName}</button></form>`);
};

const isForeign = ({ headers }: Ask): boolean => headers.origin !== undefined && headers.origin !== `http://${String(headers.host)}`;

/** The page that a customer opens to accept the agreement: the hosted part of the enhanced attestation (§7.5). */
export const attestationRoutes = (state: State, clock: TwinClock): Route[] => {
  const find = (ask: Ask): AttestationRecord | undefined => state.attestations.get(key(ask.params['attestationId'] ?? ''));
  const gone = (): Reply => reply(404, 'en', html`<p>${TEXTS.en.gone}</p><p lang="sv">${TEXTS.sv.gone}</p>`);
  const accept = (ask: Ask): Reply => {
    const record = find(ask);
    if (record === undefined) return gone();
    if (isForeign(ask)) return { status: 403, text: 'Requests from other pages are refused.' };
    return show(record.acceptedAt === undefined ? state.attestations.set(record.id, { ...record, acceptedAt: clock.now().toISOString() }) : record);
  };
  return [
    ['get', `${PATH}/:attestationId`, (ask) => ((record) => (record === undefined ? gone() : show(record)))(find(ask))],
    ['post', `${PATH}/:attestationId`, accept],
  ];
};

export const acceptanceUrl = (host: string, id: string): string => `http://${host}${PATH}/${id}`;
