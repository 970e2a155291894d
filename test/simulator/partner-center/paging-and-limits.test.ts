import assert from 'node:assert/strict';
import { code, DAY, flip, items, MINUTE } from './money.ts';
import { at, customerNamed, E3, FJORDLINE, list, LONN, startWorld, transferBody, TRANSFERS, type Answer, type World } from './world.ts';

const names = (answer: Answer): unknown[] => items(answer).map((c) => at(c, 'companyProfile', 'companyName'));

describe('Partner Center twin: pages', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  const get = (path: string, token?: string): Promise<Answer> => world.call('Astrid', `/v1/customers?${path}`, { headers: token === undefined ? {} : { 'MS-ContinuationToken': token } });
  const follow = async (answer: Answer, way: 'next' | 'previous'): Promise<Answer> => {
    const link = at(answer.body, 'links', way);
    const headers = Object.fromEntries(list(at(link, 'headers')).map((h) => [String(at(h, 'key')), String(at(h, 'value'))]));
    return world.call('Astrid', `/v1${String(at(link, 'uri'))}`, { headers });
  };

  it('goes forward and back by the links, and by name to either end', async () => {
    const all = names(await get('size=0'));
    const first = await get('size=5');
    const second = await follow(first, 'next');
    assert.deepEqual(names(second), all.slice(5, 10));
    assert.deepEqual([at(second.body, 'totalCount'), typeof at(second.body, 'continuationToken')], [5, 'string']);
    const third = await follow(second, 'next');
    assert.deepEqual([names(third), at(third.body, 'links', 'next'), at(third.body, 'continuationToken')], [all.slice(10), undefined, undefined]);
    assert.deepEqual(names(await follow(third, 'previous')), all.slice(5, 10));
    assert.deepEqual([names(await follow(second, 'previous')), at(first.body, 'links', 'previous')], [all.slice(0, 5), undefined]);
    assert.deepEqual(names(await get('size=5&seekOperation=Last')), all.slice(10));
    assert.deepEqual(names(await get('size=5&seekOperation=First', String(at(second.body, 'continuationToken')))), all.slice(0, 5));
    assert.deepEqual(names(await get('size=4&seekOperation=PageIndex&pageIndex=2')), all.slice(8));
    assert.deepEqual(names(await get('size=4&seekOperation=PageIndex&pageIndex=9')), []);
    assert.deepEqual(names(await get('size=6&seekOperation=Last')), all.slice(6));
  });

  it('refuses tokens of other lists and steps that are none', async () => {
    const token = String(at((await get('size=5')).body, 'continuationToken'));
    const filter = encodeURIComponent(JSON.stringify({ Field: 'CompanyName', Value: 'L', Operator: 'starts_with' }));
    const answers = [
      get('size=5&seekOperation=Next'), get('size=5&seekOperation=Previous', 'b3BhcXVl'), get(`size=5&filter=${filter}&seekOperation=Next`, token), get('seekOperation=Sideways', token),
      get('seekOperation=PageIndex'), get('seekOperation=PageIndex&pageIndex=-1'), get('size=x'), world.call('Astrid', `/v1/auditrecords?startDate=${world.clock.now().toISOString().slice(0, 10)}&seekOperation=Next`, { headers: { 'MS-ContinuationToken': token } }),
    ];
    assert.deepEqual((await Promise.all(answers)).map(code), answers.map(() => '400 2000'));
  });
});

