import { deepEqual, equal } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import { cardOf, decisionsOf, quiet, standing } from '../helpers/lanes.ts';
import { MINUTE, newCommerceStage } from '../helpers/new-commerce-stage.ts';
import { until } from '../helpers/until.ts';

describe('New commerce: kill -9 while the request is made, and while it is taken', function () {
  this.timeout(240_000);
  const { world, lane, ask, ended, pass } = newCommerceStage({ licences: 1, bot: 'process' });

  /** Presses, and kills the program while it is at it: as soon as Partner Center has done it, but the answer never comes. */
  const pressAndKill = async (name: string, { transfer, verb, method }: { transfer: Transfer; verb: string; method: string }): Promise<number> => {
    const route = new RegExp(`^${method} .*/transfers`);
    const before = await world().effects(route);
    const card = await cardOf(world(), { name, transfer, verb });
    await quiet(world());
    await world().portal('/faults', { match: { method, pathIncludes: '/transfers' }, kind: 'drop-after' });
    await world().room.press(name, card, verb);
    await until('it has taken effect', async () => (await world().effects(route)) > before);
    await world().botProcess.kill();
    await world().botProcess.start();
    return before;
  };

  it('neither makes a second request nor loses the one that there is (I1)', async () => {
    const asked = await ask(lane());
    const made = await pressAndKill('Sofia', { transfer: asked, verb: 'offer', method: 'POST' });
    const offered = await standing(world(), asked.transferId, 'offered');
    equal((await world().effects(/^POST .*\/transfers/)) - made, 1);
    const taken = await pressAndKill('Astrid', { transfer: offered, verb: 'take', method: 'PATCH' });
    await ended(await standing(world(), asked.transferId, 'taking'));
    await pass(16 * MINUTE, asked);
    const moving = await standing(world(), asked.transferId, 'in-progress');
    equal((await world().effects(/^PATCH .*\/transfers/)) - taken, 1);
    deepEqual([moving.offered?.name, moving.decided?.name, moving.decided?.elsewhere], ['Sofia Dahl', 'Astrid Lind', undefined]);
    deepEqual((await decisionsOf(world(), moving)).map(({ verb, state }) => [verb, state]), [['offer', 'done'], ['take', 'done']]);
  });
});
