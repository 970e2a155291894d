import { addDays } from '../calendar.ts';

/**
 * The highest rung of a ladder that has been reached: how many of these days have passed since then. Lower rungs are not told any more, so that
 * whoever comes back after weeks finds one message and not four. Undefined before the first.
 */
export const rungAfter = (since: string, days: readonly number[], now: Date): number | undefined =>
  days.findLast((day) => Date.parse(addDays(since, day)) <= now.getTime());

/** The same towards a deadline: how many of these days, given as a falling list, are left at most. 0 means that it has come. */
export const rungBefore = (due: string, days: readonly number[], now: Date): number | undefined =>
  days.findLast((day) => Date.parse(addDays(due, -day)) <= now.getTime());
