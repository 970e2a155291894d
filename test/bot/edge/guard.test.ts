import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createGuard } from '../../../bot/edge/guard.ts';
import { aKey, anActivity, APP, aRig, aToken, post, seconds, SERVICE, STRANGER, TENANT } from './rig.ts';
import type { Rig } from './rig.ts';

type Bad = { name: string; status: 401 | 403; header: (rig: Rig) => string | undefined; activity?: Record<string, unknown> };

const bearer = (token: string): string => `Bearer ${token}`;
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const good = (rig: Rig): string => bearer(aToken(rig.pair));
const withClaims = (claims: Record<string, unknown>) => (rig: Rig): string => bearer(aToken(rig.pair, claims));
const sts = `https://sts.windows.net/${TENANT}/`;

const hmacWithPublicKey = ({ pair }: Rig): string => {
  const [, claims] = aToken(pair).split('.');
  const input = `${part({ alg: 'HS256', typ: 'JWT', kid: pair.kid })}.${claims}`;
  const secret = pair.publicKey.export({ format: 'pem', type: 'spki' });
  return bearer(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`);
};

/** The 22 bad kinds of the threat model, in its order. */
const BAD: Bad[] = [
  { name: 'no header', status: 401, header: () => undefined },
  { name: 'another scheme', status: 401, header: () => 'Basic YTpi' },
  { name: 'malformed', status: 401, header: () => 'Bearer abc.def' },
  { name: 'bad signature', status: 401, header: ({ pair }) => bearer(aToken({ ...aKey(), kid: pair.kid })) },
  { name: 'unknown key id', status: 401, header: () => bearer(aToken(aKey())) },
  { name: 'algorithm none', status: 401, header: ({ pair }) => bearer(`${part({ alg: 'none', kid: pair.kid })}.${aToken(pair).split('.')[1]}.x`) },
  { name: 'HMAC made with the public key', status: 401, header: hmacWithPublicKey },
  { name: 'wrong audience', status: 401, header: withClaims({ aud: STRANGER }) },
  { name: 'wrong issuer', status: 401, header: withClaims({ iss: 'https://api.botframework.example' }) },
  { name: 'an Entra issuer', status: 401, header: withClaims({ iss: sts }) },
  { name: 'expired more than five minutes ago', status: 401, header: withClaims({ exp: seconds(-310) }) },
  { name: 'not yet valid', status: 401, header: withClaims({ nbf: seconds(400), exp: seconds(4000) }) },
  { name: 'no exp', status: 401, header: withClaims({ exp: undefined }) },
  { name: 'no serviceurl claim', status: 401, header: withClaims({ serviceurl: undefined }) },
  { name: 'activity without serviceUrl', status: 403, header: good, activity: { serviceUrl: undefined } },
  { name: 'serviceUrl other than the claim', status: 403, header: good, activity: { serviceUrl: 'http://127.0.0.1:4999/elsewhere/' } },
  { name: 'channelId missing', status: 403, header: good, activity: { channelId: undefined } },
  { name: 'channelId empty', status: 403, header: good, activity: { channelId: '' } },
  { name: 'another channel', status: 403, header: good, activity: { channelId: 'directline' } },
  { name: 'emulator as channel', status: 403, header: good, activity: { channelId: 'emulator' } },
  { name: 'key without the Teams endorsement', status: 401, header: ({ unendorsed }) => bearer(aToken(unendorsed)) },
  { name: 'emulator path (appid = aud = ours)', status: 401, header: withClaims({ iss: sts, appid: APP, ver: '1.0' }) },
  { name: 'skill path', status: 401, header: withClaims({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, azp: STRANGER, ver: '2.0' }) },
  { name: 'ASE path', status: 401, header: withClaims({ iss: 'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0', appid: APP }) },
  { name: "the bot's own outbound token", status: 401, header: withClaims({ iss: sts, aud: 'https://api.botframework.com', appid: APP, idtyp: 'app' }) },
  { name: 'an app-only token for another API', status: 401, header: withClaims({ iss: sts, aud: 'https://graph.microsoft.com', idtyp: 'app' }) },
  { name: 'a list of audiences', status: 401, header: withClaims({ aud: [APP, STRANGER] }) },
  { name: 'a foreign service url in claim and body', status: 403, header: withClaims({ serviceurl: 'https://smba.example/' }), activity: { serviceUrl: 'https://smba.example/' } },
  { name: 'a tenant that is not on the list', status: 403, header: good, activity: { conversation: { id: 'c', tenantId: STRANGER }, channelData: {} } },
  { name: 'two tenants that disagree', status: 403, header: good, activity: { channelData: { tenant: { id: STRANGER } } } },
  { name: 'no tenant', status: 403, header: good, activity: { conversation: { id: 'c' }, channelData: {} } },
  { name: 'a message from nobody', status: 403, header: good, activity: { from: { id: '29:x' } } },
  { name: 'an object id that is no GUID', status: 403, header: good, activity: { from: { id: '29:x', aadObjectId: '../admin' } } },
  { name: 'another bot as recipient', status: 403, header: good, activity: { recipient: { id: `28:${STRANGER}` } } },
];

describe('the channel guard, over HTTP', () => {
  let rig: Rig;
  before(async () => { rig = await aRig(); });
  after(() => rig.close());

  const send = (header: string | undefined, activity: Record<string, unknown> = {}): Promise<Response> =>
    post(rig.address, JSON.stringify(anActivity(activity)), header === undefined ? {} : { authorization: header });

  for (const { name, status, header, activity } of BAD) {
    it(`refuses: ${name}`, async () => {
      const before = rig.seen.length;
      const reply = await send(header(rig), activity);
      assert.equal(reply.status, status);
      assert.equal(await reply.text(), '');
      assert.match(reply.headers.get('x-correlation-id') ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(rig.seen.length, before, 'bot logic ran');
    });
  }

  it('accepts a good token, twice, and tells who speaks', async () => {
    const header = good(rig);
    for (const _ of [1, 2]) assert.equal((await send(header)).status, 200);
    assert.equal(rig.seen.at(-1)?.tenantId, TENANT);
  });

  it('accepts one that expired four minutes ago', async () => {
    assert.equal((await send(bearer(aToken(rig.pair, { exp: seconds(-240) })))).status, 200);
  });

  it('accepts an event that nobody in particular sent', async () => {
    assert.equal((await send(good(rig), { type: 'conversationUpdate', from: { id: 'x' } })).status, 200);
  });

  it('does not remember a token beyond its end', async () => {
    const header = bearer(aToken(rig.pair, { exp: seconds(60) }));
    assert.equal((await send(header)).status, 200);
    rig.clock.move(60_000 + 310_000);
    assert.equal((await send(header)).status, 401);
    rig.clock.move(-370_000);
  });

  it('writes few lines for many bad tokens, and no token', async () => {
    const before = rig.log.lines.length;
    for (let i = 0; i < 300; i += 1) await rig.guard.check(`Bearer a.${i}.c`).catch(() => undefined);
    for (let i = 0; i < 200; i += 1) await send(`Bearer a.${i}.c`);
    assert.ok(rig.log.lines.length - before <= 10, `${rig.log.lines.length - before} lines`);
    assert.doesNotMatch(JSON.stringify(rig.log.lines), /Bearer|eyJ/);
  });

  it('will not be made without an app id', () => {
    const { outbound, clock } = rig;
    const keys = { find: async () => undefined, generation: () => 0 };
    assert.throws(() => createGuard({ appId: '', organisations: [], keys, clock, isTrustedServiceUrl: outbound.isTrustedServiceUrl }), TypeError);
    assert.ok(outbound.isTrustedServiceUrl(SERVICE));
  });
});
