import { deepEqual, equal } from 'node:assert/strict';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { claimDecision } from '../../ledger/decisions.ts';
import { appendFacts } from '../../ledger/facts.ts';
import { owe } from '../../ledger/outbox.ts';
import { insertTransfer, postponeLook } from '../../ledger/transfers.ts';
import { sweep, sweepSteps } from '../../watcher/sweep.ts';
import { AT, FJORDLINE, aSignature, aTransfer } from '../helpers/builders.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

const at = (seconds: number): Date => new Date(Date.parse(AT) + seconds * 1000);

describe('The sweep finds what is due and does nothing itself', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  let sent: [queue: string, data: object][] = [];
  const deps = (seconds: number) => ({
    db: db.kysely,
    now: () => at(seconds),
    send: async (_trx: unknown, queue: string, data: object) => {
      sent.push([queue, data]);
      return true;
    },
  });
  const swept = async (seconds: number): Promise<[string, object][]> => {
    sent = [];
    await sweep(deps(seconds));
    return sent;
  };

  before(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, aTransfer(), at(0)));
  });
  after(async () => {
    await db.close();
    await fresh.drop();
  });

  it('finds nothing where nothing is due', async () => deepEqual(await swept(0), []));

  it('looks again at a transfer once its time has come, and leaves it alone for a minute then', async () => {
    await postponeLook(db.kysely, aTransfer().transferId, at(10));
    deepEqual(await swept(9), []);
    deepEqual(await swept(10), [['observe', { transferId: aTransfer().transferId }]]);
    deepEqual(await swept(69), []);
    deepEqual(await swept(70), [['observe', { transferId: aTransfer().transferId }]]);
    await postponeLook(db.kysely, aTransfer().transferId, undefined);
  });

  it('wakes an order without an end, whatever became of its job (I10)', async () => {
    const by = aSignature('provider');
    const decision = { decisionId: 'd1', transferId: aTransfer().transferId, revision: 1, verb: 'accept' as const, by, requestId: 'r', correlationId: 'c', now: at(0) };
    await db.kysely.transaction().execute((trx) => claimDecision(trx, decision));
    deepEqual(await swept(14), []);
    deepEqual(await swept(15), [['carry-out', { decisionId: 'd1' }]]);
    await db.kysely.updateTable('decision').set({ state: 'done' }).execute();
    deepEqual(await swept(3600), []);
  });

  it('wakes the delivery to people who are still owed a message, once a person (I6)', async () => {
    const { tenantId, personId } = aSignature('partner');
    const owed = ['a', 'b'].map((dedupe) => ({ dedupe, tenantId, personId, kind: 'rejected', transferId: aTransfer().transferId }));
    await db.kysely.transaction().execute((trx) => owe(trx, owed, at(0)));
    deepEqual(await swept(1), [['deliver', { tenantId, personId }]]);
    await db.kysely.updateTable('outbox').set({ state: 'sent' }).execute();
    deepEqual(await swept(2), []);
  });

  it('reads back for each organisation that has taken a step', async () => {
    const fact = { factId: 'f', tenantId: FJORDLINE, subject: 'organisation', kind: 'signed-in-again', value: {}, proof: 'attested', by: undefined, at: AT, evidence: '' } as const;
    await db.kysely.transaction().execute((trx) => appendFacts(trx, [fact]));
    sent = [];
    equal(await sweepSteps(deps(0)), 1);
    deepEqual(sent, [['read-back', { tenantId: FJORDLINE }]]);
  });
});
