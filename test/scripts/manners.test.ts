import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipBecause } from '../helpers/skip.ts';
import { freePorts, leftovers, start } from './start-program.ts';

/** Each refusal: what is set, the exit code, and the sentence. None of them may start anything. */
const MISUSE: readonly (readonly [Record<string, string>, readonly string[], RegExp])[] = [
  [{ REHEARSAL_PORT: 'four' }, [], /^REHEARSAL_PORT must be a port number from 1 to 65535, but is “four”\.\n$/],
  [{ PORT: '0' }, [], /^PORT must be a port number/],
  [{ ENTRA_PORT: '65536' }, [], /^ENTRA_PORT must be a port number/],
  [{ PORTAL_PORT: '-1' }, [], /^PORTAL_PORT must be a port number/],
  [{ PARTNER_CENTER_PORT: '40 10' }, [], /^PARTNER_CENTER_PORT must be a port number/],
  [{ ENTRA_PORT: '4010' }, [], /^PARTNER_CENTER_PORT and ENTRA_PORT are both 4010: give each a port of its own\.\n$/],
  [{ MICROSOFT_APP_ID: 'x' }, [], /^MICROSOFT_APP_ID is set, but a rehearsal makes its own/],
  [{ TWIN_ENTRA_ADDRESS: 'http://127.0.0.1:9' }, [], /^TWIN_ENTRA_ADDRESS is set, but/],
  [{ NODE_ENV: 'production' }, [], /^NODE_ENV is production, but twins are for rehearsals/],
  [{ DATABASE_URL: 'postgres://db.example/vaxla' }, [], /^DATABASE_URL is not on loopback/],
  [{ DATABASE_URL: 'postgres://127.0.0.1/vaxla' }, ['--fresh'], /^--fresh cannot start over in the database that DATABASE_URL names/],
  [{}, ['--frsh'], /^--frsh is not understood/],
  [{}, ['--story'], /^--story is not understood/],
  [{}, ['--story', 'none'], /^There is no story “none”: use --story with one of .*transfer-ready/],
  [{ LANG: 'sv_SE.UTF-8', PORT: 'x' }, [], /^PORT måste vara ett portnummer från 1 till 65535, men är ”x”\.\n$/],
];

