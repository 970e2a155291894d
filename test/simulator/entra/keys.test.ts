import assert from 'node:assert/strict';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { FJORDLINE } from '../../../simulator/people.ts';
import { APP, ASTRID, OBO, PARTNER_CENTER, rig } from './rig.ts';
import type { Rig } from './rig.ts';

const ENTRA_KEYS = '/common/discovery/v2.0/keys';
const CHANNEL_KEYS = '/botframework/v1/.well-known/keys';

describe('Entra twin: keys that roll and addresses that are down', () => {
  let twin: Rig;
  beforeEach(async () => { twin = await rig(); });
  afterEach(() => twin.entra.close());

  const kids = async (path: string): Promise<string[]> => ((await twin.get(path)).json['keys'] as { kid: string }[]).map((key) => key.kid);
  const roll = async (body: object): Promise<string> => String((await twin.post('/twin/keys/roll', body)).json['kid']);
  const channelToken = async (): Promise<string> => String((await twin.post('/twin/channel-token', { serviceUrl: 'http://127.0.0.1:4000/connector/' })).json['token']);
  const verify = (token: string) => jwtVerify(token, createRemoteJWKSet(new URL(`${twin.entra.address}${CHANNEL_KEYS}`)), { audience: APP.id });
  const appToken = () => twin.token(FJORDLINE, { grant_type: 'client_credentials', scope: `${PARTNER_CENTER}/.default` });

  it('signs with the new channel key and publishes the old one until the second roll', async () => {
    const old = await channelToken();
    const kid = await roll({ which: 'channel' });
    assert.equal(decodeProtectedHeader(await channelToken()).kid, kid);
    assert.equal((await verify(old)).payload.aud, APP.id);
    const endorsed = ((await twin.get(CHANNEL_KEYS)).json['keys'] as { kid: string; endorsements: string[] }[]).filter((key) => key.endorsements.includes('msteams'));
    assert.deepEqual(endorsed.map((key) => key.kid), [kid, decodeProtectedHeader(old).kid]);
    await roll({ which: 'channel' });
    await assert.rejects(verify(old), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
    assert.equal((await kids(ENTRA_KEYS)).length, 1);
  });

  it('takes sign-in tokens of the old Entra key until the second roll, also after a restart', async () => {
    const assertion = await twin.sso(ASTRID);
    const exchange = (on: Rig) => on.token(FJORDLINE, { grant_type: OBO, requested_token_use: 'on_behalf_of', assertion, scope: `${PARTNER_CENTER}/.default` });
    await roll({ which: 'entra' });
    const again = await rig(twin.journal);
    try {
      assert.equal((await exchange(again)).status, 200);
      await again.post('/twin/keys/roll', { which: 'entra' });
      const refused = await exchange(again);
      assert.deepEqual([refused.status, refused.json['error_codes']], [400, [50013]]);
    } finally {
      await again.entra.close();
    }
  });

  it('publishes an announced key before it signs, also over a restart, and the roll then surprises nobody', async () => {
    const announced = String((await twin.post('/twin/keys/announce', { which: 'channel' })).json['kid']);
    assert.equal((await twin.post('/twin/keys/announce', { which: 'channel' })).json['kid'], announced);
    const keySet = createRemoteJWKSet(new URL(`${twin.entra.address}${CHANNEL_KEYS}`), { cooldownDuration: 3_600_000 });
    const before = await channelToken();
    assert.notEqual(decodeProtectedHeader(before).kid, announced);
    await jwtVerify(before, keySet);
    assert.equal(await roll({ which: 'channel' }), announced);
    // These keys were fetched before the roll and are not fetched again: an abrupt roll would be refused here.
    await jwtVerify(await channelToken(), keySet);
    await roll({ which: 'channel' });
    await assert.rejects(jwtVerify(await channelToken(), keySet), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
    const next = String((await twin.post('/twin/keys/announce', { which: 'entra' })).json['kid']);
    const again = await rig(twin.journal);
    try {
      assert.ok(((await again.get(ENTRA_KEYS)).json['keys'] as { kid: string }[]).some((key) => key.kid === next));
      assert.equal((await again.post('/twin/keys/roll', { which: 'entra' })).json['kid'], next);
    } finally {
      await again.entra.close();
    }
  });

  it('withdraws the old key at once when told so, as after a leak', async () => {
    const old = await channelToken();
    await roll({ which: 'channel', keepOld: false });
    await assert.rejects(verify(old), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  it('takes down the documents of one side or both, and the token endpoint, each by itself', async () => {
    const status = async (path: string): Promise<number> => (await fetch(`${twin.entra.address}${path}`)).status;
    const all = async (): Promise<number[]> => [await status(ENTRA_KEYS), await status(`/${FJORDLINE}/v2.0/.well-known/openid-configuration`), await status(CHANNEL_KEYS)];
    await twin.post('/twin/faults', { keysDown: 'channel' });
    assert.deepEqual(await all(), [200, 200, 503]);
    await twin.post('/twin/faults', { keysDown: true });
    assert.deepEqual(await all(), [503, 503, 503]);
    assert.equal((await appToken()).status, 200);
    await twin.post('/twin/faults', { keysDown: false, tokenDown: true });
    assert.deepEqual(await all(), [200, 200, 200]);
    const down = await fetch(`${twin.entra.address}/${FJORDLINE}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) });
    assert.deepEqual([down.status, down.headers.get('retry-after')], [503, '5']);
  });

  it('keeps everybody waiting as long as it is told', async () => {
    await twin.post('/twin/faults', { slowMs: 120 });
    const before = performance.now();
    assert.equal((await appToken()).status, 200);
    assert.ok(performance.now() - before >= 115);
    assert.equal((await twin.post('/twin/faults', { slowMs: 600_000 })).status, 400);
  });

  it('rolls no other key', async () => {
    assert.equal((await twin.post('/twin/keys/roll', { which: 'channel-unendorsed' })).status, 400);
  });
});
