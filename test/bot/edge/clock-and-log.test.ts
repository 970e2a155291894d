import assert from 'node:assert/strict';
import { createClock } from '../../../bot/clock.ts';
import { createLog, limitRepeats, takeOverConsole } from '../../../bot/log.ts';
import { createOutbound } from '../../../bot/outbound/outbound.ts';
import { until } from '../../helpers/until.ts';
import { end, serveLocally, twinsAt } from './rig.ts';

describe('the clock', () => {
  it('is the wall clock without a twin', () => {
    const clock = createClock();
    assert.ok(Math.abs(clock.now().getTime() - Date.now()) < 1000);
    clock.stop();
  });

  it("follows the twin's offset and keeps the last one when the twin is silent or odd", async () => {
    const state = { status: 200, body: JSON.stringify({ offsetMs: 86_400_000 }) };
    const twin = await serveLocally((req, res) => end(res, req.url === '/clock' ? state.status : 404, state.body));
    const outbound = createOutbound({ twins: twinsAt(twin.address) });
    const clock = createClock({ address: twin.address, fetch: outbound.fetch, everyMs: 20 });
    const ahead = (): number => Math.round((clock.now().getTime() - Date.now()) / 1000);
    await clock.ready;
    assert.equal(ahead(), 86_400);
    for (const odd of [{ status: 500, body: '' }, { status: 200, body: 'x' }, { status: 200, body: '{"offsetMs":1e300}' }, { status: 200, body: '{"offsetMs":"9"}' }]) {
      Object.assign(state, odd);
      await new Promise((resolve) => setTimeout(resolve, 60));
      assert.equal(ahead(), 86_400, odd.body);
    }
    Object.assign(state, { status: 200, body: '{"offsetMs":172800000}' });
    await until('the clock follows its twin', async () => ahead() === 172_800);
    clock.stop();
    await twin.close();
    await outbound.close();
  });
});

describe('the log', () => {
  const capture = (): { lines: string[]; log: ReturnType<typeof createLog> } => {
    const lines: string[] = [];
    return { lines, log: createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } }) };
  };

  it('writes one parsable line an event, whatever the text', () => {
    const { lines, log } = capture();
    for (const nasty of ['a\nb\r\n{"level":"error"}', '\u001b[31mred', '"}{', 'x'.repeat(1_000_000), '\u2028']) log.info({ nasty }, nasty);
    assert.equal(lines.length, 5);
    for (const line of lines) {
      assert.equal(line.trimEnd().split('\n').length, 1);
      assert.ok(Buffer.byteLength(line) < 6_000);
      assert.equal((JSON.parse(line) as { level: string }).level, 'info');
    }
  });

  it('lets no secret through: by key, by value, in errors, in objects', () => {
    const { lines, log } = capture();
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJvaWQiOiJjYW5hcnkifQ.canary_signature';
    const error = Object.assign(new Error(`failed with Bearer canary-bearer and ${jwt}`), { statusCode: 503, request: { headers: { authorization: 'canary-request' } }, body: 'canary-body' });
    log.error({ error, password: 'canary-1', refreshToken: 'canary-2', headers: ['canary-3'], text: 'canary-4', nested: { token: 'canary-5' }, url: 'postgres://u:canary-6@h/db', form: 'client_secret=canary-7&a=b' }, `code=canary-8 ${jwt}`);
    assert.doesNotMatch(lines.join(), /canary|eyJ/);
    const { error: outline } = JSON.parse(lines[0] ?? '') as { error: { name: string; statusCode: number } };
    assert.deepEqual([outline.name, outline.statusCode], ['Error', 503]);
  });

  it('takes what packages print', () => {
    const { lines, log } = capture();
    const { log: a, info, warn, error, debug } = globalThis.console;
    takeOverConsole(log);
    try {
      globalThis.console['warn']('careful', new Error('x'), { secret: 1 });
    } finally {
      Object.assign(globalThis.console, { log: a, info, warn, error, debug });
    }
    assert.match(lines[0] ?? '', /careful, Error: x, object/);
  });

  it('limits repeats and says how many were left out', () => {
    const written: Record<string, unknown>[] = [];
    let now = 0;
    const limited = limitRepeats((fields) => void written.push(fields), () => now);
    for (let i = 0; i < 10_000; i += 1) limited.count('scheme', { i });
    assert.equal(written.length, 10);
    now = 60_000;
    limited.count('scheme', {});
    assert.equal(written.at(-1)?.['leftOut'], 9_990);
  });
});