describe('Partner Center twin: audit records by date and field', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const day = (offset = 0): string => new Date(world.clock.now().getTime() + offset * DAY).toISOString().slice(0, 10);
  const records = (query: string): Promise<Answer> => world.call('Astrid', `/v1/auditrecords?${query}`);
  const filtered = (Field: string, Value: string, Operator: string): Promise<Answer> => records(`startDate=${day()}&filter=${encodeURIComponent(JSON.stringify({ Field, Value, Operator }))}`);
  const create = (ids: string[], customer = LONN): Promise<Answer> => world.call('Astrid', `/v1/customers/${customer}/transfers`, { method: 'POST', body: transferBody(ids) });

  it('reaches 90 days back and not one more, for 30 days when no end is named', async () => {
    await create([E3]);
    world.clock.advance(40 * DAY);
    await world.call('Astrid', TRANSFERS);
    assert.deepEqual([items(await records(`startDate=${day(-40)}`)).length, items(await records(`startDate=${day(-41)}&endDate=${day(-41)}`)).length], [1, 0]);
    assert.equal(items(await records(`startDate=${day(-75)}`)).length, 0);
    assert.equal(items(await records(`startDate=${day(-75)}&endDate=${day()}`)).length, 1);
    assert.deepEqual([(await records(`startDate=${day(-90)}`)).status, code(await records(`startDate=${day(-91)}`))], [200, '400 2000']);
    assert.deepEqual([code(await records('')), code(await records('startDate=soon')), code(await records(`startDate=${day()}&endDate=${day(-1)}`))], ['400 2001', '400 2000', '400 2000']);
  });

  it('takes the last days of the calendar, whose ends have no text of four digits for the year', async () => {
    await create([E3]);
    assert.equal(items(await records(`startDate=${day()}&endDate=9999-12-31`)).length, 1);
    for (const start of ['9999-12-15', '9999-12-31T23:59:59-12:00']) assert.deepEqual(items(await records(`startDate=${start}`)), [], start);
  });

  it('refuses a day that the calendar lacks, at either end', async () => {
    for (const date of ['9999-02-30', '9999-02-29', '9999-04-31T10:00:00Z']) {
      assert.equal(code(await records(`startDate=${date}`)), '400 2000', date);
      assert.equal(code(await records(`startDate=${day()}&endDate=${date}`)), '400 2000', date);
    }
    assert.equal((await records(`startDate=${day()}&endDate=9996-02-29`)).status, 200);
  });

  it('filters by a part of the name, by customer and by kind', async () => {
    await create([E3]);
    const other = await customerNamed(world, 'Åkes');
    const held = items(await world.call('Astrid', `/v1/customers/${other}/subscriptions`)).find((s) => at(s, 'friendlyName') === 'Office 365 E1');
    await create([String(at(held, 'id'))], other);
    assert.equal(items(await records(`startDate=${day()}&size=1`)).length, 1);
    assert.equal(items(await filtered('CompanyName', 'PLÅT', 'substring')).length, 1);
    assert.equal(items(await filtered('CustomerId', LONN.toUpperCase(), 'equals')).length, 1);
    assert.deepEqual([items(await filtered('ResourceType', 'Transfer', 'equals')).length, items(await filtered('ResourceType', 'order', 'equals')).length], [2, 0]);
    const refused = [await filtered('CompanyName', 'x', 'equals'), await filtered('CustomerId', LONN, 'substring'), await filtered('Operator', 'x', 'equals')];
    assert.deepEqual(refused.map(code), ['400 2000', '400 2000', '400 2000']);
  });
});

describe('Partner Center twin: budgets', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ limitPerMinute: 10 });
  });
  afterEach(() => world.close());

  const many = async (path: string, times: number, who = 'Astrid'): Promise<number> => {
    const answers = await Promise.all(Array.from({ length: times }, () => world.call(who, path)));
    return answers.filter((a) => a.status === 200).length;
  };

  it('counts per tenant for customers, subscriptions and orders, each for itself', async () => {
    const other = await customerNamed(world, 'Åkes');
    assert.equal(await many(`/v1/customers/${LONN}/subscriptions`, 6), 6);
    assert.equal(await many(`/v1/customers/${other}/subscriptions`, 6), 4);
    assert.equal(await many(`/v1/customers/${LONN}/subscriptions`, 1, FJORDLINE), 0);
    assert.equal(await many(`/v1/customers/${LONN}/orders`, 12), 10);
    assert.equal(await many(`/v1/customers/${LONN}/subscriptions`, 2, 'Sofia'), 2);
  });

  it('counts the transfers of each customer for themselves', async () => {
    const other = await customerNamed(world, 'Åkes');
    assert.equal(await many(TRANSFERS, 12), 10);
    assert.equal(await many(TRANSFERS.toUpperCase().replace('/V1/CUSTOMERS', '/v1/customers').replace('TRANSFERS', 'transfers'), 1), 0);
    assert.equal(await many(`/v1/customers/${other}/transfers`, 1), 1);
    flip(world, 'throttle.scope', 'tenant');
    assert.equal(await many(TRANSFERS, 10), 10);
    assert.equal(await many(`/v1/customers/${other}/transfers`, 1), 0);
  });

  it('counts refused calls too: who keeps knocking stays outside', async () => {
    assert.equal(await many(TRANSFERS, 10), 10);
    for (let turn = 0; turn < 4; turn += 1) {
      world.clock.advance(MINUTE / 2);
      assert.equal(await many(TRANSFERS, 12), 0);
    }
    const refused = await world.call('Astrid', TRANSFERS);
    const seconds = Number(refused.headers.get('retry-after'));
    assert.ok(seconds > 30 && seconds <= 60, String(seconds));
    world.clock.advance((seconds + 1) * 1000);
    assert.equal(await many(TRANSFERS, 1), 1);
  });

  it('moves the limit from minute to minute where the switch says so', async () => {
    flip(world, 'throttle.limits', 'dynamic');
    const allowed: number[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      allowed.push(await many(TRANSFERS, 10));
      world.clock.advance(2 * MINUTE);
    }
    assert.ok(new Set(allowed).size > 1 && allowed.every((n) => n >= 5 && n <= 10), String(allowed));
  });
});
