import Mocha from 'mocha';
import { nothing } from './test-counts.ts';
import type { Counts } from './test-counts.ts';

/** One mocha run in a process of its own: `node scripts/test-mocha.ts <timeout in ms> <file>...`. Started by scripts/test.ts. */

const [timeout, ...files] = process.argv.slice(2);
/** Time that a finished run gets to close its servers and pools. */
const GRACE = 10_000;

type Reasoned = { skipReason?: string; parent?: Reasoned | undefined };

/** The reason that `skipBecause` left on the test or on a suite around it. */
const reasonOf = (place: Reasoned | undefined): string =>
  place === undefined ? 'no reason given' : place.skipReason ?? reasonOf(place.parent);

const report = (counts: Counts): void => {
  process.send?.(counts);
  process.disconnect?.();
  process.exitCode = counts.failed === 0 ? 0 : 1;
  const late = setTimeout(() => {
    console.error(`The tests are over, but something is still open and keeps the process alive: ${process.getActiveResourcesInfo().join(', ')}.`);
    process.exit(1);
  }, GRACE);
  late.unref();
};

const mocha = new Mocha({ timeout: Number(timeout), forbidOnly: true, reporter: 'dot' });
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
const counts: Counts = structuredClone(nothing);
const runner = mocha.run(() => report(counts));
runner.on('pass', () => void (counts.passed += 1));
runner.on('fail', () => void (counts.failed += 1));
runner.on('pending', (test) => void counts.skipped.push({ title: test.fullTitle(), reason: reasonOf(test as Reasoned) }));
