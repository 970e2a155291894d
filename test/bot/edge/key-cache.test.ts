import assert from 'node:assert/strict';
import { createKeyCache, KeysUnavailable } from '../../../bot/edge/key-cache.ts';
import type { KeyCache } from '../../../bot/edge/key-cache.ts';
import { createOutbound } from '../../../bot/outbound/outbound.ts';
import type { Outbound } from '../../../bot/outbound/outbound.ts';
import { aClock, aKey, aKeyHost, aLog, asJwk, twinsAt } from './rig.ts';

const HOUR = 3_600_000;
const first = aKey('first');
const second = aKey('second');

describe('the signing-key cache', () => {
  let host: Awaited<ReturnType<typeof aKeyHost>>;
  let outbound: Outbound;
  let clock: ReturnType<typeof aClock>;
  let cache: KeyCache;
  beforeEach(async () => {
    host = await aKeyHost([asJwk(first)]);
    outbound = createOutbound({ twins: twinsAt(host.address) });
    clock = aClock();
    cache = createKeyCache({ fetch: outbound.fetch, clock, log: aLog() });
  });
  afterEach(async () => {
    await outbound.close();
    await host.close();
  });
  const settled = async (): Promise<void> => { for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setTimeout(resolve, 5)); };

  it('fetches once for a hundred cold callers and builds the key once', async () => {
    const found = await Promise.all(Array.from({ length: 100 }, () => cache.find('first')));
    assert.equal(host.state.asked, 1);
    assert.equal(new Set(found.map((entry) => entry?.key)).size, 1);
    assert.ok(found[0]?.endorsements.has('msteams'));
  });

  it('asks at most once for a thousand unknown key ids', async () => {
    await cache.find('first');
    for (let i = 0; i < 1_000; i += 1) assert.equal(await cache.find(`made-up-${i}`), undefined);
    assert.equal(host.state.asked, 1);
    clock.move(5 * 60_000);
    await Promise.all(Array.from({ length: 1_000 }, (_, i) => cache.find(`invented-${i}`)));
    assert.equal(host.state.asked, 2);
  });

  it('takes a rolled key within five minutes', async () => {
    await cache.find('first');
    host.state.keys = [asJwk(second)];
    assert.equal(await cache.find('second'), undefined);
    clock.move(5 * 60_000);
    assert.equal((await cache.find('second'))?.kid, 'second');
    assert.equal(await cache.find('first'), undefined);
    assert.equal(cache.generation(), 2);
  });

  it('refreshes behind the callers after twelve hours', async () => {
    await cache.find('first');
    host.state.keys = [asJwk(first), asJwk(second)];
    clock.move(12 * HOUR);
    assert.ok(await cache.find('first'));
    await settled();
    assert.equal(host.state.asked, 2);
    assert.ok(await cache.find('second'));
    assert.equal(host.state.asked, 2);
  });

  it('lives through a day without the key host, but not through six', async () => {
    await cache.find('first');
    host.state.down = true;
    clock.move(24 * HOUR);
    assert.ok(await cache.find('first'));
    await settled();
    assert.ok(await cache.find('first'));
    clock.move(5 * 24 * HOUR);
    await assert.rejects(cache.find('first'), KeysUnavailable);
    host.state.down = false;
    clock.move(10_000);
    assert.ok(await cache.find('first'));
  });

  it('has no keys when the host never answered, and asks again soon', async () => {
    host.state.down = true;
    await assert.rejects(cache.find('first'), KeysUnavailable);
    host.state.down = false;
    await assert.rejects(cache.find('first'), KeysUnavailable);
    clock.move(2_000);
    assert.ok(await cache.find('first'));
  });

  it('leaves out keys that are odd or weak and keeps the good one', async () => {
    host.state.keys = [{ kty: 'EC', kid: 'ec' }, { kty: 'RSA', kid: 'broken', n: '!!', e: 'AQAB' }, { kty: 'oct', kid: 'first', k: 'c2VjcmV0' }, asJwk(first)];
    assert.ok(await cache.find('first'));
    for (const kid of ['ec', 'broken']) assert.equal(await cache.find(kid), undefined);
  });
});
