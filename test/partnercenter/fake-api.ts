import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from '../../partnercenter/http.ts';
import type { RequestDeps } from '../../partnercenter/request.ts';
import type { Access, PersonAccess } from '../../partnercenter/access.ts';

export const FJORDLINE = '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101';
export const NORDVIND = '2a7d90c4-5be3-4d0a-8f16-93c1d4e02202';
export const CUSTOMER = '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303';
export const ASTRID: PersonAccess = { kind: 'person', tenantId: FJORDLINE, personId: 'c0ffee00-0000-4000-8000-000000000001' };

export type Call = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
/** `json` or `text` is sent; `hang` never answers; `cut` breaks the connection after the headers; `drop` before them. */
export type Script = { status?: number; json?: unknown; text?: string; headers?: Record<string, string>; trouble?: 'hang' | 'cut' | 'drop' };
export type FakeApi = { fetch: Fetch; calls: Call[]; close(): Promise<void> };

/** A real HTTP server that answers by script, and a `fetch` that reaches it under the production address. */
export const fakeApi = async (answer: (call: Call, number: number) => Script): Promise<FakeApi> => {
  const calls: Call[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const call = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks).toString('utf8') };
      calls.push(call);
      play(answer(call, calls.length), res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    fetch: (url, init) => {
      const { origin, pathname, search } = new URL(url);
      if (origin !== 'https://api.partnercenter.microsoft.com' && origin !== 'https://graph.microsoft.com') throw new Error(`The token would go to ${origin}.`);
      return fetch(`http://127.0.0.1:${port}${pathname}${search}`, init);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const play = (script: Script, res: ServerResponse): void => {
  if (script.trouble === 'hang') return;
  if (script.trouble === 'drop') {
    res.destroy();
    return;
  }
  const text = script.text ?? (script.json === undefined ? '' : JSON.stringify(script.json));
  const declared = Buffer.byteLength(text) + (script.trouble === 'cut' ? 100 : 0);
  res.writeHead(script.status ?? 200, { 'content-length': String(declared), ...script.headers });
  res.write(text);
  if (script.trouble === 'cut') setTimeout(() => res.destroy(), 10);
  else res.end();
};

/** A clock that only sleeping moves. */
export const sleepyClock = (start = Date.parse('2026-02-03T08:00:00Z')): { clock: { now(): Date }; sleep: (ms: number) => Promise<void>; slept: number[]; pass(ms: number): void } => {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    clock: { now: () => new Date(time) },
    pass: (ms) => {
      time += ms;
    },
    sleep: (ms) => {
      slept.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
};

export type AskedToken = { access: Access; fresh: boolean };

/** What the client needs besides its `fetch`; tokens name how many have been handed out. */
export const quietDeps = (fetch: Fetch): RequestDeps & { asked: AskedToken[]; slept: number[]; pass(ms: number): void } => {
  const asked: AskedToken[] = [];
  const { clock, sleep, slept, pass } = sleepyClock();
  const tokens = (access: Access, options?: { fresh?: boolean }): Promise<string> => {
    asked.push({ access, fresh: options?.fresh ?? false });
    return Promise.resolve(`token-${asked.length}`);
  };
  return { fetch, tokens, clock, sleep, slept, pass, asked, random: () => 0.5, limits: { timeoutMs: 300, maxBytes: 20_000 } };
};
