import { deepEqual, equal, ok } from 'node:assert/strict';
import { appearing, auditOf, cardOf, decisionsOf, knownTransfers, openLine, phasesIn, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { ACCEPT, CREATE, MINUTE, stage } from '../helpers/stage.ts';
import { until } from '../helpers/until.ts';

describe('Partner Center’s answer is lost, or says that only a part went well', function () {
  this.timeout(120_000);
  const { world, line, open, press, callsOf } = stage();
  const fault = (body: object): Promise<unknown> => world().portal('/faults', body);

  it('tells per line what moved and what did not, on both sides (F23)', async () => {
    const first = line();
    const second = line();
    equal(first.customerId, second.customerId, 'the story begins with two lines of one customer');
    const transfer = await openLine(world(), { ...first, beside: second.subscriptionId });
    equal(transfer.lines.length, 2);
    await world().portal('/portal/fail-line', { subscriptionId: first.subscriptionId, description: 'The seats are locked by an open invoice.' });
    await press('Sofia', transfer, 'accept');
    await standing(world(), transfer.transferId, 'in-progress');
    world().clock.advance(61 * MINUTE);
    const partly = await standing(world(), transfer.transferId, 'partly-complete');
    const outcome = (id: string) => partly.outcomes.find(({ subscriptionId }) => subscriptionId === id);
    deepEqual([outcome(first.subscriptionId)?.state, outcome(second.subscriptionId)?.state], ['failed', 'complete']);
    await quiet(world());
    for (const name of ['Astrid', 'Sofia']) await world().room.saying(name, 'The seats are locked by an open invoice.');
  });

  for (const kind of ['drop-after', 'cut'] as const) {
    it(`creates once although the answer was lost (${kind}, F16)`, async () => {
      const before = await world().effects(CREATE);
      const known = await knownTransfers(world());
      await fault({ match: { method: 'POST', pathIncludes: '/transfers' }, kind });
      await world().room.press('Astrid', await prepareLine(world(), line()), 'send');
      await until('it took effect', async () => (await world().effects(CREATE)) > before);
      world().forgetRequests();
      await appearing(world(), known, 'open');
      equal((await world().effects(CREATE)) - before, 1);
    });

    it(`accepts once although the answer was lost (${kind}, F16), and credits who pressed`, async () => {
      const transfer = await open();
      const before = await world().effects(ACCEPT);
      const calls = await callsOf(ACCEPT);
      await fault({ match: { pathIncludes: '/accept' }, kind });
      await press('Sofia', transfer, 'accept');
      await until('it took effect', async () => (await world().effects(ACCEPT)) > before);
      world().forgetRequests();
      const after = await standing(world(), transfer.transferId, 'in-progress');
      deepEqual([after.decided?.name, after.decided?.elsewhere, after.trouble], ['Sofia Dahl', undefined, undefined]);
      await until('the order has ended', async () => (await decisionsOf(world(), transfer)).at(-1)?.state === 'done');
      equal((await world().effects(ACCEPT)) - before, 1);
      equal((await callsOf(ACCEPT)) - calls, 1, 'what took effect is read, not sent again');
      deepEqual((await auditOf(world(), transfer.transferId, 'refused')).map(({ event }) => event), []);
    });
  }
});

describe('Partner Center is slow, away or says no', function () {
  this.timeout(120_000);
  const { world, open, press, trouble, callsOf } = stage();
  const fault = (body: object): Promise<unknown> => world().portal('/faults', body);

  it('waits as long as a 429 says, and makes no call before (F18)', async () => {
    const transfer = await open();
    await fault({ match: { pathIncludes: '/accept' }, kind: 'throttle', retryAfter: 3 });
    const calls = await callsOf(ACCEPT);
    await press('Sofia', transfer, 'accept');
    await trouble(transfer, 'throttled');
    const told = performance.now();
    equal((await callsOf(ACCEPT)) - calls, 1);
    await until('the second call', async () => (await callsOf(ACCEPT)) - calls === 2);
    ok(performance.now() - told > 2_000, `only ${Math.round(performance.now() - told)} ms later`);
    await standing(world(), transfer.transferId, 'in-progress');
  });

  it('outlives a burst of 503, reads included (F19)', async () => {
    const transfer = await open();
    await fault({ match: { pathIncludes: '/transfers/' }, kind: 'status', status: 503, times: 8 });
    const before = await world().effects(ACCEPT);
    await press('Sofia', transfer, 'accept');
    const after = await standing(world(), transfer.transferId, 'in-progress');
    deepEqual([after.decided?.name, after.trouble], ['Sofia Dahl', undefined]);
    equal((await world().effects(ACCEPT)) - before, 1);
  });

  it('answers a press at once while Partner Center is down, tells after two minutes that it takes long, and goes on by itself (F19)', async () => {
    const transfer = await open();
    await quiet(world());
    await fault({ kind: 'status', status: 503, times: 1_000_000 });
    const card = await cardOf(world(), { name: 'Sofia', transfer, verb: 'accept' });
    const begun = performance.now();
    const [result] = await world().room.press('Sofia', card, 'accept');
    const took = performance.now() - begun;
    equal(result?.outcome, 'card');
    ok(took < 10_000, `answered after ${Math.round(took)} ms`);
    await trouble(transfer, 'unreachable');
    world().clock.advance(3 * MINUTE);
    const delayed = () => world().db.kysely.selectFrom('outbox').selectAll().where('kind', '=', 'delayed').where('transfer_id', '=', transfer.transferId).execute();
    await until('Sofia is told that it takes long', async () => (await delayed())[0]?.state === 'sent', { ms: 40_000 });
    await world().portal('/faults/clear', {});
    world().clock.advance(2 * MINUTE);
    await standing(world(), transfer.transferId, 'in-progress');
    equal((await delayed()).length, 1);
  });

  it('a request that hangs takes nothing away from others, and ends by itself (F20)', async () => {
    const hanging = await open();
    const other = await open();
    await fault({ match: { pathIncludes: '/accept' }, kind: 'hang' });
    await press('Sofia', hanging, 'accept');
    await until('the hanging request has left', async () => (await decisionsOf(world(), hanging)).at(-1)?.state === 'sent');
    await press('Sofia', other, 'reject', { reason: 'credit' });
    await standing(world(), other.transferId, 'rejected');
    await standing(world(), hanging.transferId, 'in-progress');
  });

  it('a plain no (403/13605, 403/20002) changes nothing, is told on both sides, and the request can be decided again', async () => {
    const transfer = await open();
    for (const [index, code] of [13605, 20002].entries()) {
      await fault({ match: { pathIncludes: '/accept' }, kind: 'status', status: 403, code });
      await press('Sofia', transfer, 'accept');
      await until('it is refused', async () => (await decisionsOf(world(), transfer)).at(-1)?.state === 'refused');
      await quiet(world());
      const refused = await standing(world(), transfer.transferId, 'open');
      deepEqual([refused.revision, refused.decided, refused.trouble?.code], [index + 2, undefined, String(code)]);
      for (const name of ['Astrid', 'Sofia']) await world().room.saying(name, String(code));
    }
    await press('Sofia', transfer, 'accept');
    equal((await standing(world(), transfer.transferId, 'in-progress')).decided?.name, 'Sofia Dahl');
  });

  it('a no to reading is not taken for a no to what was ordered (I3)', async () => {
    const transfer = await open();
    await quiet(world());
    await fault({ match: { method: 'GET', pathIncludes: `/transfers/${String(transfer.partnerCenterId)}` }, kind: 'status', status: 403, code: 900150, times: 3 });
    await press('Sofia', transfer, 'accept');
    equal((await standing(world(), transfer.transferId, 'in-progress')).decided?.name, 'Sofia Dahl');
    deepEqual((await auditOf(world(), transfer.transferId, 'refused')).map(({ event }) => event), []);
  });
});

describe('Somebody decides in the portal', function () {
  this.timeout(120_000);
  const { world, open } = stage();
  const END = { accept: 'in-progress', reject: 'rejected', withdraw: 'withdrawn' } as const;

  for (const verb of ['accept', 'reject', 'withdraw'] as const) {
    it(`${verb}: adopted, told to both, credited to nobody of ours (F24)`, async () => {
      const transfer = await open();
      await world().portal(`/portal/transfers/${String(transfer.partnerCenterId)}`, { verb });
      const after = await standing(world(), transfer.transferId, END[verb]);
      deepEqual([after.decided?.verb, after.decided?.elsewhere, after.decided?.name], [verb, true, '']);
      await quiet(world());
      for (const name of ['Astrid', 'Sofia']) equal((await phasesIn(world(), name, transfer)).at(-1), END[verb]);
    });
  }

  it('the same verb, pressed here after it was done there, is not credited to who pressed (I9)', async () => {
    const transfer = await open();
    const card = await cardOf(world(), { name: 'Sofia', transfer, verb: 'accept' });
    await world().db.kysely.updateTable('transfer').set({ look_at: null }).where('transfer_id', '=', transfer.transferId).execute();
    await world().portal(`/portal/transfers/${String(transfer.partnerCenterId)}`, { verb: 'accept' });
    const before = await world().effects(ACCEPT);
    await world().room.press('Sofia', card, 'accept');
    const after = await standing(world(), transfer.transferId, 'in-progress');
    await until('the order has ended', async () => (await decisionsOf(world(), transfer)).at(-1)?.state === 'done');
    equal((await world().transfers()).find(({ transferId }) => transferId === after.transferId)?.decided?.elsewhere, true);
    equal(await world().effects(ACCEPT), before);
  });

  it('withdrawn there between our press and our call: shown as what it is, no second try (F26)', async () => {
    const transfer = await open();
    const card = await cardOf(world(), { name: 'Sofia', transfer, verb: 'accept' });
    await world().portal('/faults', { match: { pathIncludes: '/accept' }, kind: 'throttle', retryAfter: 2 });
    await world().room.press('Sofia', card, 'accept');
    await world().portal(`/portal/transfers/${String(transfer.partnerCenterId)}`, { verb: 'withdraw' });
    const after = await standing(world(), transfer.transferId, 'withdrawn');
    deepEqual([after.decided?.verb, after.decided?.elsewhere], ['withdraw', true]);
    await until('the order has ended', async () => (await decisionsOf(world(), transfer)).at(-1)?.state === 'done');
  });
});
