import assert from 'node:assert/strict';
import { asked, change, DAY, flip, line, SUBSCRIPTIONS } from './money.ts';
import { quietly, startReceiver, until, type Receiver } from './receiver.ts';
import { at, createOne, E3, FJORDLINE, LONN, NCE, startWorld, TRANSFERS, type World } from './world.ts';

const HOST = 'https://api.partnercenter.microsoft.com';

describe('Partner Center twin: events of transfers and subscriptions', () => {
  let world: World;
  let source: Receiver;
  let target: Receiver;
  beforeEach(async () => {
    [world, source, target] = await Promise.all([startWorld(), startReceiver(), startReceiver()]);
    for (const [who, { url }] of [['Astrid', source], ['Sofia', target]] as const) {
      const WebhookEvents = ['create-transfer', 'update-transfer', 'complete-transfer', 'fail-transfer', 'expire-transfer', 'subscription-updated'];
      assert.equal((await world.call(who, '/webhooks/v1/registration', { method: 'POST', body: { WebhookUrl: url, WebhookEvents } })).status, 200);
    }
  });
  afterEach(() => Promise.all([world.close(), source.close(), target.close()]));

  const told = (receiver: Receiver): unknown[] => receiver.names().filter((name) => name !== 'subscription-updated');
  const wait = (receiver: Receiver, count: number): Promise<void> => until(() => told(receiver).length >= count);

  it('tells both partners of a legacy transfer from request to completion, without anybody asking', async () => {
    const id = await createOne(world, [E3]);
    await wait(target, 1);
    assert.equal((await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' })).status, 200);
    await wait(target, 2);
    world.clock.advance(8000);
    await Promise.all([wait(target, 3), wait(source, 3)]);
    for (const receiver of [source, target]) assert.deepEqual(told(receiver), ['create-transfer', 'update-transfer', 'complete-transfer']);
  });

  it('stops at the customer in its uri, and names the transfer in the audit record that it points to', async () => {
    const id = await createOne(world, [E3]);
    await Promise.all([wait(target, 1), wait(source, 1)]);
    const event = target.received[0]?.event ?? {};
    assert.deepEqual([event['ResourceUri'], event['ResourceName']], [`${HOST}/v1/customers/${LONN}`, 'Transfer']);
    const uri = String(event['AuditUri']);
    assert.match(uri, new RegExp(`^${HOST}/auditactivity/v1/auditrecords/[0-9a-f-]{36}_${LONN}_${id}_createtransfer_\\d{18}$`));
    const path = uri.slice(HOST.length);
    const record = await world.call('Sofia', path);
    assert.deepEqual([record.status, at(record.body, 'operationType'), at(record.body, 'customerId')], [200, 'create_transfer', LONN]);
    for (const [who, other] of [['Astrid', path], ['Peter', path], ['Sofia', `${path}0`]] as const) assert.equal((await world.call(who, other)).status, 404, who);
    assert.notEqual(source.received[0]?.event['AuditUri'], uri, 'each partner has a record of its own');
  });

  it('names the transfer in the uri where the switch says so', async () => {
    flip(world, 'webhooks.transferUri', 'transfer');
    const id = await createOne(world, [E3]);
    await wait(target, 1);
    assert.equal(target.received[0]?.event['ResourceUri'], `${HOST}/v1/customers/${LONN}/transfers/${id}`);
  });

  it('tells of a failure', async () => {
    const id = await createOne(world, [E3]);
    await world.portal('/portal/fail-line', { subscriptionId: E3, description: 'SyncState' });
    await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' });
    world.clock.advance(8000);
    await wait(source, 3);
    assert.equal(told(source)[2], 'fail-transfer');
  });

  it('tells of a rejection and of a withdrawal as updates', async () => {
    const first = await createOne(world, [E3]);
    await world.call('Sofia', `${TRANSFERS}/${first}`, { method: 'PATCH', body: { id: first, status: 'reject' } });
    await wait(source, 2);
    const second = await createOne(world, [E3]);
    await world.call('Astrid', `${TRANSFERS}/${second}`, { method: 'DELETE' });
    await wait(target, 4);
    assert.deepEqual(told(target), ['create-transfer', 'update-transfer', 'create-transfer', 'update-transfer']);
  });

  it('tells of new-commerce transfers as well, and when nobody answered in 30 days', async () => {
    const id = await asked(world);
    await wait(source, 1);
    assert.equal((await change(world, id, { status: 'InProgress', lineItems: [line(NCE)] })).status, 200);
    await wait(source, 2);
    world.clock.advance(15 * 60_000 + 8000);
    await wait(source, 3);
    assert.deepEqual(told(source), ['create-transfer', 'update-transfer', 'complete-transfer']);
    await asked(world);
    world.clock.advance(30 * DAY);
    await wait(source, 5);
    assert.equal(told(source)[4], 'expire-transfer');
  });

  it('tells the owner of a changed subscription within 48 hours', async () => {
    flip(world, 'webhooks.subscriptionLagHours', '1');
    const { body } = await world.call('Astrid', `${SUBSCRIPTIONS}/${E3}`);
    const headers = { 'If-Match': String(at(body, 'attributes', 'etag')) };
    const { status } = await world.call('Astrid', `${SUBSCRIPTIONS}/${E3}`, { method: 'PATCH', body: { ...(body as object), quantity: 43 }, headers });
    assert.equal(status, 200);
    await quietly();
    assert.equal(source.received.length, 0);
    world.clock.advance(3_600_000);
    await until(() => source.received.length > 0);
    assert.deepEqual(source.names(), ['subscription-updated']);
    assert.ok(String(source.received[0]?.event['ResourceUri']).startsWith(`${HOST}/v1/customers/${LONN}/subscriptions/`));
    assert.equal(target.received.length, 0);
  });

  it('tells of what moved: the source of its old subscription, the target of its new one', async () => {
    flip(world, 'webhooks.subscriptionLagHours', '0');
    const id = await createOne(world, [E3]);
    await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' });
    world.clock.advance(8000);
    const changed = (receiver: Receiver): string[] =>
      receiver.received.filter(({ event }) => event['EventName'] === 'subscription-updated').map(({ event }) => String(event['ResourceUri']).slice(-36));
    await until(() => changed(source).length >= 1 && changed(target).length >= 1);
    assert.ok(changed(source).includes(E3));
    assert.ok(!changed(target).includes(E3) && changed(target).length === changed(source).length);
    assert.ok(world.state.subscriptions.all().some((s) => s.owner !== FJORDLINE && changed(target).includes(s.wire.id)));
  });
});
