import assert from 'node:assert/strict';
import type { AccountStatus } from '../../../simulator/partner-center/agreement-records.ts';
import type { DirectBill } from '../../../simulator/partner-center/portal-records.ts';
import { CATALOGUE } from '../../../simulator/stories/catalogue.ts';
import { code, flip, items, MINUTE, setPartner, SUBSCRIPTIONS } from './money.ts';
import { at, BYSTANDER, customerNamed, E3, FJORDLINE, list, LONN, NORDVIND, startWorld, type Answer, type World } from './world.ts';

const ORDERS = `/v1/customers/${LONN}/orders`;
const OFFER = CATALOGUE.standard.offerId;

const order = (line: object = {}, more: object = {}): object => ({
  referenceCustomerId: LONN, billingCycle: 'monthly', lineItems: [{ lineItemNumber: 0, offerId: OFFER, quantity: 5, ...line }], ...more,
});
const stamped = (mpnId = '7000123'): object => order({ partnerIdOnRecord: mpnId });

describe('Partner Center twin: orders', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const place = (who: string, body: unknown, path = ORDERS): Promise<Answer> => world.call(who, path, { method: 'POST', body });
  const direct = (directBill: DirectBill): void => void world.state.programs.set(FJORDLINE, { partnerId: FJORDLINE, directBill, reseller: 'signed', anniversary: '10-15', ttmRevenueUsd: 0 });

  it('tells the orders behind the subscriptions of a story', async () => {
    const all = items(await world.call('Astrid', ORDERS));
    assert.equal(all.length, 7);
    const e3 = all.find((o) => list(at(o, 'lineItems')).some((l) => at(l, 'subscriptionId') === E3));
    assert.deepEqual([list(at(e3, 'lineItems')).length, at(e3, 'status'), at(e3, 'referenceCustomerId')], [3, 'completed', LONN]);
    const one = await world.call('Astrid', `${ORDERS}/${String(at(e3, 'id'))}`);
    assert.deepEqual([one.status, at(one.body, 'id'), at(one.body, 'attributes', 'objectType')], [200, at(e3, 'id'), 'Order']);
    assert.deepEqual(items(await world.call('Sofia', ORDERS)), []);
    assert.equal(code(await world.call('Sofia', `${ORDERS}/${String(at(e3, 'id'))}`)), '404 20000');
    assert.equal(code(await world.call('Peter', ORDERS)), '403 20002');
  });

  it('lets a provider buy with the reseller on record, and shows the order a quarter later', async () => {
    const { status, body } = await place('Sofia', stamped());
    assert.deepEqual([status, at(body, 'lineItems', 0, 'partnerIdOnRecord'), at(body, 'lineItems', 0, 'quantity')], [201, '7000123', 5]);
    const bought = items(await world.call('Sofia', SUBSCRIPTIONS)).find((s) => at(s, 'orderId') === at(body, 'id'));
    assert.deepEqual([at(bought, 'partnerId'), at(bought, 'quantity'), at(bought, 'status'), at(bought, 'termDuration')], ['7000123', 5, 'active', 'P1Y']);
    const path = `${ORDERS}/${String(at(body, 'id'))}`;
    assert.equal(code(await world.call('Sofia', path)), '404 20000');
    assert.deepEqual(items(await world.call('Sofia', ORDERS)), []);
    world.clock.advance(15 * MINUTE);
    assert.equal((await world.call('Sofia', path)).status, 200);
    assert.equal(items(await world.call('Sofia', ORDERS)).length, 1);
    const cancel = await world.call('Sofia', `${SUBSCRIPTIONS}/${String(at(bought, 'id'))}`, { method: 'PATCH', body: { status: 'deleted' } });
    assert.equal(cancel.status, 200);
    assert.equal(at((await world.call('Sofia', path)).body, 'status'), 'cancelled');
  });

  it('lets a direct partner buy until its capability is restricted, and a reseller never', async () => {
    assert.equal((await place('Astrid', order())).status, 201);
    assert.equal(code(await place('Astrid', stamped())), '400 3000');
    for (const state of ['restricted', 'suspended', 'none'] as const) {
      direct(state);
      assert.equal(code(await place('Astrid', order())), '403 2032', state);
    }
    direct('active');
    const customer = world.state.customers.get(LONN);
    assert.ok(customer);
    world.state.customers.set(LONN, { ...customer, links: customer.links.filter((l) => l.kind === 'provider') });
    assert.equal(code(await place('Astrid', order())), '403 2032');
  });

  it('refuses a reseller on record who does not fit', async () => {
    const answers = [order(), stamped('1'), stamped('7000456'), stamped('7000999')].map((body) => place('Sofia', body));
    assert.deepEqual((await Promise.all(answers)).map(code), ['400 3000', '404 800015', '404 2072', '400 800016']);
    setPartner(world, FJORDLINE, { mpaSigned: false });
    assert.equal(code(await place('Sofia', stamped())), '403 900123');
    setPartner(world, FJORDLINE, { mpaSigned: true, isResellerSuspended: true });
    assert.equal(code(await place('Sofia', stamped())), '403 800039');
    setPartner(world, BYSTANDER, { isReseller: true, providers: [NORDVIND] });
    assert.equal(code(await place('Sofia', stamped('7000999'))), '400 900160');
    setPartner(world, NORDVIND, { mpaSigned: false });
    assert.equal(code(await place('Sofia', stamped())), '403 900124');
  });

  it('refuses customers without agreement, under review, or in another market', async () => {
    const account = (status: AccountStatus): void => void world.state.accounts.set(LONN, { customerId: LONN, status, changedAt: world.clock.now().toISOString() });
    for (const [status, expected] of [['UnderReview', '403 800073'], ['Unknown', '403 800074'], ['NotAllowed', '403 800075'], ['Allowed', '201'], ['none', '201']] as const) {
      account(status);
      assert.equal(code(await place('Sofia', stamped())), expected);
    }
    await world.portal('/portal/agreement', { customerId: LONN, channel: 'none' });
    assert.equal(code(await place('Sofia', stamped())), '403 13605');
    const customer = world.state.customers.get(LONN);
    assert.ok(customer);
    world.state.customers.set(LONN, { ...customer, address: { ...customer.address, country: 'JP' } });
    assert.equal(code(await place('Sofia', stamped())), '403 2030');
  });

  it('refuses orders that make no sense', async () => {
    const bodies: [object, string][] = [
      [order({ offerId: 'NOTHING' }), '400 800004'], [order({ offerId: 5 }), '400 3000'], [order({ quantity: 0 }), '400 3000'], [order({ quantity: 'two' }), '400 3000'],
      [order({ termDuration: 'P9Y' }), '400 3000'], [order({}, { billingCycle: 'daily' }), '400 3000'], [order({}, { referenceCustomerId: E3 }), '400 3000'],
      [order({}, { lineItems: [] }), '400 2000'], [order({}, { lineItems: 4 }), '400 2000'], [order({}, { lineItems: [null] }), '400 800004'],
      [order({ parentSubscriptionId: NORDVIND }), '404 20003'], [[], '400 2000'],
    ];
    for (const [body, expected] of bodies) assert.equal(code(await place('Astrid', body)), expected, JSON.stringify(body));
    assert.equal(code(await place('Lena', stamped())), '403 900150');
    assert.equal(items(await world.call('Astrid', ORDERS)).length, 7);
  });

  it('buys an add-on for its base, once for each request id, and writes it down', async () => {
    const body = order({ offerId: CATALOGUE.audio.offerId.toUpperCase(), parentSubscriptionId: E3.toUpperCase(), friendlyName: 'Meetings by phone' });
    const send = (): Promise<Answer> => world.call('Astrid', ORDERS, { method: 'POST', body, headers: { 'MS-RequestId': 'o1' } });
    const first = await send();
    assert.equal(first.status, 201);
    assert.deepEqual((await send()).body, first.body);
    const addons = items(await world.call('Astrid', `${SUBSCRIPTIONS}/${E3}/addons`));
    assert.equal(addons.filter((a) => at(a, 'friendlyName') === 'Meetings by phone').length, 1);
    const day = world.clock.now().toISOString().slice(0, 10);
    const filter = encodeURIComponent(JSON.stringify({ Field: 'ResourceType', Value: 'Order', Operator: 'equals' }));
    const records = items(await world.call('Astrid', `/v1/auditrecords?startDate=${day}&filter=${filter}`));
    assert.deepEqual(records.map((r) => at(r, 'operationType')), ['create_order']);
    assert.match(String(at(records[0], 'resourceNewValue')), /"LineItems"/);
  });

  it('shows an order at once where the switch says so', async () => {
    flip(world, 'orders.lagMinutes', '0');
    await place('Astrid', order());
    assert.equal(items(await world.call('Astrid', ORDERS)).length, 8);
    assert.equal(items(await world.call(FJORDLINE, `${ORDERS}`)).length, 8);
    assert.equal((await world.call('Astrid', ORDERS.replace(LONN, await customerNamed(world, 'Åkes')))).status, 200);
  });
});
