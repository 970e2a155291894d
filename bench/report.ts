import { compare, median, round } from './statistics.ts';

/** One figure of one program in each round. */
export type Rounds = readonly number[];

export type Measured = { metric: string; unit: string; ours: Rounds; floor?: Rounds; stock?: Rounds; aim?: number; limit?: number; note?: string };

const against = (name: 'floor' | 'stock', ours: Rounds, other: Rounds): Record<string, unknown> => ({ [name]: round(median(other)), ...compare(ours, other) });

/**
 * One line of the report: medians over the rounds, `ratio` over the floor (over stock where there is no floor). `stockRatio` is what
 * the plain SDK takes over the same floor, so that both stand side by side. `ofAim` is the part of an absolute aim
 * that was reached, `within` whether an absolute limit was kept.
 */
export const reportLine = ({ metric, unit, ours, floor, stock, aim, limit, note }: Measured): string => {
  const main = floor !== undefined ? against('floor', ours, floor) : stock !== undefined ? against('stock', ours, stock) : {};
  const beside = floor === undefined || stock === undefined ? {} : { stock: round(median(stock)), stockRatio: compare(stock, floor).ratio };
  const aimed = aim === undefined ? {} : { aim, ofAim: round(median(ours) / aim) };
  const limited = limit === undefined ? {} : { limit, within: median(ours) <= limit };
  return JSON.stringify({ metric, unit, ours: round(median(ours)), ...main, ...beside, ...aimed, ...limited, rounds: ours.length, ...(note !== undefined && { note }) });
};
