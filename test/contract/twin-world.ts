import { randomUUID } from 'node:crypto';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { PersonAccess } from '../../partnercenter/access.ts';
import { createGraph } from '../../partnercenter/graph.ts';
import type { Graph } from '../../partnercenter/graph.ts';
import type { Fetch, FetchInit } from '../../partnercenter/http.ts';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { createTokens } from '../../partnercenter/tokens.ts';
import type { ExchangeResult, Tokens } from '../../partnercenter/tokens.ts';
import { createTwinClock } from '../../simulator/clock.ts';
import { startEntra } from '../../simulator/entra/entra.ts';
import { Journal } from '../../simulator/journal.ts';
import { startPartnerCenter } from '../../simulator/partner-center/partner-center.ts';
import { BYSTANDER, PEOPLE, TENANTS } from '../../simulator/people.ts';
import { createTransferReady } from '../../simulator/stories/transfer-ready.ts';
import { memoryPartitions } from '../partnercenter/memory-partitions.ts';
import type { MemoryPartitions } from '../partnercenter/memory-partitions.ts';

export type TwinWorld = {
  partnerCenter: PartnerCenter;
  tokens: Tokens;
  app: { id: string; secret: string };
  /** Where the twins listen. */
  addresses: { partnerCenter: string; entra: string; portal: string };
  graph: Graph;
  partitions: MemoryPartitions;
  access(name: string): PersonAccess;
  /** By the SSO token that Teams would send. */
  signIn(name: string): Promise<ExchangeResult>;
  /** Control of the two twins. */
  entra(path: string, body: object): Promise<Record<string, unknown>>;
  portal(path: string, body: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
};

/** Both twins in this process on free ports, and the client before them, with production addresses and tokens by msal-node. */
export const startTwinWorld = async (): Promise<TwinWorld> => {
  const clock = createTwinClock();
  const app = { id: randomUUID(), secret: randomUUID(), tenantId: BYSTANDER };
  const entra = await startEntra({ port: 0, clock, journal: new Journal(), people: PEOPLE, tenants: TENANTS, app });
  const twins = await startPartnerCenter({
    port: 0, portalPort: 0, clock, journal: new Journal(), entraAddress: entra.address, story: createTransferReady(clock.now()),
  });
  const outbound = redirecting({
    'https://login.microsoftonline.com': entra.address,
    'https://graph.microsoft.com': `${entra.address}/graph`,
    'https://api.partnercenter.microsoft.com': twins.public.address,
  });
  const partitions = memoryPartitions();
  const realClock = { now: () => new Date() };
  const tokens = createTokens({ appId: app.id, appSecret: app.secret, networkClient: networkOver(outbound), partitions, clock: realClock });
  const access = (name: string): PersonAccess => {
    const person = PEOPLE.find((one) => one.name === name);
    if (person === undefined) throw new Error(`There is no ${name} in the story.`);
    return { kind: 'person', tenantId: person.tenantId, personId: person.id };
  };
  const control = (address: string) => async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${address}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  return {
    partitions, tokens, access, app,
    addresses: { partnerCenter: twins.public.address, entra: entra.address, portal: twins.portal.address },
    graph: createGraph({ fetch: outbound, graphToken: tokens.graphToken }),
    partnerCenter: createPartnerCenter({ fetch: outbound, tokens: tokens.source, clock: realClock, limits: { timeoutMs: 2000, backOffMs: 10 } }),
    signIn: async (name) => {
      const { tenantId, personId } = access(name);
      const { token } = await control(entra.address)('/twin/sso-token', { tenantId, personId });
      return tokens.exchange({ tenantId, personId, ssoToken: String(token) });
    },
    entra: control(entra.address),
    portal: control(twins.portal.address),
    close: async () => {
      await Promise.all([entra.close(), twins.public.close(), twins.portal.close()]);
    },
  };
};

/** A way out that leads each production host to another address, and knows no others. */
export const redirecting = (table: Readonly<Record<string, string>>): Fetch => (url, init) => {
  const { origin } = new URL(url);
  const address = table[origin];
  if (address === undefined) throw new Error(`${origin} is not on the list.`);
  return fetch(`${address}${url.slice(origin.length)}`, init);
};

/** msal-node's way out, by the same table. */
export const networkOver = (outbound: Fetch): INetworkModule => {
  const send = async <T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    const init: FetchInit = { method, headers: options?.headers ?? {}, ...(options?.body === undefined ? {} : { body: options.body }) };
    const response = await outbound(url, init);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: (await response.json()) as T };
  };
  return { sendGetRequestAsync: (url, options) => send('GET', url, options), sendPostRequestAsync: (url, options) => send('POST', url, options) };
};
