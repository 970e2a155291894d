import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { ConflictError, StartFault } from '../../ledger/faults.ts';
import { createSealedTokens } from '../../ledger/sealed-tokens.ts';
import type { TokenPartitions } from '../../ledger/sealed-tokens.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

const BLOB = '{"RefreshToken":{"secret":"0.AXoA-very-secret"}} å𝄞';

describe('sealed tokens (A34)', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let tokens: TokenPartitions;
  let faults: Error[];
  const key = randomBytes(32);

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    faults = [];
    tokens = createSealedTokens({ db, key, onFault: (fault) => faults.push(fault) });
  });

  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  it('come back as they were stored, version by version, until removed', async () => {
    assert.equal(await tokens.load('t', 'p'), undefined);
    await tokens.save('t', 'p', BLOB, 0);
    assert.deepEqual(await tokens.load('t', 'p'), { blob: BLOB, version: 1 });
    await tokens.save('t', 'p', '', 1);
    assert.deepEqual(await tokens.load('t', 'p'), { blob: '', version: 2 });
    await tokens.remove('t', 'p');
    assert.equal(await tokens.load('t', 'p'), undefined);
    assert.deepEqual(faults, []);
  });

  it('refuse to overwrite what somebody else stored in between', async () => {
    await tokens.save('t', 'p', 'first', 0);
    await assert.rejects(tokens.save('t', 'p', 'second', 0), ConflictError);
    await assert.rejects(tokens.save('t', 'p', 'second', 2), ConflictError);
    const both = await Promise.allSettled([tokens.save('t', 'p', 'a', 1), tokens.save('t', 'p', 'b', 1)]);
    assert.deepEqual(both.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
  });

  it('show nothing of their content in the table, and never seal alike twice', async () => {
    await tokens.save('t', 'p', BLOB, 0);
    await tokens.save('t', 'q', BLOB, 0);
    const rows = await db.kysely.selectFrom('sealed_token').select('sealed').execute();
    for (const row of rows) assert.ok(!row.sealed.toString('latin1').includes('secret'));
    assert.notDeepEqual(rows[0]?.sealed, rows[1]?.sealed);
  });

  const meddlings = {
    'rows swapped between persons': "update sealed_token a set sealed = b.sealed from sealed_token b where a.tenant_id = 't' and b.tenant_id = 't' and a.person_id <> b.person_id",
    'content copied from another tenant': "update sealed_token set sealed = (select sealed from sealed_token where tenant_id = 't2') where tenant_id = 't'",
    'a changed byte': 'update sealed_token set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)',
    'a shortened row': 'update sealed_token set sealed = substring(sealed from 1 for 20)',
    'an empty row': "update sealed_token set sealed = ''",
    'a raised version': 'update sealed_token set version = version + 1',
  };
  for (const [what, statement] of Object.entries(meddlings)) {
    it(`do not open after ${what}; it is reported, and the person can sign in anew`, async () => {
      await tokens.save('t', 'p', 'mine', 0);
      await tokens.save('t', 'q', 'yours', 0);
      await tokens.save('t2', 'x', 'theirs', 0);
      await sql.raw(statement).execute(db.kysely);
      assert.equal(await tokens.load('t', 'p'), undefined);
      assert.match(faults[0]?.message ?? '', /person p in tenant t does not open/);
      await tokens.save('t', 'p', 'again', 0);
      assert.deepEqual(await tokens.load('t', 'p'), { blob: 'again', version: 1 });
    });
  }

  it('do not open with another key', async () => {
    await tokens.save('t', 'p', BLOB, 0);
    const other = createSealedTokens({ db, key: randomBytes(32), onFault: (fault) => faults.push(fault) });
    assert.equal(await other.load('t', 'p'), undefined);
    assert.equal(faults.length, 1);
  });

  it('say which key is wanted', () => {
    assert.throws(
      () => createSealedTokens({ db, key: randomBytes(16), onFault: () => undefined }),
      (fault: Error) => fault instanceof StartFault && /16 bytes instead of 32.*openssl/.test(fault.message),
    );
  });
});
