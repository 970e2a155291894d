import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { skipBecause } from '../helpers/skip.ts';
import { startEmbedded } from '../../ledger/embedded.ts';
import { dataPath, readPointer } from '../../ledger/embedded-home.ts';
import type { Pointer } from '../../ledger/embedded-home.ts';
import { isAlive } from '../../ledger/embedded-lock.ts';
import { postmasterPid, withClient } from '../../ledger/embedded-server.ts';
import { StartFault } from '../../ledger/faults.ts';
import { asOrdinaryUser, chownAll, end, isRoot, NOBODY, program } from '../helpers/embedded-programs.ts';
import { guardedDataDir } from '../helpers/postgres.ts';

const pointerOf = async (dataDir: string): Promise<Pointer> => (await readPointer(dataDir)) ?? assert.fail('there is no pointer');
const pidOf = async (dataDir: string): Promise<number> => (await postmasterPid(await pointerOf(dataDir))) ?? assert.fail('no server runs');

const addNote = async (url: string, text: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query('create table if not exists note (text text)');
    await client.query('insert into note values ($1)', [text]);
  });
const notes = async (url: string): Promise<string[]> =>
  withClient(url, async (client) => (await client.query<{ text: string }>('select text from note order by 1')).rows.map((row) => row.text));

const refusal = async (dataDir: string, ...parts: readonly (string | RegExp)[]): Promise<void> => {
  const check = (fault: unknown): boolean => {
    assert.ok(fault instanceof StartFault, String(fault));
    for (const part of parts) assert.ok(typeof part === 'string' ? fault.message.includes(part) : part.test(fault.message), `${fault.message} lacks ${part}`);
    assert.ok(!/\n/.test(fault.message), 'one sentence on one line');
    return true;
  };
  await assert.rejects(startEmbedded({ dataDir }), check);
};

