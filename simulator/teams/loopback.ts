import type { Handler, Route } from '../http.ts';
import { Refusal } from '../http.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Refuses (403) what a foreign web page, or a name that merely points at this machine, could send to the room. */
export const loopbackOnly = (routes: readonly Route[]): Route[] =>
  routes.map(([method, path, handler]) => [method, path, checked(handler)] as const);

const checked = (handler: Handler): Handler => (ask) => {
  const host = String(ask.headers['host'] ?? '');
  const origin = ask.headers['origin'];
  if (!LOOPBACK.has(hostname(`http://${host}`))) throw refused('The rehearsal room answers on loopback only.');
  if (origin !== undefined && origin !== `http://${host}`) throw refused('The rehearsal room answers its own page only.');
  return handler(ask);
};

const hostname = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');

const refused = (message: string): Refusal => new Refusal({ status: 403, body: { error: { code: 'Forbidden', message } } });
