import { equal } from 'node:assert/strict';
import { personId } from '../helpers/room.ts';
import type { World } from '../helpers/world.ts';
import { startWorld } from '../helpers/world.ts';

describe('A sign-in that Teams could not make by itself', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('is told in a sentence, and nothing was changed', async () => {
    const body = JSON.stringify({ name: 'signin/failure', value: { code: 'userconsentrequired', message: 'made up' } });
    const answer = await fetch(`${world.addresses.teams}/api/people/${personId('Erik')}/invoke`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    equal(((await answer.json()) as { httpStatus: number }).httpStatus, 200);
    await world.room.saying('Erik', 'The sign-in did not work. Nothing has been changed.');
  });
});
