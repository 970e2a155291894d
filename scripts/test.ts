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

/** One mocha process over these files. With `pipe` what it prints is kept and printed when it has ended, so that lanes do not mix. */
const runFiles = async (files: readonly string[], { timeout, stdio }: Manner): Promise<Outcome> => {
  const child = fork('scripts/test-mocha.ts', [String(timeout), ...files], { stdio: ['ignore', stdio, stdio, 'ipc'], timeout: STAGE_LIMIT });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => void printed.push(chunk));
  let counts: Counts | undefined;
  child.once('message', (message) => void (counts = message as Counts));
  const [code, signal] = await once(child, stdio === 'pipe' ? 'close' : 'exit');
  process.stdout.write(Buffer.concat(printed));
  if (signal !== null) console.error(`${files.join(', ')}: ended by ${signal}.`);
  // A process that ends without telling its counts broke before or during the run; that is one failure too many.
  const told = counts ?? { ...nothing, failed: 1 };
  if (told.passed + told.failed + told.skipped.length === 0) console.error(`${files.join(', ')}: test files, but no test in them.`);
  return { green: code === 0 && told.failed === 0 && told.passed + told.skipped.length > 0, counts: told };
};

/** Every file in a process of its own, so many at a time; after a red one no other is begun. */
const runLanes = async ({ files, timeout, lanes }: MochaStage): Promise<Outcome> => {
  const waiting = [...files];
  let all: Outcome = { green: true, counts: nothing };
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined && all.green; file = waiting.shift()) {
      const one = await runFiles([file], { timeout, stdio: 'pipe' });
      all = { green: all.green && one.green, counts: add(all.counts, one.counts) };
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return all;
};

const runMocha = async (stage: MochaStage): Promise<Outcome> => {
  if (stage.files.length === 0) {
    console.log(`no tests yet in ${stage.name}`);
    return { green: !inCi, counts: nothing };
  }
  return stage.lanes > 1 ? runLanes(stage) : runFiles(stage.files, { timeout: stage.timeout, stdio: 'inherit' });
};

const run = async (stage: Stage): Promise<Outcome> => {
  console.log(`\n== ${stage.group === stage.name ? stage.name : `${stage.group}: ${stage.name}`} ==`);
  const begun = performance.now();
  const outcome = await (stage.kind === 'tool' ? runTool(stage) : runMocha(stage));
  console.log(`   ${stage.name}: ${outcome.green ? 'green' : 'RED'} after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return outcome;
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
  let total = nothing;
  for (const stage of pickOrStop(readOnly())) {
    const { green, counts } = await run(stage);
    total = add(total, counts);
    if (!green) return conclude(total, stage.name);
  }
  conclude(total, undefined);
};

await main();
