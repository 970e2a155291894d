import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { anActivity, aRig, aToken, post } from './rig.ts';
import type { Rig } from './rig.ts';

type Hostile = { name: string; body: () => Buffer | undefined; headers?: Record<string, string>; known: number; unknown?: number };

const text = (value: string) => () => Buffer.from(value);
const multipart = '--x\r\ncontent-disposition: form-data; name="f"; filename="f.bin"\r\n\r\nabc\r\n--x--\r\n';

/** `known` is the answer to a sender with a good token, `unknown` (401 unless told) to one without. */
const HOSTILE: Hostile[] = [
  { name: 'no body', body: () => undefined, known: 400 },
  { name: 'an empty object', body: text('{}'), known: 403 },
  { name: 'a list', body: text('[]'), known: 400 },
  { name: 'null', body: text('null'), known: 400 },
  { name: 'cut JSON', body: text('{"type":"mess'), known: 400 },
  { name: 'a number as channelId', body: () => Buffer.from(JSON.stringify(anActivity({ channelId: 7 }))), known: 403 },
  { name: 'a false gzip label', body: text('{"not":"gzip"}'), headers: { 'content-encoding': 'gzip' }, known: 415, unknown: 415 },
  { name: 'a false deflate label', body: text('{"no":"deflate"}'), headers: { 'content-encoding': 'deflate' }, known: 415, unknown: 415 },
  { name: 'a gzip bomb', body: () => gzipSync(Buffer.alloc(32 * 1024 * 1024)), headers: { 'content-encoding': 'gzip' }, known: 415, unknown: 415 },
  { name: '64 MB', body: () => Buffer.alloc(64 * 1024 * 1024, 0x20), known: 413, unknown: 413 },
  { name: 'a multipart upload', body: text(multipart), headers: { 'content-type': 'multipart/form-data; boundary=x' }, known: 415, unknown: 415 },
  { name: '200,000 nested lists', body: () => Buffer.from('['.repeat(200_000)), known: 400 },
  { name: 'another Authorization scheme', body: text('{}'), headers: { authorization: 'Negotiate YTpi' }, known: 401 },
  { name: 'a 30 KB header', body: text('{}'), headers: { 'x-long': 'x'.repeat(30 * 1024) }, known: 400, unknown: 400 },
  { name: 'a prototype key', body: () => Buffer.from(JSON.stringify(anActivity()).replace('{', '{"__proto__":{"admin":true},')), known: 400 },
  { name: 'a prototype key in disguise', body: () => Buffer.from(JSON.stringify(anActivity()).replace('{', '{"\\u005f_proto__":{"admin":true},')), known: 400 },
  { name: 'broken UTF-8', body: () => Buffer.from([0x22, 0xff, 0xfe, 0x22]), known: 400 },
];

