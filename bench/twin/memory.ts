import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measured } from '../report.ts';
import type { MemoryFigures } from './memory-run.ts';

const SIZES = [1_000, 5_000, 10_000] as const;
const LARGEST = 10_000;
/** What the specification allows for story ten-thousand. */
export const LIMITS = { ms: 10_000, megabytes: 500 };

const run = async (customers: number): Promise<MemoryFigures> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', join(import.meta.dirname, 'memory-run.ts'), String(customers)]);
  return JSON.parse(stdout) as MemoryFigures;
};

type Rounds = Readonly<Record<number, readonly MemoryFigures[]>>;

/** In relation to the smallest portfolio: 1 where memory grows as the number of customers does. */
const perCustomer = (rounds: Rounds, what: 'heap' | 'rss'): Measured[] => {
  const of = (size: number): number[] => (rounds[size] ?? []).map((round) => round[what] / round.customers / 1000);
  const note = `${what} that a customer with six subscriptions takes in the twin; floor is the same among ${SIZES[0]}, so that 1 is linear`;
  return SIZES.map((size) => ({ metric: `twin-${what}-per-customer-${size}`, unit: 'kB', ours: of(size), floor: of(SIZES[0]), note }));
};

export const memoryLines = (rounds: Rounds): Measured[] => {
  const largest = rounds[LARGEST] ?? [];
  const note = 'story ten-thousand made and written to its journal, in a process of its own';
  return [
    ...perCustomer(rounds, 'heap'), ...perCustomer(rounds, 'rss'),
    { metric: 'story-ten-thousand-time', unit: 'ms', ours: largest.map(({ ms }) => ms), limit: LIMITS.ms, note },
    { metric: 'story-ten-thousand-cpu', unit: 'ms', ours: largest.map(({ cpuMs }) => cpuMs), limit: LIMITS.ms, note: `${note}; processor time, without the neighbours` },
    { metric: 'story-ten-thousand-peak', unit: 'MB', ours: largest.map(({ peak }) => peak / 1e6), limit: LIMITS.megabytes, note },
  ];
};

export const measureMemory = async (count: number): Promise<Measured[]> => {
  const rounds: Record<number, MemoryFigures[]> = Object.fromEntries(SIZES.map((size) => [size, []]));
  for (let round = 0; round < count; round += 1) {
    process.stderr.write(`  memory, round ${round + 1} of ${count}\n`);
    for (const size of SIZES) rounds[size]?.push(await run(size));
  }
  return memoryLines(rounds);
};
