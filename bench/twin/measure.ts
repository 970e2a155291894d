import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORIES } from '../../simulator/stories/stories.ts';
import { freePort, start, type Program } from '../program.ts';
import type { Measured } from '../report.ts';
import { createCall, drive, readCall, CONNECTIONS, type Call } from './load.ts';
import type { Creation, Stock } from './setup.ts';
import { startSigning } from './tokens.ts';
import { workOf, type Work } from './work.ts';

/** Reads and creations a second of the Partner Center twin on story ten-thousand, over a bare restify route. */

export type Effort = { readonly rounds: number; readonly reads: number; readonly creations: number };
/** What the specification aims at, on one core. */
export const AIMS = { reads: 3000, creations: 1500 };

const STORY = 'ten-thousand';
const READ_CUSTOMERS = 500;
const ROLES = ['floor', 'ours'] as const;
type Role = (typeof ROLES)[number];
type Kind = 'reads' | 'creations';
type Figures = Record<Kind, Record<Role, { perSecond: number[]; cpu: number[]; bytes: number }>>;

type Lap = { readonly program: Program; readonly tokens: readonly string[]; readonly calls: readonly Call[]; readonly expect: number };

const runLap = async ({ program, tokens, calls, expect }: Lap): Promise<{ perSecond: number; cpu: number; bytes: number }> => {
  const before = await program.cpu();
  const { seconds, bytes } = await drive({ port: program.port, tokens, calls, expect });
  const cpu = (await program.cpu()) - before;
  return { perSecond: calls.length / seconds, cpu: cpu / calls.length, bytes };
};

/** The creations of each lap are its own: nobody may create the same transfer twice. */
const dealer = (creations: readonly Creation[]): ((count: number) => Creation[]) => {
  let dealt = 0;
  return (count) => {
    const hand = creations.slice(dealt, (dealt += count));
    if (hand.length < count) throw new Error(`The story has only ${creations.length} lines that may move.`);
    return hand;
  };
};

const readCalls = ({ customers }: Work, count: number): Call[] => Array.from({ length: count }, (_, n) => readCall(customers[n % customers.length] ?? ''));

/** What the twin says once is what the floor says always. */
const stockOf = async (twin: Program, tokens: readonly string[], { work, first }: { work: Work; first: Creation }): Promise<Stock> => {
  const ask = async (call: Call, expect: number): Promise<object> =>
    JSON.parse((await drive({ port: twin.port, tokens, calls: [call], expect })).last) as object;
  const lists: Record<string, object> = {};
  for (const id of work.customers) lists[id] = await ask(readCall(id), 200);
  return { lists, created: await ask(createCall(first), 201) };
};

const empty = (): Figures => {
  const one = () => ({ perSecond: [], cpu: [], bytes: 0 });
  return { reads: { floor: one(), ours: one() }, creations: { floor: one(), ours: one() } };
};

/** Same size on both sides, or the comparison says nothing. */
const requireSameSize = (figures: Figures): void => {
  for (const [kind, { floor, ours }] of Object.entries(figures)) {
    if (Math.abs(floor.bytes / ours.bytes - 1) > 0.05) throw new Error(`${kind}: the floor answered ${floor.bytes} bytes where the twin answered ${ours.bytes}.`);
  }
};

type Stage = { readonly programs: Record<Role, Program>; readonly tokens: readonly string[]; readonly work: Work; readonly deal: (count: number) => Creation[] };

const rounds = async ({ programs, tokens, work, deal }: Stage, effort: Effort): Promise<Figures> => {
  const figures = empty();
  for (let round = -1; round < effort.rounds; round += 1) {
    process.stderr.write(round < 0 ? '  twin, warming up\n' : `  twin, round ${round + 1} of ${effort.rounds}\n`);
    const calls = { reads: readCalls(work, effort.reads), creations: deal(effort.creations).map(createCall) };
    for (const kind of ['reads', 'creations'] as const) {
      for (const role of round % 2 === 0 ? ROLES : ROLES.toReversed()) {
        const lap = await runLap({ program: programs[role], tokens, calls: calls[kind], expect: kind === 'reads' ? 200 : 201 });
        if (round < 0) continue;
        figures[kind][role].perSecond.push(lap.perSecond);
        figures[kind][role].cpu.push(lap.cpu);
        figures[kind][role].bytes += lap.bytes;
      }
    }
  }
  requireSameSize(figures);
  return figures;
};

const NOTES = {
  reads: 'a customer\'s subscriptions on ten-thousand; floor is a bare restify route with the same JSON',
  creations: 'transfers of one line on ten-thousand, each a new one (201); floor is a bare restify route with JSON of the same size',
};

const linesOf = (figures: Figures): Measured[] =>
  (['reads', 'creations'] as const).flatMap((kind): Measured[] => {
    const { floor, ours } = figures[kind];
    return [
      { metric: `twin-${kind}`, unit: '1/s', ours: ours.perSecond, floor: floor.perSecond, aim: AIMS[kind], note: NOTES[kind] },
      {
        metric: `twin-${kind}-per-cpu-second`, unit: '1/s', ours: ours.cpu.map((us) => 1e6 / us), floor: floor.cpu.map((us) => 1e6 / us), aim: AIMS[kind],
        note: `${NOTES[kind]}; per second of processor time, all threads counted: what one core alone would do`,
      },
    ];
  });

export const measureTwin = async (effort: Effort): Promise<Measured[]> => {
  const story = STORIES[STORY]?.(new Date());
  if (story === undefined) throw new Error(`There is no story "${STORY}".`);
  const work = workOf(story, READ_CUSTOMERS);
  const deal = dealer(work.creations);
  const folder = mkdtempSync(join(tmpdir(), 'bench-twin-'));
  const stops: (() => Promise<void>)[] = [];
  try {
    const signing = await startSigning();
    stops.push(() => signing.stop());
    const tokens = await signing.tokens(CONNECTIONS);
    const ours = await start({ file: 'twin/program.ts', ...await portAnd((port) => ({ port, entra: signing.address, story: STORY })) });
    stops.push(() => ours.stop());
    const [first] = deal(1);
    if (first === undefined) throw new Error('The story has no line that may move.');
    const stock = join(folder, 'stock.json');
    writeFileSync(stock, JSON.stringify(await stockOf(ours, tokens, { work, first })));
    const floor = await start({ file: 'twin/floor.ts', ...await portAnd((port) => ({ port, stock })) });
    stops.push(() => floor.stop());
    return linesOf(await rounds({ programs: { floor, ours }, tokens, work, deal }, effort));
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(folder, { recursive: true });
  }
};

const portAnd = async (setup: (port: number) => object): Promise<{ port: number; args: string[] }> => {
  const port = await freePort();
  return { port, args: [JSON.stringify(setup(port))] };
};
