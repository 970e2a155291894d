import { equal } from 'node:assert/strict';
import type { Transfer } from '../../journey/records.ts';
import type { Lane } from './lanes.ts';
import { cardOf, lanesOf, openLine } from './lanes.ts';
import { until } from './until.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

export const MINUTE = 60_000;
export const CREATE = /^POST .*\/transfers$/;
export const ACCEPT = /\/accept$/;

/** A world in which nothing completes unless the clock is moved, and a fresh line for each test. */
export const stage = () => {
  let world: World;
  let lanes: Lane[];
  let used = 0;
  before(async () => {
    world = await startWorld({ completionDelayMs: 60 * MINUTE });
    lanes = await lanesOf(world);
  });
  afterEach(() => world.portal('/faults/clear', {}));
  after(() => world.close());
  const line = (): Lane => {
    const lane = lanes[used];
    used += 1;
    if (lane === undefined) throw new Error(`The story has ${lanes.length} lines only.`);
    return lane;
  };
  const open = async (): Promise<Transfer> => openLine(world, line());
  const press = async (name: string, transfer: Transfer, verb: string, inputs = {}) => {
    const [result] = await world.room.press(name, await cardOf(world, { name, transfer, verb }), verb, { inputs });
    equal(result?.outcome, 'card', JSON.stringify(result?.body));
    return result;
  };
  const trouble = (transfer: Transfer, kind: string): Promise<unknown> =>
    until(`the trouble is told: ${kind}`, async () => (await world.transfers()).find(({ transferId }) => transferId === transfer.transferId)?.trouble?.kind === kind);
  /** How many requests have arrived on a route, with or without an effect. */
  const callsOf = async (route: RegExp): Promise<number> => {
    const counts = await world.portal<Record<string, { calls: number }>>('/counts');
    return Object.entries(counts).filter(([name]) => route.test(name)).reduce((sum, [, { calls }]) => sum + calls, 0);
  };
  return { world: () => world, callsOf, line, open, press, trouble };
};
