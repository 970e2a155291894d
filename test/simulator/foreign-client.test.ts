import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ConfidentialClientApplication, type INetworkModule, type NetworkRequestOptions, type NetworkResponse } from '@azure/msal-node';
import { Agent, buildConnector, fetch as fetchBy } from 'undici';
import { startAlone, type Alone } from '../../simulator/alone.ts';
import { startHttpsFront, type RunningFront } from '../../simulator/https-front.ts';
import { FJORDLINE } from '../../simulator/people.ts';

const API = 'https://api.partnercenter.microsoft.com';
const LOGIN = 'https://login.microsoftonline.com';
const APP = { id: randomUUID(), secret: randomUUID(), tenantId: FJORDLINE };

/** What a hosts file and a trusted authority do for a client: every name leads to the front, and nothing else changes. */
const redirected = (front: RunningFront): Agent => {
  const connect = buildConnector({ ca: front.authority });
  return new Agent({ connect: (options, done) => connect({ ...options, servername: options.hostname, hostname: '127.0.0.1', port: String(front.port) }, done) });
};

describe('A client that somebody else wrote', function () {
  this.timeout(60_000);
  let twins: Alone;
  let front: RunningFront;
  let dispatcher: Agent;
  before(async () => {
    twins = await startAlone({ ports: { teams: 0, partnerCenter: 0, entra: 0, portal: 0 }, story: 'transfer-ready', app: APP, botEndpoint: 'http://127.0.0.1:9/' });
    front = await startHttpsFront({ port: 0, partnerCenter: twins.partnerCenter.address, entra: twins.entra.address, now: new Date() });
    dispatcher = redirected(front);
  });
  after(async () => {
    await dispatcher.close();
    await front.close();
    await twins.close();
  });

  const call = async (url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) => {
    const response = await fetchBy(url, { ...init, dispatcher });
    return { status: response.status, headers: response.headers, json: (await response.json()) as Record<string, unknown> };
  };
  const pages = async (token: unknown): Promise<string[]> => {
    const names: string[] = [];
    let next: { uri: string; headers: { key: string; value: string }[] } | undefined = { uri: '/customers?size=5', headers: [] };
    while (next !== undefined) {
      const headers = { authorization: `Bearer ${String(token)}`, accept: 'application/json', ...Object.fromEntries(next.headers.map(({ key, value }) => [key, value])) };
      const { status, json } = await call(`${API}/v1${next.uri}`, { headers });
      assert.equal(status, 200);
      names.push(...(json['items'] as { companyProfile: { companyName: string } }[]).map((one) => one.companyProfile.companyName));
      next = (json['links'] as { next?: typeof next }).next;
    }
    return names;
  };

  it('with fixed addresses and plain requests, as the documentation words them', async () => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: APP.id, client_secret: APP.secret, resource: API }).toString();
    const { json } = await call(`${LOGIN}/${FJORDLINE}/oauth2/token`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form });
    const names = await pages(json['access_token']);
    assert.equal(new Set(names).size, 12);
    const refused = await call(`${API}/v1/profiles/mpn`, { headers: { authorization: `Bearer ${String(json['access_token'])}` } });
    assert.deepEqual([refused.status, String(refused.json['code'])], [403, '900329']);
    const graph = await call('https://graph.microsoft.com/v1.0/me');
    assert.deepEqual([graph.status, (graph.json['error'] as { code: string }).code], [401, 'InvalidAuthenticationToken']);
    assert.ok(((await call('https://login.botframework.com/v1/.well-known/keys')).json['keys'] as unknown[]).length > 0);
  });

  it('with msal-node and its own authority', async () => {
    const send = async <T>(method: string, url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
      const { status, headers, json } = await call(url, { method, ...(options?.headers === undefined ? {} : { headers: options.headers }), ...(options?.body === undefined ? {} : { body: options.body }) });
      return { status, headers: Object.fromEntries(headers), body: json as T };
    };
    const networkClient: INetworkModule = { sendGetRequestAsync: (url, options) => send('GET', url, options), sendPostRequestAsync: (url, options) => send('POST', url, options) };
    const client = new ConfidentialClientApplication({ auth: { clientId: APP.id, clientSecret: APP.secret, authority: `${LOGIN}/${FJORDLINE}` }, system: { networkClient } });
    const result = await client.acquireTokenByClientCredential({ scopes: [`${API}/.default`] });
    assert.equal((await pages(result?.accessToken)).length, 12);
  });

  it('finds no way to the controls of the twins, and no other host', async () => {
    const control = await fetchBy(`${LOGIN}/twin/people`, { dispatcher });
    assert.equal(control.status, 403);
    await assert.rejects(fetchBy('https://elsewhere.example/', { dispatcher }), 'the certificate vouches for four names only');
  });
});
