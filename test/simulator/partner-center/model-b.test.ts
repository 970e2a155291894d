import assert from 'node:assert/strict';
import { ask, asked, change, code, DAY, flip, items, line, MINUTE, named, read, SUBSCRIPTIONS, wish } from './money.ts';
import { at, createOne, E3, FJORDLINE, HAVSKOG, list, LONN, NCE, NORDVIND, startWorld, TRANSFERS, type Answer, type World } from './world.ts';

describe('Partner Center twin: new-commerce transfers', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const status = async (id: string, who = 'Astrid'): Promise<unknown> => at((await read(world, id, who)).body, 'status');
  const held = (who: string): Promise<Answer> => world.call(who, SUBSCRIPTIONS);

  it('is asked for by the target and waits 30 days for the source', async () => {
    const { status: made, body } = await ask(world);
    assert.equal(made, 201);
    assert.deepEqual([at(body, 'status'), at(body, 'transferType'), at(body, 'partnerOnRecord'), at(body, 'lineItems')], ['Pending', 5, '7000123', []]);
    assert.equal(Date.parse(String(at(body, 'expirationTime'))) - Date.parse(String(at(body, 'createdTime'))), 30 * DAY);
    assert.deepEqual([at(body, 'sourcePartnerTenantId'), at(body, 'targetPartnerTenantId'), at(body, 'ignoreEligibilityCheck')], [FJORDLINE, NORDVIND, false]);
    for (const absent of ['transferMode', 'rejectReason', 'progress', 'completedTime']) assert.equal(at(body, absent), undefined);
    assert.equal(await status(String(at(body, 'id'))), 'Pending');
    assert.equal(at((await ask(world, wish({ transferType: '3' }))).body, 'transferType'), 3);
  });

  it('stands beside legacy transfers in one list, and tells them apart', async () => {
    await createOne(world, [E3]);
    await asked(world);
    for (const who of ['Astrid', 'Sofia']) {
      const { body } = await world.call(who, TRANSFERS);
      assert.deepEqual(list(body).map((t) => [at(t, 'transferType'), at(t, 'status')]), [[undefined, 'Active'], [5, 'Pending']]);
      assert.equal(at(list(body)[0], 'expirationTime'), undefined);
    }
    await world.portal('/portal/extend', { customerId: LONN, partnerId: FJORDLINE, providerId: HAVSKOG });
    assert.deepEqual((await world.call('Maria', TRANSFERS)).body, []);
  });

  it('goes from accept through the lag to Complete, and hides its lines from the target until then', async () => {
    const id = await asked(world);
    const accepted = await change(world, id, { status: 'InProgress', lineItems: [line(NCE.toUpperCase())] });
    assert.deepEqual([accepted.status, at(accepted.body, 'status'), at(accepted.body, 'lineItems', 0, 'quantity')], [200, 'InProgress', 25]);
    assert.deepEqual(Object.keys(at(accepted.body, 'lineItems', 0) as object).sort(), ['billingCycle', 'id', 'productType', 'quantity', 'subscriptionId']);
    assert.deepEqual([await status(id), await status(id, 'Sofia')], ['Pending', 'Pending']);
    world.clock.advance(15 * MINUTE);
    assert.equal(await status(id), 'InProgress');
    assert.equal(list(at((await read(world, id)).body, 'lineItems')).length, 1);
    assert.deepEqual(at((await read(world, id, 'Sofia')).body, 'lineItems'), []);
    world.clock.advance(8000);
    const { body } = await read(world, id, 'Sofia');
    assert.deepEqual([at(body, 'status'), at(body, 'lineItems', 0, 'status'), typeof at(body, 'completedTime')], ['Complete', 'Complete', 'string']);
  });

  it('carries term and quantity over, under new ids, and leaves the source deleted', async () => {
    const before = named(await held('Astrid'), 'Microsoft 365 Business Standard');
    const id = await asked(world);
    await change(world, id, { lineItems: [line()] });
    await world.portal('/portal/seats', { customerId: LONN, subscriptionId: NCE, quantity: 77 });
    world.clock.advance(16 * MINUTE);
    const arrived = named(await held('Sofia'), 'Microsoft 365 Business Standard');
    assert.deepEqual([at(arrived, 'quantity'), at(arrived, 'partnerId'), at(arrived, 'status')], [25, '7000123', 'active']);
    assert.notEqual(at(arrived, 'id'), NCE);
    assert.notEqual(at(arrived, 'orderId'), at(before, 'orderId'));
    for (const field of ['commitmentEndDate', 'termDuration', 'cancellationAllowedUntilDate', 'effectiveStartDate']) assert.equal(at(arrived, field), at(before, field));
    assert.equal(at(named(await held('Astrid'), 'Microsoft 365 Business Standard'), 'status'), 'deleted');
  });

  it('follows the other readings of what the sheet leaves open', async () => {
    flip(world, 'transfers.sourceAfter', 'gone');
    flip(world, 'transfers.cancelWindow', 'fresh');
    flip(world, 'transfers.acceptAnswer', 'Pending');
    flip(world, 'transfers.acceptLagMinutes', '60');
    flip(world, 'transfers.direction', 'reversed');
    const id = await asked(world);
    const accepted = await change(world, id, { status: 'accept', lineItems: [line()] });
    assert.deepEqual([at(accepted.body, 'status'), at(accepted.body, 'transferDirection')], ['Pending', 1]);
    world.clock.advance(30 * MINUTE);
    assert.equal(await status(id), 'Pending');
    world.clock.advance(31 * MINUTE);
    assert.equal(await status(id), 'Complete');
    assert.equal(named(await held('Astrid'), 'Microsoft 365 Business Standard'), undefined);
    const until = at(named(await held('Sofia'), 'Microsoft 365 Business Standard'), 'cancellationAllowedUntilDate');
    assert.ok(Date.parse(String(until)) > world.clock.now().getTime() + 6 * DAY);
  });

  it('expires by the clock, for good', async () => {
    const id = await asked(world);
    world.clock.advance(30 * DAY - MINUTE);
    assert.equal(await status(id), 'Pending');
    world.clock.advance(MINUTE);
    assert.deepEqual([await status(id), await status(id, 'Sofia')], ['Expired', 'Expired']);
    assert.equal(code(await change(world, id, { lineItems: [line()] })), '400 900102');
    assert.equal(code(await change(world, id, { who: 'Sofia', status: 'Cancel' })), '400 900102');
    for (const who of ['Astrid', 'Sofia']) assert.equal(code(await world.call(who, `${TRANSFERS}/${id}`, { method: 'DELETE' })), '400 900102');
    assert.equal(await status(id), 'Expired');
  });

  it('is cancelled by its target only, and only while it waits', async () => {
    const id = await asked(world);
    assert.equal(code(await change(world, id, { status: 'Cancel' })), '403 2032');
    assert.equal(at((await change(world, id, { who: 'Sofia', status: 'Cancel' })).body, 'status'), 'Cancel');
    assert.equal(code(await change(world, id, { who: 'Sofia', status: 'cancelled' })), '400 900102');
    flip(world, 'transfers.cancelWord', 'Canceled');
    assert.equal(await status(id), 'Canceled');
    const next = await asked(world);
    await change(world, next, { lineItems: [line()] });
    assert.equal(code(await change(world, next, { who: 'Sofia', status: 'Cancel' })), '409 900104');
    world.clock.advance(15 * MINUTE);
    assert.equal(code(await change(world, next, { who: 'Sofia', status: 'Cancel' })), '409 900101');
    assert.equal(code(await change(world, next, { lineItems: [line()] })), '409 900101');
  });

  it('takes lines from nobody but the source, and no verb of the other model', async () => {
    const id = await asked(world);
    assert.equal(code(await change(world, id, { who: 'Sofia', status: 'InProgress', lineItems: [line()] })), '403 2032');
    assert.equal(code(await ask(world, wish({ lineItems: [line()] }))), '400 900400');
    assert.equal(code(await change(world, id, { status: 'reject' })), '400 800002');
    assert.equal(code(await world.call('Sofia', `${TRANSFERS}/${id}/accept`, { method: 'POST' })), '400 900400');
    assert.equal(code(await world.call('Sofia', `${TRANSFERS}/${id}`, { method: 'DELETE' })), '400 900400');
    assert.equal(code(await world.call('Astrid', `${TRANSFERS}/${id}`, { method: 'PATCH', body: { id: E3, lineItems: [line()] } })), '400 800002');
    assert.equal(code(await change(world, id, { who: 'Peter', lineItems: [line()] })), '403 20002');
    assert.equal(await status(id), 'Pending');
  });

  it('tells a failure by the state, also after days of trying again', async () => {
    await world.portal('/portal/fail-line', { subscriptionId: NCE, description: 'SyncState' });
    const id = await asked(world);
    await change(world, id, { lineItems: [line()] });
    world.clock.advance(16 * MINUTE);
    const { body } = await read(world, id);
    assert.deepEqual([at(body, 'status'), at(body, 'lineItems', 0, 'status'), at(body, 'lineItems', 0, 'transferError')], ['Failed', 'Failed', 'SyncState']);
    assert.deepEqual(items(await held('Sofia')), []);
    flip(world, 'transfers.retryDays', '3');
    await world.portal('/portal/fail-line', { subscriptionId: NCE, description: 'SyncState' });
    const again = await asked(world);
    await change(world, again, { lineItems: [line()] });
    world.clock.advance(2 * DAY);
    assert.equal(await status(again), 'InProgress');
    world.clock.advance(DAY + 16 * MINUTE);
    assert.equal(await status(again), 'Failed');
  });

  it('lets one of ten simultaneous accepts win, and answers its repeat the same', async () => {
    const id = await asked(world);
    const body = { id, lineItems: [line()] };
    const send = (key: string): Promise<Answer> => world.call('Astrid', `${TRANSFERS}/${id}`, { method: 'PATCH', body, headers: { 'MS-RequestId': key } });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => send(`r${n}`)));
    assert.equal(answers.filter((a) => a.status === 200).length, 1);
    assert.ok(answers.filter((a) => a.status !== 200).every((a) => code(a) === '409 900104'));
    const winner = answers.findIndex((a) => a.status === 200);
    assert.deepEqual((await send(`r${winner}`)).body, answers[winner]?.body);
  });

  it('writes what happened into the logs of both partners', async () => {
    const id = await asked(world);
    await change(world, id, { lineItems: [line()] });
    world.clock.advance(16 * MINUTE);
    const day = world.clock.now().toISOString().slice(0, 10);
    for (const who of ['Astrid', 'Sofia']) {
      const records = items(await world.call(who, `/v1/auditrecords?startDate=${new Date(Date.parse(day) - DAY).toISOString().slice(0, 10)}`));
      const own = records.filter((r) => String(at(r, 'id')).includes(id));
      assert.deepEqual(own.map((r) => [at(r, 'operationType'), at(r, 'customizedData', 0, 'value')]), [
        ['update_transfer', 'Complete'], ['update_transfer', 'InProgress'], ['create_transfer', undefined],
      ]);
    }
  });
});
