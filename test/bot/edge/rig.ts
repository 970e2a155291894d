import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKeyCache } from '../../../bot/edge/key-cache.ts';
import { createGuard } from '../../../bot/edge/guard.ts';
import type { Guard } from '../../../bot/edge/guard.ts';
import { createServer } from '../../../bot/edge/server.ts';
import type { EdgeServer, ServerDeps } from '../../../bot/edge/server.ts';
import { createOutbound } from '../../../bot/outbound/outbound.ts';
import type { Outbound } from '../../../bot/outbound/outbound.ts';
import type { Log } from '../../../bot/log.ts';

export const APP = '5b0f0f0e-52b4-4f6c-9d55-0c1d6a9b0001';
export const TENANT = '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101';
export const STRANGER = '4d02f6e9-8b35-4c70-81ea-26a8b9d44404';
export const PERSON = 'c0ffee00-0000-4000-8000-000000000001';
export const FJORDLINE = { tenantId: TENANT, side: 'partner', mpnId: '7000123', name: 'Fjordline IT AB' } as const;
export const SERVICE = 'http://127.0.0.1:4999/connector/';

export type Pair = { kid: string; publicKey: KeyObject; privateKey: KeyObject };
export const aKey = (kid: string = randomUUID()): Pair => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });
export const asJwk = (pair: Pair, endorsements: string[] = ['msteams']): Record<string, unknown> =>
  ({ ...pair.publicKey.export({ format: 'jwk' }), kid: pair.kid, use: 'sig', endorsements });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const seconds = (offset = 0): number => Math.floor(Date.now() / 1000) + offset;

/** A good channel token, or one bent by `claims` and `header`; an undefined claim is left out. */
export const aToken = (pair: Pair, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): string => {
  const good = { iss: 'https://api.botframework.com', aud: APP, serviceurl: SERVICE, nbf: seconds(-10), exp: seconds(3600) };
  const input = `${part({ alg: 'RS256', typ: 'JWT', kid: pair.kid, ...header })}.${part({ ...good, ...claims })}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(pair.privateKey).toString('base64url')}`;
};

export const anActivity = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'message', id: 'a1', timestamp: '2026-05-04T08:00:00.000Z', serviceUrl: SERVICE, channelId: 'msteams', text: 'transfer',
  from: { id: '29:astrid', aadObjectId: PERSON }, recipient: { id: `28:${APP}` },
  conversation: { id: 'c1', tenantId: TENANT, conversationType: 'personal' }, channelData: { tenant: { id: TENANT } }, ...changes,
});

export const aLog = (): Log & { lines: { level: string; fields: Record<string, unknown>; message: string }[] } => {
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const at = (level: string) => (fields: Record<string, unknown>, message: string): void => void lines.push({ level, fields, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/** In two steps, because restify takes the return value away from `writeHead` for the whole process. */
export const end = (res: ServerResponse, status: number, body = '', headers: Record<string, string> = {}): void => {
  res.writeHead(status, headers);
  res.end(body);
};

export type Local = { address: string; close(): Promise<void> };
export const serveLocally = async (listener: RequestListener): Promise<Local> => {
  const server = createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
};

export const aClock = (): { now(): Date; move(ms: number): void } => {
  let offset = 0;
  return { now: () => new Date(Date.now() + offset), move: (ms) => { offset += ms; } };
};

/** A key host over HTTP, as the Entra twin plays it, with counters and a switch. */
export const aKeyHost = async (jwks: Record<string, unknown>[]): Promise<Local & { state: { keys: Record<string, unknown>[]; down: boolean; documents: number; asked: number } }> => {
  const state = { keys: jwks, down: false, documents: 0, asked: 0 };
  const local = await serveLocally((req, res) => {
    if (state.down) return end(res, 503);
    if (req.url === '/botframework/v1/.well-known/openidconfiguration') {
      state.documents += 1;
      return void res.end(JSON.stringify({ issuer: 'https://api.botframework.com', jwks_uri: 'https://login.botframework.com/v1/.well-known/keys' }));
    }
    if (req.url !== '/botframework/v1/.well-known/keys') return end(res, 404);
    state.asked += 1;
    res.end(JSON.stringify({ keys: state.keys }));
  });
  return { ...local, state };
};

export const twinsAt = (entra: string, teams = 'http://127.0.0.1:4999') => ({ entra, partnerCenter: entra, teams, clock: entra });

export type Rig = {
  edge: EdgeServer; address: string; guard: Guard; outbound: Outbound; pair: Pair; unendorsed: Pair; log: ReturnType<typeof aLog>;
  seen: { activity: Record<string, unknown>; tenantId: string }[]; clock: ReturnType<typeof aClock>; close(): Promise<void>;
};

/** The whole edge over real HTTP: key host, outbound, key cache, guard, server. */
export const aRig = async (changes: Partial<Pick<ServerDeps, 'handle' | 'ready' | 'times' | 'takeEvent'>> = {}): Promise<Rig> => {
  const pair = aKey();
  const unendorsed = aKey();
  const host = await aKeyHost([asJwk(pair), asJwk(unendorsed, ['skype'])]);
  const outbound = createOutbound({ twins: twinsAt(host.address) });
  const log = aLog();
  const clock = aClock();
  const guard = createGuard({
    appId: APP, organisations: [FJORDLINE], clock, isTrustedServiceUrl: outbound.isTrustedServiceUrl,
    keys: createKeyCache({ fetch: outbound.fetch, clock, log }),
  });
  const seen: Rig['seen'] = [];
  const handle: ServerDeps['handle'] = async (activity, { tenantId }) => {
    seen.push({ activity, tenantId });
    return { status: 200 };
  };
  const edge = createServer({ config: { listen: { host: '127.0.0.1', port: 0 } }, guard, handle, ready: async () => true, clock, log, ...changes });
  const { address } = await edge.listen();
  const close = async (): Promise<void> => {
    await edge.close();
    await outbound.close();
    await host.close();
  };
  return { edge, address, guard, outbound, pair, unendorsed, log, seen, clock, close };
};

export const post = (address: string, body: string | Buffer | undefined, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address}/api/messages`, { method: 'POST', body: body as string | undefined, headers: { 'content-type': 'application/json', ...headers } });
