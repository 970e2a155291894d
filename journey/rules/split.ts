import type { TransferModel } from '../new-commerce-records.ts';
import type { TransferLine } from '../records.ts';
import { MAX_LINES, modelOf } from './lines.ts';

/** Lines that travel in one request. */
export type Part = { readonly model: TransferModel; readonly lines: readonly TransferLine[] };

/** What a line counts in its request: the add-ons of new commerce are named beside their base, while Microsoft adds those of legacy itself (R157). */
const weight = (model: TransferModel, line: TransferLine): number => (model === 'new-commerce' ? 1 + line.addons.length : 1);

/** Azure first: a subscription does not leave without its reservations and savings plans, so they belong into one request (900145). */
const inOrder = (lines: readonly TransferLine[]): TransferLine[] => {
  const isAzure = ({ class: found }: TransferLine): boolean => found === 'azure-plan' || found === 'reservation';
  return [...lines.filter(isAzure), ...lines.filter((line) => !isAzure(line))];
};

const portions = (model: TransferModel, lines: readonly TransferLine[]): Part[] => {
  const parts: TransferLine[][] = [];
  let room = 0;
  for (const line of inOrder(lines)) {
    const needed = weight(model, line);
    if (parts.length === 0 || needed > room) {
      parts.push([]);
      room = MAX_LINES;
    }
    parts.at(-1)?.push(line);
    room -= needed;
  }
  return parts.map((portion) => ({ model, lines: portion }));
};

/**
 * One order as the requests that it takes: each model by itself, each request with at most 25 lines (API topic 10.3). Same lines, same parts.
 * A line that cannot move at all counts as legacy here; the command refuses it.
 */
export const splitLines = (lines: readonly TransferLine[]): Part[] => {
  const isNew = (line: TransferLine): boolean => modelOf(line.class) === 'new-commerce';
  return [...portions('legacy', lines.filter((line) => !isNew(line))), ...portions('new-commerce', lines.filter(isNew))];
};
