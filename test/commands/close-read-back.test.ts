import { deepEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readBack } from '../../commands/read-backs/all.ts';
import type { FactValues } from '../../journey/facts.ts';
import type { Subscription } from '../../journey/records.ts';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { appendFacts, factsOf } from '../../ledger/facts.ts';
import { insertTransfer, storeTransfer } from '../../ledger/transfers.ts';
import { AT, FJORDLINE, aCustomer, aSignature, aSubscription, aTransfer, anOutcome } from '../helpers/builders.ts';
import { LONN } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

const waiting: FactValues['close-checked'] = { transfers: 1, withoutProvider: ['8c2f0000 (Nordvind Distribution)'], withoutPartner: [], undecided: [] };

describe('A close that waits (R120, R144, R147, R151)', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let asked: string[];
  let subscriptions: Subscription[];

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    asked = [];
    subscriptions = [aSubscription({ status: 'suspended' })];
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const deps = () => ({
    db: db.kysely, now: () => new Date(AT), newId: randomUUID, organisation: () => undefined,
    partnerCenter: { subscriptions: { list: async (_access: unknown, customerId: string) => (asked.push(customerId), subscriptions) } } as never,
  });
  const holds = (...facts: Parameters<typeof appendFacts>[1]) => db.kysely.transaction().execute((trx) => appendFacts(trx, facts));
  const transfer = aTransfer({ phase: 'complete', sourceVerifiedAt: AT, outcomes: [anOutcome('complete')] });
  const checks = async () => (await factsOf(db.kysely, FJORDLINE)).all.flatMap((fact) => (fact.kind === 'close-checked' ? [[fact.value.withoutProvider.length, fact.value.undecided, fact.by?.name]] : []));

  it('is read again by itself, and says when the provider has signed', async () => {
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, transfer, new Date(AT)));
    await holds(aFact('close-checked', waiting, { subject: LONN, proof: 'verified' }));
    await readBack(deps(), FJORDLINE);
    deepEqual([await checks(), asked], [[[1, [], 'Astrid Lind']], []]);
    await db.kysely.transaction().execute((trx) => storeTransfer(trx, transfer, { ...transfer, landed: aSignature('provider') }, undefined));
    await readBack(deps(), FJORDLINE);
    deepEqual(await checks(), [[1, [], 'Astrid Lind'], [0, [], undefined]]);
    await readBack(deps(), FJORDLINE);
    deepEqual(asked, [aCustomer().customerId]);
  });

  it('sees a subscription that came in between and is decided by nobody', async () => {
    subscriptions = [aSubscription({ subscriptionId: 'new', name: 'Visio Plan 2' })];
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, { ...transfer, landed: aSignature('provider') }, new Date(AT)));
    await holds(aFact('close-checked', waiting, { subject: LONN, proof: 'verified' }));
    await readBack(deps(), FJORDLINE);
    deepEqual((await checks()).at(-1), [0, ['Visio Plan 2'], undefined]);
  });

  it('asks nothing for customers that are closed, or whose subscriptions are still to be decided by the partner', async () => {
    await holds(
      aFact('close-checked', waiting, { subject: LONN, proof: 'verified' }), aFact('customer-closed', {}, { subject: LONN }),
      aFact('close-checked', { ...waiting, withoutProvider: [], undecided: ['Visio Plan 2'] }, { subject: 'customer:other', proof: 'verified' }),
    );
    await readBack(deps(), FJORDLINE);
    deepEqual(asked, []);
  });
});
