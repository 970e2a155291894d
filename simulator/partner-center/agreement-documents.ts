import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TwinClock } from '../clock.ts';
import type { Ask, Reply, Route } from '../http.ts';

/** Business time that a link to an agreement's text lives (§7.2: about five minutes). */
const LIFE_MS = 300_000;
const PATH = '/agreementdocuments';
/** Links do not survive the process, and need not. */
const SECRET = randomBytes(32);

const seal = (name: string): string => createHmac('sha256', SECRET).update(name).digest('base64url');
const nameOf = (templateId: string, query: URLSearchParams): string => [templateId, query.get('language'), query.get('country'), query.get('se')].join('\n');

export type DocumentAsk = { readonly host: string; readonly templateId: string; readonly language: string; readonly country: string; readonly now: Date };

/** A link that anybody may follow without signing in, for five minutes. */
export const documentLink = ({ host, templateId, language, country, now }: DocumentAsk): string => {
  const query = new URLSearchParams({ language, country, se: new Date(now.getTime() + LIFE_MS).toISOString() });
  query.set('sig', seal(nameOf(templateId, query)));
  return `http://${host}${PATH}/${templateId}?${query.toString()}`;
};

const isSealed = (name: string, given: string): boolean => {
  const expected = Buffer.from(seal(name));
  const sent = Buffer.from(given);
  return expected.length === sent.length && timingSafeEqual(expected, sent);
};

const text = (language: string, country: string): string =>
  language.startsWith('sv')
    ? `Microsofts kundavtal, övningsexemplar för ${country}.\nDen här texten är påhittad och binder ingen.\n`
    : `Microsoft Customer Agreement, rehearsal copy for ${country}.\nThis text is made up and binds nobody.\n`;

const serve = ({ params, query }: Ask, now: Date): Reply => {
  const name = nameOf(params['templateId'] ?? '', query);
  const isAlive = isSealed(name, query.get('sig') ?? '') && Date.parse(query.get('se') ?? '') >= now.getTime();
  if (!isAlive) return { status: 403, text: 'The link is not valid or has expired.' };
  const headers: Record<string, string> = query.get('download') === '1' ? { 'content-disposition': 'attachment; filename="agreement.txt"' } : {};
  return { status: 200, text: text(query.get('language') ?? '', query.get('country') ?? ''), headers };
};

/** Served beside the public surface, without any sign-in. */
export const documentRoutes = (clock: TwinClock): Route[] => [['get', `${PATH}/:templateId`, (ask) => serve(ask, clock.now())]];
