import assert from 'node:assert/strict';
import { FJORDLINE, NORDVIND } from '../../../simulator/people.ts';
import { APP, ASTRID, KARIN, OBO, PARTNER_CENTER, SOFIA, claimsOf, rig } from './rig.ts';
import type { Rig } from './rig.ts';

describe('Entra twin: what the grants give', () => {
  let twin: Rig;
  before(async () => { twin = await rig(); });
  after(() => twin.entra.close());

  for (const audience of [PARTNER_CENTER, 'https://api.botframework.com', 'https://graph.microsoft.com', 'https://graph.windows.net']) {
    it(`client credentials give an app-only token for ${audience}`, async () => {
      const { status, json, headers } = await twin.token(FJORDLINE, { grant_type: 'client_credentials', scope: `${audience}/.default` });
      assert.equal(status, 200);
      assert.deepEqual([json['token_type'], json['expires_in'], json['ext_expires_in']], ['Bearer', 3599, 3599]);
      assert.equal(json['refresh_token'], undefined);
      assert.match(String(headers.get('cache-control')), /no-store/);
      const claims = claimsOf(json['access_token']);
      assert.equal(claims['aud'], audience);
      assert.equal(claims['idtyp'], 'app');
      assert.equal(claims['appid'], APP.id);
      assert.equal(claims['ver'], '1.0');
      assert.equal(claims['scp'], undefined);
    });
  }

  it('the v1 endpoint is asked by resource and answers numbers as text', async () => {
    const { json } = await twin.token(NORDVIND, { grant_type: 'client_credentials', resource: PARTNER_CENTER }, 'oauth2/token');
    assert.deepEqual([json['expires_in'], json['resource']], ['3599', PARTNER_CENTER]);
    assert.equal(claimsOf(json['access_token'])['iss'], `https://sts.windows.net/${NORDVIND}/`);
  });

  it('on behalf of a person gives a delegated token with roles, amr and what msal needs', async () => {
    const { status, json } = await twin.onBehalfOf(ASTRID);
    assert.equal(status, 200);
    const claims = claimsOf(json['access_token']);
    assert.deepEqual([claims['oid'], claims['tid'], claims['name'], claims['upn']], [ASTRID, FJORDLINE, 'Astrid Lind', 'astrid.lind@fjordline.example']);
    assert.deepEqual([claims['scp'], claims['amr'], claims['roles']], ['user_impersonation', ['pwd', 'mfa'], ['AdminAgents']]);
    assert.match(String(json['scope']), /user_impersonation/);
    assert.deepEqual(JSON.parse(Buffer.from(String(json['client_info']), 'base64url').toString()), { uid: ASTRID, utid: FJORDLINE });
    const id = claimsOf(json['id_token']);
    assert.deepEqual([id['aud'], id['oid'], id['ver'], id['iss']], [APP.id, ASTRID, '2.0', `https://login.microsoftonline.com/${FJORDLINE}/v2.0`]);
  });

  it('gives no refresh token without offline_access and no id token without openid', async () => {
    const { json } = await twin.onBehalfOf(ASTRID, { scope: `${PARTNER_CENTER}/.default` });
    assert.deepEqual([json['refresh_token'], json['id_token']], [undefined, undefined]);
    assert.equal(claimsOf(json['access_token'])['scp'], 'user_impersonation');
  });

  it('a shared tenant name takes the tenant from the sign-in token', async () => {
    const assertion = await twin.sso(SOFIA, NORDVIND);
    const scope = `${PARTNER_CENTER}/.default`;
    const { json } = await twin.token('organizations', { grant_type: OBO, requested_token_use: 'on_behalf_of', assertion, scope });
    assert.equal(claimsOf(json['access_token'])['tid'], NORDVIND);
  });

  it('refreshing rotates the token and leaves the old one alive', async () => {
    const first = (await twin.onBehalfOf(KARIN)).json['refresh_token'];
    const again = await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(first) });
    assert.equal(again.status, 200);
    assert.notEqual(again.json['refresh_token'], first);
    assert.deepEqual(claimsOf(again.json['access_token'])['roles'], ['GlobalAdministrator']);
    assert.equal((await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token: String(first) })).status, 200);
  });

  it('one refresh token serves another resource, and v1 without a resource the first one', async () => {
    const refresh_token = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    const graph = await twin.token('common', { grant_type: 'refresh_token', refresh_token, scope: 'User.Read' });
    assert.deepEqual([claimsOf(graph.json['access_token'])['aud'], claimsOf(graph.json['access_token'])['scp']], ['https://graph.microsoft.com', 'User.Read']);
    const v1 = await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token }, 'oauth2/token');
    assert.equal(claimsOf(v1.json['access_token'])['aud'], PARTNER_CENTER);
  });

  it('keeps the amr of the sign-in when refreshing, though the person has changed since', async () => {
    const refresh_token = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    await twin.post(`/twin/people/${ASTRID}`, { amr: ['pwd'], roles: ['SalesAgents'] });
    const kept = claimsOf((await twin.token(FJORDLINE, { grant_type: 'refresh_token', refresh_token })).json['access_token']);
    const anew = claimsOf((await twin.onBehalfOf(ASTRID)).json['access_token']);
    assert.deepEqual([kept['amr'], anew['amr']], [['pwd', 'mfa'], ['pwd']]);
    assert.deepEqual([kept['roles'], anew['roles']], [['SalesAgents'], ['SalesAgents']]);
  });

  it('token times are real time even when business time has moved', async () => {
    twin.clock.advance(40 * 86_400_000);
    const { iat, exp } = claimsOf((await twin.onBehalfOf(KARIN)).json['access_token']);
    assert.ok(Math.abs(Number(iat) - Date.now() / 1000) < 5);
    assert.equal(Number(exp) - Number(iat), 3600);
  });
});
