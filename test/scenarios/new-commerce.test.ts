import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import { appearing, cardOf, decisionsOf, knownTransfers, prepareLine, quiet, standing } from '../helpers/lanes.ts';
import { LONN_BJORK } from '../helpers/moves.ts';
import { wordsOf } from '../helpers/room.ts';
import { until } from '../helpers/until.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

const MINUTE = 60_000;
const STANDARD = { customerId: LONN_BJORK, subscriptionId: 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504' };

describe('New commerce: the provider creates, the partner accepts', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await startWorld({ completionDelayMs: 60 * MINUTE });
  });
  after(() => world.close());

  const ask = async (): Promise<Transfer> => {
    const known = await knownTransfers(world);
    const summary = await prepareLine(world, STANDARD);
    match(wordsOf(summary), /Genom leverantörens begäran: 1 prenumeration/);
    await world.room.press('Astrid', summary, 'send');
    return appearing(world, known, 'asked');
  };
  const press = async (name: string, transfer: Transfer, verb: string, inputs = {}): Promise<void> => {
    const [result] = await world.room.press(name, await cardOf(world, { name, transfer, verb }), verb, { inputs });
    equal(result?.outcome, 'card', JSON.stringify(result?.body));
  };

  it('goes from the question to both sides verified', async () => {
    const asked = await ask();
    equal(asked.model, 'new-commerce');
    equal(await world.effects(/^POST .*\/transfers$/), 0);
    match(wordsOf(await cardOf(world, { name: 'Sofia', transfer: asked, verb: 'offer' })), /Microsoft 365 Business Standard[^]*25 licences/);
    await press('Sofia', asked, 'offer');
    const offered = await standing(world, asked.transferId, 'offered');
    equal(offered.offered?.name, 'Sofia Dahl');
    ok(Date.parse(offered.expiresAt ?? '') > world.clock.now().getTime() + 29 * 24 * 60 * MINUTE);
    await press('Astrid', offered, 'take');
    const taking = await standing(world, asked.transferId, 'taking');
    await until('the order has ended', async () => (await decisionsOf(world, taking)).every(({ state }) => state === 'done'));
    world.clock.advance(16 * MINUTE);
    await standing(world, asked.transferId, 'in-progress');
    world.clock.advance(61 * MINUTE);
    await standing(world, asked.transferId, 'complete');
    await press('Sofia', offered, 'confirm-landed');
    const done = await until('both sides are verified', async () => (await world.transfers()).find((one) => one.transferId === asked.transferId && one.sourceVerifiedAt !== undefined));
    deepEqual(done.sourceChecks.map(({ expected, found, ok: good }) => [expected, found, good]), [['inactive', 'deleted', true]]);
    ok(done.idMap[0]?.newId !== undefined && done.idMap[0].newId !== STANDARD.subscriptionId);
    await quiet(world);
    deepEqual((await decisionsOf(world, done)).map(({ verb, state }) => [verb, state]), [['offer', 'done'], ['take', 'done']]);
    equal(await world.effects(/^(POST|PATCH) .*\/transfers/), 2);
  });
});
