import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { FJORDLINE } from '../../simulator/people.ts';
import { creationsOf, readsOf, RESELLER, type Creation } from './setup.ts';

export const CONNECTIONS = 16;

export type Call = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string };
export type Load = { readonly port: number; readonly tokens: readonly string[]; readonly calls: readonly Call[]; readonly expect: number };
export type Driven = { readonly seconds: number; readonly bytes: number; readonly last: string };

export const readCall = (customerId: string): Call => ({ method: 'GET', path: readsOf(customerId) });

export const createCall = ({ customerId, target, subscriptionId }: Creation): Call => ({
  method: 'POST', path: creationsOf(customerId),
  body: JSON.stringify({ sourcePartnerTenantId: FJORDLINE, targetPartnerTenantId: target, lineItems: [{ subscriptionId, partnerIdOnRecord: RESELLER }] }),
});

/** As our client sends it: ids of its own on every call, under which a repeated write would be recognised. */
const headersOf = (token: string, call: Call): Record<string, string> => ({
  authorization: `Bearer ${token}`, accept: 'application/json', 'ms-requestid': randomUUID(), 'ms-correlationid': randomUUID(),
  ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
});

/** Sends every call once over 16 kept-alive connections, each its next one when the last was answered. Anything but `expect` ends the run. */
export const drive = async ({ port, tokens, calls, expect }: Load): Promise<Driven> => {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1, bodyTimeout: 20_000, headersTimeout: 20_000 });
  let next = 0;
  let bytes = 0;
  let last = '';
  const connection = async (_: unknown, index: number): Promise<void> => {
    const token = tokens[index % tokens.length] ?? '';
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) {
      const { statusCode, body } = await pool.request({ method: call.method, path: call.path, headers: headersOf(token, call), body: call.body ?? null });
      const text = await body.text();
      if (statusCode !== expect) throw new Error(`${call.method} ${call.path} was answered with ${statusCode} instead of ${expect}: ${text}`);
      bytes += Buffer.byteLength(text);
      last = text;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - begun) / 1000;
  await pool.close();
  return { seconds, bytes, last };
};
