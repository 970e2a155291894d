import { freePort, timeToListen } from '../program.ts';
import type { Measured } from '../report.ts';
import { botOptions } from '../turns/bots.ts';
import type { World } from '../turns/bots.ts';

/** Metric 3: from the start of the process to a port that answers; database and addresses are there already. */
export const measureStart = async (world: World, rounds: number): Promise<Measured[]> => {
  const bare = async (): Promise<number> => {
    const port = await freePort();
    return timeToListen({ file: 'start/bare.ts', port, args: [String(port)] });
  };
  const programs = {
    floor: bare,
    stock: async () => timeToListen(await botOptions('stock', world)),
    ours: async () => timeToListen(await botOptions('ours', world)),
  };
  const figures: Record<keyof typeof programs, number[]> = { floor: [], stock: [], ours: [] };
  // The first start of each reads the disk; only what a machine does every day counts.
  for (const run of Object.values(programs)) await run();
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`  start, round ${round + 1} of ${rounds}\n`);
    for (const [name, run] of Object.entries(programs)) figures[name as keyof typeof programs].push(await run());
  }
  return [{ metric: 'start', unit: 'ms', ...figures, note: 'process start to listening; ours is the bot process alone, migrations already done' }];
};
