import { execFile } from 'node:child_process';
import { deepStrictEqual } from 'node:assert';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measured } from '../report.ts';
import { buildCard } from './floor.ts';
import type { CardFigures, Who } from './run.ts';
import { LINE_COUNTS, ourCard, sampleTransfer, wordsOf } from './sample.ts';

const run = async (who: Who): Promise<CardFigures> => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'run.ts'), who]);
  return JSON.parse(stdout) as CardFigures;
};

const NOTES = {
  card: 'from the record to the card: words, expansion, and our checks of what is sent',
  'card-expand': 'from finished words to the card',
};

const linesOf = (kind: keyof typeof NOTES, figures: Record<Who, CardFigures[]>): Measured[] =>
  LINE_COUNTS.map((count) => {
    const metric = `${kind}-${count}`;
    const of = (who: Who): number[] => figures[who].map((round) => round[metric] as number);
    return { metric, unit: 'us', ours: of('ours'), floor: of('floor'), stock: of('stock'), note: `${NOTES[kind]}; a transfer holds 25 lines at most, so 25 stands for 100` };
  });

/** Metric 4: the approval card over a hand-written builder of the same card; stock parses the template for every card. */
export const measureCards = async (rounds: number): Promise<Measured[]> => {
  for (const count of LINE_COUNTS) deepStrictEqual(ourCard(sampleTransfer(count)), buildCard(wordsOf(sampleTransfer(count))));
  const figures: Record<Who, CardFigures[]> = { ours: [], floor: [], stock: [] };
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`  cards, round ${round + 1} of ${rounds}\n`);
    for (const who of Object.keys(figures) as Who[]) figures[who].push(await run(who));
  }
  return [...linesOf('card', figures), ...linesOf('card-expand', figures)];
};
