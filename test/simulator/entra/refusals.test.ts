import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mintToken } from '../../../simulator/entra/forge.ts';
import { FJORDLINE, NORDVIND } from '../../../simulator/people.ts';
import { APP, ASTRID, OBO, PARTNER_CENTER, SOFIA, claimsOf, rig } from './rig.ts';
import type { Answer, Rig } from './rig.ts';

const SCOPE = `${PARTNER_CENTER}/.default`;
const DAY = 86_400_000;

const isRefused = ({ status, json }: Answer, wanted: { status: number; error: string; code: number }): void => {
  assert.deepEqual({ status, error: json['error'], code: (json['error_codes'] as number[])[0] }, wanted);
};

describe('Entra twin: what it refuses, and how', () => {
  let twin: Rig;
  beforeEach(async () => { twin = await rig(); });
  afterEach(() => twin.entra.close());

  const appOnly = { grant_type: 'client_credentials', scope: SCOPE };
  const table: [said: string, tenant: string, fields: Record<string, string | undefined>, status: number, error: string, code: number][] = [
    ['a wrong secret', FJORDLINE, { ...appOnly, client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no secret', FJORDLINE, { ...appOnly, client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['an unknown tenant', randomUUID(), appOnly, 400, 'invalid_request', 90002],
    ['an unknown app', FJORDLINE, { ...appOnly, client_id: randomUUID() }, 400, 'unauthorized_client', 700016],
    ['an unsupported grant', FJORDLINE, { ...appOnly, grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ['a grant named like an inherited property', FJORDLINE, { ...appOnly, grant_type: 'constructor' }, 400, 'unsupported_grant_type', 70003],
    ['no grant', FJORDLINE, { ...appOnly, grant_type: undefined }, 400, 'invalid_request', 900144],
    ['no scope', FJORDLINE, { ...appOnly, scope: undefined }, 400, 'invalid_request', 900144],
    ['only OpenID scopes', FJORDLINE, { ...appOnly, scope: 'openid' }, 400, 'invalid_scope', 70011],
    ['an app asking for a single permission', FJORDLINE, { ...appOnly, scope: `${PARTNER_CENTER}/user_impersonation` }, 400, 'invalid_scope', 1002012],
    ['an unknown resource', FJORDLINE, { ...appOnly, scope: 'https://elsewhere.example/.default' }, 400, 'invalid_resource', 500011],
    ['two resources at once', FJORDLINE, { ...appOnly, scope: `${SCOPE} https://graph.microsoft.com/.default` }, 400, 'invalid_request', 28000],
    ['a permission nobody consented to', FJORDLINE, { ...appOnly, scope: 'Mail.Send' }, 400, 'invalid_grant', 65001],
    ['an unknown refresh token', FJORDLINE, { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant', 70000],
    ['no assertion', FJORDLINE, { grant_type: OBO, requested_token_use: 'on_behalf_of', scope: SCOPE }, 400, 'invalid_request', 900144],
  ];
  for (const [said, tenant, fields, status, error, code] of table) {
    it(`${said}: ${status} ${error} AADSTS${code}`, async () => isRefused(await twin.token(tenant, fields), { status, error, code }));
  }

  it('speaks in Entra\'s shape and repeats the caller\'s correlation id, sent as a header or as msal does', async () => {
    const id = randomUUID();
    const endpoint = `${twin.entra.address}/${FJORDLINE}/oauth2/v2.0/token`;
    const form = () => new URLSearchParams({ grant_type: 'x', client_id: APP.id });
    const byHeader = await fetch(endpoint, { method: 'POST', headers: { 'client-request-id': id }, body: form() });
    const byQuery = await fetch(`${endpoint}?client-request-id=${id}`, { method: 'POST', body: form() });
    for (const response of [byHeader, byQuery]) {
      const json = (await response.json()) as Record<string, string>;
      assert.deepEqual(Object.keys(json).sort(), ['correlation_id', 'error', 'error_codes', 'error_description', 'error_uri', 'timestamp', 'trace_id']);
      assert.equal(json['correlation_id'], id);
      assert.match(json['timestamp'] ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
      assert.match(json['error_description'] ?? '', /^AADSTS70003: .+ Trace ID: [\w-]{36} Correlation ID: [\w-]{36} Timestamp: /);
    }
  });

  it('reads no query and no JSON as a form', async () => {
    const path = `/${FJORDLINE}/oauth2/v2.0/token`;
    isRefused(await twin.post(`${path}?grant_type=client_credentials`, { grant_type: 'client_credentials' }), { status: 400, error: 'invalid_request', code: 900144 });
  });

  const honest = async (): Promise<Record<string, unknown>> => claimsOf(await twin.sso(ASTRID));
  const bad: [said: string, change: (claims: Record<string, unknown>) => Promise<string>, code: number][] = [
    ['a broken signature', async (claims) => mintToken(twin.entra.forge, { claims, tamper: true }), 50013],
    ['no signature', async (claims) => mintToken(twin.entra.forge, { claims, signedWith: 'none' }), 50013],
    ['the channel\'s key', async (claims) => mintToken(twin.entra.forge, { claims, signedWith: 'channel' }), 50013],
    ['another audience', async (claims) => mintToken(twin.entra.forge, { claims: { ...claims, aud: 'api://other' } }), 50013],
    ['an issuer of another tenant', async (claims) => mintToken(twin.entra.forge, { claims: { ...claims, iss: `https://login.microsoftonline.com/${NORDVIND}/v2.0` } }), 50013],
    ['no exp', async (claims) => mintToken(twin.entra.forge, { claims: { ...claims, exp: undefined } }), 50013],
    ['an expired one', async (claims) => mintToken(twin.entra.forge, { claims: { ...claims, exp: Math.floor(Date.now() / 1000) - 1 } }), 500133],
    ['a person of nowhere', async (claims) => mintToken(twin.entra.forge, { claims: { ...claims, oid: randomUUID() } }), 50034],
    ['text', async () => 'not-a-token', 50013],
  ];
  for (const [said, forge, code] of bad) {
    it(`an assertion with ${said}: AADSTS${code}`, async () => {
      const answer = await twin.onBehalfOf(ASTRID, { assertion: await forge(await honest()) });
      isRefused(answer, { status: 400, error: 'invalid_grant', code });
    });
  }

  it('a sign-in token of another tenant than the path: AADSTS50013', async () => {
    isRefused(await twin.onBehalfOf(ASTRID, { assertion: await twin.sso(SOFIA, NORDVIND) }), { status: 400, error: 'invalid_grant', code: 50013 });
  });

  it('an access token is not a sign-in token', async () => {
    const access = String((await twin.onBehalfOf(ASTRID)).json['access_token']);
    isRefused(await twin.onBehalfOf(ASTRID, { assertion: access }), { status: 400, error: 'invalid_grant', code: 50013 });
  });

  it('a refresh token of another tenant: AADSTS50020', async () => {
    const refresh_token = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    isRefused(await twin.token(NORDVIND, { grant_type: 'refresh_token', refresh_token }), { status: 400, error: 'invalid_grant', code: 50020 });
  });

  it('refreshes on day 89 of business time, refuses on day 90, and counts anew from each rotation', async () => {
    const refresh = (token: unknown) => twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(token) });
    const first = (await twin.onBehalfOf(ASTRID)).json['refresh_token'];
    twin.clock.advance(89 * DAY);
    const rotated = await refresh(first);
    assert.equal(rotated.status, 200);
    twin.clock.advance(DAY);
    isRefused(await refresh(first), { status: 400, error: 'invalid_grant', code: 700082 });
    assert.equal((await refresh(rotated.json['refresh_token'])).status, 200);
  });

  it('a disabled person: AADSTS50057 for both delegated grants, until enabled again', async () => {
    const refresh_token = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    await twin.post(`/twin/people/${ASTRID}`, { disabled: true });
    const refused = { status: 400, error: 'invalid_grant', code: 50057 };
    isRefused(await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token }), refused);
    isRefused(await twin.onBehalfOf(ASTRID), refused);
    await twin.post(`/twin/people/${ASTRID}`, { disabled: false });
    assert.equal((await twin.onBehalfOf(ASTRID)).status, 200);
  });

  it('revoked sessions: old tokens AADSTS50173, a new sign-in works', async () => {
    const refresh_token = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    const oldSignIn = await twin.sso(ASTRID);
    twin.wall.advance(2000);
    await twin.post(`/twin/people/${ASTRID}`, { revoked: true });
    const refused = { status: 400, error: 'invalid_grant', code: 50173 };
    isRefused(await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token }), refused);
    isRefused(await twin.onBehalfOf(ASTRID, { assertion: oldSignIn }), refused);
    const anew = await twin.onBehalfOf(ASTRID);
    assert.equal(anew.status, 200);
    assert.equal((await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(anew.json['refresh_token']) })).status, 200);
  });

  it('Conditional Access says no: interaction_required AADSTS53003 with claims, for that person only', async () => {
    const refresh_token = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    await twin.post('/twin/faults', { denyConditionalAccess: ASTRID });
    for (const answer of [await twin.onBehalfOf(ASTRID), await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token })]) {
      isRefused(answer, { status: 400, error: 'interaction_required', code: 53003 });
      assert.ok(JSON.parse(String(answer.json['claims'])).access_token);
    }
    await twin.post('/twin/faults', { denyConditionalAccess: null });
    assert.equal((await twin.onBehalfOf(ASTRID)).status, 200);
  });

  it('MFA demanded of a sign-in without it: interaction_required AADSTS50076', async () => {
    await twin.post('/twin/faults', { requireMfa: ASTRID });
    assert.equal((await twin.onBehalfOf(ASTRID)).status, 200);
    await twin.post(`/twin/people/${ASTRID}`, { amr: ['pwd'] });
    isRefused(await twin.onBehalfOf(ASTRID), { status: 400, error: 'interaction_required', code: 50076 });
  });
});
