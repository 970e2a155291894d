/** What one mocha process found; crosses the process border as a message. */
export type Counts = { passed: number; failed: number; skipped: { title: string; reason: string }[] };

export const nothing: Counts = { passed: 0, failed: 0, skipped: [] };

export const add = (left: Counts, right: Counts): Counts => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
  skipped: [...left.skipped, ...right.skipped],
});

/** The last line of `npm test`, which programs read too. */
export const closingLine = (counts: Counts): string => `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`;
