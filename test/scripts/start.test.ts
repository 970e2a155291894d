import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPointer } from '../../ledger/embedded-home.ts';
import { isAlive } from '../../ledger/embedded-lock.ts';
import { postmasterPid } from '../../ledger/embedded-server.ts';
import { guardedDataDir } from '../helpers/postgres.ts';
import { childPids, freePorts, leftovers, start, until, untilReady } from './start-program.ts';
import type { Ports, Started } from './start-program.ts';

const databasePid = async (dataDir: string): Promise<number | undefined> => {
  const pointer = await readPointer(dataDir);
  return pointer === undefined ? undefined : postmasterPid(pointer);
};

const keysIn = async (dataDir: string): Promise<Record<string, string>> => JSON.parse(await readFile(join(dataDir, 'rehearsal.json'), 'utf8')) as Record<string, string>;

describe('npm start, from first to last', function () {
  this.timeout(90_000);
  let dataDir: string;
  let ports: Ports;
  const begun: Started[] = [];

  const begin = (args: readonly string[] = []): Started => {
    const started = start({ dataDir, ports, args });
    begun.push(started);
    return started;
  };

  before(async () => {
    dataDir = await guardedDataDir();
    ports = await freePorts();
  });

  // Whatever failed: nothing of ours outlives the tests. The children see their parent go; the guard ends the database.
  after(() => {
    for (const { child } of begun) if (child.exitCode === null) child.kill('SIGKILL');
  });

  it('has bot, database, twins and portal up within 20 s and says what to do, then stops them all on SIGTERM', async () => {
    const started = begin();
    const tookMs = await untilReady(started);
    process.stdout.write(`      first start: ready after ${(tookMs / 1000).toFixed(1)} s\n`);
    assert.match(started.out(), new RegExp(`Open in a browser +http://127\\.0\\.0\\.1:${ports.REHEARSAL_PORT}\n`));
    assert.match(started.out(), new RegExp(`Portal and clock +http://127\\.0\\.0\\.1:${ports.PORTAL_PORT}\n`));
    assert.match(started.out(), /Type there first +transfer .*flytta prenumerationer.*Fjordline IT AB.*Nordvind Distribution/);
    for (const [port, path] of [[ports.PORT, 'healthz'], [ports.PORT, 'readyz'], [ports.REHEARSAL_PORT, ''], [ports.PORTAL_PORT, 'clock']] as const) {
      assert.equal((await fetch(`http://127.0.0.1:${port}/${path}`)).status, 200, `${port}/${path}`);
    }
    assert.equal((await stat(join(dataDir, 'rehearsal.json'))).mode & 0o777, 0o600);
    const pids = Object.values(await childPids(dataDir));
    const database = (await databasePid(dataDir)) ?? assert.fail('no database');
    started.child.kill('SIGTERM');
    const { code, out, err } = await started.ended;
    assert.equal(err, '');
    assert.equal(code, 0);
    assert.match(out, /All is stopped, and nothing is lost/);
    assert.deepEqual(await leftovers([...pids, database], ports), []);
  });

  it('keeps its keys, refuses a second start on the same folder, starts a killed bot or twin again, and stops on Ctrl-C', async () => {
    const keys = await keysIn(dataDir);
    const started = begin();
    process.stdout.write(`      second start: ready after ${((await untilReady(started)) / 1000).toFixed(1)} s\n`);
    assert.deepEqual(await keysIn(dataDir), keys);
    const second = await start({ dataDir, ports: await freePorts() }).ended;
    assert.equal(second.code, 1);
    assert.match(second.err, new RegExp(`^A rehearsal is already running on \\S+ \\(process ${started.child.pid}\\): open http://127\\.0\\.0\\.1:${ports.REHEARSAL_PORT},.*\n$`));
    const before = await childPids(dataDir);
    for (const name of ['bot', 'entra'] as const) process.kill(before[name], 'SIGKILL');
    const isUp = async (): Promise<boolean> => {
      const now = await childPids(dataDir);
      return now.bot !== before.bot && now.entra !== before.entra && started.out().match(/Up: the bot/g)?.length === 2 && started.out().match(/Up: the Entra twin/g)?.length === 2;
    };
    await until('bot and Entra twin are up again', 20_000, isUp);
    assert.match(started.out(), /Ended by itself: the bot \(signal SIGKILL\)\. Starting it again, 1 of 5 times in a minute\./);
    assert.equal((await fetch(`http://127.0.0.1:${ports.PORT}/readyz`)).status, 200);
    const pids = Object.values(await childPids(dataDir));
    started.child.kill('SIGINT');
    assert.equal((await started.ended).code, 0);
    assert.deepEqual(await leftovers([...pids, ...Object.values(before)], ports), []);
  });

  it('leaves nothing but the database when it is killed, and the next start takes over at once', async () => {
    const started = begin();
    await untilReady(started);
    const pids = Object.values(await childPids(dataDir));
    started.child.kill('SIGKILL');
    await until('children and ports are gone', 5_000, async () => (await leftovers(pids, ports)).length === 0);
    const next = begin();
    await untilReady(next);
    next.child.kill('SIGKILL');
    // Not even waiting for the children of the one that was killed.
    const third = begin();
    await untilReady(third, 30_000);
    third.child.kill('SIGTERM');
    assert.equal((await third.ended).code, 0);
  });

  it('starts over with --fresh: moves the old rehearsal aside, whole, and touches nothing else', async () => {
    const keys = await keysIn(dataDir);
    const database = await readPointer(dataDir);
    await writeFile(join(dataDir, 'mine.txt'), 'not the rehearsal’s');
    const started = begin(['--fresh']);
    await untilReady(started);
    const [stamp] = await readdir(join(dataDir, 'earlier'));
    const earlier = join(dataDir, 'earlier', stamp ?? '');
    assert.match(started.out(), new RegExp(`Moved the earlier rehearsal to ${earlier}\\.`));
    assert.deepEqual(await keysIn(earlier), keys);
    assert.deepEqual((await readdir(earlier)).filter((name) => name !== 'postgres').toSorted(), ['logs', 'postgres.json', 'rehearsal.json', 'twins']);
    assert.notEqual((await keysIn(dataDir))['sealingKey'], keys['sealingKey']);
    assert.notEqual((await readPointer(dataDir))?.password, database?.password);
    assert.equal(await readFile(join(dataDir, 'mine.txt'), 'utf8'), 'not the rehearsal’s');
    const old = (await readPointer(earlier)) ?? assert.fail('the old database is gone');
    assert.equal((await stat(join(old.home, 'data', 'PG_VERSION'))).isFile(), true);
    started.child.kill('SIGTERM');
    assert.equal((await started.ended).code, 0);
    await rm(old.home, { recursive: true });
  });

  it('stops everything and shows the last words when a program cannot start', async () => {
    await rm(join(dataDir, 'twins'), { recursive: true });
    await mkdir(join(dataDir, 'twins', 'entra.jsonl'), { recursive: true });
    const started = begin();
    const { code, err } = await started.ended;
    assert.equal(code, 1);
    assert.match(err, /^Ended before it was up: the Entra twin \(exit code 1\)\. Everything is stopped\. Its last words, more in \S+entra\.log:\n {2}.*EISDIR/);
    assert.deepEqual(await leftovers(Object.values(await childPids(dataDir)), ports), []);
    const database = await databasePid(dataDir);
    assert.ok(database === undefined || !isAlive(database), 'the database runs on');
  });
});