describe('the embedded server', function () {
  this.timeout(60_000);
  let dataDir: string;

  before(async () => {
    dataDir = await guardedDataDir();
  });

  it('is set up once even when three programs begin at once, and they share it', async () => {
    const programs = await Promise.all([1, 2, 3].map(async () => program(dataDir)));
    const [first] = programs;
    assert.match(first?.said.url ?? '', /^postgres:\/\/vaxla:[0-9a-f]{48}@127\.0\.0\.1:\d+\/vaxla$/);
    for (const each of programs) assert.deepEqual(each.said, first?.said);
    await addNote(first?.said.url ?? '', 'first');
    await Promise.all(programs.map(async (each) => end(each)));
  });

  it('keeps its password from others, in the pointer and at the door', async () => {
    assert.equal((await stat(join(dataDir, 'postgres.json'))).mode & 0o777, 0o600);
    const { port } = await pointerOf(dataDir);
    await assert.rejects(
      withClient(`postgres://vaxla:guessed@127.0.0.1:${port}/vaxla`, async () => undefined),
      /password authentication failed/,
    );
  });

  it('outlives programs that are killed or interrupted; the next one attaches', async () => {
    const pid = await pidOf(dataDir);
    for (const signal of ['SIGKILL', 'SIGINT', 'SIGKILL', 'SIGTERM', 'SIGKILL'] as const) {
      await end(await program(dataDir), signal);
      const again = await program(dataDir);
      assert.deepEqual(await notes(again.said.url ?? ''), ['first']);
      await end(again);
      assert.equal(await pidOf(dataDir), pid);
    }
  });

  it('stops when told, leaving no process, and starts on the same port with its data', async () => {
    const pid = await pidOf(dataDir);
    const { port } = await pointerOf(dataDir);
    const stopping = await program(dataDir, { ending: 'stop' });
    await end(stopping);
    assert.equal(isAlive(pid), false);
    const server = await startEmbedded({ dataDir });
    assert.equal((await pointerOf(dataDir)).port, port);
    assert.deepEqual(await notes(server.url), ['first']);
    await server.stop();
    await server.stop();
  });

  it('recovers what was committed after the server itself was killed', async () => {
    const server = await startEmbedded({ dataDir });
    await addNote(server.url, 'second');
    process.kill(await pidOf(dataDir), 'SIGKILL');
    const again = await startEmbedded({ dataDir });
    assert.deepEqual(await notes(again.url), ['first', 'second']);
    await again.stop();
  });

  it('takes another port when somebody has its own', async () => {
    const { port } = await pointerOf(dataDir);
    const squatter = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const server = await startEmbedded({ dataDir });
    assert.notEqual(new URL(server.url).port, String(port));
    assert.deepEqual(await notes(server.url), ['first', 'second']);
    await server.stop();
    squatter.close();
  });

  it('is not held up by the lock of a program that died', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    await writeFile(join(dataDir, 'postgres.lock'), String(dead.pid));
    await (await startEmbedded({ dataDir })).stop();
  });

  it('puts neither statements nor row contents into its log', async () => {
    const server = await startEmbedded({ dataDir });
    await assert.rejects(
      withClient(server.url, async (client) => client.query('create table secret (a text primary key); insert into secret values (\'Lönn\'), (\'Lönn\')')),
      /duplicate/,
    );
    await server.stop();
    assert.doesNotMatch(await readFile(join((await pointerOf(dataDir)).home, 'server.log'), 'utf8'), /Lönn/);
  });

  describe('refuses with one sentence that names the folder and what to do:', () => {
    let pointer: Pointer;
    let data: string;
    let saved: string;

    beforeEach(async () => {
      pointer = await pointerOf(dataDir);
      data = dataPath(pointer);
      saved = await readFile(join(dataDir, 'postgres.json'), 'utf8');
    });

    afterEach(async () => writeFile(join(dataDir, 'postgres.json'), saved));

    for (const text of ['', '{"format":1,', '{"format":1}', '[]', 'null']) {
      it(`a pointer that says ${JSON.stringify(text)}`, async () => {
        await writeFile(join(dataDir, 'postgres.json'), text);
        await refusal(dataDir, join(dataDir, 'postgres.json'), /restore it from a backup, or move it away/);
      });
    }

    it('data that is gone, instead of beginning anew in silence', async () => {
      await writeFile(join(dataDir, 'postgres.json'), JSON.stringify({ ...pointer, home: join(dataDir, 'nowhere') }));
      await refusal(dataDir, join(dataDir, 'nowhere/data'), /which is gone: restore that folder/);
      await assert.rejects(stat(join(dataDir, 'nowhere')), /ENOENT/);
    });

    it('data of another PostgreSQL', async () => {
      await writeFile(join(data, 'PG_VERSION'), '16\n');
      await refusal(dataDir, data, /made by PostgreSQL 16 and this program brings 18: set DATABASE_URL/);
      await writeFile(join(data, 'PG_VERSION'), '18\n');
    });

    it('data without its version file', async () => {
      await unlink(join(data, 'PG_VERSION'));
      await refusal(dataDir, data, /not a whole PostgreSQL database/);
      await writeFile(join(data, 'PG_VERSION'), '18\n');
    });

    it('a torn control file', async () => {
      const control = join(data, 'global/pg_control');
      const whole = await readFile(control);
      await truncate(control, 100);
      await refusal(dataDir, data, /does not start.*(FATAL|PANIC).*restore the folder from a backup, or move it.*server\.log/);
      await writeFile(control, whole);
      await (await startEmbedded({ dataDir })).stop();
    });

    it('a data folder that is a file', async () => {
      await writeFile(join(dataDir, 'file'), '');
      await refusal(join(dataDir, 'file'), join(dataDir, 'file'), /cannot be made/);
    });

    it('a data folder where nobody can make one', async function () {
      if (process.platform !== 'linux') skipBecause(this, 'only Linux has /proc');
      await refusal('/proc/vaxla/data', '/proc/vaxla/data', /cannot be made \(ENOENT/);
    });

    it('a database whose pointer, with the password, is gone', async () => {
      const lost = join(dataDir, 'lost');
      await mkdir(join(lost, 'postgres/data'), { recursive: true });
      await refusal(lost, join(lost, 'postgres'), /password is gone: restore that file, or move the folder away/);
    });
  });

  if (isRoot) {
    it('runs as nobody when root starts it, also from a closed folder below its home', async () => {
      const closed = await guardedDataDir(homedir());
      await chmod(closed, 0o700);
      const server = await startEmbedded({ dataDir: closed });
      const pointer = await pointerOf(closed);
      assert.equal((await stat(dataPath(pointer))).uid, NOBODY);
      assert.equal((await stat(dataPath(pointer))).mode & 0o777, 0o700);
      assert.match(await readFile(`/proc/${await pidOf(closed)}/status`, 'utf8'), new RegExp(`Uid:\\s+${NOBODY}\\s+${NOBODY}`));
      assert.deepEqual((await readdir(closed)).filter((name) => name !== 'postgres.json'), []);
      await server.stop();
    });
  }

  it('stays in the data folder for an ordinary user, which may be moved, and root starts it as that user', async () => {
    const place = await mkdtemp('/var/tmp/vaxla-plain-');
    try {
      const ordinary = await asOrdinaryUser(place);
      const first = await program(join(place, 'data'), { ...ordinary, ending: 'stop' });
      await addNote(first.said.url ?? assert.fail(first.said.fault), 'mine');
      await end(first);
      assert.equal((await pointerOf(join(place, 'data'))).home, join(place, 'data/postgres'));
      await cp(join(place, 'data'), join(place, 'moved'), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      if (isRoot) await chownAll(join(place, 'moved'), NOBODY);
      await rm(join(place, 'data'), { recursive: true });
      const server = await startEmbedded({ dataDir: join(place, 'moved') });
      assert.deepEqual(await notes(server.url), ['mine']);
      await server.stop();
    } finally {
      await rm(place, { recursive: true });
    }
  });
});
