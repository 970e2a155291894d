import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import type { Lane } from '../helpers/lanes.ts';
import { auditOf, cardOf, decisionsOf, lanesOf, openLine, quiet, standing } from '../helpers/lanes.ts';
import { wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const HOUR = 3_600_000;
const ACCEPT = /\/accept$/;

describe('Numbers that change while a request is open', function () {
  this.timeout(120_000);
  let world: World;
  let lanes: Lane[];
  before(async () => {
    world = await startWorld({ completionDelayMs: HOUR });
    lanes = await lanesOf(world);
  });
  after(() => world.close());

  const seats = ({ customerId, subscriptionId }: Lane, quantity: number): Promise<unknown> => world.portal('/portal/seats', { customerId, subscriptionId, quantity });
  const fresh = async ({ transferId }: Transfer): Promise<Transfer> => (await world.transfers()).find((one) => one.transferId === transferId) as Transfer;
  const whenDrift = (transfer: Transfer, count: number): Promise<Transfer> =>
    until(`${count} differences are seen`, async () => {
      const now = await fresh(transfer);
      return (now.drift?.length ?? 0) === count && now;
    }, { ms: 30_000 });
  /** The notices of one kind that went out about a transfer, by person. */
  const told = async (transfer: Transfer, kind: string): Promise<number> => {
    const rows = await world.db.kysely.selectFrom('outbox').select(['person_id']).where('transfer_id', '=', transfer.transferId).where('kind', '=', kind).execute();
    equal(new Set(rows.map((row) => row.person_id)).size, rows.length, `nobody is told twice: ${kind}`);
    return rows.length;
  };

  it('stop the accept on both cards, and one button brings the new number to the provider (R154, R158-R161)', async () => {
    const lane = lanes[0] as Lane;
    const transfer = await openLine(world, lane);
    const old = await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' });
    await seats(lane, 45);
    await whenDrift(transfer, 1);
    await quiet(world);

    const mine = await cardOf(world, { name: 'Astrid', transfer, verb: 'recreate' });
    match(wordsOf(mine), /42 licenser när begäran skapades, 45 licenser nu/);
    const theirs = await cardOf(world, { name: 'Sofia', transfer, verb: 'reject' });
    match(wordsOf(theirs), /42 licences when the request was made, 45 licences now/);
    ok(!wordsOf(theirs).includes('Accept transfer'), 'no button to accept with');
    deepEqual([await told(transfer, 'drifted') > 1, (await fresh(transfer)).phase], [true, 'open']);

    const [pressed] = await world.room.press('Sofia', old, 'accept', { version: 1 });
    match(JSON.stringify(pressed?.body?.value), /accepting would move the old numbers.*Nothing has been changed/);
    deepEqual((await decisionsOf(world, transfer)).map(({ verb }) => verb), ['create']);

    await world.room.press('Astrid', mine, 'recreate');
    const again = await until('the new request is open', async () => (await world.transfers()).find(({ replaces, phase }) => replaces === transfer.transferId && phase === 'open'), { ms: 40_000 });
    deepEqual(again.lines.map(({ subscriptionId, quantity }) => [subscriptionId, quantity]), [[lane.subscriptionId, 45]]);
    deepEqual([(await fresh(transfer)).phase, (await fresh(transfer)).replacedBy], ['withdrawn', again.transferId]);
    await world.room.press('Sofia', await cardOf(world, { name: 'Sofia', transfer: again, verb: 'accept' }), 'accept');
    await standing(world, again.transferId, 'in-progress');
    world.clock.advance(HOUR + 1000);
    const landed = await standing(world, again.transferId, 'complete');
    const { subscriptions } = await world.portal<{ subscriptions: { owner: string; customerId: string; wire: { offerId: string; quantity: number; orderId?: string } }[] }>('/state');
    const there = subscriptions.filter(({ owner, customerId, wire }) => owner === landed.target.tenantId && customerId === lane.customerId && wire.offerId === landed.lines[0]?.offerId);
    deepEqual(there.map(({ wire }) => wire.quantity), [45], 'the new number has landed');
    equal(await world.effects(ACCEPT), 1);
  });

  it('clear the warning when the old number is back, and the provider hears that it can decide again (R158)', async () => {
    const lane = lanes[1] as Lane;
    const transfer = await openLine(world, lane);
    const before = transfer.lines[0]?.quantity ?? 0;
    await seats(lane, before + 1);
    await whenDrift(transfer, 1);
    await seats(lane, before);
    await whenDrift(transfer, 0);
    await quiet(world);
    ok(wordsOf(await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' })).includes('Accept transfer'));
    await world.room.press('Sofia', await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' }), 'accept');
    await standing(world, transfer.transferId, 'in-progress');
  });

  it('are read again right before an accept leaves: it is held back, and the request is open again (R160)', async () => {
    const lane = lanes[2] as Lane;
    const transfer = await openLine(world, lane);
    const card = await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' });
    // After a day the looks are an hour apart: the change and the press come between two of them.
    world.clock.advance(25 * HOUR);
    await until('the next look is far away', async () => {
      const row = await world.db.kysely.selectFrom('transfer').select('look_at').where('transfer_id', '=', transfer.transferId).executeTakeFirst();
      return (row?.look_at?.getTime() ?? 0) > world.clock.now().getTime() + HOUR / 2;
    }, { ms: 30_000 });
    await quiet(world);
    const effects = await world.effects(ACCEPT);
    await seats(lane, (transfer.lines[0]?.quantity ?? 0) + 7);
    await world.room.press('Sofia', card, 'accept');
    const held = await until('the accept is held back', async () => {
      const now = await fresh(transfer);
      return now.phase === 'open' && now.revision === transfer.revision + 1 && now;
    }, { ms: 30_000 });
    deepEqual([held.decided, held.drift?.length], [undefined, 1]);
    deepEqual((await decisionsOf(world, transfer)).map(({ verb, state }) => [verb, state]), [['create', 'done'], ['accept', 'refused']]);
    equal(await world.effects(ACCEPT), effects, 'nothing was accepted');
    ok((await auditOf(world, transfer.transferId, 'drift-seen')).length > 0);
  });
});
