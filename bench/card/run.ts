import { render } from '../../cards/render.ts';
import type { CardData } from '../../cards/render.ts';
import type { Transfer } from '../../journey/records.ts';
import { buildCard } from './floor.ts';
import { LINE_COUNTS, ourCard, sampleTransfer, wordsOf } from './sample.ts';
import { expandAnew } from './stock.ts';

/** One process of metric 4: `node run.ts ours|floor|stock` prints the CPU of one card in microseconds, for each number of lines. */

export type Who = 'ours' | 'floor' | 'stock';
export type CardFigures = Record<string, number>;

const WAYS: Record<Who, { fromRecord: (transfer: Transfer) => object; fromWords: (words: CardData) => object }> = {
  ours: { fromRecord: ourCard, fromWords: (words) => render('transfer-card', words) },
  floor: { fromRecord: (transfer) => buildCard(wordsOf(transfer)), fromWords: buildCard },
  stock: { fromRecord: (transfer) => expandAnew(wordsOf(transfer)), fromWords: expandAnew },
};

const WARM_UP_MS = 250;
const MEASURED_MS = 200;

/** Runs the work for so long and returns the CPU of one run in microseconds; `kept` keeps the results from being optimised away. */
const cost = (work: () => object, ms: number): number => {
  let kept = 0;
  const before = process.cpuUsage();
  const until = performance.now() + ms;
  let runs = 0;
  for (; performance.now() < until; runs += 1) kept += Object.keys(work()).length;
  const { user, system } = process.cpuUsage(before);
  if (kept === 0) throw new Error('The cards were empty.');
  return (user + system) / runs;
};

const who = process.argv[2] as Who;

const measure = (ms: number): CardFigures => {
  const figures: CardFigures = {};
  for (const count of LINE_COUNTS) {
    const transfer = sampleTransfer(count);
    const words = wordsOf(transfer);
    figures[`card-${count}`] = cost(() => WAYS[who].fromRecord(transfer), ms);
    figures[`card-expand-${count}`] = cost(() => WAYS[who].fromWords(words), ms);
  }
  return figures;
};

// All sizes once before any is measured, or the first would pay for the compilation of all.
measure(WARM_UP_MS);
console.log(JSON.stringify(measure(MEASURED_MS)));
