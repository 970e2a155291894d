import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../simulator/journal.ts';
import { seed } from '../../simulator/partner-center/seed.ts';
import { openState } from '../../simulator/partner-center/state.ts';
import { TEN_THOUSAND } from '../../simulator/stories/plans.ts';
import { createPortfolio } from '../../simulator/stories/portfolio.ts';

/** Makes and remembers a portfolio like ten-thousand, of another size, in a process of its own that `--expose-gc` was given. Memory in bytes. */
export type MemoryFigures = {
  readonly customers: number;
  readonly ms: number;
  /** Processor time of the same, all threads: what a machine without neighbours would need at most. */
  readonly cpuMs: number;
  /** What the records take once the garbage is gone. */
  readonly heap: number;
  readonly rss: number;
  /** The most that the process ever took, programs and story together. */
  readonly peak: number;
};

const wanted = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'bench-story-'));
const collect = (): NodeJS.MemoryUsage => {
  globalThis.gc?.();
  return process.memoryUsage();
};

const before = collect();
const begun = performance.now();
const cpuBefore = process.cpuUsage();
const journal = new Journal(join(folder, 'story.jsonl'));
const state = openState(journal);
seed(journal, state, () => createPortfolio({ ...TEN_THOUSAND, customers: wanted, subscriptions: 6 * wanted, openTransfers: wanted / 20 }, new Date()));
const ms = performance.now() - begun;
const { user, system } = process.cpuUsage(cpuBefore);
const after = collect();
rmSync(folder, { recursive: true });
const customers = state.customers.size();
if (customers !== wanted || state.subscriptions.size() !== 6 * wanted) throw new Error(`${customers} customers were made instead of ${wanted}.`);
const figures: MemoryFigures = { customers, ms, cpuMs: (user + system) / 1000, heap: after.heapUsed - before.heapUsed, rss: after.rss - before.rss, peak: process.resourceUsage().maxRSS * 1024 };
process.stdout.write(JSON.stringify(figures));
