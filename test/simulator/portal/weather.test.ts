import assert from 'node:assert/strict';
import { hits } from '../../../simulator/partner-center/faults.ts';
import { at, createOne, E3, LONN, list, NORDVIND, startWorld, TRANSFERS, type Answer, type World } from '../partner-center/world.ts';

const SUBSCRIPTIONS = `/v1/customers/${LONN}/subscriptions`;
const EXCHANGE_LINES = 2;

describe('The weather over Partner Center', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ limitPerMinute: 100_000 });
  });
  afterEach(() => world.close());

  const fault = async (body: object): Promise<void> => assert.equal((await world.portal('/faults', body)).status, 200);
  const read = (): Promise<Answer> => world.call('Astrid', SUBSCRIPTIONS);
  const seats = async (): Promise<unknown> => at(list(at((await read()).body, 'items')).find((s) => at(s, 'id') === E3), 'quantity');
  const change = (quantity: number): Promise<Answer> => world.portal('/portal/seats', { customerId: LONN, subscriptionId: E3, quantity });

  it('throttles with seconds, with a date, and without a word', async () => {
    const heads: (string | null)[] = [];
    for (const more of [{ retryAfter: 7 }, { retryAfter: 30, retryAfterForm: 'date' }, {}]) {
      await fault({ kind: 'throttle', ...more });
      const answer = await read();
      assert.equal(answer.status, 429);
      heads.push(answer.headers.get('retry-after'));
    }
    assert.equal(heads[0], '7');
    const wait = Date.parse(String(heads[1])) - Date.now();
    assert.ok(wait > 25_000 && wait <= 31_000, String(heads[1]));
    assert.equal(heads[2], null);
  });

  it('names a date of real time, however far the rehearsal has gone', async () => {
    await world.portal('/clock', { advanceMs: 40 * 86_400_000 });
    await fault({ kind: 'throttle', retryAfter: 30, retryAfterForm: 'date' });
    assert.ok(Date.parse(String((await read()).headers.get('retry-after'))) - Date.now() < 31_000);
  });

  it('bursts with every 5xx, hits one route only, and is over', async () => {
    await fault({ match: { route: 'GET /v1/customers/:customerId/subscriptions' }, kind: 'burst', times: 4 });
    assert.equal((await world.call('Astrid', '/v1/customers')).status, 200);
    const seen: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) seen.push((await read()).status);
    assert.deepEqual(seen, [503, 500, 502, 504, 200]);
  });

  it('is the same for the same seed, and another for another', async () => {
    const run = async (seed: string): Promise<string> => {
      await fault({ kind: 'status', status: 503, times: 1000, chance: 0.3, seed });
      const seen: number[] = [];
      for (let turn = 0; turn < 30; turn += 1) seen.push((await read()).status);
      await world.portal('/faults/clear', {});
      return seen.join();
    };
    const [first, again, other] = [await run('storm'), await run('storm'), await run('calm')];
    assert.equal(first, again);
    assert.notEqual(first, other);
    assert.ok(first.includes('503') && first.includes('200'));
  });

  it('lasts as long as it is told once it has struck', () => {
    const storm = { id: 'x', match: {}, kind: 'burst', times: 99, chance: 0.05, seed: 's', length: 4 } as const;
    const turns = Array.from({ length: 200 }, (_, turn) => hits(storm, turn));
    const single = Array.from({ length: 200 }, (_, turn) => hits({ ...storm, length: 1 }, turn));
    const first = single.indexOf(true);
    assert.ok(first >= 0);
    assert.deepEqual(turns.slice(first, first + 4), [true, true, true, true]);
  });

  it('lets a read lag behind by the minutes that it is told', async () => {
    await world.portal('/clock', { advanceMs: 3_600_000 });
    assert.equal((await change(50)).status, 200);
    await world.portal('/clock', { advanceMs: 600_000 });
    assert.equal((await change(60)).status, 200);
    await fault({ match: { pathIncludes: '/subscriptions' }, kind: 'stale', minutes: 5 });
    assert.equal(await seats(), 50);
    await fault({ kind: 'stale', minutes: 15 });
    assert.equal(await seats(), 42);
    assert.equal(await seats(), 60);
  });

  it('lags with transfers, too, and leaves what it looks back on as it is', async () => {
    const id = await createOne(world);
    await world.portal('/clock', { advanceMs: 60_000 });
    assert.equal((await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' })).status, 200);
    await world.portal('/clock', { advanceMs: 60_000 });
    await fault({ kind: 'stale', minutes: 2, match: { method: 'GET' } });
    assert.equal(at((await world.call('Astrid', `${TRANSFERS}/${id}`)).body, 'status'), 'Active');
    await fault({ kind: 'stale', minutes: 30 });
    assert.equal((await world.call('Astrid', `${TRANSFERS}/${id}`)).status, 404);
    assert.equal(at((await world.call('Astrid', `${TRANSFERS}/${id}`)).body, 'status'), 'Complete');
    await fault({ kind: 'stale', minutes: 30 });
    assert.equal((await world.call('Astrid', TRANSFERS, { method: 'DELETE' })).status, 405);
  });

  it('looks back no further than the story began', async () => {
    await world.portal('/story', { name: 'transfer-ready' });
    await fault({ kind: 'stale', minutes: 60 });
    assert.equal(await seats(), 42);
  });

  it('gives half a page, no way on, or the same page again', async () => {
    const page = '/v1/customers?size=5';
    const whole = await world.call('Astrid', page);
    await fault({ kind: 'partial-page', page: 'half' });
    assert.equal(list(at((await world.call('Astrid', page)).body, 'items')).length, 3);
    await fault({ kind: 'partial-page', page: 'missing' });
    const last = (await world.call('Astrid', page)).body;
    assert.deepEqual([at(last, 'links', 'next'), at(last, 'continuationToken')], [undefined, undefined]);
    assert.equal(list(at(last, 'items')).length, 5);
    const next = (body: unknown): Promise<Answer> => {
      const headers = Object.fromEntries(list(at(body, 'links', 'next', 'headers')).map((h) => [String(at(h, 'key')), String(at(h, 'value'))]));
      return world.call('Astrid', `/v1${String(at(body, 'links', 'next', 'uri'))}`, { headers });
    };
    await fault({ kind: 'partial-page', page: 'repeated' });
    const first = await world.call('Astrid', page);
    assert.deepEqual(at((await next(first.body)).body, 'items'), at(whole.body, 'items'));
    await fault({ kind: 'partial-page', page: 'repeated' });
    const second = await next(whole.body);
    assert.deepEqual(at((await next(second.body)).body, 'items'), at(second.body, 'items'));
  });

  it('fails a transfer in part, with the same lines for the same seed', async () => {
    const { body } = await world.call('Astrid', `/v1/customers/${LONN}/transferseligibility?transferType=directtoindirect`);
    const all = list(at((await read()).body, 'items'));
    const bases = list(body).filter((e) => at(e, 'isEligible') === true).map((e) => String(at(e, 'id')).toLowerCase())
      .filter((id) => at(all.find((s) => at(s, 'id') === id), 'parentSubscriptionId') === undefined);
    assert.equal(bases.length, 2 * EXCHANGE_LINES);
    const id = await createOne(world, bases);
    await fault({ kind: 'partial-transfer', seed: 'one' });
    const { body: result } = await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' });
    assert.equal(list(at(result, 'transferErrors')).length, EXCHANGE_LINES);
    assert.equal(list(at(result, 'orders')).length, EXCHANGE_LINES);
    await world.portal('/clock', { advanceMs: 60_000 });
    assert.equal(at((await world.call('Astrid', `${TRANSFERS}/${id}`)).body, 'status'), 'PartiallyComplete');
  });

  it('takes webhook faults, refuses nonsense and clears up', async () => {
    assert.equal((await world.portal('/webhook-faults', { kind: 'lost', eventName: 'create-transfer', times: 2 })).status, 200);
    assert.equal((await world.portal('/webhook-faults', { kind: 'eaten' })).status, 400);
    const refused = await Promise.all([
      world.portal('/faults', { kind: 'status', chance: 2 }), world.portal('/faults', { kind: 'stale', minutes: 0 }),
      world.portal('/switches', { 'no.such': 'x' }), world.portal('/switches', { 'mfa.enforced': 'perhaps' }), world.portal('/switches', { 'transfers.maxLines': 'many' }),
      world.portal('/clock', {}), world.portal('/clock', { to: '2020-01-01T00:00:00Z' }),
    ]);
    assert.deepEqual(refused.map((a) => a.status), [400, 400, 400, 400, 400, 400, 400]);
    await world.portal('/faults/clear', {});
    assert.deepEqual(at((await world.portal('/state')).body, 'webhookFaults'), []);
  });

  it('cancels and accepts transfers of new commerce by hand', async () => {
    const ask = async (): Promise<string> => {
      const body = { sourcePartnerTenantId: '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101', sourcePartnerName: 'Fjordline IT AB', customerEmailId: '', transferType: 5, targetProductTypes: ['OnlineServicesNCE'] };
      const created = await world.call('Sofia', TRANSFERS, { method: 'POST', body });
      assert.equal(created.status, 201, JSON.stringify(created.body));
      return String(at(created.body, 'id'));
    };
    const first = await ask();
    assert.equal((await world.portal(`/portal/transfers/${first}`, { verb: 'reject' })).status, 409);
    assert.equal((await world.portal(`/portal/transfers/${first}`, { verb: 'cancel' })).status, 200);
    const second = await ask();
    assert.equal((await world.portal(`/portal/transfers/${second}`, { verb: 'accept' })).status, 200);
    await world.portal('/clock', { advanceMs: 3_600_000 });
    const { body } = await world.call('Sofia', `${TRANSFERS}/${second}`);
    assert.deepEqual([at(body, 'status'), at(body, 'targetPartnerTenantId')], ['Complete', NORDVIND]);
  });
});
