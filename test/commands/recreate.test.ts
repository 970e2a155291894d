import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { carryOut } from '../../commands/carry-out.ts';
import { decideTransfer } from '../../commands/decide-transfer.ts';
import type { CommandDeps, CrashPoint } from '../../commands/deps.ts';
import { observe } from '../../commands/observe.ts';
import type { LineDrift } from '../../journey/line-changes.ts';
import type { Subscription, Transfer } from '../../journey/records.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { insertTransfer, transfersOf } from '../../ledger/transfers.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import type { SeenTransfer } from '../../partnercenter/seen.ts';
import { AT, FJORDLINE, aLine, aPerson, aSubscription, aTransfer } from '../helpers/builders.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

const DRIFT: readonly LineDrift[] = [{ subscriptionId: aLine().subscriptionId, name: 'Office 365 E3', what: 'quantity', before: 42, after: 45 }];

describe('Withdraw and create again (R161)', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  /** What Partner Center has: the request, until it is withdrawn, and the partner's subscriptions. */
  let isThere: boolean;
  let subscriptions: Subscription[];
  let dieAt: CrashPoint | undefined;

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    [isThere, subscriptions, dieAt] = [true, [aSubscription({ quantity: 45 })], undefined];
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const seen = (transfer: Transfer): SeenTransfer => ({
    partnerCenterId: transfer.partnerCenterId ?? '', model: 'legacy', phase: 'active', sourceTenantId: FJORDLINE, targetTenantId: transfer.target.tenantId, lines: [],
  }) as unknown as SeenTransfer;
  const deps = (): CommandDeps => ({
    db: db.kysely, now: () => new Date(AT), newId: randomUUID, send: async () => true,
    organisation: () => ({ tenantId: FJORDLINE, side: 'partner', mpnId: '7000123', name: 'Fjordline IT AB' }),
    crashPoint: (at) => {
      if (at === dieAt) throw new Error(`dies at ${at}`);
    },
    partnerCenter: {
      transfers: {
        get: async () => (isThere ? seen(aTransfer()) : undefined),
        withdraw: async () => {
          isThere = false;
          return { correlationId: 'c' };
        },
      },
      subscriptions: { list: async () => subscriptions },
    } as unknown as PartnerCenter,
  });
  const all = (): Promise<Transfer[]> => transfersOf(db.kysely, FJORDLINE);
  const press = async (over: Partial<Transfer> = { drift: DRIFT }) => {
    const transfer = aTransfer(over);
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, transfer, new Date(AT)));
    return decideTransfer(deps(), { person: aPerson('partner'), transferId: transfer.transferId, revision: 1, verb: 'withdraw', recreate: true });
  };
  const withdraw = async (): Promise<void> => {
    const { decision_id } = await db.kysely.selectFrom('decision').select('decision_id').where('verb', '=', 'withdraw').executeTakeFirstOrThrow();
    await carryOut(deps(), decision_id);
  };
  const look = () => observe(deps(), aTransfer().transferId);
  const anew = async (): Promise<Transfer | undefined> => (await all()).find(({ replaces }) => replaces === aTransfer().transferId);

  it('orders the same lines with the numbers of now, only after the withdrawal was read back', async () => {
    equal((await press()).ok, true);
    await look();
    deepEqual((await all()).map(({ phase }) => phase), ['withdrawing'], 'nothing is ordered before');
    await withdraw();
    await look();
    const made = await anew();
    deepEqual([made?.phase, made?.requested.name, made?.lines.map(({ quantity }) => quantity)], ['creating', 'Astrid Lind', [45]]);
    equal((await all()).find(({ phase }) => phase === 'withdrawn')?.replacedBy, made?.transferId);
  });

  for (const point of ['in-transaction', 'committed'] as const) {
    it(`makes one new request when the process dies between the two, at ${point}`, async () => {
      await press();
      await withdraw();
      dieAt = point;
      await rejects(look, /dies at/);
      dieAt = undefined;
      await look();
      await look();
      const made = (await all()).filter(({ replaces }) => replaces !== undefined);
      deepEqual([made.length, (await all()).find(({ phase }) => phase === 'withdrawn')?.replacedBy], [1, made[0]?.transferId]);
    });
  }

  it('says so and lets people send it themselves when a line is not active any more', async () => {
    await press();
    await withdraw();
    subscriptions = [aSubscription({ status: 'suspended' })];
    await look();
    const [old] = await all();
    deepEqual([old?.phase, old?.recreation, await anew()], ['withdrawn', undefined, undefined]);
  });

  it('is refused while the numbers are the same, and accept while they are not (R160)', async () => {
    const refused = await press({});
    equal(refused.ok ? '' : refused.code, 'not-drifted');
    const held = aTransfer({ transferId: 'held', drift: DRIFT });
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, held, new Date(AT)));
    const accept = await decideTransfer(deps(), { person: aPerson('provider'), transferId: 'held', revision: 1, verb: 'accept' });
    equal(accept.ok ? '' : accept.code, 'drifted');
  });
});
