import assert from 'node:assert/strict';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { FJORDLINE } from '../../../simulator/people.ts';
import { APP, PARTNER_CENTER, claimsOf, rig } from './rig.ts';
import type { Rig } from './rig.ts';

describe('Entra twin: documents and keys', () => {
  let twin: Rig;
  before(async () => { twin = await rig(); });
  after(() => twin.entra.close());

  it('names production addresses in the v2 document of a tenant, by id or by domain', async () => {
    for (const tenant of [FJORDLINE, 'fjordline.example', FJORDLINE.toUpperCase()]) {
      const { status, json } = await twin.get(`/${tenant}/v2.0/.well-known/openid-configuration`);
      assert.equal(status, 200);
      assert.equal(json['issuer'], `https://login.microsoftonline.com/${FJORDLINE}/v2.0`);
      assert.equal(json['token_endpoint'], `https://login.microsoftonline.com/${FJORDLINE}/oauth2/v2.0/token`);
      assert.equal(json['jwks_uri'], `https://login.microsoftonline.com/${FJORDLINE}/discovery/v2.0/keys`);
    }
  });

  it('names the sts issuer in the v1 document, and a placeholder for shared tenants', async () => {
    assert.equal((await twin.get(`/${FJORDLINE}/.well-known/openid-configuration`)).json['issuer'], `https://sts.windows.net/${FJORDLINE}/`);
    assert.equal((await twin.get('/common/.well-known/openid-configuration')).json['issuer'], 'https://sts.windows.net/{tenantid}/');
    assert.equal((await twin.get('/organizations/v2.0/.well-known/openid-configuration')).json['issuer'], 'https://login.microsoftonline.com/{tenantid}/v2.0');
  });

  it('answers an unknown tenant as Entra does', async () => {
    const { status, json } = await twin.get('/nobody.example/v2.0/.well-known/openid-configuration');
    assert.equal(status, 400);
    assert.deepEqual(json['error_codes'], [90002]);
  });

  it('publishes the key that verifies its tokens, and no private part of it', async () => {
    const answer = await twin.token(FJORDLINE, { grant_type: 'client_credentials', scope: `${PARTNER_CENTER}/.default` });
    for (const path of ['/common/discovery/keys', `/${FJORDLINE}/discovery/v2.0/keys`]) {
      const keys = createRemoteJWKSet(new URL(`${twin.entra.address}${path}`));
      const { payload } = await jwtVerify(String(answer.json['access_token']), keys, { audience: PARTNER_CENTER, issuer: `https://sts.windows.net/${FJORDLINE}/` });
      assert.equal(payload['tid'], FJORDLINE);
      const [entry] = (await twin.get(path)).json['keys'] as Record<string, unknown>[];
      assert.deepEqual(Object.keys(entry ?? {}).sort(), ['e', 'kid', 'kty', 'n', 'use', 'x5t']);
    }
  });

  it('publishes the bot channel with one key endorsed for Teams and one that is not', async () => {
    const document = (await twin.get('/botframework/v1/.well-known/openidconfiguration')).json;
    assert.equal(document['issuer'], 'https://api.botframework.com');
    assert.equal(document['jwks_uri'], 'https://login.botframework.com/v1/.well-known/keys');
    assert.deepEqual(document['id_token_signing_alg_values_supported'], ['RS256']);
    const keys = (await twin.get('/botframework/v1/.well-known/keys')).json['keys'] as { kid: string; endorsements: string[] }[];
    assert.deepEqual(keys.map((key) => key.endorsements), [['msteams'], ['webchat']]);
    assert.notEqual(keys[0]?.kid, keys[1]?.kid);
  });

  it('signs a channel token for the bot with the endorsed key and the service address', async () => {
    const serviceUrl = 'http://127.0.0.1:4000/connector/';
    const { token } = (await twin.post('/twin/channel-token', { serviceUrl })).json;
    const keys = createRemoteJWKSet(new URL(`${twin.entra.address}/botframework/v1/.well-known/keys`));
    const { payload, protectedHeader } = await jwtVerify(String(token), keys, { issuer: 'https://api.botframework.com', audience: APP.id });
    assert.equal(payload['serviceurl'], serviceUrl);
    assert.equal(protectedHeader.kid, twin.entra.forge.keys.channel.kid);
    const { exp, nbf } = claimsOf(token);
    assert.equal(Number(exp) - Number(nbf), 3600);
  });
});
