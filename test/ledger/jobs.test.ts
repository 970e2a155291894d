import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { createJobs } from '../../ledger/jobs.ts';
import type { Job, Jobs, SendOptions } from '../../ledger/jobs.ts';
import { withClient } from '../../ledger/embedded-server.ts';
import { freshDatabase, withName } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

type Order = { transferId: string };

const until = async (holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> => {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    assert.ok(performance.now() < end, `not within ${milliseconds} ms`);
    await pause(20);
  }
};

describe('jobs', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let jobs: Jobs;
  let faults: Error[];
  let done: string[];

  const send = async (transferId: string, options: SendOptions = {}): Promise<boolean> =>
    db.kysely.transaction().execute(async (trx) => jobs.send(trx, 'carry-out', { transferId }, options));

  const note = async (job: Job<Order>): Promise<void> => void done.push(job.data.transferId);

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    faults = [];
    done = [];
    jobs = createJobs({ url: fresh.url, queues: ['carry-out'], onFault: (fault) => faults.push(fault) });
    await jobs.start();
  });

  afterEach(async () => {
    await jobs.stop();
    await db.close();
    await fresh.drop();
  });

  it('run after the commit, soon', async () => {
    await jobs.work('carry-out', note);
    await send('t-1');
    await until(() => done.includes('t-1'), 1_500);
    assert.deepEqual(faults, []);
  });

  it('never run when their transaction is rolled back', async () => {
    await jobs.work('carry-out', note);
    const undone = db.kysely.transaction().execute(async (trx) => {
      assert.equal(await jobs.send(trx, 'carry-out', { transferId: 'never' }), true);
      throw new Error('rolled back');
    });
    await assert.rejects(undone, /rolled back/);
    await send('after');
    await until(() => done.includes('after'), 3_000);
    await pause(1_200);
    assert.deepEqual(done, ['after']);
    const { rows } = await sql<{ jobs: string }>`select count(*) as jobs from pgboss.job where name = 'carry-out'`.execute(db.kysely);
    assert.deepEqual(rows, [{ jobs: '1' }]);
  });

  it('wait in line once a key, and any number without a key', async () => {
    assert.deepEqual(await Promise.all([send('a', { singletonKey: 'k' }), send('b', { singletonKey: 'other' })]), [true, true]);
    assert.equal(await send('c', { singletonKey: 'k' }), false);
    assert.deepEqual([await send('d'), await send('e')], [true, true]);
    await jobs.work('carry-out', note);
    await until(() => done.length === 4, 4_000);
    assert.deepEqual(done.sort(), ['a', 'b', 'd', 'e']);
  });

  it('may be sent anew by the very job that runs, under the same key, in one transaction with the result', async () => {
    await jobs.work<Order>('carry-out', async (job) => {
      await note(job);
      if (done.length === 1) assert.equal(await send('second', { singletonKey: 'k', startAfter: 1 }), true);
    });
    await send('first', { singletonKey: 'k' });
    await until(() => done.length === 2, 6_000);
    assert.deepEqual(done, ['first', 'second']);
  });

  it('come again after a handler threw, counted, and the fault is heard', async () => {
    const counts: number[] = [];
    await jobs.work<Order>('carry-out', async (job) => {
      counts.push(job.retryCount);
      if (counts.length === 1) throw new Error('stumbled');
    });
    await send('t-1');
    await until(() => counts.length === 2, 6_000);
    assert.deepEqual(counts, [0, 1]);
    assert.deepEqual(faults.map((fault) => fault.message), ['stumbled']);
  });

  it('go on after all connections were ended (F31), and the fault is heard', async () => {
    await jobs.work('carry-out', note);
    const name = new URL(fresh.url).pathname.slice(1);
    await withClient(withName(fresh.url, 'postgres'), async (client) => client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]));
    await until(() => faults.length > 0, 2_000);
    await send('t-1').catch(async () => send('t-1'));
    await until(() => done.includes('t-1'), 5_000);
  });

  it('start in several replicas at once', async () => {
    const more = [1, 2, 3].map(() => createJobs({ url: fresh.url, queues: ['carry-out', 'tell'], onFault: (fault) => faults.push(fault) }));
    await Promise.all(more.map(async (each) => each.start()));
    await Promise.all(more.map(async (each) => each.stop()));
    assert.deepEqual(faults, []);
  });

  describe('of a worker that is killed', () => {
    let folder: string;
    let worker: ChildProcess;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'vaxla-worker-'));
      worker = spawn(process.execPath, [join(import.meta.dirname, 'children/job-worker.ts'), fresh.url, join(folder, 'taken')], { stdio: ['ignore', 'ignore', 'inherit'] });
    });

    afterEach(async () => {
      worker.kill('SIGKILL');
      await rm(folder, { recursive: true });
    });

    it('are resumed by another within 30 seconds (F46)', async function () {
      this.timeout(60_000);
      await send('t-1');
      await until(async () => (await readFile(join(folder, 'taken'), 'utf8').catch(() => '')).includes('t-1'), 15_000);
      worker.kill('SIGKILL');
      await jobs.work('carry-out', note);
      await until(() => done.includes('t-1'), 30_000);
    });
  });
});
