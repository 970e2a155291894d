import assert from 'node:assert/strict';
import { sql } from 'kysely';
import fc from 'fast-check';
import { appendAudit, verifyAudit } from '../../ledger/audit.ts';
import type { AuditEntry } from '../../ledger/audit.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import type { Json } from '../../ledger/canonical.ts';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { frame } from '../../ledger/frame.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

const entry = (event: string, change: Partial<AuditEntry> = {}): AuditEntry => ({
  at: '2026-01-12T08:00:00.000Z',
  actor: { tenantId: 'tenant-fjordline', personId: 'person-1', role: 'admin-agent' },
  event,
  subject: 'transfer-1',
  before: null,
  after: { phase: 'accepting', lines: [1, 2] },
  ...change,
});

describe('the audit chain', () => {
  let fresh: FreshDatabase;
  let db: Database;

  const append = async (...entries: AuditEntry[]): Promise<void> => {
    for (const each of entries) await db.kysely.transaction().execute(async (trx) => appendAudit(trx, each));
  };

  /** What only somebody with the database's master key can do. */
  const meddle = async (statement: string): Promise<void> => {
    await sql`alter table audit disable trigger audit_append_only`.execute(db.kysely);
    await sql.raw(statement).execute(db.kysely);
    await sql`alter table audit enable trigger audit_append_only`.execute(db.kysely);
  };

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
  });

  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  it('holds when nobody meddled, with awkward texts too', async () => {
    await append(entry('requested'), entry('accepted', { requestId: 'r-1' }), entry('noted', { requestId: '', before: { name: 'a\0b \ud800 "ö" 𝄞' } }));
    assert.deepEqual(await verifyAudit(db), { ok: true, rows: 3 });
  });

  it('stays one line when many write at once', async () => {
    await Promise.all(Array.from({ length: 25 }, async (_, at) => append(entry(`event-${at}`))));
    assert.deepEqual(await verifyAudit(db), { ok: true, rows: 25 });
  });

  it('takes back its line with the transaction, and goes on', async () => {
    await append(entry('one'));
    const undone = db.kysely.transaction().execute(async (trx) => {
      await appendAudit(trx, entry('never'));
      throw new Error('changed my mind');
    });
    await assert.rejects(undone, /changed my mind/);
    await append(entry('two'));
    assert.deepEqual(await verifyAudit(db), { ok: true, rows: 2 });
  });

  for (const verb of ["update audit set event = 'x'", 'delete from audit', 'truncate audit']) {
    it(`refuses: ${verb}`, async () => {
      await append(entry('one'));
      await assert.rejects(sql.raw(verb).execute(db.kysely), /append-only/);
    });
  }

  const columns = ['at', 'actor_tenant_id', 'actor_person_id', 'actor_role', 'event', 'subject', 'request_id', 'before', 'after', 'hash'];
  it('shows a flipped byte in any column, and where (A48)', async () => {
    for (const column of columns) {
      await append(entry('one'), entry('two', { requestId: 'r' }), entry('three'));
      await meddle(`update audit set ${column} = ${column} || '.' where event = 'two'`);
      const { rows } = await sql<{ sequence: string }>`select sequence from audit where event like 'two%'`.execute(db.kysely);
      const verdict = await verifyAudit(db);
      assert.ok(!verdict.ok && verdict.sequence === rows[0]?.sequence, column);
      await meddle('delete from audit');
    }
  });

  it('tells an absent request id from an empty one', async () => {
    await append(entry('one', { requestId: '' }));
    await meddle('update audit set request_id = null');
    assert.equal((await verifyAudit(db)).ok, false);
  });

  it('shows a line that was taken out, and lines that changed places', async () => {
    await append(entry('one'), entry('two'), entry('three'));
    await meddle("delete from audit where event = 'two'");
    const missing = await verifyAudit(db);
    assert.ok(!missing.ok && /missing/.test(missing.why));
  });
});

describe('canonical JSON', () => {
  const tree = fc.jsonValue() as fc.Arbitrary<Json>;

  it('means the same value', () => {
    fc.assert(fc.property(tree, (value) => assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))));
  });

  it('does not depend on the order of names', () => {
    assert.equal(canonicalJson({ b: 1, a: { d: 2, c: undefined } }), canonicalJson({ a: { d: 2 }, b: 1 }));
  });
});

describe('length-prefixed parts', () => {
  it('never give the same bytes for two different lists', () => {
    const list = fc.array(fc.string(), { maxLength: 4 });
    fc.assert(fc.property(list, list, (a, b) => frame(...a).equals(frame(...b)) === (JSON.stringify(a) === JSON.stringify(b))));
    assert.ok(!frame('ab', 'c').equals(frame('a', 'bc')));
  });
});
