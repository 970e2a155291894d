import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { add, closingLine, nothing } from './test-counts.ts';
import type { Counts } from './test-counts.ts';
import { forgottenFolders, pick, stages } from './test-stages.ts';
import type { Stage } from './test-stages.ts';

/** The one command that decides. `npm test` runs every stage; `npm test -- --only journey` runs one. */

const inCi = process.env['CI'] === 'true';
/** A stage that takes longer hangs: a person would have stopped it by now. */
const STAGE_LIMIT = 10 * 60_000;

/** Unit tests of so many folders run side by side. */
const UNIT_LANES = 2;

type Outcome = { green: boolean; counts: Counts };

const stop = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

const runTool = async (stage: Extract<Stage, { kind: 'tool' }>): Promise<Outcome> => {
  const child = spawn(process.execPath, [stage.program, ...stage.args], { stdio: ['ignore', 'inherit', 'inherit'], timeout: STAGE_LIMIT });
  const [code] = await once(child, 'exit');
  return { green: code === 0, counts: nothing };
};

type MochaStage = Extract<Stage, { kind: 'mocha' }>;
type Manner = { readonly timeout: number; readonly stdio: 'inherit' | 'pipe' };

type Run = Outcome & { readonly printed: Buffer };

/** One mocha process over these files. With `pipe` what it prints comes back with the outcome, so that lanes do not mix. */
const runFiles = async (files: readonly string[], { timeout, stdio }: Manner): Promise<Run> => {
  const child = fork('scripts/test-mocha.ts', [String(timeout), ...files], { stdio: ['ignore', stdio, stdio, 'ipc'], timeout: STAGE_LIMIT });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => void printed.push(chunk));
  let counts: Counts | undefined;
  child.once('message', (message) => void (counts = message as Counts));
  const [code, signal] = await once(child, stdio === 'pipe' ? 'close' : 'exit');
  const say = (sentence: string): void => void printed.push(Buffer.from(`${sentence}\n`));
  if (signal !== null) say(`${files.join(', ')}: ended by ${signal}.`);
  // A process that ends without telling its counts broke before or during the run; that is one failure too many.
  const told = counts ?? { ...nothing, failed: 1 };
  if (told.passed + told.failed + told.skipped.length === 0) say(`${files.join(', ')}: test files, but no test in them.`);
  return { green: code === 0 && told.failed === 0 && told.passed + told.skipped.length > 0, counts: told, printed: Buffer.concat(printed) };
};

/** Takes things from a list, so many at a time, until it is empty or something was red. */
const inLanes = async <T>(things: readonly T[], lanes: number, work: (thing: T) => Promise<Outcome>): Promise<Outcome> => {
  const waiting = [...things];
  let all: Outcome = { green: true, counts: nothing };
  const lane = async (): Promise<void> => {
    for (let thing = waiting.shift(); thing !== undefined && all.green; thing = waiting.shift()) {
      const one = await work(thing);
      all = { green: all.green && one.green, counts: add(all.counts, one.counts) };
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return all;
};

/** Every file in a process of its own, so many at a time; after a red one no other is begun. */
const runEach = ({ files, timeout, lanes }: MochaStage): Promise<Outcome> =>
  inLanes(files, lanes, async (file) => {
    const one = await runFiles([file], { timeout, stdio: 'pipe' });
    process.stdout.write(one.printed);
    return one;
  });

const runWhole = async ({ name, files, timeout }: MochaStage, stdio: Manner['stdio']): Promise<Run> => {
  if (files.length > 0) return runFiles(files, { timeout, stdio });
  return { green: !inCi, counts: nothing, printed: Buffer.from(`no tests yet in ${name}\n`) };
};

const heading = (stage: Stage): string => `\n== ${stage.group === stage.name ? stage.name : `${stage.group}: ${stage.name}`} ==`;
const verdict = (stage: Stage, green: boolean, begun: number): string => `   ${stage.name}: ${green ? 'green' : 'RED'} after ${((performance.now() - begun) / 1000).toFixed(1)} s`;

const run = async (stage: Stage): Promise<Outcome> => {
  console.log(heading(stage));
  const begun = performance.now();
  const outcome = stage.kind === 'tool' ? await runTool(stage) : stage.lanes > 1 ? await runEach(stage) : await runWhole(stage, 'inherit');
  console.log(verdict(stage, outcome.green, begun));
  return outcome;
};

/** Unit tests of one folder beside those of another: each prints when it has ended. Returns the first that is red. */
const runBeside = async (stages: readonly MochaStage[]): Promise<{ outcome: Outcome; red: string | undefined }> => {
  let red: string | undefined;
  const outcome = await inLanes(stages, UNIT_LANES, async (stage) => {
    const begun = performance.now();
    const one = await runWhole(stage, 'pipe');
    console.log(heading(stage));
    process.stdout.write(one.printed);
    console.log(verdict(stage, one.green, begun));
    if (!one.green) red ??= stage.name;
    return one;
  });
  return { outcome, red };
};

const conclude = (total: Counts, red: string | undefined): void => {
  if (total.skipped.length > 0) console.log('\nSkipped:');
  for (const { title, reason } of total.skipped) console.log(`- ${title}: ${reason}`);
  if (red !== undefined) console.log(`\nStopped at "${red}". Run it again with: npm test -- --only ${red}`);
  const refused = inCi && total.skipped.length > 0;
  if (refused) console.log('\nCI is set: a skipped test counts as a failure.');
  process.exitCode = red === undefined && !refused ? 0 : 1;
  console.log(`\n${closingLine(total)}`);
};

const readOnly = (): string | undefined => {
  try {
    return parseArgs({ options: { only: { type: 'string' } } }).values.only;
  } catch (error) {
    return stop(`${(error as Error).message} Usage: npm test -- [--only <stage>]`);
  }
};

const isUnit = (stage: Stage): stage is MochaStage => stage.group === 'unit' && stage.kind === 'mocha';

const pickOrStop = (only: string | undefined): Stage[] => {
  try {
    return pick(stages(), only);
  } catch (error) {
    return stop((error as Error).message);
  }
};

const main = async (): Promise<void> => {
  if (Number.parseInt(process.versions.node, 10) < 24) stop(`The tests need Node 24 or newer, but this is Node ${process.versions.node}: run "npm test", which brings its own.`);
  process.chdir(dirname(import.meta.dirname));
  const forgotten = forgottenFolders();
  if (forgotten.length > 0) stop(`No stage runs the tests in test/${forgotten.join(', test/')}: name the folder in scripts/test-stages.ts.`);
  const picked = pickOrStop(readOnly());
  const units = picked.filter(isUnit);
  let total = nothing;
  for (const stage of picked) {
    if (isUnit(stage) && stage !== units[0]) continue;
    const { outcome, red } = isUnit(stage) && units.length > 1 ? await runBeside(units) : { outcome: await run(stage), red: stage.name };
    total = add(total, outcome.counts);
    if (!outcome.green) return conclude(total, red);
  }
  conclude(total, undefined);
};

await main();
