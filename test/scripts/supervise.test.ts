import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../ledger/embedded-lock.ts';
import { createText } from '../../locales/text.ts';
import { openLog } from '../../scripts/rehearsal/log-file.ts';
import { onceMore } from '../../scripts/rehearsal/programs.ts';
import { supervise } from '../../scripts/rehearsal/supervise.ts';
import type { Ended, Supervised } from '../../scripts/rehearsal/supervise.ts';

describe('the supervisor of the rehearsal', function () {
  this.timeout(30_000);
  let folder: string;
  let again: Ended[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vaxla-supervise-'));
    again = [];
  });
  afterEach(async () => rm(folder, { recursive: true }));

  const run = (manner: string, readyWithinMs?: number): Supervised =>
    supervise({
      programs: [{ name: 'bot', file: 'test/scripts/children/stubborn.ts', env: { STUBBORN: manner } }],
      openLog: (name) => openLog(folder, name),
      onReady: () => undefined,
      onAgain: (ended) => void again.push(ended),
      describe: ({ code, signal }) => `${signal ?? code}`,
      now: () => performance.now(),
      readyWithinMs,
    });
  const linesOf = async (supervised: Supervised): Promise<string> => (await supervised.failed).lines(createText('en')).join('\n');
  const pids = async (): Promise<number[]> => [...(await readFile(join(folder, 'bot.log'), 'utf8')).matchAll(/process (\d+)/g)].map((found) => Number(found[1]));

  it('starts a program that falls over five times again, then gives up with its last words', async () => {
    const supervised = run('falls');
    const told = await linesOf(supervised);
    await supervised.stop();
    assert.deepEqual(again.map(({ count, most }) => [count, most]), [1, 2, 3, 4, 5].map((count) => [count, 5]));
    assert.match(told, /^Ended 6 times within a minute: the bot \(3\)\. Everything is stopped\. .*bot\.log:\n {2}my manner: falls$/);
    assert.deepEqual((await pids()).filter(isAlive), []);
  });

  it('makes a program stop that does not want to, after five seconds', async () => {
    const supervised = run('ignores');
    await supervised.ready;
    const begun = performance.now();
    await supervised.stop();
    const tookMs = performance.now() - begun;
    assert.ok(tookMs > 4_500 && tookMs < 20_000, String(tookMs));
    assert.match(await readFile(join(folder, 'bot.log'), 'utf8'), /I stay\n-- ended, SIGKILL --/);
    assert.deepEqual((await pids()).filter(isAlive), []);
  });

  it('does not make a person wait who interrupts twice', async () => {
    const supervised = run('ignores');
    await supervised.ready;
    const begun = performance.now();
    const stopping = supervised.stop();
    supervised.kill();
    await stopping;
    assert.ok(performance.now() - begun < 4_500);
  });

  it('gives up on a program that never comes up', async () => {
    const supervised = run('mute', 1_000);
    assert.match(await linesOf(supervised), /^Not up after 1 s: the bot\. .*\n {2}my manner: mute$/);
    await supervised.stop();
    assert.deepEqual((await pids()).filter(isAlive), []);
  });

  it('lets a wish to die hold for one time only', () => {
    assert.equal(onceMore({ name: 'bot', file: '', env: { VAXLA_CRASH_AT: 'x' } }).env['VAXLA_CRASH_AT'], undefined);
  });

  it('keeps logs small: begins anew at each start, keeps the one before, and never grows over the limit', async () => {
    openLog(folder, 'bot').write('first run');
    const log = openLog(folder, 'bot', 100);
    assert.equal(await readFile(join(folder, 'bot.1.log'), 'utf8'), 'first run\n');
    for (let line = 0; line < 50; line += 1) log.write(`line ${line}, thirty characters in all`);
    assert.deepEqual((await readdir(folder)).toSorted(), ['bot.1.log', 'bot.log']);
    for (const name of ['bot.log', 'bot.1.log']) assert.ok((await readFile(join(folder, name))).length <= 100);
    assert.match(await readFile(log.path, 'utf8'), /line 49/);
  });
});
