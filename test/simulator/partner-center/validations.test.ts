import assert from 'node:assert/strict';
import type { AccountStatus } from '../../../simulator/partner-center/agreement-records.ts';
import { at, FJORDLINE, LONN, startWorld, type World } from './world.ts';

describe('Partner Center twin: validations', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('tells each status of an account, and 600074 where there is none', async () => {
    const path = `/v1/customers/${LONN}/validationStatus?type=account`;
    assert.equal(at((await world.call('Astrid', path)).body, 'status'), 'Allowed');
    for (const status of ['UnderReview', 'NotAllowed', 'Unknown', 'Not Ready'] satisfies AccountStatus[]) {
      world.state.accounts.set(LONN, { customerId: LONN, status, changedAt: '2026-01-01T00:00:00Z' });
      assert.deepEqual((await world.call('Astrid', path)).body, { type: 'account', status, lastUpdateDateTime: '2026-01-01T00:00:00Z' });
    }
    world.state.accounts.set(LONN, { customerId: LONN, status: 'none', changedAt: '' });
    const { status, body } = await world.call('Astrid', path);
    assert.deepEqual([status, Number(at(body, 'code')), at(body, 'errorName'), at(body, 'isRetryable')], [404, 600074, 'AccountStatusNotFound', false]);
    assert.equal((await world.call('Astrid', path.replace('account', 'other'))).status, 400);
    assert.equal((await world.call('Astrid', path.replace('?type=account', ''))).status, 400);
    assert.equal((await world.call('Peter', path)).status, 403);
  });

  it('has no codes for government clouds', async () => {
    for (const path of ['/v1/customers/all/validations', `/v1/customers/${LONN}/validations`]) assert.deepEqual((await world.call('Astrid', path)).body, [], path);
  });

  const good = { addressLine1: 'Sågvägen 4', city: 'Falun', country: 'SE', postalCode: '791 30' };
  const check = (body: unknown) => world.call(FJORDLINE, '/v1/validations/address', { method: 'POST', body });
  const cases: [string, Record<string, unknown>, number][] = [
    ['VerifiedShippable', {}, 0], ['Verified', { addressLine1: 'Box 12' }, 0], ['InteractionRequired', { postalCode: '7913' }, 1], ['StreetPartial', { addressLine1: '12' }, 0],
    ['PremisesPartial', { addressLine1: 'Sågvägen' }, 0], ['Multiple', { addressLine1: 'Sågvägen 4, 6' }, 2], ['None', { city: '123' }, 0], ['NotValidated', { country: 'XK' }, 0],
  ];
  for (const [status, change, suggestions] of cases) {
    it(`judges an address as ${status}`, async () => {
      const { status: http, body } = await check({ ...good, ...change });
      assert.deepEqual([http, at(body, 'status'), (at(body, 'suggestedAddresses') as unknown[]).length], [200, status, suggestions]);
      assert.equal(at(body, 'originalAddress', 'country'), change['country'] ?? 'SE');
    });
  }

  it('refuses an address with holes, and answers true or 400 in the old way', async () => {
    for (const name of Object.keys(good)) assert.equal((await check({ ...good, [name]: undefined })).status, 400, name);
    world.state.switches.set('validations.address', { name: 'validations.address', value: 'plain' });
    assert.equal((await check(good)).body, true);
    assert.equal((await check({ ...good, postalCode: '1' })).status, 400);
  });

  it('knows which domains are taken', async () => {
    const check = async (prefix: string) => (await world.call('Astrid', `/v1/validations/checkdomainavailability/${prefix}`)).body;
    assert.deepEqual([await check('LonnBjork'), await check('nobodyyet')], [false, true]);
    assert.equal((await world.call('Astrid', '/v1/validations/checkdomainavailability/a-b')).status, 400);
  });
});
