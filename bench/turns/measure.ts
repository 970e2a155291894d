import { start } from '../program.ts';
import type { Program } from '../program.ts';
import type { Measured } from '../report.ts';
import { quantile } from '../statistics.ts';
import { botOptions } from './bots.ts';
import type { Bot, World } from './bots.ts';
import { drive } from './load.ts';

/** Metrics 1 and 2: CPU and p99 latency of a whole turn at 16 connections. */

export type Effort = { rounds: number; turns: number; warmUp: number };
type Figures = Record<Bot, { cpu: number[]; p99: number[] }>;

const BOTS: readonly Bot[] = ['floor', 'stock', 'oursInMemory', 'ours'];

/** Replies are counted at the other end: a bot that answers 200 and says nothing has not done the work. */
const runTurns = async (program: Program, world: World, turns: number): Promise<{ cpu: number; latencies: number[] }> => {
  const { token, serviceUrl, setup } = world;
  const [repliesBefore, cpuBefore] = [await world.replies(), await program.cpu()];
  const latencies = await drive({ port: program.port, token, appId: setup.appId, serviceUrl, turns });
  const cpu = await program.cpu();
  const replies = (await world.replies()) - repliesBefore;
  if (replies !== latencies.length) throw new Error(`${latencies.length} turns brought ${replies} replies instead of one each.`);
  return { cpu: (cpu - cpuBefore) / turns, latencies };
};

const rounds = async (programs: Record<Bot, Program>, world: World, effort: Effort): Promise<Figures> => {
  const figures = Object.fromEntries(BOTS.map((bot) => [bot, { cpu: [], p99: [] }])) as unknown as Figures;
  for (const bot of BOTS) await runTurns(programs[bot], world, effort.warmUp);
  for (let round = 0; round < effort.rounds; round += 1) {
    process.stderr.write(`  turns, round ${round + 1} of ${effort.rounds}\n`);
    // Every second round backwards, so that nobody always runs on the machine that the same neighbour has warmed.
    for (const bot of round % 2 === 0 ? BOTS : BOTS.toReversed()) {
      const { cpu, latencies } = await runTurns(programs[bot], world, effort.turns);
      figures[bot].cpu.push(cpu);
      figures[bot].p99.push(quantile(latencies, 0.99));
    }
  }
  return figures;
};

const lines = ({ floor, stock, oursInMemory, ours }: Figures): Measured[] => [
  { metric: 'turn-cpu', unit: 'us', ours: oursInMemory.cpu, floor: floor.cpu, stock: stock.cpu, note: 'our edge, adapter and dialogs, conversation in memory as in stock' },
  { metric: 'turn-cpu-with-postgresql', unit: 'us', ours: ours.cpu, floor: floor.cpu, stock: stock.cpu, note: 'the whole bot: people, repeats, locks and conversation in PostgreSQL' },
  { metric: 'turn-p99', unit: 'ms', ours: oursInMemory.p99, floor: floor.p99, stock: stock.p99, note: 'our edge, adapter and dialogs, conversation in memory as in stock' },
  { metric: 'turn-p99-with-postgresql', unit: 'ms', ours: ours.p99, floor: floor.p99, stock: stock.p99, note: 'the whole bot: people, repeats, locks and conversation in PostgreSQL' },
];

export const measureTurns = async (world: World, effort: Effort): Promise<Measured[]> => {
  const programs: Partial<Record<Bot, Program>> = {};
  try {
    for (const bot of BOTS) programs[bot] = await start(await botOptions(bot, world));
    return lines(await rounds(programs as Record<Bot, Program>, world, effort));
  } finally {
    await Promise.all(Object.values(programs).map((program) => program.stop()));
  }
};
