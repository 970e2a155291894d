import assert from 'node:assert/strict';
import { code, DAY, flip, give, HOUR, items, MINUTE, named, SUBSCRIPTIONS } from './money.ts';
import { at, createOne, E3, list, NCE, startWorld, SUSPENDED, TRANSFERS, type Answer, type World } from './world.ts';

const FRESH = 'c1c00000-0000-4000-8000-000000000001';
const OTHER = 'c1c00000-0000-4000-8000-000000000002';

describe('Partner Center twin: writes of subscriptions', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const get = async (id: string): Promise<Record<string, unknown>> => (await world.call('Astrid', `${SUBSCRIPTIONS}/${id}`)).body as Record<string, unknown>;
  /** Sends the whole object back with a change, under the etag that it carries. */
  const write = async (id: string, change: object, headers?: Record<string, string>): Promise<Answer> => {
    const now = await get(id);
    const tag = at(now, 'attributes', 'etag');
    return world.call('Astrid', `${SUBSCRIPTIONS}/${id}`, {
      method: 'PATCH', body: { ...now, ...change }, headers: headers ?? (typeof tag === 'string' ? { 'If-Match': `"${tag}"` } : {}),
    });
  };
  /** A subscription of new commerce that can be cancelled for so many hours from now. */
  const fresh = (id: string, hours: number, product: 'standard' | 'windows' | 'reservation' | 'plan' = 'standard'): void => {
    const until = new Date(world.clock.now().getTime() + hours * HOUR).toISOString();
    give(world, product, { id, quantity: 10, more: { cancellationAllowedUntilDate: until } });
  };

  it('suspends and activates a legacy subscription with its add-ons', async () => {
    const done = await write(E3, { status: 'suspended' });
    assert.deepEqual([done.status, at(done.body, 'Status'), at(done.body, 'PublisherName')], [200, 'suspended', null]);
    assert.deepEqual(at(await get(E3), 'suspensionReasons'), ['CustomerCancellation']);
    const addons = (): Promise<Answer> => world.call('Astrid', `${SUBSCRIPTIONS}/${E3}/addons`);
    assert.deepEqual(items(await addons()).map((a) => at(a, 'status')), ['suspended', 'suspended']);
    assert.equal(code(await write(E3, { quantity: 50 })), '400 800091');
    assert.equal(code(await write(E3, { autoRenewEnabled: false })), '400 800091');
    assert.equal((await write(E3, { status: 'active' })).status, 200);
    assert.deepEqual([at(await get(E3), 'status'), at(await get(E3), 'suspensionReasons')], ['active', undefined]);
    assert.deepEqual(items(await addons()).map((a) => at(a, 'status')), ['active', 'active']);
    assert.equal((await write(SUSPENDED, { status: 'active' })).status, 200);
  });

  it('wants the etag of the version that is read, in either of two ways', async () => {
    const { status, body } = await write(E3, { quantity: 50 });
    assert.deepEqual([status, at(body, 'Quantity')], [200, 50]);
    assert.equal(code(await write(E3, { quantity: 51 }, {})), '400 2055');
    assert.equal(code(await write(E3, { quantity: 51 }, { 'If-Match': '"old"' })), '400 2055');
    flip(world, 'subscriptions.staleEtag', '412');
    assert.equal(code(await write(E3, { quantity: 51 }, { 'If-Match': '"old"' })), '412 2055');
    assert.equal(at(await get(E3), 'quantity'), 50);
    assert.equal((await write(NCE, { autoRenewEnabled: false }, {})).status, 200);
  });

  it('changes nothing, and no version, when nothing is asked', async () => {
    const before = at(await get(E3), 'attributes', 'etag');
    assert.equal((await write(E3, {})).status, 200);
    assert.equal(at(await get(E3), 'attributes', 'etag'), before);
    assert.equal((await write(E3, { friendlyName: 'Other' })).status, 200);
    assert.equal(at(await get(E3), 'attributes', 'etag'), before);
  });

  it('takes an echo back, with names in PascalCase', async () => {
    const { body } = await write(NCE, { quantity: 30 });
    const again = await world.call('Astrid', `${SUBSCRIPTIONS}/${NCE}`, { method: 'PATCH', body: { ...(body as object), Quantity: 31 } });
    assert.deepEqual([again.status, at(again.body, 'Quantity')], [200, 31]);
  });

  it('refuses values that cannot be', async () => {
    for (const change of [{ quantity: 0 }, { quantity: 1.5 }, { quantity: '9' }, { quantity: 1_000_001 }, { status: 'deleted' }, { status: 'dance' }, { status: 7 }, { autoRenewEnabled: 'no' }, { id: NCE }]) {
      assert.equal(code(await write(E3, change)), '400 3000', JSON.stringify(change));
    }
    fresh(FRESH, 5);
    assert.equal(code(await write(FRESH, { status: 'suspended' })), '400 3000');
    fresh(OTHER, 5, 'plan');
    for (const change of [{ status: 'deleted' }, { quantity: 2 }]) assert.equal(code(await write(OTHER, change)), '400 3000');
    assert.equal(code(await world.call('Lena', `${SUBSCRIPTIONS}/${E3}`, { method: 'PATCH', body: {} })), '403 900150');
    assert.equal(code(await world.call('Sofia', `${SUBSCRIPTIONS}/${E3}`, { method: 'PATCH', body: {} })), '404 20003');
    assert.equal(code(await world.call('Astrid', `${SUBSCRIPTIONS}/${NCE}`, { method: 'PATCH', raw: '[]' })), '400 2000');
  });

  it('cancels new commerce within its window, and not after it', async () => {
    fresh(FRESH, 168);
    world.clock.advance(168 * HOUR - MINUTE);
    assert.equal(at((await write(FRESH, { status: 'deleted' })).body, 'Status'), 'deleted');
    assert.equal(code(await write(FRESH, { quantity: 3 })), '400 2011');
    fresh(OTHER, 1);
    world.clock.advance(HOUR + MINUTE);
    assert.equal(code(await write(OTHER, { status: 'deleted' })), '400 900213');
    for (const product of ['windows', 'reservation'] as const) {
      fresh(OTHER, -1, product);
      assert.equal(code(await write(OTHER, { status: 'deleted' })), '400 900117');
    }
    assert.equal(code(await write(NCE, { status: 'deleted' })), '400 900213');
  });

  it('gives licences back while they can be refunded', async () => {
    assert.equal(code(await write(NCE, { quantity: 20 })), '400 900257');
    assert.deepEqual(at((await write(NCE, { quantity: 30 })).body, 'RefundableQuantity', 'totalQuantity'), 5);
    assert.equal((await write(NCE, { quantity: 32 })).status, 200);
    assert.equal(code(await write(NCE, { quantity: 24 })), '400 900214');
    assert.deepEqual(at((await write(NCE, { quantity: 26 })).body, 'RefundableQuantity', 'details', 0, 'quantity'), 1);
    world.clock.advance(8 * DAY);
    assert.equal(code(await write(NCE, { quantity: 25 })), '400 900257');
    fresh(FRESH, 1);
    assert.equal((await write(FRESH, { quantity: 2 })).status, 200);
  });

  it('refuses what is in another state, or has something pending', async () => {
    give(world, 'e3', { id: FRESH, status: 'expired' });
    assert.equal(code(await write(FRESH, { quantity: 3 })), '400 2001');
    flip(world, 'subscriptions.write', '202');
    const slow = await write(E3, { quantity: 44 });
    assert.deepEqual([slow.status, slow.body], [202, '']);
    assert.equal(at((await world.call('Astrid', String(slow.headers.get('location')))).body, 'quantity'), 44);
    assert.equal(code(await write(E3, { quantity: 45 })), '409 900278');
    world.clock.advance(15 * MINUTE);
    assert.equal((await write(E3, { quantity: 45 })).status, 202);
    world.clock.advance(15 * MINUTE);
    const id = await createOne(world);
    assert.equal((await write(E3, { quantity: 46 })).status, 202);
    world.clock.advance(15 * MINUTE);
    await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' });
    assert.equal(code(await write(E3, { quantity: 47 })), '409 900278');
  });

  it('answers a repeated write with its first answer, and writes it down once', async () => {
    const send = (): Promise<Answer> => world.call('Astrid', `${SUBSCRIPTIONS}/${NCE}`, { method: 'PATCH', body: { quantity: 40 }, headers: { 'MS-RequestId': 'w1' } });
    const first = await send();
    assert.deepEqual((await send()).body, first.body);
    const day = world.clock.now().toISOString().slice(0, 10);
    const records = items(await world.call('Astrid', `/v1/auditrecords?startDate=${day}`)).filter((r) => at(r, 'operationType') === 'update_subscription');
    assert.equal(records.length, 1);
    const [old, now] = ['resourceOldValue', 'resourceNewValue'].map((name) => JSON.parse(String(at(records[0], name))) as unknown);
    assert.deepEqual([at(old, 'Quantity'), at(now, 'Quantity')], [25, 40]);
    assert.deepEqual(list(at(records[0], 'participants')).length, 1);
    assert.equal(at(named(await world.call('Astrid', SUBSCRIPTIONS), 'Microsoft 365 Business Standard'), 'quantity'), 40);
  });
});
