/** Middle value; the mean of the two middle ones for an even count. Throws `RangeError` without values. */
export const median = (values: readonly number[]): number => {
  if (values.length === 0) throw new RangeError('The median of nothing is not a number.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
};

/** The smallest value that at least `part` (0-1] of all values do not exceed (nearest rank). */
export const quantile = (values: readonly number[], part: number): number => {
  if (values.length === 0 || part <= 0 || part > 1) throw new RangeError('A quantile needs values and a part above 0 and up to 1.');
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] as number;
};

/** Three significant digits: more would pretend to a precision that a shared machine does not have. */
export const round = (value: number): number => Number(value.toPrecision(3));

export type Compared = {
  ratio: number;
  /** Smallest and largest ratio of one round. */
  spread: [number, number];
};

/** Ratio of the medians, with the extremes of the rounds' own ratios; round n of both programs ran one after the other. */
export const compare = (ours: readonly number[], other: readonly number[]): Compared => {
  if (ours.length !== other.length) throw new RangeError('Both programs need the same rounds.');
  const ratios = ours.map((value, index) => value / (other[index] as number));
  return { ratio: round(median(ours) / median(other)), spread: [round(Math.min(...ratios)), round(Math.max(...ratios))] };
};