describe('npm start, the manners', function () {
  this.timeout(30_000);
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vaxla-start-'));
  });
  afterEach(async () => rm(dataDir, { recursive: true }));

  for (const [language, said] of [['en_US.UTF-8', /Usage: npm start/], ['sv_SE.UTF-8', /Användning: npm start/]] as const) {
    it(`explains itself in ${language} and starts nothing`, async () => {
      const { code, out, err } = await start({ dataDir, args: ['--help'], env: { LC_ALL: language } }).ended;
      assert.deepEqual([code, err], [0, '']);
      assert.match(out, said);
      for (const word of ['--fresh', '--story', 'transfer-ready', 'REHEARSAL_PORT=4000', 'PORT=3978', 'PARTNER_CENTER_PORT=4010', 'ENTRA_PORT=4020', 'PORTAL_PORT=4030', 'VAXLA_DATA_DIR', 'npm run bot']) assert.ok(out.includes(word), word);
      assert.deepEqual(await readdir(dataDir), []);
    });
  }

  for (const [env, args, sentence] of MISUSE) {
    it(`refuses ${JSON.stringify(env)} ${args.join(' ')}`, async () => {
      const { code, err } = await start({ dataDir, ports: 'ENTRA_PORT' in env ? {} : await freePorts(), env, args }).ended;
      assert.match(err, sentence);
      assert.equal(err.trimEnd().includes('\n'), false, err);
      assert.equal(code, 78);
      assert.equal((await readdir(dataDir)).includes('logs'), false);
    });
  }

  for (const [setting, who] of [['REHEARSAL_PORT', 'the rehearsal room'], ['PORT', 'the bot'], ['PORTAL_PORT', 'the portal']] as const) {
    it(`names a taken port, ${who} that needs it, and ${setting}`, async () => {
      const ports = await freePorts();
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { code, err } = await start({ dataDir, ports: { ...ports, [setting]: port } }).ended;
      other.close();
      assert.equal(err, `Port ${port}, which ${who} needs, is taken by another program: stop that program, or set ${setting} to another port.\n`);
      assert.equal(code, 1);
      assert.deepEqual(await readdir(dataDir), [], 'nothing was made');
      assert.deepEqual(await leftovers([], ports), []);
    });
  }

  it('refuses keys that it did not write, keys that are gone, and another story than the one being told', async () => {
    const ports = await freePorts();
    const refuse = async (args: readonly string[], sentence: RegExp): Promise<void> => {
      const { code, err } = await start({ dataDir, ports, args }).ended;
      assert.match(err, sentence);
      assert.equal(code, 78);
    };
    const file = join(dataDir, 'rehearsal.json');
    await writeFile(file, '{"appId":');
    await refuse([], /^\S+rehearsal\.json is not as npm start wrote it \(.+\): restore it, or start over with npm start -- --fresh\.\n$/);
    await writeFile(file, JSON.stringify({ format: 1, appId: 'a', appSecret: 'b', appTenantId: 'c', sealingKey: 'd' }));
    await refuse([], /\(story is missing\)/);
    await writeFile(file, JSON.stringify({ format: 1, appId: 'a', appSecret: 'b', appTenantId: 'c', sealingKey: 'd', story: 'transfer-ready' }));
    await refuse(['--story', 'none'], /^There is no story “none”/);
    await writeFile(file, JSON.stringify({ format: 1, appId: 'a', appSecret: 'b', appTenantId: 'c', sealingKey: 'd', story: 'older' }));
    await refuse(['--story', 'transfer-ready'], /^This rehearsal tells the story “older”: add --fresh to begin with “transfer-ready”\.\n$/);
    await rm(file);
    await mkdir(join(dataDir, 'twins'));
    await writeFile(join(dataDir, 'twins', 'entra.jsonl'), 'kept');
    for (const args of [[], ['--fresh']]) await refuse(args, /holds data, but \S+rehearsal\.json with a rehearsal’s keys is not there/);
    assert.equal(await readFile(join(dataDir, 'twins', 'entra.jsonl'), 'utf8'), 'kept');
  });

  it('refuses a data folder that is a file', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    const { code, err } = await start({ dataDir: file, ports: await freePorts() }).ended;
    assert.match(err, /^The data folder \S+ cannot be used \(\w+\): set VAXLA_DATA_DIR to another one\.\n$/);
    assert.equal(code, 78);
  });

  it('refuses a data folder in a place where nobody can make one', async function () {
    if (process.platform !== 'linux') skipBecause(this, 'only Linux has /proc');
    const { code, err } = await start({ dataDir: '/proc/vaxla/data', ports: await freePorts() }).ended;
    assert.match(err, /^The data folder \/proc\/vaxla\/data cannot be used \(ENOENT\): set VAXLA_DATA_DIR to another one\.\n$/);
    assert.equal(code, 78);
  });

  it('takes over a lock whose owner is gone, even if somebody else has its process id now', async () => {
    const [{ PORT: door }, ports] = [await freePorts(), await freePorts()];
    const lock = join(dataDir, 'rehearsal.lock');
    for (const left of [JSON.stringify({ pid: process.pid, door, address: 'x' }), '{"pid":', '']) {
      await writeFile(lock, left);
      const { err } = await start({ dataDir, ports, args: ['--story', 'none'] }).ended;
      assert.match(err, /^There is no story/);
      assert.deepEqual(await readdir(dataDir), [], 'the lock is let go');
    }
  });

  it('says on an older Node what is needed', async () => {
    const older = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.19.0"}})';
    const { code, out, err } = await start({ dataDir, nodeArgs: ['--import', older] }).ended;
    assert.match(err, /^Växla needs Node 24 or newer, but this is Node 20\.19\.0: .*npm start.*\n$/);
    assert.deepEqual([code, out], [1, '']);
  });
});
