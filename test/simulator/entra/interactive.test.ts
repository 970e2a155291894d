import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { SignJWT } from 'jose';
import { FJORDLINE, NORDVIND } from '../../../simulator/people.ts';
import { makeCertificate } from './certificate.ts';
import { approve as approveDevice, asked, authorize, beginDevice, chooseOnPage, codeOf, given, handedBack, pollDevice, redeem as redeemAt, REDIRECT, type Fields } from './interactive.ts';
import { rewriting } from './msal-network.ts';
import { APP, ASTRID, PARTNER_CENTER, SOFIA, claimsOf, rig } from './rig.ts';
import type { Rig } from './rig.ts';

const AUTHORITY = `https://login.microsoftonline.com/${FJORDLINE}`;

describe('Entra twin: people sign in', () => {
  let twin: Rig;
  beforeEach(async () => { twin = await rig(); });
  afterEach(() => twin.entra.close());

  const open = (fields: Fields = {}, how: { tenant?: string; cookie?: string } = {}) => authorize(twin, fields, how);
  const choose = (fields: Fields = {}, tenant = FJORDLINE) => chooseOnPage(twin, fields, tenant);
  const back = handedBack;
  const code = (fields: Fields = {}) => codeOf(twin, fields);
  const redeem = (authorizationCode: string, fields: Fields = {}) => redeemAt(twin, authorizationCode, fields);

  it('shows the people of the tenant, in the language of the browser, without running anything foreign', async () => {
    const page = await open({ login_hint: 'astrid.lind@fjordline.example' });
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.match(String(page.headers.get('content-security-policy')), /default-src 'none'/);
    assert.match(html, new RegExp(`value="${ASTRID}" selected`));
    assert.doesNotMatch(html, /Sofia Dahl/);
    assert.match(await (await open({}, { tenant: 'common' })).text(), /Sofia Dahl/);
    assert.match(await (await open({ ui_locales: 'sv-SE' })).text(), /Vem loggar in\?/);
    assert.doesNotMatch(await (await open({ state: '"><script>alert(1)</script>' })).text(), /<script>alert/);
  });

  it('gives a code for tokens of the chosen person, with state and nonce handed through', async () => {
    const answer = await choose({ nonce: 'n-1', twin_mfa: undefined });
    assert.equal(answer.status, 302);
    assert.equal(back(answer).get('state'), 's 1&2');
    const { status, json } = await redeem(String(back(answer).get('code')));
    assert.equal(status, 200);
    const access = claimsOf(json['access_token']);
    assert.deepEqual([access['oid'], access['aud'], access['amr'], access['scp']], [ASTRID, PARTNER_CENTER, ['pwd'], 'user_impersonation']);
    assert.equal(claimsOf(json['id_token'])['nonce'], 'n-1');
    assert.equal((await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) })).status, 200);
  });

  it('redeems a code once, within ten minutes, at its own address', async () => {
    const first = await code();
    assert.deepEqual((await redeem(first, { redirect_uri: 'http://localhost:1/other' })).json['error_codes'], [500112]);
    assert.equal((await redeem(first)).status, 200);
    assert.deepEqual((await redeem(first)).json['error_codes'], [54005]);
    assert.deepEqual((await redeem('made-up')).json['error_codes'], [9002313]);
    const late = await code();
    twin.wall.advance(10 * 60_000);
    assert.deepEqual((await redeem(late)).json['error_codes'], [70008]);
  });

  it('holds a client to its PKCE challenge', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
    const one = await code(challenge);
    assert.deepEqual((await redeem(one)).json['error_codes'], [50148]);
    assert.deepEqual((await redeem(one, { code_verifier: randomBytes(32).toString('base64url') })).json['error_codes'], [501481]);
    assert.equal((await redeem(one, { code_verifier: verifier })).status, 200);
    assert.equal(back(await open({ code_challenge: 'short' })).get('error'), 'invalid_request');
  });

  it('shows what is wrong with the client itself, and hands everything else back to it', async () => {
    const foreign = await open({ redirect_uri: 'https://elsewhere.example/back' });
    assert.deepEqual([foreign.status, /AADSTS50011/.test(await foreign.text())], [400, true]);
    assert.match(await (await open({ client_id: randomUUID() })).text(), /AADSTS700016/);
    const errors: [Fields, string][] = [
      [{ response_type: 'token' }, 'unsupported_response_type'], [{ prompt: 'sing' }, 'invalid_request'], [{ scope: undefined }, 'invalid_request'], [{ prompt: 'none' }, 'login_required'],
    ];
    for (const [fields, error] of errors) assert.deepEqual([back(await open(fields)).get('error'), back(await open(fields)).get('state')], [error, 's 1&2']);
    assert.equal(back(await choose({ twin_choice: 'deny' })).get('error'), 'access_denied');
    assert.equal(back(await choose({ twin_person: SOFIA })).get('error'), 'invalid_grant');
  });

  it('asks for the secret once the address is registered, and knows no other afterwards', async () => {
    const web = 'https://client.example/signed-in';
    await twin.post('/twin/app', { redirectUris: [web] });
    const own = String(new URL(String((await choose({ redirect_uri: web })).headers.get('location'))).searchParams.get('code'));
    assert.deepEqual((await redeem(own, { redirect_uri: web, client_secret: undefined })).json['error_codes'], [7000218]);
    assert.equal((await redeem(own, { redirect_uri: web })).status, 200);
    assert.equal((await redeem(await code(), { client_secret: undefined })).status, 200);
  });

  it('posts the answer when asked to, and puts it behind # when asked to', async () => {
    const page = await choose({ response_mode: 'form_post' });
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.match(html, /<form method="post" action="http:\/\/localhost:5123\/back">/);
    assert.match(html, /name="state" value="s 1&amp;2"/);
    assert.match(String((await choose({ response_mode: 'fragment' })).headers.get('location')), /back#code=/);
  });

  it('signs the same browser in again without asking, until it signs out, is revoked, or is told to ask', async () => {
    const cookie = String((await choose()).headers.get('set-cookie')).split(';')[0] ?? '';
    assert.ok(back(await open({ prompt: 'none' }, { cookie })).get('code'));
    assert.equal((await open({ prompt: 'login' }, { cookie })).status, 200);
    assert.equal((await open({ login_hint: 'erik.holm@fjordline.example' }, { cookie })).status, 200);
    await twin.post(`/twin/people/${ASTRID}`, { revoked: true });
    assert.equal(back(await open({ prompt: 'none' }, { cookie })).get('error'), 'login_required');
    const again = String((await choose()).headers.get('set-cookie')).split(';')[0] ?? '';
    await fetch(`${twin.entra.address}/${FJORDLINE}/oauth2/v2.0/logout`, { headers: { cookie: again } });
    assert.equal(back(await open({ prompt: 'none' }, { cookie: again })).get('error'), 'login_required');
  });

  it('lets no disabled, denied or half-signed-in person through, and kills the code of a revoked one', async () => {
    await twin.post('/twin/faults', { denyConditionalAccess: ASTRID });
    assert.match(String(back(await choose()).get('error_description')), /AADSTS53003/);
    await twin.post('/twin/faults', { denyConditionalAccess: null, requireMfa: ASTRID });
    assert.match(String(back(await choose({ twin_mfa: undefined })).get('error_description')), /AADSTS50076/);
    const issued = await code();
    await twin.post(`/twin/people/${ASTRID}`, { revoked: true });
    assert.deepEqual((await redeem(issued)).json['error_codes'], [50173]);
    await twin.post(`/twin/people/${ASTRID}`, { disabled: true });
    assert.match(String(back(await choose()).get('error_description')), /AADSTS50057/);
  });

  it('the v1 address takes a resource', async () => {
    const body = new URLSearchParams(given({ ...asked({ scope: undefined }), resource: PARTNER_CENTER, twin_person: ASTRID, twin_choice: 'accept' }));
    const answer = await fetch(`${twin.entra.address}/${FJORDLINE}/oauth2/authorize`, { method: 'POST', redirect: 'manual', body });
    const { json } = await twin.token(FJORDLINE, { grant_type: 'authorization_code', code: String(back(answer).get('code')), redirect_uri: REDIRECT }, 'oauth2/token');
    assert.deepEqual([json['resource'], claimsOf(json['access_token'])['oid']], [PARTNER_CENTER, ASTRID]);
  });

  it('msal-node goes the whole way by code', async () => {
    const client = new ConfidentialClientApplication({ auth: { clientId: APP.id, clientSecret: APP.secret, authority: AUTHORITY }, system: { networkClient: rewriting(twin.entra.address, []) } });
    const url = new URL(await client.getAuthCodeUrl({ scopes: [`${PARTNER_CENTER}/user_impersonation`], redirectUri: REDIRECT }));
    const result = await client.acquireTokenByCode({ code: await code(Object.fromEntries(url.searchParams)), scopes: [`${PARTNER_CENTER}/user_impersonation`], redirectUri: REDIRECT });
    assert.equal(result.account?.username, 'astrid.lind@fjordline.example');
  });

  describe('on a device', () => {
    const begin = (fields: Fields = {}) => beginDevice(twin, fields);
    const poll = async (deviceCode: unknown) => {
      const { status, json } = await pollDevice(twin, deviceCode);
      return status === 200 ? claimsOf(json['access_token'])['oid'] : json['error'];
    };
    const approve = (userCode: unknown, fields: Fields = {}) => approveDevice(twin, userCode, fields);

    it('waits, slows down who hurries, and gives the tokens once', async () => {
      const { user_code, device_code, verification_uri, interval, expires_in } = await begin();
      assert.deepEqual([interval, expires_in], [5, 900]);
      assert.equal((await fetch(`${String(verification_uri)}?otc=${String(user_code)}`)).status, 200);
      assert.equal(await poll(device_code), 'authorization_pending');
      assert.equal(await poll(device_code), 'slow_down');
      twin.wall.advance(5000);
      assert.equal(await poll(device_code), 'authorization_pending');
      assert.equal((await approve('WRONGCODE')).status, 400);
      assert.equal((await approve(user_code, { twin_person: SOFIA })).status, 400);
      assert.equal((await approve(user_code)).status, 200);
      assert.equal(await poll(device_code), ASTRID);
      assert.equal(await poll(device_code), 'invalid_grant');
    });

    it('says when it was declined, has expired, or never was', async () => {
      const declined = await begin();
      await approve(declined['user_code'], { twin_choice: 'deny' });
      assert.equal(await poll(declined['device_code']), 'authorization_declined');
      const late = await begin();
      twin.wall.advance(900_000);
      assert.equal(await poll(late['device_code']), 'expired_token');
      assert.equal((await approve(late['user_code'])).status, 400);
      assert.equal(await poll('made-up'), 'bad_verification_code');
      assert.equal((await begin({ scope: undefined }))['error'], 'invalid_request');
    });

    it('msal-node, as a client without a secret, signs in and renews', async () => {
      const client = new PublicClientApplication({ auth: { clientId: APP.id, authority: AUTHORITY }, system: { networkClient: rewriting(twin.entra.address, []) } });
      const scopes = [`${PARTNER_CENTER}/user_impersonation`];
      const result = await client.acquireTokenByDeviceCode({ scopes, deviceCodeCallback: ({ userCode }) => void approve(userCode) });
      const account = result?.account;
      assert.ok(account);
      assert.equal((await client.acquireTokenSilent({ account, scopes, forceRefresh: true })).fromCache, false);
    });
  });

  describe('the app proves itself by certificate', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = makeCertificate(publicKey, privateKey);
    const assertion = (header: object, change: { aud?: string; exp?: string; iss?: string } = {}, key = privateKey) =>
      new SignJWT({ jti: randomUUID() }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...header }).setIssuer(change.iss ?? APP.id).setSubject(APP.id)
        .setAudience(change.aud ?? `${AUTHORITY}/oauth2/v2.0/token`).setExpirationTime(change.exp ?? '10m').sign(key);
    const ask = async (client_assertion: string) => {
      const { status, json } = await twin.token(FJORDLINE, {
        client_secret: undefined, grant_type: 'client_credentials', scope: `${PARTNER_CENTER}/.default`, client_assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      });
      return status === 200 ? 200 : (json['error_codes'] as number[])[0];
    };
    beforeEach(async () => { assert.equal((await twin.post('/twin/app', { certificate: certificate.pem })).status, 200); });

    it('by either thumbprint', async () => {
      assert.equal(await ask(await assertion({ x5t: certificate.x5t })), 200);
      assert.equal(await ask(await assertion({ 'x5t#S256': certificate.x5tS256 })), 200);
    });

    it('but not by another key, audience, issuer, thumbprint, or too late', async () => {
      const x5t = { x5t: certificate.x5t };
      assert.equal(await ask(await assertion(x5t, {}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)), 700027);
      assert.equal(await ask(await assertion(x5t, { aud: `https://login.microsoftonline.com/${NORDVIND}/oauth2/v2.0/token` })), 700023);
      assert.equal(await ask(await assertion(x5t, { iss: randomUUID() })), 700027);
      assert.equal(await ask(await assertion({ x5t: 'unknown' })), 700027);
      assert.equal(await ask(await assertion(x5t, { exp: '-10m' })), 700024);
      assert.equal(await ask('not a token'), 50027);
      assert.equal((await twin.post('/twin/app', { certificate: 'not a certificate' })).status, 400);
    });

    it('msal-node does so unchanged', async () => {
      const clientCertificate = { thumbprintSha256: certificate.sha256Hex, privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
      const client = new ConfidentialClientApplication({ auth: { clientId: APP.id, authority: AUTHORITY, clientCertificate }, system: { networkClient: rewriting(twin.entra.address, []) } });
      assert.equal(claimsOf((await client.acquireTokenByClientCredential({ scopes: [`${PARTNER_CENTER}/.default`] }))?.accessToken)['idtyp'], 'app');
    });
  });

  it('rotates refresh tokens as told: the old one dies, or no new one comes', async () => {
    const refresh = (token: unknown) => twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(token) });
    const first = (await twin.onBehalfOf(ASTRID)).json['refresh_token'];
    await twin.post('/twin/faults', { refreshRotation: 'single-use' });
    const second = (await refresh(first)).json['refresh_token'];
    assert.deepEqual((await refresh(first)).json['error_codes'], [70000]);
    await twin.post('/twin/faults', { refreshRotation: 'none' });
    const third = await refresh(second);
    assert.deepEqual([third.status, third.json['refresh_token']], [200, undefined]);
    assert.equal((await refresh(second)).status, 200);
  });
});
