import type { LineDrift } from '../journey/line-changes.ts';
import type { Side, Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean } from './clean.ts';
import type { Density } from './render.ts';
import { limited, sentence } from './words.ts';
import type { Row, TroubleWords } from './words.ts';

const licences = (count: number, text: Text): string => text.t('unit.licences', { count });

/** The old number beside the new one, or the add-on that came or went (R158-R160). */
const driftRow = ({ name, what, before, after }: LineDrift, text: Text, density: Density): Row => ({
  strong: clean(name, density.name),
  text: `: ${text.t(`drift.${what}`, { before: licences(before, text), after: licences(after, text) })}`,
});

export const driftRows = ({ drift = [] }: Transfer, text: Text, density: Density): readonly Row[] =>
  limited(drift.map((one) => driftRow(one, text, density)), density.ids, text);

const MOVED: ReadonlySet<Transfer['phase']> = new Set(['in-progress', 'complete', 'partly-complete']);

/** What the two sides have to know of changed numbers: before the decision that it is held back, after it that the old ones moved (R160, R161). */
export const driftTroubles = (transfer: Transfer, { side, text, density }: { side: Side; text: Text; density: Density }): readonly TroubleWords[] => {
  const rows = driftRows(transfer, text, density);
  if (rows.length === 0) return [];
  if (MOVED.has(transfer.phase)) return [{ title: text.t('drift.moved'), rows: [...rows, sentence(text.t('drift.moved.text'))] }];
  if (transfer.phase !== 'open') return [];
  return [{ title: text.t('drift.title'), rows: [...rows, sentence(text.t('drift.held')), sentence(text.t(`drift.${side}.do`, { source: clean(transfer.source.name) }))] }];
};
