import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Lane } from '../helpers/lanes.ts';
import { appearing, cardOf, decisionsOf, knownIn, knownTransfers, lanesOf, newCard, openLine, quiet, standing } from '../helpers/lanes.ts';
import { togglesOf } from '../helpers/moves.ts';
import { buttonsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const WRITES = /^(POST|PATCH|DELETE) /;

describe('kill -9 while people are in the middle of it', function () {
  this.timeout(240_000);
  let world: World;
  let lanes: Lane[];
  before(async () => {
    world = await startWorld({ bot: 'process', completionDelayMs: 3_600_000 });
    lanes = await lanesOf(world);
  });
  after(() => world.close());

  const kill = async (): Promise<void> => {
    await world.botProcess.kill();
    await world.botProcess.start();
  };

  it('during each of the five steps of a transfer: the card that is there goes on working, and nothing is repeated', async () => {
    const { room, clock } = world;
    const lane = lanes[0] as Lane;
    const known = await knownIn(world, 'Astrid');
    const transfers = await knownTransfers(world);

    await room.say('Astrid', 'transfer');
    const customers = await newCard(world, 'Astrid', { verb: 'choose-customer', known });
    await kill();
    await room.press('Astrid', customers, 'choose-customer', { inputs: { customer: lane.customerId } });
    const lines = await newCard(world, 'Astrid', { verb: 'choose-lines', known });
    await kill();
    await room.press('Astrid', lines, 'choose-lines', { inputs: Object.fromEntries(togglesOf(lines).map(({ id }) => [id, String(id.includes(lane.subscriptionId))])) });
    const summary = await newCard(world, 'Astrid', { verb: 'send', known });
    await kill();
    await room.press('Astrid', summary, 'send');
    await kill();
    const open = await appearing(world, transfers, 'open');
    equal((await knownTransfers(world)).size, transfers.size + 1);
    const approval = await cardOf(world, { name: 'Sofia', transfer: open, verb: 'accept' });
    await kill();
    await room.press('Sofia', approval, 'accept');
    await kill();
    await standing(world, open.transferId, 'in-progress');
    await kill();
    clock.advance(3_700_000);
    await standing(world, open.transferId, 'complete');
    await kill();
    const landed = await cardOf(world, { name: 'Sofia', transfer: open, verb: 'confirm-landed' });
    await room.press('Sofia', landed, 'confirm-landed');
    await kill();
    const done = await until('both sides are verified', async () => (await world.transfers()).find((one) => one.transferId === open.transferId && one.sourceVerifiedAt !== undefined && one.landed !== undefined), { ms: 40_000 });
    equal(done.landed?.name, 'Sofia Dahl');
    ok(done.idMap.length > 0 && done.idMap.every(({ newId }) => newId !== undefined));
    await quiet(world);
    deepEqual((await decisionsOf(world, open)).map(({ verb, state }) => [verb, state]), [['create', 'done'], ['accept', 'done']]);
    equal(await world.effects(WRITES), 2);
  });

  it('a dialog that a card’s button opens survives the kill right after the press', async () => {
    const transfer = await openLine(world, lanes[1] as Lane);
    await world.room.press('Sofia', await cardOf(world, { name: 'Sofia', transfer, verb: 'reject' }), 'reject', { inputs: { reason: 'credit' } });
    await standing(world, transfer.transferId, 'rejected');
    const card = await cardOf(world, { name: 'Astrid', transfer, verb: 'resend' });
    const known = await knownIn(world, 'Astrid');
    await world.room.press('Astrid', card, 'resend');
    await kill();
    await newCard(world, 'Astrid', { verb: 'choose-lines', known });
    const dialogs = (await world.room.messages('Astrid')).filter((message) => !known.has(message.id) && buttonsOf(message).some(({ verb }) => verb === 'choose-lines'));
    ok(dialogs.length <= 2, 'opened once, or once more by the kill');
    await world.room.say('Astrid', 'cancel');
  });

  it('four kills, each a little later than the one before, lose no decision and make none twice', async () => {
    const transfer = await openLine(world, lanes[2] as Lane);
    const before = await world.effects(WRITES);
    const card = await cardOf(world, { name: 'Sofia', transfer, verb: 'accept' });
    const pressed = world.room.press('Sofia', card, 'accept', { times: 3, sameId: false });
    for (const after of [20, 80, 240, 720]) {
      await new Promise((resolve) => setTimeout(resolve, after));
      await kill();
    }
    await pressed;
    if ((await decisionsOf(world, transfer)).length === 1) await world.room.press('Sofia', card, 'accept');
    await standing(world, transfer.transferId, 'in-progress');
    await until('every order has ended', async () => (await decisionsOf(world, transfer)).every(({ state }) => state === 'done'), { ms: 40_000 });
    equal((await world.effects(WRITES)) - before, 1);
    equal((await decisionsOf(world, transfer)).length, 2);
  });
});
