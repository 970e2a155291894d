import { deepEqual, doesNotMatch, equal, ok } from 'node:assert/strict';
import { viewTransfer } from '../../bot/teams/transfer-view.ts';
import { stateOf } from '../../journey/map.ts';
import { waitingOn } from '../../journey/next-steps.ts';
import { chosenProfile } from '../../journey/profiles/find.ts';
import type { Transfer } from '../../journey/records.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { verifyAudit } from '../../ledger/audit.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { factsOf } from '../../ledger/facts.ts';
import { MIGRATIONS, migrate } from '../../ledger/migrate.ts';
import { waitingFor } from '../../ledger/outbox.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { findPerson } from '../../ledger/people.ts';
import { findTransfer } from '../../ledger/transfers.ts';
import { restore } from '../corpus/ledger-rows.ts';
import { RELEASES, keptLedger } from '../corpus/releases.ts';
import { THE_CUSTOMER } from '../helpers/known-facts.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { blankDatabase } from '../helpers/postgres.ts';

type Row = Readonly<Record<string, unknown>>;

for (const release of RELEASES) {
  const kept = keptLedger(release);
  const transfers = (kept.rows['transfer'] ?? []).map((row) => (row as { record: Transfer }).record);

  describe(`The ledger of ${release}, brought up to date`, () => {
    let database: FreshDatabase;
    let db: Database;
    before(async () => {
      database = await blankDatabase();
      db = await openDatabase({ url: database.url });
      const then = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => kept.migrations.includes(name)));
      deepEqual(Object.keys(then).toSorted(), [...kept.migrations], 'a released migration keeps its name for ever');
      await migrate(db, then);
      await restore(db, kept.rows);
      await migrate(db);
    });
    after(async () => {
      await db.close();
      await database.drop();
    });

    const known = async (row: Row): Promise<KnownPerson> => {
      const person = await findPerson(db.kysely, String(row['tenant_id']), String(row['person_id']));
      ok(person);
      return person;
    };

    it('has every transfer as it was', async () => {
      ok(transfers.length > 10);
      for (const before of transfers) {
        const after = await findTransfer(db.kysely, before.transferId);
        for (const [key, value] of Object.entries(before)) deepEqual(after?.[key as keyof Transfer], value, `${before.phase}: ${key}`);
      }
    });

    it('shows every transfer to everybody of both companies, with no hole in the text', async () => {
      for (const row of (kept.rows['person'] ?? []) as Row[]) {
        const person = await known(row);
        for (const { transferId } of transfers) {
          const transfer = await findTransfer(db.kysely, transferId);
          ok(transfer && waitingOn(transfer));
          const card = JSON.stringify(viewTransfer(person, transfer, { handle: 'h', isNewest: true }));
          doesNotMatch(card, /undefined|\[object|\{[a-z.]+\}/i, transfer.phase);
        }
      }
    });

    it('knows where every step of the journey stands', async () => {
      const [first] = (kept.rows['fact'] ?? []) as Row[];
      const facts = await factsOf(db.kysely, String(first?.['tenant_id']));
      equal(facts.all.length, kept.rows['fact']?.length);
      const input = { steps: STEPS, facts, now: new Date('2026-03-01T09:00:00Z'), profile: chosenProfile(facts) };
      const done = STEPS.filter((step) => stateOf(input, step.id, step.of === 'organisation' ? 'organisation' : THE_CUSTOMER).state === 'done').map(({ id }) => id);
      for (const id of ['decide', 'enrol', 'sign', 'partner-up', 'classify', 'route', 'consent'] as const) ok(done.includes(id), `${id} was done: ${done.join(', ')}`);
    });

    it('still owes what it owed, and its audit log is whole', async () => {
      for (const row of (kept.rows['person'] ?? []) as Row[]) {
        const [tenantId, personId] = [String(row['tenant_id']), String(row['person_id'])];
        const owed = ((kept.rows['outbox'] ?? []) as Row[]).filter((one) => one['tenant_id'] === tenantId && one['person_id'] === personId && one['state'] === 'waiting');
        equal((await waitingFor(db.kysely, tenantId, personId)).length, owed.length);
      }
      equal((await verifyAudit(db)).ok, true);
    });
  });
}
