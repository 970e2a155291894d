import type { Context } from 'mocha';

type Place = { skipReason?: string };

/**
 * Skips the running test, or from a `before` hook its whole suite, and says why: `npm test` lists every skipped test with its
 * reason at the end. Mocha's own way of skipping would leave the reader guessing (test/hygiene.test.ts refuses it).
 */
export const skipBecause = (context: Context, reason: string): never => {
  const runnable = context.runnable();
  // Mocha's types leave the field out: 'hook' or 'test'.
  const place = (runnable as { type?: string }).type === 'hook' ? runnable.parent : runnable;
  if (place !== undefined) (place as Place).skipReason = reason;
  return runnable.skip();
};
