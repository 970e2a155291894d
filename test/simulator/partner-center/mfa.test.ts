import assert from 'node:assert/strict';
import { at, FJORDLINE, list, startWorld, userClaims, type World } from './world.ts';

const DAY = 86_400_000;

describe('Partner Center twin: what a tenant can see of its own sign-ins', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ startAt: '2026-06-05T10:00:00Z' });
  });
  afterEach(() => world.close());

  const weak = async (path: string) => world.withToken(path, await world.signer.sign(userClaims('Erik', { amr: ['pwd'], appid: 'app-2' })));

  it('lists calls of people with their evidence, newest first, for seven days', async () => {
    await world.call('Astrid', '/v1/customers', { headers: { 'MS-RequestId': 'r-1' } });
    await weak('/v1/customers/x');
    await world.call(FJORDLINE, '/v1/customers');
    await world.call('Sofia', '/v1/customers');
    const items = list(at((await world.call('Astrid', '/v1/partnerRequests')).body, 'items'));
    assert.deepEqual(items.map((i) => [at(i, 'operationName'), at(i, 'mfaCompliant')]), [
      ['Get /v{version}/partnerRequests', true], ['Get /v{version}/customers/{customerId}', false], ['Get /v{version}/customers', true],
    ]);
    assert.deepEqual([at(items[2], 'requestId'), at(items[2], 'tenantId'), at(items[1], 'applicationId')], ['r-1', FJORDLINE, 'app-2']);
    world.clock.advance(8 * DAY);
    assert.equal(at((await world.call('Astrid', '/v1/partnerRequests')).body, 'totalCount'), 1);
  });

  it('names people without evidence, each once', async () => {
    await weak('/v1/customers');
    await weak('/v1/customers');
    const { body } = await world.call('Astrid', '/v1/nonMfaCompliantPartnerPrincipals');
    assert.equal(at(body, 'totalCount'), 1);
    assert.equal(at(body, 'items', 0, 'upn'), 'erik.holm@fjordline.example');
    assert.match(String(at(body, 'items', 0, 'lastNonMfaCompliantRequestDateTime')), /^2026-06-05T10:00/);
  });

  it('counts by day and application in a bare array', async () => {
    await weak('/v1/customers');
    world.clock.advance(DAY);
    const { body } = await world.call('Astrid', '/v1/applicationmfaadoptionstatus');
    assert.deepEqual(body, [
      { loginDate: '2026-06-06', mfaCompliantRequestCount: 1, totalRequestCount: 1, applicationId: 'a9', applicationName: '' },
      { loginDate: '2026-06-05', mfaCompliantRequestCount: 0, totalRequestCount: 1, applicationId: 'app-2', applicationName: '' },
    ]);
    assert.deepEqual(list((await world.call('Astrid', '/v1/applicationmfaadoptionstatus?endDate=2026-06-05')).body).map((d) => at(d, 'loginDate')), ['2026-06-05']);
    assert.equal((await world.call('Astrid', '/v1/applicationmfaadoptionstatus?startDate=yesterday')).status, 400);
  });

  it('is for people only', async () => {
    for (const path of ['partnerRequests', 'nonMfaCompliantPartnerPrincipals', 'applicationmfaadoptionstatus']) {
      assert.equal(at((await world.call(FJORDLINE, `/v1/${path}`)).body, 'code'), '900329', path);
    }
  });

  it('enforces evidence always, from 8 June 2026 on, or never, as the switch says', async () => {
    const turn = (value: string) => world.state.switches.set('mfa.enforced', { name: 'mfa.enforced', value });
    const status = async (): Promise<unknown[]> => {
      const { status: http, body } = await weak('/v1/customers');
      return [http, at(body, 'code')];
    };
    assert.deepEqual(await status(), [401, '900421']);
    turn('from-2026-06-08');
    assert.deepEqual(await status(), [200, undefined]);
    world.clock.advance(3 * DAY);
    assert.deepEqual(await status(), [401, '900421']);
    turn('never');
    assert.deepEqual(await status(), [200, undefined]);
  });

  it('words a missing role in either way', async () => {
    assert.equal(at((await world.call('Johan', '/v1/customers')).body, 'code'), 900150);
    world.state.switches.set('roles.refusal', { name: 'roles.refusal', value: '900308' });
    assert.equal(at((await world.call('Johan', '/v1/customers')).body, 'code'), 900308);
    assert.equal(at((await world.call('Johan', '/v1/customers/x/transfers')).body, 'code'), 900150);
  });
});
