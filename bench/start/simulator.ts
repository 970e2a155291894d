import { freePort, timeToListen } from '../program.ts';
import type { Measured } from '../report.ts';

/** What the specification allows for `npm run simulator -- --story mixed-portfolio`. */
const LIMIT_MS = 2_000;

/** `--port` is the first of four; Teams, which listens there, is the last to come up. */
const simulator = async (): Promise<number> => {
  const first = await freePort();
  return timeToListen({ file: '../simulator/main.ts', port: first, args: ['--story', 'mixed-portfolio', '--port', String(first)] });
};

const bare = async (): Promise<number> => {
  const port = await freePort();
  return timeToListen({ file: 'start/bare.ts', port, args: [String(port)] });
};

/** From the start of the process until all twins listen, with a story of 300 customers; beside a server that does nothing. */
export const measureSimulatorStart = async (rounds: number): Promise<Measured[]> => {
  const [ours, floor]: [number[], number[]] = [[], []];
  // The first start of each reads the disk; only what a machine does every day counts.
  await bare();
  await simulator();
  for (let round = 0; round < rounds; round += 1) {
    floor.push(await bare());
    ours.push(await simulator());
  }
  return [{ metric: 'simulator-start', unit: 'ms', ours, floor, limit: LIMIT_MS, note: 'process start to the last of four twins listening, story mixed-portfolio' }];
};
