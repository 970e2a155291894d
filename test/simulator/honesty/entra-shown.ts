import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { decodeProtectedHeader, SignJWT } from 'jose';
import { groupId } from '../../../simulator/entra/graph.ts';
import { FJORDLINE } from '../../../simulator/people.ts';
import { makeCertificate } from '../entra/certificate.ts';
import { approve, authorize, beginDevice, chooseOnPage, codeOf, handedBack, pollDevice, REDIRECT, redeem } from '../entra/interactive.ts';
import { APP, ASTRID, claimsOf, PARTNER_CENTER, type Rig } from '../entra/rig.ts';

/** Brings about what the row of that name says, and fails when it does not happen. */
export type Shown = (twin: Rig) => Promise<void>;

const DAY = 86_400_000;
const ENTRA_KEYS = `/${FJORDLINE}/discovery/v2.0/keys`;
const CHANNEL_KEYS = '/botframework/v1/.well-known/keys';
const GRAPH = 'https://graph.microsoft.com';

type Key = { kid: string; endorsements?: string[] };
const keysAt = async (twin: Rig, path: string): Promise<Key[]> => (await twin.get(path)).json['keys'] as Key[];
const kidsAt = async (twin: Rig, path = ENTRA_KEYS): Promise<string[]> => (await keysAt(twin, path)).map(({ kid }) => kid);
const kidOf = (token: unknown): unknown => decodeProtectedHeader(String(token)).kid;
const roll = async (twin: Rig, more: object = {}): Promise<unknown> => (await twin.post('/twin/keys/roll', { which: 'entra', ...more })).json['kid'];
const appToken = (twin: Rig, fields: Record<string, string | undefined> = {}, path?: string) =>
  twin.token(FJORDLINE, { grant_type: 'client_credentials', scope: `${PARTNER_CENTER}/.default`, ...fields }, path);
const refresh = (twin: Rig, token: unknown) => twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(token) });
const graphToken = async (twin: Rig): Promise<Record<string, string>> => {
  const { json } = await twin.onBehalfOf(ASTRID, { scope: `${GRAPH}/User.Read ${GRAPH}/GroupMember.Read.All` });
  return { authorization: `Bearer ${String(json['access_token'])}` };
};
const names = (value: unknown): unknown[] => (value as { displayName: string }[]).map((one) => one.displayName).sort();

