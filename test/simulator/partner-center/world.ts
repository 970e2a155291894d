import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createTwinClock, type TwinClock } from '../../../simulator/clock.ts';
import { Journal } from '../../../simulator/journal.ts';
import { createJournalClock } from '../../../simulator/partner-center/journal-clock.ts';
import { startPartnerCenter } from '../../../simulator/partner-center/partner-center.ts';
import { openState } from '../../../simulator/partner-center/state.ts';
import { BYSTANDER, FJORDLINE, HAVSKOG, NORDVIND, PEOPLE } from '../../../simulator/people.ts';
import { createTransferReady } from '../../../simulator/stories/transfer-ready.ts';

export const LONN = '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303';
export const E3 = '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501';
export const SUSPENDED = '6d3a2f90-1b7e-47c8-a2c4-0f9b7d3e5502';
export const NCE = 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504';
export { BYSTANDER, FJORDLINE, HAVSKOG, NORDVIND };

const AUDIENCE = 'https://api.partnercenter.microsoft.com';

export type Claims = Record<string, unknown> & { tid: string };
type Signer = { address: string; sign(claims: Claims, how?: { alg?: 'forged'; exp?: number }): Promise<string>; close(): Promise<void> };

/** A key server with one key, and tokens signed by it, or by a stranger's key with the same name. */
export const startSigner = async (): Promise<Signer> => {
  const own = await generateKeyPair('RS256', { extractable: true });
  const strange = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' };
  const server = createServer((req, res) => {
    const found = req.url === '/common/discovery/v2.0/keys';
    // restify patches writeHead for the whole process, so that it cannot be chained.
    res.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sign: (claims, how = {}) =>
      new SignJWT({ iss: `https://sts.windows.net/${claims.tid}/`, aud: AUDIENCE, ver: '1.0', appid: 'a9', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' })
        .setIssuedAt()
        .setExpirationTime(how.exp ?? Math.floor(Date.now() / 1000) + 3600)
        .sign(how.alg === 'forged' ? strange.privateKey : own.privateKey),
    close: () => new Promise((done) => server.close(() => done())),
  };
};

export const userClaims = (name: string, more: Record<string, unknown> = {}): Claims => {
  const person = PEOPLE.find((p) => p.name.startsWith(name));
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return { tid: person.tenantId, oid: person.id, upn: person.upn, scp: 'user_impersonation', amr: person.amr, roles: person.roles, ...more };
};
export const appClaims = (tid: string): Claims => ({ tid, oid: 'sp', idtyp: 'app' });

export type Answer = { status: number; headers: Headers; body: unknown };

/** Reads JSON by names and places; what is missing is undefined, so that a wrong answer fails the comparison and not the reading. */
export const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((here, step) => (typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined), value);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
type Send = { method?: string; body?: unknown; headers?: Record<string, string>; raw?: string };

const offsetOf = (startAt: string | undefined): number => (startAt === undefined ? 0 : Date.parse(startAt) - Date.now());

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The twin on free ports with its own keys; `journalFile` keeps its memory, and then the clock's too; `startAt` is the first business time. */
export const startWorld = async (options: { journalFile?: string; limitPerMinute?: number; completionDelayMs?: number; startAt?: string; keyFile?: string } = {}) => {
  const signer = await startSigner();
  const journal = new Journal(options.journalFile);
  const clock: TwinClock = options.journalFile === undefined ? createTwinClock(offsetOf(options.startAt)) : createJournalClock(journal);
  const twin = await startPartnerCenter({
    port: 0, portalPort: 0, clock, journal, entraAddress: signer.address, story: createTransferReady(clock.now()),
    ...(options.keyFile === undefined ? {} : { keyFile: options.keyFile }),
    ...(options.limitPerMinute === undefined ? {} : { limitPerMinute: options.limitPerMinute }),
    ...(options.completionDelayMs === undefined ? {} : { completionDelayMs: options.completionDelayMs }),
  });
  const send = async (address: string, path: string, { method = 'GET', body, raw, headers = {} }: Send): Promise<Answer> => {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const res = await fetch(`${address}${path}`, {
      method, redirect: 'manual', headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(payload === undefined ? {} : { body: payload }),
    });
    const text = await res.text();
    return { status: res.status, headers: res.headers, body: res.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text };
  };
  const withToken = async (path: string, token: string, how: Send = {}): Promise<Answer> =>
    send(twin.public.address, path, { ...how, headers: { authorization: `Bearer ${token}`, ...how.headers } });
  return {
    signer, clock, state: openState(journal), address: twin.public.address, portalAddress: twin.portal.address, withToken,
    /** A call as a person (by first name) or, with a tenant id, as that tenant's app. */
    call: async (who: string, path: string, how: Send = {}): Promise<Answer> =>
      withToken(path, await signer.sign(PEOPLE.some((p) => p.name.startsWith(who)) ? userClaims(who) : appClaims(who)), how),
    open: (path: string, how: Send = {}): Promise<Answer> => send(twin.public.address, path, how),
    portal: (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> => send(twin.portal.address, path, { method, body }),
    close: async (): Promise<void> => {
      await Promise.all([twin.public.close(), twin.portal.close(), signer.close()]);
    },
  };
};

export const transferBody = (ids: string[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sourcePartnerTenantId: FJORDLINE, targetPartnerTenantId: NORDVIND,
  lineItems: ids.map((subscriptionId) => ({ subscriptionId, partnerIdOnRecord: '7000123', quantity: 1 })), ...more,
});

export const TRANSFERS = `/v1/customers/${LONN}/transfers`;

/** Creates a transfer of Office 365 E3 (or other lines) from Fjordline to Nordvind and returns its id. */
export const createOne = async (world: World, ids: string[] = [E3], customer = LONN): Promise<string> => {
  const { status, body } = await world.call('Astrid', `/v1/customers/${customer}/transfers`, { method: 'POST', body: transferBody(ids) });
  if (status !== 201) throw new Error(`create answered ${status} ${JSON.stringify(body)}`);
  return String(at(body, 'id'));
};

/** The id of the customer whose name begins so. */
export const customerNamed = async (world: World, start: string): Promise<string> => {
  const { body } = await world.call('Astrid', '/v1/customers?size=0');
  return String(at(list(at(body, 'items')).find((c) => String(at(c, 'companyProfile', 'companyName')).startsWith(start)), 'id'));
};
