import assert from 'node:assert/strict';
import { at, createOne, customerNamed, E3, FJORDLINE, HAVSKOG, list, LONN, NCE, NORDVIND, startWorld, SUSPENDED, transferBody, TRANSFERS, type Answer, type World } from './world.ts';

const code = ({ status, body }: Answer): string => `${status} ${String(at(body, 'code'))}`;
const named = (body: unknown, name: string): unknown => list(at(body, 'items')).find((s) => at(s, 'friendlyName') === name);

describe('Partner Center twin: legacy transfers', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const create = (body: unknown, who = 'Astrid', customer = LONN): Promise<Answer> => world.call(who, `/v1/customers/${customer}/transfers`, { method: 'POST', body });
  const accept = (id: string, who = 'Sofia', customer = LONN): Promise<Answer> => world.call(who, `/v1/customers/${customer}/transfers/${id}/accept`, { method: 'POST' });
  const get = (id: string, who = 'Astrid'): Promise<Answer> => world.call(who, `${TRANSFERS}/${id}`);
  const holdings = async (who: string): Promise<unknown> => (await world.call(who, `/v1/customers/${LONN}/subscriptions`)).body;

  it('freezes quantities, brings add-ons along and shows one transfer to both partners only', async () => {
    const { status, body } = await create(transferBody([E3]));
    assert.equal(status, 201);
    assert.deepEqual([at(body, 'status'), at(body, 'partnertenantid'), at(body, 'lineItems', 0, 'quantity')], ['Active', FJORDLINE, 42]);
    assert.deepEqual(list(at(body, 'lineItems', 0, 'addonItems')).map((a) => at(a, 'quantity')), [10, 42]);
    await world.portal('/portal/seats', { customerId: LONN, subscriptionId: E3, quantity: 50 });
    const seen = await get(String(at(body, 'id')), 'Sofia');
    assert.deepEqual([at(seen.body, 'partnertenantid'), at(seen.body, 'lineItems', 0, 'quantity')], [NORDVIND, 42]);
    assert.equal(list((await world.call('Sofia', TRANSFERS)).body).length, 1);
    assert.equal(code(await get(String(at(body, 'id')), 'Maria')), '403 20002');
    await world.portal('/portal/extend', { customerId: LONN, partnerId: FJORDLINE, providerId: HAVSKOG });
    assert.equal(code(await get(String(at(body, 'id')), 'Maria')), '404 900100');
    assert.deepEqual((await world.call('Maria', TRANSFERS)).body, []);
  });

  it('refuses what may not be created, each with its own code', async () => {
    const held = await customerNamed(world, 'Blåklinten');
    const unlinked = await customerNamed(world, 'Norrsken');
    const ofHeld = at(list(at((await world.call('Astrid', `/v1/customers/${held}/subscriptions`)).body, 'items'))[0], 'id');
    const addon = String(at(named(await holdings('Astrid'), 'Audio Conferencing'), 'id'));
    const answers = [
      await create(transferBody([SUSPENDED])),
      await create(transferBody([NCE])),
      await create(transferBody([addon])),
      await create(transferBody([String(ofHeld)])),
      await create(transferBody([String(ofHeld)]), 'Astrid', held),
      await create(transferBody(['00000000-0000-4000-8000-000000000000'])),
      await create(transferBody([E3, E3.toUpperCase()])),
      await create(transferBody([])),
      await create(transferBody([E3], { targetPartnerTenantId: HAVSKOG })),
      await create(transferBody([E3]), 'Astrid', unlinked),
      await create(transferBody([E3], { targetPartnerTenantId: FJORDLINE })),
      await create(transferBody([E3]), 'Sofia'),
      await create(transferBody([E3], { sourcePartnerTenantId: NORDVIND, targetPartnerTenantId: FJORDLINE }), 'Sofia'),
      await create(transferBody([E3], { transferType: 5 })),
      await create(transferBody([E3]), 'Peter'),
    ];
    assert.deepEqual(answers.map(code), [
      '400 800078', '400 800078', '400 800078', '400 800078', '400 800078', '400 800078', '400 800002', '400 800002', '403 20002', '403 20002',
      '400 900148', '400 900400', '400 900400', '400 900400', '403 20002',
    ]);
    assert.deepEqual((await world.call('Astrid', TRANSFERS)).body, []);
  });

  it('takes an add-on named beside its base as part of the base', async () => {
    const addon = String(at(named(await holdings('Astrid'), 'Audio Conferencing'), 'id'));
    const { status, body } = await create(transferBody([addon, E3]));
    assert.deepEqual([status, list(at(body, 'lineItems')).length, at(body, 'lineItems', 0, 'id')], [201, 1, 0]);
  });

  it('goes from accept through InProgress to Complete, with effects on both sides', async () => {
    const azureId = String(at(named(await holdings('Astrid'), 'Microsoft Azure'), 'id'));
    const entitlement = at(named(await holdings('Astrid'), 'Microsoft Azure'), 'entitlementId');
    const id = await createOne(world, [E3, azureId]);
    await world.portal('/portal/seats', { customerId: LONN, subscriptionId: E3, quantity: 99 });
    const accepted = await accept(id);
    assert.deepEqual([accepted.status, list(at(accepted.body, 'orders')).length, list(at(accepted.body, 'transferErrors')).length], [200, 2, 0]);
    assert.equal(at((await get(id)).body, 'status'), 'InProgress');
    assert.equal(at((await get(id)).body, 'lineItems', 0, 'status'), undefined);
    assert.deepEqual(list(at(await holdings('Sofia'), 'items')), []);
    await world.portal('/clock', { advanceMs: 8000 });
    const { body } = await get(id, 'Sofia');
    assert.equal(at(body, 'status'), 'Complete');
    assert.deepEqual([at(body, 'lineItems', 0, 'status'), at(body, 'lineItems', 0, 'addonItems', 1, 'status')], ['Complete', 'Complete']);
    const theirs = await holdings('Sofia');
    const arrived = named(theirs, 'Office 365 E3');
    assert.deepEqual([at(arrived, 'quantity'), at(arrived, 'partnerId'), at(arrived, 'status')], [42, '7000123', 'active']);
    assert.notEqual(at(arrived, 'id'), E3);
    assert.equal(at(named(theirs, 'Audio Conferencing'), 'parentSubscriptionId'), at(arrived, 'id'));
    assert.equal(at(named(theirs, 'Microsoft Azure'), 'entitlementId'), entitlement);
    assert.notEqual(at(named(theirs, 'Microsoft Azure'), 'id'), azureId);
    const ours = await holdings('Astrid');
    assert.deepEqual([at(named(ours, 'Office 365 E3'), 'status'), at(named(ours, 'Audio Conferencing'), 'status')], ['suspended', 'suspended']);
    assert.equal(named(ours, 'Microsoft Azure'), undefined);
    assert.equal(code(await accept(id)), '400 900102');
    assert.equal(code(await create(transferBody([E3]))), '400 800078');
  });

  it('tells a partial failure by HTTP 200, and frees the failed line', async () => {
    const other = String(at(named(await holdings('Astrid'), 'Project Plan 3'), 'id'));
    await world.portal('/portal/fail-line', { subscriptionId: other, description: 'SyncState' });
    const id = await createOne(world, [E3, other]);
    const { status, body } = await accept(id);
    assert.deepEqual([status, list(at(body, 'orders')).length], [200, 1]);
    assert.deepEqual([at(body, 'transferErrors', 0, 'code'), at(body, 'transferErrors', 0, 'description'), at(body, 'transferErrors', 0, 'transferGroupId')], [900103, 'SyncState', '1']);
    world.clock.advance(8000);
    const done = (await get(id)).body;
    assert.deepEqual([at(done, 'status'), at(done, 'lineItems', 1, 'status'), at(done, 'lineItems', 1, 'transferError')], ['PartiallyComplete', 'Failed', 'SyncState']);
    assert.equal(at(named(await holdings('Astrid'), 'Project Plan 3'), 'status'), 'active');
    const again = await createOne(world, [other]);
    assert.equal((await accept(again)).status, 200);
    world.clock.advance(8000);
    assert.equal(at((await get(again)).body, 'status'), 'Complete');
  });

  it('fails as a whole when no line goes through', async () => {
    await world.portal('/portal/fail-line', { subscriptionId: E3, description: 'SyncState' });
    const id = await createOne(world);
    assert.deepEqual(at((await accept(id)).body, 'orders'), []);
    world.clock.advance(8000);
    assert.equal(at((await get(id)).body, 'status'), 'Failed');
    assert.deepEqual(list(at(await holdings('Sofia'), 'items')), []);
  });

  it('lets exactly one of 20 simultaneous accepts win', async () => {
    const id = await createOne(world);
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(id)));
    assert.equal(answers.filter((a) => a.status === 200).length, 1);
    assert.ok(answers.filter((a) => a.status !== 200).every((a) => /^409 (900101|900104)$/.test(code(a))));
    const { body } = await world.portal('/counts');
    assert.deepEqual(at(body, 'POST /v1/customers/:customerId/transfers/:transferId/accept'), {
      route: 'POST /v1/customers/:customerId/transfers/:transferId/accept', calls: 20, effects: 1,
    });
  });

  it('lets exactly one of 10 simultaneous creates have the subscription', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(transferBody([E3]))));
    assert.deepEqual(answers.map((a) => a.status).sort(), [201, ...Array<number>(9).fill(400)]);
  });

  it('rejects for the target and withdraws for the source, each once', async () => {
    const reject = (id: string, who: string, body: unknown = { id, status: 'reject' }): Promise<Answer> => world.call(who, `${TRANSFERS}/${id}`, { method: 'PATCH', body });
    const withdraw = (id: string, who: string): Promise<Answer> => world.call(who, `${TRANSFERS}/${id}`, { method: 'DELETE' });
    const first = await createOne(world);
    assert.equal(code(await reject(first, 'Astrid')), '403 2032');
    assert.equal(code(await reject(first, 'Sofia', { id: E3, status: 'reject' })), '400 800002');
    assert.equal(code(await reject(first, 'Sofia', { id: first, status: 'dance' })), '400 800002');
    assert.equal(at((await reject(first, 'Sofia')).body, 'status'), 'Reject');
    assert.equal(code(await reject(first, 'Sofia')), '400 900102');
    assert.equal(code(await accept(first)), '400 900102');
    const second = await createOne(world);
    assert.equal(code(await withdraw(second, 'Sofia')), '403 2032');
    assert.equal((await withdraw(second, 'Erik')).status, 204);
    for (const who of ['Astrid', 'Sofia']) assert.equal(code(await get(second, who)), '404 900100');
    assert.equal(code(await accept(second)), '404 900100');
    const third = await createOne(world);
    assert.equal((await accept(third)).status, 200);
    assert.equal(code(await withdraw(third, 'Astrid')), '409 900101');
    world.clock.advance(8000);
    assert.equal(code(await withdraw(third, 'Astrid')), '400 900102');
  });

  it('refuses an accept from the wrong side, without agreement, or with a wrong partner of record', async () => {
    const id = await createOne(world);
    assert.equal(code(await accept(id, 'Astrid')), '403 900139');
    for (const channel of ['none', 'attested']) {
      await world.portal('/portal/agreement', { customerId: LONN, channel });
      assert.equal(code(await accept(id)), '403 13605');
    }
    await world.portal('/portal/agreement', { customerId: LONN, channel: 'provider' });
    assert.equal((await accept(id)).status, 200);
    const marked = async (mpn: string): Promise<string> => {
      const line = { subscriptionId: at(named(await holdings('Astrid'), 'Exchange Online (Plan 1)'), 'id'), partnerIdOnRecord: mpn };
      const made = await create({ ...transferBody([]), lineItems: [line] });
      const answer = code(await accept(String(at(made.body, 'id'))));
      await world.call('Astrid', `${TRANSFERS}/${String(at(made.body, 'id'))}`, { method: 'DELETE' });
      return answer;
    };
    assert.deepEqual([await marked('7000456'), await marked('1'), await marked('7000999')], ['404 2072', '404 800015', '400 800016']);
  });

  it('obeys hands elsewhere, with the same rules', async () => {
    const id = await createOne(world);
    const done = await world.portal(`/portal/transfers/${id}`, { verb: 'accept' });
    assert.equal(done.status, 200);
    assert.equal(at((await get(id)).body, 'lastModifiedUser'), 'c0ffee00-0000-4000-8000-000000000012');
    assert.equal((await world.portal(`/portal/transfers/${id}`, { verb: 'withdraw' })).status, 409);
    assert.equal((await world.portal(`/portal/transfers/${E3}`, { verb: 'accept' })).status, 404);
    assert.equal((await world.portal(`/portal/transfers/${id}`, { verb: 'dance' })).status, 400);
  });
});
