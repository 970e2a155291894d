import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { useFakeTimers, type SinonFakeTimers } from 'sinon';
import { createIdentify } from '../../../simulator/partner-center/token.ts';
import { createVerifiedTokens } from '../../../simulator/partner-center/verified-tokens.ts';
import { FJORDLINE, userClaims } from './world.ts';

const START = Date.parse('2026-02-03T08:00:00Z');
const MINUTE = 60_000;

describe('Verified tokens', () => {
  it('are believed for a minute at most, never longer than they live, and no more once the keys may be others', () => {
    let now = START;
    const tokens = createVerifiedTokens<string>(() => now);
    tokens.put('long', 'Astrid', START + 60 * MINUTE);
    tokens.put('short', 'Sofia', START + 10_000);
    assert.deepEqual([tokens.get('long'), tokens.get('short'), tokens.get('longer')], ['Astrid', 'Sofia', undefined]);
    now += 10_000;
    assert.deepEqual([tokens.get('long'), tokens.get('short')], ['Astrid', undefined]);
    now += MINUTE - 10_000;
    assert.equal(tokens.get('long'), undefined);
    tokens.put('long', 'Astrid', START + 60 * MINUTE);
    tokens.clear();
    assert.equal(tokens.get('long'), undefined);
  });

  it('do not pile up', () => {
    const tokens = createVerifiedTokens<number>(() => START);
    for (let n = 0; n < 5000; n += 1) tokens.put(String(n), n, START + MINUTE);
    const kept = Array.from({ length: 5000 }, (_, n) => tokens.get(String(n))).filter((n) => n !== undefined);
    assert.ok(kept.length <= 1000 && kept.includes(4999), String(kept.length));
  });
});

describe('Identifying a caller', () => {
  let time: SinonFakeTimers;
  let published: object[];
  let fetched = 0;
  const server = createServer((_req, res) => {
    fetched += 1;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ keys: published }));
  });
  before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  after(() => new Promise((done) => server.close(done)));
  beforeEach(() => {
    // The clock alone: sockets go on in their own time.
    time = useFakeTimers({ now: START, toFake: ['Date'] });
    fetched = 0;
  });
  afterEach(() => time.restore());

  const newKey = async (kid: string) => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
    const sign = (lifeSeconds: number): Promise<string> =>
      new SignJWT({ iss: `https://sts.windows.net/${FJORDLINE}/`, aud: 'https://api.partnercenter.microsoft.com', ...userClaims('Astrid') })
        .setProtectedHeader({ alg: 'RS256', kid }).setExpirationTime(START / 1000 + lifeSeconds).sign(privateKey);
    return { jwk, bearer: async (lifeSeconds = 3600) => `Bearer ${await sign(lifeSeconds)}` };
  };
  const identify = () => createIdentify(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => Date.now());
  const refused = (error: unknown): boolean => error instanceof Error && JSON.stringify(error).includes('401');

  it('knows one whose token it has seen, and not one whose token differs in its signature alone', async () => {
    const key = await newKey('k1');
    published = [key.jwk];
    const who = identify();
    const good = await key.bearer();
    assert.deepEqual([(await who(good)).name, (await who(good)).name, fetched], ['astrid.lind@fjordline.example', 'astrid.lind@fjordline.example', 1]);
    await assert.rejects(who(`${good.slice(0, -8)}AAAAAAAA`), refused);
  });

  it('refuses a token as soon as it has ended, however lately it was seen', async () => {
    const key = await newKey('k1');
    published = [key.jwk];
    const who = identify();
    const short = await key.bearer(30);
    await who(short);
    time.tick(34_000);
    await who(short);
    time.tick(2_000);
    await assert.rejects(who(short), refused);
  });

  it('forgets whom it knew when a new key shows that an old one was withdrawn', async () => {
    const [leaked, fresh] = [await newKey('k1'), await newKey('k2')];
    published = [leaked.jwk];
    const who = identify();
    const old = await leaked.bearer();
    await who(old);
    published = [fresh.jwk];
    time.tick(5_000);
    await who(await fresh.bearer());
    await assert.rejects(who(old), refused);
    assert.equal(fetched, 2);
  });
});
