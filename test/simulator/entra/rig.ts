import { randomUUID } from 'node:crypto';
import { createTwinClock } from '../../../simulator/clock.ts';
import type { TwinClock } from '../../../simulator/clock.ts';
import { startEntra } from '../../../simulator/entra/entra.ts';
import type { RunningEntra } from '../../../simulator/entra/entra.ts';
import { Journal } from '../../../simulator/journal.ts';
import { FJORDLINE, PEOPLE, TENANTS } from '../../../simulator/people.ts';

export const APP = { id: randomUUID(), secret: randomUUID(), tenantId: FJORDLINE };
export const ASTRID = 'c0ffee00-0000-4000-8000-000000000001';
export const KARIN = 'c0ffee00-0000-4000-8000-000000000003';
export const SOFIA = 'c0ffee00-0000-4000-8000-000000000011';
export const PARTNER_CENTER = 'https://api.partnercenter.microsoft.com';
export const OBO = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export type Answer = { status: number; headers: Headers; json: Record<string, unknown> };

export type Rig = {
  entra: RunningEntra;
  clock: TwinClock;
  wall: TwinClock;
  journal: Journal;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A token request with the app's id and secret unless the fields say otherwise; an undefined field is left out. */
  token(tenant: string, fields: Record<string, string | undefined>, path?: string): Promise<Answer>;
  sso(personId: string, tenantId?: string): Promise<string>;
  onBehalfOf(personId: string, fields?: Record<string, string | undefined>): Promise<Answer>;
};

/** A journal with the three keys already in it: making RSA keys costs a second, and no test is about that but one. */
const keysOnce = new Journal();
let keysReady: Promise<void> | undefined;

const journalWithKeys = async (): Promise<Journal> => {
  keysReady ??= startEntra({ ...common(), journal: keysOnce, clock: createTwinClock() }).then((first) => first.close());
  await keysReady;
  const journal = new Journal();
  const kept = keysOnce.collection('entra-keys');
  for (const name of ['entra', 'channel', 'channel-unendorsed']) journal.collection('entra-keys').set(name, kept.get(name));
  return journal;
};

const common = () => ({ port: 0, people: PEOPLE, tenants: TENANTS, app: APP });

export const rig = async (given?: Journal): Promise<Rig> => {
  const journal = given ?? (await journalWithKeys());
  const clock = createTwinClock();
  const wall = createTwinClock();
  const entra = await startEntra({ ...common(), journal, clock, wallClock: wall });
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${entra.address}${path}`, init);
    return { status: response.status, headers: response.headers, json: (await response.json()) as Record<string, unknown> };
  };
  const self: Rig = {
    entra, clock, wall, journal,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, headers = {}) => ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
    token: (tenant, fields, path = 'oauth2/v2.0/token') => {
      const all: Record<string, string | undefined> = { client_id: APP.id, client_secret: APP.secret, ...fields };
      const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
      return ask(`/${tenant}/${path}`, { method: 'POST', body: new URLSearchParams(given) });
    },
    sso: async (personId, tenantId = FJORDLINE) => String((await self.post('/twin/sso-token', { tenantId, personId })).json['token']),
    onBehalfOf: async (personId, fields = {}) => {
      const scope = `${PARTNER_CENTER}/user_impersonation offline_access openid profile`;
      return self.token(FJORDLINE, { grant_type: OBO, requested_token_use: 'on_behalf_of', assertion: await self.sso(personId), scope, ...fields });
    },
  };
  return self;
};

export const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
