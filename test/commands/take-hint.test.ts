import { deepEqual } from 'node:assert/strict';
import type { Hint } from '../../commands/take-hint.ts';
import { KEEP_HINTS_MS, takeHint } from '../../commands/take-hint.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { forgetHints } from '../../ledger/hints.ts';
import { insertTransfer, postponeLook } from '../../ledger/transfers.ts';
import { AT, aTransfer, FJORDLINE, NORDVIND } from '../helpers/builders.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

const NOW = new Date(AT);
const DAY = 86_400_000;
const OTHERS = '2b8e01d5-6cf4-4e1b-9027-a4d2e5f13303';

describe('A hint from Partner Center (I3, A43, F40)', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  let now = NOW;
  let sent: string[] = [];
  let made = 0;
  const transfer = aTransfer();
  const deps = () => ({
    db: db.kysely,
    now: () => now,
    send: async (_trx: unknown, queue: string, data: object, { singletonKey }: { singletonKey: string }) => {
      sent.push(`${queue} ${Object.values(data).join()} ${singletonKey}`);
      return true;
    },
  });
  const hint = (over: Partial<Hint> = {}): Hint => {
    made += 1;
    return { tenantId: FJORDLINE, event: 'update-transfer', customerId: transfer.customer.customerId, changedAt: NOW, key: `key-${made}`, ...over };
  };
  const wakes = async (given: Hint): Promise<string[]> => {
    sent = [];
    await takeHint(deps(), given);
    return sent;
  };
  const look = `observe ${transfer.transferId} ${transfer.transferId}`;

  before(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, transfer, NOW));
    await postponeLook(db.kysely, transfer.transferId, new Date(NOW.getTime() + DAY));
  });
  beforeEach(() => {
    now = NOW;
  });
  after(async () => {
    await db.close();
    await fresh.drop();
  });

  for (const event of ['create-transfer', 'update-transfer', 'complete-transfer', 'fail-transfer', 'expire-transfer', 'subscription-updated']) {
    it(`${event} wakes a look at the customer’s transfer, for both companies and no third`, async () => {
      deepEqual([await wakes(hint({ event })), await wakes(hint({ event, tenantId: NORDVIND })), await wakes(hint({ event, tenantId: OTHERS }))], [[look], [look], []]);
    });
  }

  it('an acceptance wakes what the organisation’s steps wait for', async () => {
    const woken = [`read-back ${FJORDLINE} ${FJORDLINE}`];
    for (const event of ['indirect-reseller-relationship-accepted-by-customer', 'reseller-relationship-accepted-by-customer']) deepEqual(await wakes(hint({ event })), woken);
  });

  it('wakes nobody for another customer, for none, and where nobody waits', async () => {
    deepEqual([await wakes(hint({ customerId: OTHERS })), await wakes(hint({ customerId: undefined })), await wakes(hint({ event: 'test-created', customerId: undefined }))], [[], [], []]);
    await postponeLook(db.kysely, transfer.transferId, undefined);
    deepEqual(await wakes(hint()), []);
    await postponeLook(db.kysely, transfer.transferId, new Date(NOW.getTime() + DAY));
  });

  it('counts once, however often it comes', async () => {
    const same = hint();
    deepEqual([await wakes(same), await wakes(same), await wakes({ ...same })], [[look], [], []]);
  });

  it('counts once also a month later, when it has been forgotten', async () => {
    const same = hint();
    deepEqual(await wakes(same), [look]);
    now = new Date(NOW.getTime() + KEEP_HINTS_MS);
    await forgetHints(db.kysely, new Date(now.getTime() - KEEP_HINTS_MS + 1));
    deepEqual(await wakes(same), []);
  });

  it('counts two days late, as Partner Center’s may be, and not from days to come', async () => {
    now = new Date(NOW.getTime() + 2 * DAY);
    deepEqual([await wakes(hint()), await wakes(hint({ changedAt: new Date(now.getTime() + 2 * DAY) }))], [[look], []]);
  });

  it('is not remembered when a job could not be stored, so that it counts when it comes again', async () => {
    const same = hint();
    const failing = { ...deps(), send: () => Promise.reject(new Error('away')) };
    await takeHint(failing, same).catch(() => undefined);
    deepEqual(await wakes(same), [look]);
  });
});
