import assert from 'node:assert/strict';
import { at, createOne, list, LONN, startWorld, TRANSFERS, type World } from '../partner-center/world.ts';

describe('A rehearsal that is saved, loaded and begun again', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const transfers = async (from: World): Promise<unknown> => (await from.call('Astrid', TRANSFERS)).body;

  it('goes on elsewhere where it was saved, at the same time', async () => {
    await world.portal('/clock', { advanceMs: 40 * 86_400_000 });
    await createOne(world);
    await world.portal('/portal/seats', { customerId: LONN, subscriptionId: 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504', quantity: 31 });
    await world.portal('/switches', { 'mfa.enforced': 'never' });
    const saved = (await world.portal('/export')).body;
    const other = await startWorld();
    try {
      assert.deepEqual(await transfers(other), []);
      assert.equal((await other.portal('/import', saved)).status, 200);
      assert.deepEqual(await transfers(other), await transfers(world));
      assert.equal(at((await other.portal('/switches')).body, 'mfa.enforced', 'value'), 'never');
      const behind = Date.parse(String(at(saved, 'savedAt'))) - Date.parse(String(at((await other.portal('/clock')).body, 'now')));
      assert.ok(behind <= 0 && behind > -5000, String(behind));
      assert.equal(list(at((await other.call('Astrid', `/v1/customers/${LONN}/subscriptions`)).body, 'items')).length, 9);
    } finally {
      await other.close();
    }
  });

  it('refuses what is no saved state, and keeps what it has', async () => {
    const refused = await Promise.all([
      world.portal('/import', {}), world.portal('/import', { format: 1, savedAt: '2026-01-01T00:00:00Z', entries: [] }),
      world.portal('/import', { format: 2, savedAt: '2026-01-01T00:00:00Z', entries: [['partners', 'x', {}]] }), world.portal('/story', { name: 'once upon a time' }),
    ]);
    assert.deepEqual(refused.map((a) => a.status), [400, 400, 400, 404]);
    assert.equal(list(at((await world.portal('/state')).body, 'customers')).length, 12);
  });

  it('begins again with another story and forgets the first, but not the time', async () => {
    await createOne(world);
    await world.portal('/clock', { advanceMs: 86_400_000 });
    await world.portal('/story', { name: 'mixed-portfolio' });
    const { body } = await world.portal('/state');
    assert.deepEqual([at(body, 'story'), list(at(body, 'customers')).length, list(at(body, 'audit')).length], ['mixed-portfolio', 300, 0]);
    assert.equal(at((await world.portal('/clock')).body, 'offsetMs'), 86_400_000);
    assert.deepEqual((await world.portal('/counts')).body, {});
    await world.portal('/story', { name: 'transfer-ready' });
    assert.deepEqual(await transfers(world), []);
  });
});
