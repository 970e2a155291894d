import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { StartFault } from '../../ledger/faults.ts';
import { migrate } from '../../ledger/migrate.ts';
import { withClient } from '../../ledger/embedded-server.ts';
import { blankDatabase, freshDatabase, withName } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

describe('the ledger database', () => {
  let fresh: FreshDatabase;
  let db: Database;
  const faults: Error[] = [];

  before(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url, max: 3, onFault: (fault) => faults.push(fault) });
  });

  after(async () => {
    await db.close();
    await fresh.drop();
  });

  it('runs migrated, with durable commits', async () => {
    assert.deepEqual(await db.kysely.selectFrom('transfer').selectAll().execute(), []);
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings
      where name in ('fsync', 'synchronous_commit', 'listen_addresses', 'full_page_writes', 'statement_timeout') order by name`.execute(db.kysely);
    assert.deepEqual(Object.fromEntries(rows.map((row) => [row.name, row.setting])), {
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      statement_timeout: '5000',
      synchronous_commit: 'on',
    });
  });

  it('sorts and compares text by code point in UTF-8', async () => {
    const { rows } = await sql<{ encoding: string; locale: string }>`
      select pg_encoding_to_char(encoding) as encoding, datlocale as locale from pg_database where datname = current_database()`.execute(db.kysely);
    assert.deepEqual(rows, [{ encoding: 'UTF8', locale: 'C.UTF-8' }]);
  });

  it('outlives the end of all its connections, idle and busy, and is back within five seconds (F31)', async () => {
    const busy = assert.rejects(sql`select pg_sleep(4)`.execute(db.kysely), /terminat|Connection/i);
    await pause(100);
    const name = new URL(fresh.url).pathname.slice(1);
    await withClient(withName(fresh.url, 'postgres'), async (client) =>
      client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]),
    );
    const since = performance.now();
    await busy;
    while (!(await db.isUp())) await pause(50);
    assert.ok(performance.now() - since < 5_000);
    assert.ok(faults.length > 0, 'the fault is reported');
  });

  it('gives up when all connections are taken, within the time of a "busy" card (F33)', async () => {
    const taken = await Promise.all([1, 2, 3].map(async () => db.pool.connect()));
    const since = performance.now();
    assert.equal(await db.isUp(), false);
    assert.ok(performance.now() - since < 3_000);
    for (const client of taken) client.release();
    assert.equal(await db.isUp(), true);
  });

  it('gives up on a server that takes the connection and says nothing', async () => {
    const silent = createServer((socket) => socket.on('error', () => socket.destroy())).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const mute = await openDatabase({ url: `postgres://vaxla:x@127.0.0.1:${(silent.address() as AddressInfo).port}/vaxla` });
    const since = performance.now();
    assert.equal(await mute.isUp(), false);
    assert.ok(performance.now() - since < 3_000);
    await mute.close();
    silent.close();
  });
});

describe('migrations', () => {
  let blank: FreshDatabase;
  let first: Database;
  let second: Database;

  beforeEach(async () => {
    blank = await blankDatabase();
    [first, second] = await Promise.all([openDatabase({ url: blank.url }), openDatabase({ url: blank.url })]);
  });

  afterEach(async () => {
    await Promise.all([first.close(), second.close()]);
    await blank.drop();
  });

  it('run once when two replicas start together, and not again later', async () => {
    await Promise.all([migrate(first), migrate(second)]);
    await migrate(first);
    const { rows } = await sql`select name from kysely_migration`.execute(first.kysely);
    assert.deepEqual(rows, [{ name: '0001-begin' }, { name: '0002-facts' }, { name: '0003-reminders' }, { name: '0004-hints' }]);
  });

  it('refuse a database of a newer version with one sentence', async () => {
    await migrate(first);
    await sql`insert into kysely_migration values ('9999-from-tomorrow', 'x')`.execute(first.kysely);
    await assert.rejects(migrate(first), (fault: Error) => fault instanceof StartFault && /newer Växla.*9999-from-tomorrow.*start that version/.test(fault.message));
  });

  it('leave nothing behind when one fails half-way (F38)', async () => {
    const half = { '0001-half': { up: async (db: Database['kysely']) => void (await sql`create table half (a int)`.execute(db)) } };
    const broken = { ...half, '0002-broken': { up: async (db: Database['kysely']) => void (await sql`create table half (a int)`.execute(db)) } };
    await assert.rejects(migrate(first, broken), (fault: Error) => fault instanceof StartFault && /already exists.*nothing was changed/.test(fault.message));
    const { rows } = await sql`select 1 from pg_tables where tablename = 'half'`.execute(first.kysely);
    assert.deepEqual(rows, []);
    await migrate(first, half);
  });
});