/** One for each row of the Entra twin that says so. */
export const ENTRA_SHOWN: Readonly<Record<string, Shown>> = {
  'GET /{tenant}/v2.0/.well-known/openid-configuration': async (twin) => {
    for (const tenant of [FJORDLINE, 'fjordline.example', 'common']) {
      const { status, json } = await twin.get(`/${tenant}/v2.0/.well-known/openid-configuration`);
      assert.deepEqual([status, String(json['token_endpoint']).startsWith('https://login.microsoftonline.com/')], [200, true]);
    }
    assert.equal((await twin.get(`/${FJORDLINE}/.well-known/openid-configuration`)).json['issuer'], `https://sts.windows.net/${FJORDLINE}/`);
  },
  'GET /{tenant}/discovery/v2.0/keys': async (twin) => assert.deepEqual(await kidsAt(twin), [kidOf((await appToken(twin)).json['access_token'])]),
  'GET login.botframework.com/v1/.well-known/keys': async (twin) =>
    assert.deepEqual((await keysAt(twin, CHANNEL_KEYS)).map(({ endorsements }) => endorsements), [['msteams'], ['webchat']]),
  'key roll, announced': async (twin) => {
    const [old] = await kidsAt(twin);
    const announced = (await twin.post('/twin/keys/announce', { which: 'entra' })).json['kid'];
    assert.deepEqual([await kidsAt(twin), kidOf((await appToken(twin)).json['access_token'])], [[old, announced], old]);
    await roll(twin);
    assert.deepEqual([await kidsAt(twin), kidOf((await appToken(twin)).json['access_token'])], [[announced, old], announced]);
  },
  'key roll, abrupt': async (twin) => {
    const [old] = await kidsAt(twin);
    const kid = await roll(twin);
    assert.deepEqual([await kidsAt(twin), kidOf((await appToken(twin)).json['access_token'])], [[kid, old], kid]);
  },
  'key roll after a leak': async (twin) => assert.deepEqual([await roll(twin, { keepOld: false })], await kidsAt(twin)),
  'key documents and token endpoint down': async (twin) => {
    const status = (path: string) => fetch(`${twin.entra.address}${path}`).then((answer) => answer.status);
    await twin.post('/twin/faults', { keysDown: 'all', tokenDown: true });
    const token = await fetch(`${twin.entra.address}/${FJORDLINE}/oauth2/v2.0/token`, { method: 'POST' });
    assert.deepEqual([await status(ENTRA_KEYS), await status(CHANNEL_KEYS), token.status], [503, 503, 503]);
  },
  'client credentials by secret, v2': async (twin) => assert.equal(claimsOf((await appToken(twin)).json['access_token'])['idtyp'], 'app'),
  'client credentials by secret, v1': async (twin) => {
    const { json } = await appToken(twin, { scope: undefined, resource: PARTNER_CENTER }, 'oauth2/token');
    assert.deepEqual([json['expires_in'], json['resource']], ['3599', PARTNER_CENTER]);
  },
  'client credentials by certificate': async (twin) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { pem, x5t, x5tS256 } = makeCertificate(publicKey, privateKey);
    await twin.post('/twin/app', { certificate: pem });
    for (const header of [{ x5t }, { 'x5t#S256': x5tS256 }]) {
      const assertion = await new SignJWT({ jti: randomUUID() }).setProtectedHeader({ alg: 'RS256', ...header }).setIssuer(APP.id).setSubject(APP.id)
        .setAudience(`https://login.microsoftonline.com/${FJORDLINE}/oauth2/v2.0/token`).setExpirationTime('10m').sign(privateKey);
      const proof = { client_secret: undefined, client_assertion: assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
      assert.equal((await appToken(twin, proof)).status, 200);
    }
  },
  'authorisation code': async (twin) => {
    assert.equal((await authorize(twin)).status, 200);
    const answer = await chooseOnPage(twin, { nonce: 'n-1' });
    assert.equal(handedBack(answer).get('state'), 's 1&2');
    const { status, json } = await redeem(twin, String(handedBack(answer).get('code')));
    assert.deepEqual([status, claimsOf(json['access_token'])['oid'], claimsOf(json['id_token'])['nonce']], [200, ASTRID, 'n-1']);
  },
  'authorisation code with PKCE': async (twin) => {
    const verifier = 'v'.repeat(43);
    const s256 = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
    for (const challenge of [s256, { code_challenge: verifier, code_challenge_method: 'plain' }]) {
      assert.equal((await redeem(twin, await codeOf(twin, challenge), { code_verifier: verifier })).status, 200);
    }
  },
  form_post: async (twin) => assert.match(await (await chooseOnPage(twin, { response_mode: 'form_post' })).text(), /<form method="post" action="http:\/\/localhost:5123\/back">.*name="code"/s),
  'single sign-on in one browser': async (twin) => {
    const cookie = String((await chooseOnPage(twin)).headers.get('set-cookie')).split(';')[0] ?? '';
    assert.ok(handedBack(await authorize(twin, { prompt: 'none' }, { cookie })).get('code'));
    await fetch(`${twin.entra.address}/${FJORDLINE}/oauth2/v2.0/logout`, { headers: { cookie } });
    assert.equal(handedBack(await authorize(twin, { prompt: 'none' }, { cookie })).get('error'), 'login_required');
  },
  'registered redirect addresses only': async (twin) => {
    const tried = async (redirect_uri: string) => (await authorize(twin, { redirect_uri })).status;
    const [other, sameButPort] = ['http://localhost:5123/elsewhere', 'http://localhost:6000/back'];
    assert.deepEqual([await tried(REDIRECT), await tried(other), await tried('https://elsewhere.example/')], [200, 200, 400]);
    await twin.post('/twin/app', { redirectUris: [REDIRECT], onlyRegistered: true });
    assert.deepEqual([await tried(REDIRECT), await tried(sameButPort), await tried(other)], [200, 200, 400]);
  },
  'refresh with rotation': async (twin) => {
    const first = (await twin.onBehalfOf(ASTRID)).json['refresh_token'];
    const second = (await refresh(twin, first)).json['refresh_token'];
    assert.notEqual(second, first);
    assert.deepEqual([(await refresh(twin, first)).status, (await refresh(twin, second)).status], [200, 200]);
  },
  'refresh tokens for single use, or none new': async (twin) => {
    const first = (await twin.onBehalfOf(ASTRID)).json['refresh_token'];
    await twin.post('/twin/faults', { refreshRotation: 'single-use' });
    const second = (await refresh(twin, first)).json['refresh_token'];
    assert.equal((await refresh(twin, first)).status, 400);
    await twin.post('/twin/faults', { refreshRotation: 'none' });
    const third = await refresh(twin, second);
    assert.deepEqual([third.status, third.json['refresh_token']], [200, undefined]);
  },
  '90 days without use': async (twin) => {
    const first = (await twin.onBehalfOf(ASTRID)).json['refresh_token'];
    twin.clock.advance(89 * DAY);
    const second = (await refresh(twin, first)).json['refresh_token'];
    twin.clock.advance(89 * DAY);
    assert.deepEqual([(await refresh(twin, first)).status, (await refresh(twin, second)).status], [400, 200]);
  },
  'on behalf of': async (twin) => {
    const { status, json } = await twin.onBehalfOf(ASTRID);
    const { oid, aud, scp } = claimsOf(json['access_token']);
    assert.deepEqual([status, oid, aud, scp], [200, ASTRID, PARTNER_CENTER, 'user_impersonation']);
  },
  'device code': async (twin) => {
    const said = async (code: unknown) => (await pollDevice(twin, code)).json['error'];
    const { device_code, user_code } = await beginDevice(twin);
    assert.deepEqual([await said(device_code), await said(device_code)], ['authorization_pending', 'slow_down']);
    assert.equal((await approve(twin, user_code)).status, 200);
    assert.equal(claimsOf((await pollDevice(twin, device_code)).json['access_token'])['oid'], ASTRID);
    const declined = await beginDevice(twin);
    await approve(twin, declined['user_code'], { twin_choice: 'deny' });
    assert.equal(await said(declined['device_code']), 'authorization_declined');
    const late = await beginDevice(twin);
    twin.wall.advance(900_000);
    assert.equal(await said(late['device_code']), 'expired_token');
  },
  amr: async (twin) => {
    const { json } = await redeem(twin, await codeOf(twin, { twin_mfa: undefined }));
    await twin.post(`/twin/people/${ASTRID}`, { amr: ['pwd', 'mfa'] });
    assert.deepEqual(claimsOf((await refresh(twin, json['refresh_token'])).json['access_token'])['amr'], ['pwd']);
  },
  'roles in the token': async (twin) => {
    await twin.post(`/twin/people/${ASTRID}`, { roles: ['SalesAgents'] });
    assert.deepEqual(claimsOf((await twin.onBehalfOf(ASTRID)).json['access_token'])['roles'], ['SalesAgents']);
  },
  'withdrawn audience': async (twin) => assert.equal(claimsOf((await appToken(twin, { scope: 'https://graph.windows.net/.default' })).json['access_token'])['aud'], 'https://graph.windows.net'),
  'GET /v1.0/me/memberOf': async (twin) => {
    await twin.post(`/twin/people/${ASTRID}`, { roles: ['AdminAgents', 'GlobalAdministrator'] });
    assert.deepEqual(names((await twin.get('/graph/v1.0/me/memberOf', await graphToken(twin))).json['value']), ['AdminAgents', 'Global Administrator']);
  },
  'GET /v1.0/groups': async (twin) => {
    const headers = await graphToken(twin);
    assert.deepEqual(names((await twin.get(`/graph/v1.0/groups?$filter=${encodeURIComponent("displayName eq 'SalesAgents'")}`, headers)).json['value']), ['SalesAgents']);
    assert.ok(names((await twin.get(`/graph/v1.0/groups/${groupId(FJORDLINE, 'AdminAgents')}/members`, headers)).json['value']).includes('Astrid Lind'));
  },
  '401 and 403 of Graph': async (twin) => {
    const code = (json: Record<string, unknown>) => (json['error'] as { code: string }).code;
    const narrow = (await twin.onBehalfOf(ASTRID, { scope: `${GRAPH}/User.Read` })).json['access_token'];
    const [without, refused] = [await twin.get('/graph/v1.0/me'), await twin.get('/graph/v1.0/groups', { authorization: `Bearer ${String(narrow)}` })];
    assert.deepEqual([without.status, code(without.json), refused.status, code(refused.json)], [401, 'InvalidAuthenticationToken', 403, 'Authorization_RequestDenied']);
  },
  'people changed by the trainer': async (twin) => {
    const { json } = await twin.post(`/twin/people/${ASTRID}`, { roles: [], amr: ['pwd'], disabled: true, revoked: true });
    assert.deepEqual([json['roles'], json['amr'], json['disabled'], json['session']], [[], ['pwd'], true, 1]);
  },
};