/** The status, or 0 when the connection ended without one. Chunked bodies have no length to judge by. */
const send = (address: string, { body, headers }: Hostile, extra: Record<string, string>, chunked = false): Promise<{ status: number; text: string }> =>
  new Promise((resolve) => {
    const bytes = body();
    const length = chunked ? { 'transfer-encoding': 'chunked' } : bytes === undefined ? {} : { 'content-length': String(bytes.length) };
    const req = httpRequest(`${address}/api/messages`, { method: 'POST', agent: false, headers: { 'content-type': 'application/json', ...length, ...extra, ...headers } }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    req.on('error', () => resolve({ status: 0, text: '' }));
    req.end(bytes);
  });

describe('the front door under hostile requests', () => {
  let rig: Rig;
  before(async () => { rig = await aRig(); });
  after(() => rig.close());

  for (const hostile of HOSTILE) {
    for (const known of [true, false]) {
      it(`${hostile.name}, ${known ? 'with' : 'without'} a good token`, async () => {
        const extra: Record<string, string> = known ? { authorization: `Bearer ${aToken(rig.pair)}` } : {};
        const { status, text: said } = await send(rig.address, hostile, extra);
        assert.equal(status, known ? hostile.known : (hostile.unknown ?? 401));
        assert.equal(said, '');
        assert.equal((await fetch(`${rig.address}/healthz`)).status, 200);
        assert.deepEqual(rig.seen, []);
      });
    }
  }

  it('keeps its memory and writes no file', async () => {
    const temp = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => /upload|formidable/i.test(name));
    const filesBefore = await temp();
    const authorization = `Bearer ${aToken(rig.pair)}`;
    const big = Buffer.alloc(8 * 1024 * 1024, 0x20);
    const once = (): Promise<unknown> => send(rig.address, { name: '', body: () => big, known: 413 }, { authorization }, true);
    await once();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 10; i += 1) assert.equal(((await once()) as { status: number }).status, 413);
    const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
    assert.ok(grown < 20, `RSS grew by ${grown.toFixed(1)} MB`);
    assert.deepEqual(await temp(), filesBefore);
  });

  it('counts what has no length', async () => {
    const chunked = await send(rig.address, { name: '', body: () => Buffer.alloc(300 * 1024, 0x20), known: 413 }, { authorization: `Bearer ${aToken(rig.pair)}` }, true);
    assert.equal(chunked.status, 413);
    const fitting = Buffer.from(JSON.stringify(anActivity({ text: 'x'.repeat(250 * 1024) })));
    const good = await post(rig.address, fitting, { authorization: `Bearer ${aToken(rig.pair)}` });
    assert.equal(good.status, 200);
    rig.seen.length = 0;
  });

  it('says only 404 and 405 about other doors, and repeats nothing', async () => {
    for (const [method, path, status] of [['GET', '/api/messages', 405], ['OPTIONS', '/api/messages', 405], ['POST', '/healthz', 405], ['GET', '/%3Cscript%3E', 404], ['POST', '/api/messages/', 404], ['POST', '/%zz', 404], ['DELETE', '/constructor', 404]] as const) {
      const reply = await fetch(`${rig.address}${path}`, { method });
      assert.equal(reply.status, status, `${method} ${path}`);
      assert.equal(await reply.text(), '');
      assert.ok(reply.headers.get('x-correlation-id'));
      assert.equal(reply.headers.get('server'), null);
    }
  });

  it('lets no upgrade escape the time-outs', async () => {
    const socket = connect(Number(new URL(rig.address).port), '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const first = await new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
    assert.match(first, /^HTTP\/1\.1 200/);
    socket.destroy();
  });

  it('outlives a sender who hangs up in the middle of a body', async () => {
    const socket = connect(Number(new URL(rig.address).port), '127.0.0.1');
    socket.write(`POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${aToken(rig.pair)}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal((await fetch(`${rig.address}/healthz`)).status, 200);
    assert.deepEqual(rig.log.lines.filter((line) => line.level === 'error'), []);
  });

  it('no source of the bot names a body plugin', async () => {
    const { readFile, glob } = await import('node:fs/promises');
    for await (const file of glob('{bot,dialogs,commands,simulator}/**/*.ts')) assert.doesNotMatch(await readFile(file, 'utf8'), /plugins\.\w*[bB]ody|bodyParser|multipartBodyParser/, file);
  });
});

describe('the front door and slow senders', () => {
  const drips = async (rig: Rig, opening: string): Promise<{ count: number; longestMs: number; answers: Set<string> }> => {
    const begun = performance.now();
    const answers = new Set<string>();
    const lives = Array.from({ length: 50 }, () => new Promise<number>((resolve) => {
      const socket = connect(Number(new URL(rig.address).port), '127.0.0.1', () => socket.write(opening));
      const timer = setInterval(() => socket.write('a'), 100);
      socket.on('data', (chunk) => answers.add(String(chunk).split('\r\n', 1)[0] ?? ''));
      socket.on('error', () => undefined);
      socket.on('close', () => { clearInterval(timer); resolve(performance.now() - begun); });
    }));
    const ended = await Promise.all(lives);
    return { count: ended.length, longestMs: Math.max(...ended), answers };
  };

  it('closes 50 dripping headers within 7 s by its own default times, serving others meanwhile', async () => {
    const rig = await aRig();
    const slow = drips(rig, 'POST /api/messages HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const times: number[] = [];
    for (let i = 0; i < 40; i += 1) {
      const begun = performance.now();
      assert.equal((await post(rig.address, JSON.stringify(anActivity()), { authorization: `Bearer ${aToken(rig.pair)}` })).status, 200);
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { longestMs, answers } = await slow;
    assert.ok(longestMs < 7_500, `${longestMs} ms`);
    assert.deepEqual([...answers].filter((line) => line !== 'HTTP/1.1 400 Bad Request'), []);
    assert.ok((times.sort((a, b) => a - b).at(-2) ?? 0) < 500, `slowest ${times.at(-1)} ms`);
    await rig.close();
  });

  it('closes 50 dripping bodies of known senders within the request time', async () => {
    const rig = await aRig({ times: { headersMs: 500, requestMs: 1_000, checkEveryMs: 250 } });
    const opening = `POST /api/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${aToken(rig.pair)}\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{`;
    const { longestMs } = await drips(rig, opening);
    assert.ok(longestMs < 3_000, `${longestMs} ms`);
    assert.equal((await fetch(`${rig.address}/healthz`)).status, 200);
    await rig.close();
  });

  it('ends the connection of a refused sender who goes on dripping', async () => {
    const rig = await aRig();
    const { longestMs, answers } = await drips(rig, 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{');
    assert.ok(longestMs < 3_000, `${longestMs} ms`);
    assert.deepEqual([...answers], ['HTTP/1.1 401 Unauthorized']);
    await rig.close();
  });
});

describe('the front door, working', () => {
  it('hands in the activity with what is certain, and gives back status and body', async () => {
    let claims: unknown;
    const rig = await aRig({ handle: async (_activity, told) => { claims = told; return { status: 200, body: { statusCode: 200 } }; } });
    const reply = await post(rig.address, JSON.stringify(anActivity()), { authorization: `Bearer ${aToken(rig.pair)}` });
    assert.deepEqual([reply.status, await reply.json()], [200, { statusCode: 200 }]);
    const { tenantId, personId, organisation, serviceUrl } = claims as Record<string, unknown>;
    assert.deepEqual({ tenantId, personId, name: (organisation as { name: string }).name, serviceUrl },
      { tenantId: '1f0c6b1e-0d52-4f5e-9a41-6b0c2a7e1101', personId: 'c0ffee00-0000-4000-8000-000000000001', name: 'Fjordline IT AB', serviceUrl: 'http://127.0.0.1:4999/connector/' });
    await rig.close();
  });

  it('answers a bare 500 when the inside fails, and logs it', async () => {
    const rig = await aRig({ handle: () => Promise.reject(new Error('the database at 10.0.0.7 is gone')) });
    const reply = await post(rig.address, JSON.stringify(anActivity()), { authorization: `Bearer ${aToken(rig.pair)}` });
    assert.deepEqual([reply.status, await reply.text()], [500, '']);
    assert.equal(rig.log.lines.filter((line) => line.level === 'error').length, 1);
    await rig.close();
  });

  it('is ready only while the store answers', async () => {
    let up = true;
    const rig = await aRig({ ready: () => (up ? Promise.resolve(true) : Promise.reject(new Error('down'))) });
    const ready = async (): Promise<number> => (await fetch(`${rig.address}/readyz`)).status;
    assert.equal(await ready(), 200);
    up = false;
    assert.equal(await ready(), 503);
    assert.equal((await fetch(`${rig.address}/healthz`)).status, 200);
    await rig.close();
  });

  it('finishes what is under way while draining, and tells senders to go', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    let come: () => void = () => undefined;
    const hasCome = new Promise<void>((resolve) => { come = resolve; });
    const rig = await aRig({ handle: async () => { come(); await held; return { status: 200 }; } });
    const authorization = `Bearer ${aToken(rig.pair)}`;
    const underWay = post(rig.address, JSON.stringify(anActivity()), { authorization });
    await hasCome;
    let drained = false;
    const drain = rig.edge.drain().then(() => { drained = true; });
    assert.equal((await fetch(`${rig.address}/readyz`)).status, 503);
    const alive = await fetch(`${rig.address}/healthz`);
    assert.deepEqual([alive.status, alive.headers.get('connection')], [200, 'close']);
    assert.equal(drained, false);
    release();
    assert.equal((await underWay).headers.get('connection'), 'close');
    await drain;
    await rig.close();
    await assert.rejects(fetch(`${rig.address}/healthz`));
  });

  it('says so when its port is taken', async () => {
    const rig = await aRig();
    const { createServer } = await import('../../../bot/edge/server.ts');
    const second = createServer({
      config: { listen: { host: '127.0.0.1', port: Number(new URL(rig.address).port) } }, guard: rig.guard, clock: rig.clock, log: rig.log,
      handle: async () => ({ status: 200 }), ready: async () => true,
    });
    await assert.rejects(second.listen(), { code: 'EADDRINUSE' });
    await rig.close();
  });
});
