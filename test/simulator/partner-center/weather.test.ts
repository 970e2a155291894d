import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at, createOne, E3, FJORDLINE, HAVSKOG, list, LONN, startWorld, transferBody, TRANSFERS, type Answer, type World } from './world.ts';

const CREATE = 'POST /v1/customers/:customerId/transfers';

describe('Partner Center twin: repeats, limits, faults, restarts', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ limitPerMinute: 20 });
  });
  afterEach(() => world.close());

  const create = (requestId: string, who = 'Astrid', ids = [E3]): Promise<Answer> =>
    world.call(who, TRANSFERS, { method: 'POST', body: transferBody(ids), headers: { 'MS-RequestId': requestId } });
  const transfers = async (): Promise<unknown[]> => list((await world.call('Astrid', TRANSFERS)).body);

  it('answers a repeated MS-RequestId with the first answer, for a day', async () => {
    const [first, second] = [await create('r1'), await create('r1')];
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.deepEqual(second.body, first.body);
    assert.equal((await create('r2')).status, 400);
    assert.equal((await transfers()).length, 1);
    const path = `${TRANSFERS}/${String(at(first.body, 'id'))}`;
    const withdraw = (): Promise<Answer> => world.call('Astrid', path, { method: 'DELETE', headers: { 'MS-RequestId': 'r3' } });
    assert.deepEqual([(await withdraw()).status, (await withdraw()).status], [204, 204]);
    assert.deepEqual(at((await world.portal('/counts')).body, CREATE, 'effects'), 1);
    assert.equal((await create('r1', 'Erik')).status, 201);
    assert.deepEqual(await transfers(), []);
    world.clock.advance(86_400_001);
    assert.notEqual(at((await create('r1')).body, 'id'), at(first.body, 'id'));
    assert.equal((await transfers()).length, 1);
  });

  it('forgets answers that are too old to be given again, with the next write', async () => {
    for (const id of ['r1', 'r2']) await create(id);
    world.clock.advance(86_000_000);
    await create('r3');
    assert.equal(world.state.replays.size(), 3);
    world.clock.advance(400_001);
    assert.equal((await create('r4')).status, 400);
    assert.deepEqual(world.state.replays.all().map(({ status }) => status), [400, 400]);
  });

  it('throttles a tenant, in its own shape, for the rest of the minute', async () => {
    const calls = await Promise.all(Array.from({ length: 25 }, () => world.call('Astrid', '/v1/customers?size=1')));
    assert.equal(calls.filter((c) => c.status === 200).length, 20);
    const refused = calls.find((c) => c.status === 429);
    assert.equal(at(refused?.body, 'statusCode'), 429);
    assert.equal(at(refused?.body, 'message'), `Rate limit is exceeded. Try again in ${refused?.headers.get('retry-after')} seconds.`);
    assert.equal((await world.call('Sofia', '/v1/customers')).status, 200);
    assert.equal((await world.call('Astrid', TRANSFERS)).status, 200);
    world.clock.advance(60_000);
    assert.equal((await world.call('Astrid', '/v1/customers')).status, 200);
  });

  it('drops after the deed: the caller hears nothing, the repeat gets the first answer', async () => {
    await world.portal('/faults', { match: { method: 'POST', pathIncludes: '/transfers' }, kind: 'drop-after' });
    await assert.rejects(create('r1'));
    assert.equal((await transfers()).length, 1);
    assert.equal((await create('r1')).status, 201);
    assert.equal((await transfers()).length, 1);
  });

  it('drops before the deed, cuts an answer, hangs, and gives any status', async () => {
    const fault = (kind: string, more: object = {}): Promise<Answer> => world.portal('/faults', { match: { method: 'POST' }, kind, ...more });
    await fault('drop-before');
    await assert.rejects(create('r1'));
    assert.deepEqual(await transfers(), []);
    await fault('status', { status: 503, retryAfter: 7, times: 2 });
    for (const _ of [1, 2]) assert.deepEqual([await create('r1')].map((a) => [a.status, a.headers.get('retry-after')]), [[503, '7']]);
    await fault('status', { status: 409, code: 900104 });
    assert.equal(at((await create('r1')).body, 'code'), 900104);
    await fault('throttle');
    const throttled = await create('r1');
    assert.deepEqual([throttled.status, throttled.headers.get('retry-after'), at(throttled.body, 'statusCode')], [429, null, 429]);
    await fault('cut');
    await assert.rejects(create('r1'));
    assert.equal((await transfers()).length, 1);
    await fault('hang', { times: 5 });
    const patience = AbortSignal.timeout(150);
    await assert.rejects(fetch(`${world.address}${TRANSFERS}`, { method: 'POST', signal: patience }), { name: 'TimeoutError' });
    await world.portal('/faults', undefined, 'DELETE');
    assert.equal((await create('r1')).status, 201);
  });

  it('refuses faults and changes that make no sense', async () => {
    const answers = await Promise.all([
      world.portal('/faults', { kind: 'flood' }),
      world.portal('/clock', { advanceMs: -5 }),
      world.portal('/portal/seats', { customerId: LONN, subscriptionId: E3, quantity: 0 }),
      world.portal('/portal/seats', { customerId: LONN, subscriptionId: LONN, quantity: 4 }),
      world.portal('/portal/extend', { customerId: E3, partnerId: FJORDLINE, providerId: HAVSKOG }),
      world.portal('/portal/extend', { customerId: LONN, partnerId: HAVSKOG, providerId: FJORDLINE }),
      world.portal('/portal/agreement', { customerId: LONN, channel: 'fax' }),
      world.portal('/portal/fail-line', { subscriptionId: LONN, description: 'x' }),
      world.portal('/portal/fail-line', []),
    ]);
    assert.deepEqual(answers.map((a) => a.status), [400, 400, 400, 404, 404, 409, 400, 404, 400]);
  });

  it('serves the page in both languages, works by plain forms, and not from other pages', async () => {
    await createOne(world);
    const sv = String((await world.portal('/?lang=sv')).body);
    assert.match(sv, /<html lang="sv">/);
    assert.match(sv, /Dra tillbaka/);
    assert.match(sv, /Lönn &amp; Björk Trä AB/);
    assert.match(String((await world.portal('/')).body), /Withdraw/);
    const form = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${world.portalAddress}/clock?lang=sv`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ advanceMs: '60000' }) });
    const done = await form({ origin: world.portalAddress });
    assert.deepEqual([done.status, done.headers.get('location')], [303, '/?lang=sv']);
    assert.equal((await form({ origin: 'https://elsewhere.example' })).status, 403);
    assert.equal(at((await world.portal('/clock')).body, 'offsetMs'), 60_000);
  });

  it('starts again with everything it had said', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'twin-'));
    const journalFile = join(folder, 'partner-center.jsonl');
    const before = await startWorld({ journalFile });
    const id = await createOne(before);
    const accepted = await before.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST', headers: { 'MS-RequestId': 'a1' } });
    await before.portal('/clock', { advanceMs: 3_600_000 });
    await before.close();
    const again = await startWorld({ journalFile });
    try {
      assert.equal(at((await again.portal('/clock')).body, 'offsetMs'), 3_600_000);
      assert.equal(at((await again.call('Astrid', `${TRANSFERS}/${id}`)).body, 'status'), 'Complete');
      const repeated = await again.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST', headers: { 'MS-RequestId': 'a1' } });
      assert.deepEqual(repeated.body, accepted.body);
      assert.equal(list(at((await again.portal('/state')).body, 'customers')).length, 12);
      assert.equal(list(at((await again.call('Sofia', `/v1/customers/${LONN}/subscriptions`)).body, 'items')).length, 3);
      assert.equal(at((await again.portal('/counts')).body, CREATE, 'effects'), 1);
    } finally {
      await again.close();
      await rm(folder, { recursive: true });
    }
  });
});
