import { deepEqual, equal, match } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRegistrar } from '../../../bot/webhooks/registrar.ts';
import { BYSTANDER, FJORDLINE, NORDVIND } from '../../../simulator/people.ts';
import type { TwinWorld } from '../../contract/twin-world.ts';
import { startTwinWorld } from '../../contract/twin-world.ts';
import { aClock, aLog } from '../edge/rig.ts';

/** Whose registration cannot be read. */
const NOBODY = '2b8e01d5-6cf4-4e1b-9027-a4d2e5f13303';
const ADDRESS = 'https://vaxla.example';
const urlFor = (tenantId: string, address = ADDRESS): string => `${address}/api/partner-center-events?organisation=${tenantId}`;
const access = (tenantId: string) => ({ kind: 'app' as const, tenantId });

describe('The registration for Partner Center’s events', function () {
  this.timeout(60_000);
  let world: TwinWorld;
  before(async () => {
    world = await startTwinWorld();
  });
  after(() => world.close());

  const setup = (tenants: string[], address = ADDRESS) => {
    const log = aLog();
    const clock = aClock();
    const { webhooks } = world.partnerCenter;
    const writes: string[] = [];
    const noted: typeof webhooks = {
      ...webhooks,
      registration: (who) => (who.tenantId === NOBODY ? Promise.reject(new Error('made up')) : webhooks.registration(who)),
      register: (...given) => (writes.push('POST'), webhooks.register(...given)),
      change: (...given) => (writes.push('PUT'), webhooks.change(...given)),
    };
    const organisations = tenants.map((tenantId) => ({ tenantId }));
    return { log, clock, writes, ...createRegistrar({ webhooks: noted, organisations, address, newId: randomUUID, clock, log }) };
  };
  const present = (tenantId: string) => world.partnerCenter.webhooks.registration(access(tenantId));

  it('is made once for each organisation, for what wakes a look and no more', async () => {
    const one = setup([FJORDLINE, NORDVIND]);
    await one.ensure();
    await one.ensure();
    deepEqual(one.writes, ['POST', 'POST']);
    for (const tenantId of [FJORDLINE, NORDVIND]) {
      const found = await present(tenantId);
      equal(found?.url, urlFor(tenantId));
      deepEqual(found?.events.toSorted(), [
        'complete-transfer', 'create-transfer', 'expire-transfer', 'fail-transfer', 'indirect-reseller-relationship-accepted-by-customer',
        'reseller-relationship-accepted-by-customer', 'subscription-updated', 'test-created', 'update-transfer',
      ]);
    }
  });

  it('is left alone at the next start, and changed when the bot has moved or wants other events', async () => {
    const again = setup([FJORDLINE]);
    await again.ensure();
    const moved = setup([FJORDLINE], 'https://moved.example');
    await moved.ensure();
    deepEqual([again.writes, moved.writes, (await present(FJORDLINE))?.url], [[], ['PUT'], urlFor(FJORDLINE, 'https://moved.example')]);
    await world.partnerCenter.webhooks.change(access(FJORDLINE), { url: urlFor(FJORDLINE), events: ['test-created'] }, { requestId: randomUUID() });
    const wider = setup([FJORDLINE]);
    await wider.ensure();
    deepEqual([wider.writes, (await present(FJORDLINE))?.events.length], [['PUT'], 9]);
  });

  it('of another system of the company’s is not taken from it', async () => {
    const theirs = { url: 'https://crm.example/hook', events: ['invoice-ready'] };
    await world.partnerCenter.webhooks.register(access(BYSTANDER), theirs, { requestId: randomUUID() });
    const one = setup([BYSTANDER]);
    await one.ensure();
    deepEqual([await present(BYSTANDER), one.writes], [theirs, []]);
    match(one.log.lines[0]?.message ?? '', /another system/);
  });

  it('that fails is logged, and tried again after a growing pause, without keeping others from theirs', async () => {
    const one = setup([NOBODY, NORDVIND], 'https://third.example');
    await one.ensure();
    equal((await present(NORDVIND))?.url, urlFor(NORDVIND, 'https://third.example'));
    const failures = (): number => one.log.lines.filter(({ message }) => /registration for events failed/.test(message)).length;
    equal(failures(), 1);
    const seen: number[] = [];
    for (const seconds of [1, 5, 6, 10]) {
      one.clock.move(seconds * 1000);
      await one.ensure();
      seen.push(failures());
    }
    deepEqual(seen, [1, 2, 2, 3]);
    deepEqual(one.writes, ['PUT']);
  });
});
