import assert from 'node:assert/strict';
import { ConfidentialClientApplication, InteractionRequiredAuthError } from '@azure/msal-node';
import type { Configuration } from '@azure/msal-node';
import { FJORDLINE } from '../../../simulator/people.ts';
import { rewriting } from './msal-network.ts';
import { APP, ASTRID, PARTNER_CENTER, claimsOf, rig } from './rig.ts';
import type { Rig } from './rig.ts';

const SCOPES = [`${PARTNER_CENTER}/user_impersonation`];

describe('Entra twin: msal-node works unchanged', () => {
  let twin: Rig;
  let seen: string[];
  let client: ConfidentialClientApplication;

  const settings = (): Configuration => ({
    auth: { clientId: APP.id, clientSecret: APP.secret, authority: `https://login.microsoftonline.com/${FJORDLINE}` },
    system: { networkClient: rewriting(twin.entra.address, seen) },
  });

  beforeEach(async () => {
    twin = await rig();
    seen = [];
    client = new ConfidentialClientApplication(settings());
  });
  afterEach(() => twin.entra.close());

  it('acquireTokenByClientCredential, the second time from its cache', async () => {
    const ask = { scopes: [`${PARTNER_CENTER}/.default`] };
    const first = await client.acquireTokenByClientCredential(ask);
    const second = await client.acquireTokenByClientCredential(ask);
    assert.equal(claimsOf(first?.accessToken)['idtyp'], 'app');
    assert.equal(second?.accessToken, first?.accessToken);
    assert.deepEqual([first?.fromCache, second?.fromCache], [false, true]);
    assert.ok(Math.abs((first?.expiresOn?.getTime() ?? 0) - Date.now() - 3_599_000) < 5000);
  });

  it('acquireTokenOnBehalfOf names the account, and answers from its cache', async () => {
    const ask = { oboAssertion: await twin.sso(ASTRID), scopes: SCOPES };
    const first = await client.acquireTokenOnBehalfOf(ask);
    const second = await client.acquireTokenOnBehalfOf(ask);
    assert.equal(first?.account?.homeAccountId, `${ASTRID}.${FJORDLINE}`);
    assert.equal(first?.account?.username, 'astrid.lind@fjordline.example');
    assert.equal(claimsOf(first?.accessToken)['oid'], ASTRID);
    assert.deepEqual([first?.fromCache, second?.fromCache], [false, true]);
  });

  it('acquireTokenByRefreshToken with forceCache, then silently, then silently by force', async () => {
    const refreshToken = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    const first = await client.acquireTokenByRefreshToken({ refreshToken, scopes: SCOPES, forceCache: true });
    const account = first?.account;
    assert.ok(account);
    const cached = await client.acquireTokenSilent({ account, scopes: SCOPES });
    const forced = await client.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true });
    assert.deepEqual([cached.fromCache, cached.accessToken === first.accessToken], [true, true]);
    assert.deepEqual([forced.fromCache, forced.accessToken === first.accessToken], [false, false]);
    assert.equal(claimsOf(forced.accessToken)['oid'], ASTRID);
  });

  it('a serialized cache serves another process, with the rotated refresh token in it', async () => {
    const refreshToken = String((await twin.onBehalfOf(ASTRID)).json['refresh_token']);
    await client.acquireTokenByRefreshToken({ refreshToken, scopes: SCOPES, forceCache: true });
    const other = new ConfidentialClientApplication(settings());
    other.getTokenCache().deserialize(client.getTokenCache().serialize());
    const [account] = await other.getTokenCache().getAllAccounts();
    assert.ok(account);
    assert.equal((await other.acquireTokenSilent({ account, scopes: SCOPES, forceRefresh: true })).fromCache, false);
    assert.equal(client.getTokenCache().serialize().includes(refreshToken), false);
  });

  it('turns a Conditional Access denial into InteractionRequiredAuthError with the claims', async () => {
    await twin.post('/twin/faults', { denyConditionalAccess: ASTRID });
    await assert.rejects(client.acquireTokenOnBehalfOf({ oboAssertion: await twin.sso(ASTRID), scopes: SCOPES }), (error) => {
      assert.ok(error instanceof InteractionRequiredAuthError);
      assert.equal(String(error.errorNo), '53003');
      assert.match(error.claims, /capolids/);
      return true;
    });
  });

  it('asks the production host only, and a tenant per request by its authority', async () => {
    await client.acquireTokenByClientCredential({ scopes: [`${PARTNER_CENTER}/.default`], authority: 'https://login.microsoftonline.com/nordvind.example' });
    assert.ok(seen.length > 0);
    assert.ok(seen.every((url) => url.startsWith('https://login.microsoftonline.com/nordvind.example/')), seen.join('\n'));
  });
});
