import { deepEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { CommandDeps } from '../../commands/deps.ts';
import { showTransfer } from '../../commands/show-transfer.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { insertTransfer } from '../../ledger/transfers.ts';
import { AT, aPerson, aTransfer } from '../helpers/builders.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

describe('Showing the request that holds a line (R155)', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  before(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, aTransfer(), new Date(AT)));
  });
  after(async () => {
    await db.close();
    await fresh.drop();
  });

  it('owes the person its card each time, and nothing to a stranger or of what there is not (I5)', async () => {
    const deps = { db: db.kysely, now: () => new Date(AT), newId: randomUUID, send: async () => true } as unknown as CommandDeps;
    const { transferId } = aTransfer();
    const stranger = { ...aPerson('partner'), tenantId: 'elsewhere' };
    const shown = [await showTransfer(deps, aPerson('partner'), transferId), await showTransfer(deps, aPerson('partner'), transferId), await showTransfer(deps, stranger, transferId), await showTransfer(deps, aPerson('partner'), 'none')];
    const owed = await db.kysely.selectFrom('outbox').select(['kind', 'person_id', 'transfer_id']).execute();
    deepEqual([shown, owed.map((row) => [row.kind, row.person_id, row.transfer_id])], [[true, true, false, false], [1, 2].map(() => ['shown', aPerson('partner').personId, transferId])]);
  });
});
