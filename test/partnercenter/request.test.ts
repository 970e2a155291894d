import assert from 'node:assert/strict';
import { PartnerCenterError } from '../../partnercenter/errors.ts';
import { createRequests } from '../../partnercenter/request.ts';
import type { Answer, Requests } from '../../partnercenter/request.ts';
import { ASTRID, fakeApi, NORDVIND, quietDeps } from './fake-api.ts';
import type { FakeApi, Script } from './fake-api.ts';

const IDS = { requestId: '11111111-aaaa-4bbb-8ccc-222222222222', correlationId: '33333333-aaaa-4bbb-8ccc-444444444444' };

describe('calls to Partner Center', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());

  const begin = async (script: (number: number) => Script): Promise<{ api: FakeApi; deps: ReturnType<typeof quietDeps>; requests: Requests }> => {
    const started = await fakeApi((_, number) => script(number));
    api = started;
    const deps = quietDeps(started.fetch);
    return { api: started, deps, requests: createRequests(deps) };
  };
  const read = (requests: Requests, access = ASTRID): Promise<Answer> => requests.read({ access, attempted: 'read', path: '/v1/thing' });
  const write = (requests: Requests): Promise<Answer> =>
    requests.write({ access: ASTRID, attempted: 'write', method: 'POST', path: '/v1/thing', body: { a: 1 }, ids: IDS });
  const failing = async (call: Promise<unknown>): Promise<PartnerCenterError> => {
    const error = await call.then(() => undefined, (reason: unknown) => reason);
    assert.ok(error instanceof PartnerCenterError, `expected a PartnerCenterError, got ${String(error)}`);
    return error;
  };

  it('sends the headers that the API asks for, and those of the write that was recorded', async () => {
    const { api, requests } = await begin(() => ({ json: {} }));
    await requests.read({ access: ASTRID, attempted: 'read', path: '/v1/thing', options: { locale: 'sv-SE', correlationId: IDS.correlationId } });
    await requests.write({ access: ASTRID, attempted: 'write', method: 'PUT', path: '/v1/thing', body: { name: 'Lönn' }, ifMatch: '"7"', ids: IDS });
    const [first, second] = api.calls;
    assert.equal(first?.headers['authorization'], 'Bearer token-1');
    assert.equal(first?.headers['accept'], 'application/json');
    assert.equal(first?.headers['x-locale'], 'sv-SE');
    assert.equal(first?.headers['ms-correlationid'], IDS.correlationId);
    assert.match(String(first?.headers['ms-requestid']), /^[0-9a-f-]{36}$/);
    assert.ok(first?.headers['ms-partnercenter-application']);
    assert.equal(second?.headers['ms-requestid'], IDS.requestId);
    assert.equal(second?.headers['if-match'], '"7"');
    assert.deepEqual(JSON.parse(second?.body ?? ''), { name: 'Lönn' });
  });

  it('a read that gets 401 is tried once more with a token issued now, and then stops', async () => {
    const { api, deps, requests } = await begin((n) => (n === 1 ? { status: 401 } : { json: { ok: true } }));
    assert.deepEqual((await read(requests)).json, { ok: true });
    assert.deepEqual(deps.asked.map(({ fresh }) => fresh), [false, true]);
    await api.close();

    const again = await begin(() => ({ status: 401, json: { code: 400, description: 'no' } }));
    const error = await failing(read(again.requests));
    assert.deepEqual([error.kind, error.code, again.api.calls.length], ['unauthorised', '400', 2]);
  });

  it('does not ask for another token when none can help (no MFA)', async () => {
    const { api, requests } = await begin(() => ({ status: 401, json: { code: '900421' } }));
    assert.equal((await failing(read(requests))).code, '900421');
    assert.equal(api.calls.length, 1);
  });

  for (const [name, header, least] of [
    ['seconds', '7', 7000],
    ['an HTTP date', 'Tue, 03 Feb 2026 08:00:09 GMT', 9000],
    ['nothing useful', 'soon', 5000],
  ] as const) {
    it(`waits as long as Retry-After says: ${name}`, async () => {
      const { api, deps, requests } = await begin((n) => (n === 1 ? { status: 429, headers: { 'retry-after': header } } : { json: {} }));
      await read(requests);
      assert.equal(api.calls.length, 2);
      const [slept] = deps.slept;
      assert.ok(slept !== undefined && slept >= least && slept <= least + 500, `slept ${slept}`);
    });
  }

  it('one budget a tenant: after 429 nothing is sent for it, while another tenant goes on', async () => {
    const { api, deps, requests } = await begin((n) => (n === 1 ? { status: 429, headers: { 'retry-after': '57' } } : { json: {} }));
    const first = await failing(read(requests));
    assert.deepEqual([first.kind, first.retryAfterMs], ['throttled', 57_000]);
    const second = await failing(write(requests));
    assert.deepEqual([second.kind, second.httpStatus, second.outcomeUnknown], ['throttled', undefined, false]);
    assert.equal(api.calls.length, 1);
    await read(requests, { ...ASTRID, tenantId: NORDVIND });
    assert.equal(api.calls.length, 2);
    deps.pass(57_000);
    await write(requests);
    assert.equal(api.calls.length, 3);
  });

  it('a read outlives a gateway fault and a cut connection, with the same request id only where nothing was answered', async () => {
    const scripts: Script[] = [{ status: 502, text: '<html>Bad gateway</html>' }, { trouble: 'drop' }, { json: { ok: 1 } }];
    const { api, requests } = await begin((n) => scripts[n - 1] ?? { status: 500 });
    assert.deepEqual((await read(requests)).json, { ok: 1 });
    const ids = api.calls.map(({ headers }) => headers['ms-requestid']);
    assert.notEqual(ids[0], ids[1]);
    assert.equal(ids[1], ids[2]);
    assert.equal(new Set(api.calls.map(({ headers }) => headers['ms-correlationid'])).size, 1);
  });

  it('a read gives up after a few times', async () => {
    const { api, requests } = await begin(() => ({ trouble: 'hang' }));
    const error = await failing(read(requests));
    assert.deepEqual([error.kind, error.httpStatus, error.outcomeUnknown, api.calls.length], ['unreachable', undefined, false, 3]);
  });

  const writes: readonly (readonly [name: string, script: Script, outcomeUnknown: boolean])[] = [
    ['no answer in time', { trouble: 'hang' }, true],
    ['a dropped connection', { trouble: 'drop' }, true],
    ['a gateway fault', { status: 503, text: '<html>' }, true],
    ['a failed order', { status: 500, json: { code: 900_103 } }, true],
    ['200 with half a body', { text: '{"id":"9a4f', trouble: 'cut' }, true],
    ['200 with broken JSON', { text: '{"id":"9a4f' }, true],
    ['a body without end', { text: `"${'x'.repeat(30_000)}"` }, true],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, true],
    ['401', { status: 401 }, false],
    ['429', { status: 429, headers: { 'retry-after': '1' } }, false],
    ['a refusal', { status: 409, json: { code: '900101' } }, false],
  ];
  for (const [name, script, unknown] of writes) {
    it(`a write is sent exactly once, and says whether it may have happened: ${name}`, async () => {
      const { api, deps, requests } = await begin(() => script);
      const error = await failing(write(requests));
      assert.equal(api.calls.length, 1);
      assert.equal(error.outcomeUnknown, unknown);
      assert.equal(error.requestId, IDS.requestId);
      assert.equal(error.correlationId, IDS.correlationId);
      assert.deepEqual(deps.asked, [{ access: ASTRID, fresh: true }]);
    });
  }

  it('a write that never left has no unknown outcome', async () => {
    const deps = { ...quietDeps(() => Promise.reject(Object.assign(new Error('refused'), { notSent: true }))) };
    const error = await failing(write(createRequests(deps)));
    assert.deepEqual([error.kind, error.outcomeUnknown], ['unreachable', false]);
  });

  it('keeps what Microsoft wrote out of the error message, for messages end up in logs', async () => {
    const { requests } = await begin(() => ({ status: 403, json: { code: 20_002, description: 'Lönn & Björk Trä AB is not yours.' } }));
    const error = await failing(read(requests));
    assert.equal(error.description, 'Lönn & Björk Trä AB is not yours.');
    assert.doesNotMatch(error.message, /Björk/);
    assert.match(error.message, /read.*403\/20002/);
  });
});
