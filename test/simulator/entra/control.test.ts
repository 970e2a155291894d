import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { mintChannelToken } from '../../../simulator/entra/forge.ts';
import type { Forgery } from '../../../simulator/entra/forge.ts';
import { FJORDLINE, PEOPLE } from '../../../simulator/people.ts';
import { APP, ASTRID, SOFIA, claimsOf, rig } from './rig.ts';
import type { Rig } from './rig.ts';

describe('Entra twin: control and forgery', () => {
  let twin: Rig;
  before(async () => { twin = await rig(); });
  after(() => twin.entra.close());

  it('signs a person in for the bot', async () => {
    const claims = claimsOf(await twin.sso(ASTRID));
    assert.equal(claims['aud'], `api://botid-${APP.id}`);
    assert.equal(claims['iss'], `https://login.microsoftonline.com/${FJORDLINE}/v2.0`);
    assert.deepEqual([claims['oid'], claims['tid'], claims['scp'], claims['ver']], [ASTRID, FJORDLINE, 'access_as_user', '2.0']);
    assert.equal(claims['preferred_username'], 'astrid.lind@fjordline.example');
  });

  it('signs nobody in at a tenant that is not theirs', async () => {
    assert.equal((await twin.post('/twin/sso-token', { tenantId: FJORDLINE, personId: SOFIA })).status, 404);
  });

  it('lists people with what has been changed about them', async () => {
    await twin.post(`/twin/people/${ASTRID}`, { disabled: true });
    const people = (await twin.get('/twin/people')).json['people'] as { id: string; disabled: boolean }[];
    assert.equal(people.length, PEOPLE.length);
    assert.deepEqual(people.filter((p) => p.disabled).map((p) => p.id), [ASTRID]);
  });

  it('refuses what it does not understand, naming it', async () => {
    const answers = [
      await twin.post(`/twin/people/${ASTRID}`, { roles: ['Owner'] }),
      await twin.post(`/twin/people/${ASTRID}`, { colour: 'red' }),
      await twin.post('/twin/channel-token', { serviceUrl: 'not an address' }),
    ];
    assert.deepEqual(answers.map((a) => a.status), [400, 400, 400]);
    assert.match(String(answers[1]?.json['message']), /colour/);
    assert.equal((await twin.post('/twin/people/nobody', {})).status, 404);
  });

  it('is closed to web pages of other origins and to other names for this machine', async () => {
    assert.equal((await twin.get('/twin/people', { origin: 'https://elsewhere.example' })).status, 403);
    assert.equal((await twin.get('/twin/people', { origin: 'http://127.0.0.1:4000' })).status, 200);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${twin.entra.address}/twin/people`, { headers: { host: 'elsewhere.example' } }, (res) => { res.resume(); resolve(res.statusCode); }).on('error', reject).end();
    });
    assert.equal(status, 403);
  });

  it('moves its clock to an offset, forward only', async () => {
    assert.equal((await twin.post('/twin/clock', { offset: 5000 })).json['offset'], 5000);
    assert.equal((await twin.post('/twin/clock', { offset: 4000 })).status, 409);
    assert.equal((await twin.get('/twin/clock')).json['offset'], 5000);
  });

  const bad: [said: string, forgery: Forgery, code: string][] = [
    ['another audience', { claims: { aud: 'other' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['another issuer', { claims: { iss: 'https://sts.windows.net/x/' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no exp', { claims: { exp: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['an exp long past', { claims: { exp: 1 } }, 'ERR_JWT_EXPIRED'],
    ['an nbf far ahead', { claims: { nbf: 4_000_000_000, exp: 4_000_003_600 } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['no signature', { signedWith: 'none' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['HMAC with the public key', { signedWith: 'hmac-public-key' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['a stranger\'s key', { signedWith: 'stranger' }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['an unknown key id', { kid: 'unknown' }, 'ERR_JWKS_NO_MATCHING_KEY'],
    ['claims changed after signing', { tamper: true }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  ];
  const verify = (token: string) => jwtVerify(token, createRemoteJWKSet(new URL(`${twin.entra.address}/botframework/v1/.well-known/keys`)), {
    issuer: 'https://api.botframework.com', audience: APP.id, requiredClaims: ['exp'], algorithms: ['RS256'],
  });
  for (const [said, forgery, code] of bad) {
    it(`forges a channel token with ${said}`, async () => {
      await assert.rejects(verify(await mintChannelToken(twin.entra.forge, forgery)), { code });
    });
  }

  it('forges one without serviceurl, and one by the key that Teams does not endorse', async () => {
    assert.equal('serviceurl' in (await verify(await mintChannelToken(twin.entra.forge, { claims: { serviceurl: undefined } }))).payload, false);
    const { protectedHeader } = await verify(await mintChannelToken(twin.entra.forge, { signedWith: 'channel-unendorsed' }));
    assert.equal(protectedHeader.kid, twin.entra.forge.keys['channel-unendorsed'].kid);
    assert.equal((await verify(await mintChannelToken(twin.entra.forge))).payload['serviceurl'], 'http://127.0.0.1:4000/connector/');
  });
});
