import { parseArgs } from 'node:util';
import { reportLine } from './report.ts';
import type { Measured } from './report.ts';
import { measureCards } from './card/measure.ts';
import { measureStart } from './start/measure.ts';
import { measureSimulatorStart } from './start/simulator.ts';
import { startWorld } from './turns/bots.ts';
import { measureTurns } from './turns/measure.ts';
import { measureMemory } from './twin/memory.ts';
import { measureTwin } from './twin/measure.ts';

/**
 * `npm run bench`: prints one JSON line a metric, ours beside the hand-written floor and the plain SDK, measured alternately in one run
 * (`--quick` with fewer rounds, `--only turn`, `start`, `card`, `twin` or `memory` for a part). Progress goes to stderr. Nothing is asserted on time: ratios
 * mean something, and only side by side.
 */

const { quick, only } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } }).values;
const wanted = (part: 'turn' | 'start' | 'card' | 'twin' | 'memory'): boolean => only === undefined || only === part;
const effort = quick
  ? { turns: { rounds: 2, turns: 480, warmUp: 320 }, starts: 3, cards: 3, twin: { rounds: 2, reads: 2_000, creations: 500 }, memory: 1 }
  : { turns: { rounds: 5, turns: 1_280, warmUp: 1_600 }, starts: 7, cards: 5, twin: { rounds: 5, reads: 6_000, creations: 2_000 }, memory: 3 };

const say = (measured: readonly Measured[]): void => measured.forEach((one) => console.log(reportLine(one)));

const aroundBots = async (): Promise<void> => {
  process.stderr.write('Preparing a database and the twins\n');
  const world = await startWorld();
  try {
    process.stderr.write('1, 2: turns at 16 connections\n');
    if (wanted('turn')) say(await measureTurns(world, effort.turns));
    process.stderr.write('3: start\n');
    if (wanted('start')) say(await measureStart(world, effort.starts));
  } finally {
    await world.stop();
  }
};

if (wanted('turn') || wanted('start')) await aroundBots();
if (wanted('start')) say(await measureSimulatorStart(effort.starts));
process.stderr.write('4: approval card\n');
if (wanted('card')) say(await measureCards(effort.cards));
process.stderr.write('5: the twin on story ten-thousand\n');
if (wanted('twin')) say(await measureTwin(effort.twin));
process.stderr.write('6: memory of the twin, and the making of ten-thousand\n');
if (wanted('memory')) say(await measureMemory(effort.memory));
