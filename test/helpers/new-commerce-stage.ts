import { equal } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import type { Lane } from './lanes.ts';
import { appearing, cardOf, decisionsOf, knownTransfers, phasesIn, prepareLine, quiet, standing } from './lanes.ts';
import { LONN_BJORK } from './moves.ts';
import { moreLicences } from './twin-edits.ts';
import { until } from './until.ts';
import type { World, WorldOptions } from './world.ts';
import { startWorld } from './world.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const WRITES = /^(POST|PATCH|DELETE) .*\/transfers/;
export const STANDARD = 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504';

/** A world in which nothing completes unless the clock is moved, and a fresh new-commerce licence for each test. */
export const newCommerceStage = ({ licences, bot = 'inside' }: { licences: number } & Pick<WorldOptions, 'bot'>) => {
  let world: World;
  let lanes: Lane[];
  before(async () => {
    world = await startWorld({ bot, completionDelayMs: 60 * MINUTE });
    lanes = (await moreLicences(world, { customerId: LONN_BJORK, like: STANDARD, count: licences })).map((subscriptionId) => ({ customerId: LONN_BJORK, subscriptionId }));
  });
  after(() => world.close());

  const lane = (): Lane => {
    const next = lanes.pop();
    if (next === undefined) throw new Error(`There are ${licences} licences only.`);
    return next;
  };
  const ask = async (about: Lane): Promise<Transfer> => {
    const known = await knownTransfers(world);
    await world.room.press('Astrid', await prepareLine(world, about), 'send');
    return appearing(world, known, 'asked');
  };
  const press = async (name: string, transfer: Transfer, verb: string, inputs = {}): Promise<void> => {
    const [result] = await world.room.press(name, await cardOf(world, { name, transfer, verb }), verb, { inputs });
    equal(result?.outcome, 'card', JSON.stringify(result?.body));
  };
  const offer = async (about: Lane): Promise<Transfer> => {
    const asked = await ask(about);
    await press('Sofia', asked, 'offer');
    return standing(world, asked.transferId, 'offered');
  };
  /** The phase that the newest card of each side shows. */
  const last = async (transfer: Transfer): Promise<(string | undefined)[]> =>
    Promise.all(['Astrid', 'Sofia'].map(async (name) => (await phasesIn(world, name, transfer)).at(-1)));
  const ended = (transfer: Transfer): Promise<unknown> =>
    until('every order has ended', async () => (await decisionsOf(world, transfer)).every(({ state }) => state === 'done'), { ms: 40_000 });
  /**
   * Moves the clock once everything that was owed at the old time is done, and has Partner Center looked at afterwards: a look that was under
   * way meanwhile would put the next one off by the new age.
   */
  const pass = async (ms: number, transfer: Transfer): Promise<void> => {
    await quiet(world);
    world.clock.advance(ms);
    await press('Astrid', transfer, 'refresh');
  };
  const atPartnerCenter = async (transfer: Transfer): Promise<string | undefined> =>
    (await world.portal<{ transfers: { id: string; phase: string }[] }>('/state')).transfers.find(({ id }) => id === transfer.partnerCenterId)?.phase;
  return { world: () => world, lane, ask, press, offer, last, ended, pass, atPartnerCenter };
};
