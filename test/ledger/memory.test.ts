import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Keyv } from 'keyv';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { createMemoryStore } from '../../ledger/memory-store.ts';
import { createMemory, memoryKey } from '../../ledger/memory.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

const HOUR = 3_600_000;

/** keyv's documented behaviour, and what it must not do on our database. */
describe('conversation memory', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let memory: Keyv;

  before(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
  });

  after(async () => {
    await db.close();
    await fresh.drop();
  });

  beforeEach(async () => {
    await sql`truncate memory`.execute(db.kysely);
    memory = createMemory(db);
  });

  const awkward: Record<string, unknown> = {
    'a text': 'hej',
    'an empty text': '',
    'a text that begins with a colon': ':base64:x',
    zero: 0,
    false: false,
    null: null,
    'a record': { step: 2, chosen: ['a', 'b'], nothing: null },
    'a list': [1, [2, null]],
    NUL: 'a\0b',
    'a lone surrogate': 'a\ud800b',
    'text outside the first plane': '𝄞 Lönn & Björk',
    'a big number': 2n ** 80n,
    bytes: Buffer.from([0, 1, 255]),
  };
  for (const [what, value] of Object.entries(awkward)) {
    it(`gives back ${what}`, async () => {
      assert.equal(await memory.set('key', value), true);
      assert.deepEqual(await memory.get('key'), value);
      assert.equal(await memory.has('key'), true);
    });
  }

  it('tells nothing stored from null', async () => {
    await memory.set('null', null);
    assert.equal(await memory.get('null'), null);
    assert.equal(await memory.get('none'), undefined);
    assert.equal(await memory.has('none'), false);
    await memory.set('undefined', undefined);
    assert.equal(await memory.get('undefined'), undefined);
  });

  it('overwrites, deletes, and says whether there was something to delete', async () => {
    await memory.set('key', 'old', HOUR);
    await memory.set('key', 'new');
    assert.equal(await memory.get('key'), 'new');
    assert.equal(await memory.delete('key'), true);
    assert.equal(await memory.delete('key'), false);
    assert.equal(await memory.get('key'), undefined);
  });

  it('works on many at once, in the order asked, also twice the same and none', async () => {
    assert.deepEqual(await memory.setMany([{ key: 'a', value: 1 }, { key: 'b', value: 2 }, { key: 'a', value: 3 }]), [true, true, true]);
    assert.deepEqual(await memory.getMany(['b', 'none', 'a', 'a']), [2, undefined, 3, 3]);
    assert.deepEqual(await memory.hasMany(['none', 'b']), [false, true]);
    assert.deepEqual(await memory.deleteMany(['a', 'none']), [true, false]);
    assert.deepEqual(await memory.getMany([]), []);
    assert.deepEqual(await memory.setMany([]), []);
    assert.deepEqual(await memory.deleteMany([]), []);
  });

  it('forgets after the time to live, by default and by call', async () => {
    const short = createMemory(db, { ttl: 150 });
    await short.set('default', 1);
    await short.set('longer', 1, HOUR);
    assert.equal(await short.get('default'), 1);
    await pause(200);
    assert.equal(await short.get('default'), undefined);
    assert.equal(await short.has('default'), false);
    assert.equal(await short.delete('default'), false);
    assert.equal(await short.get('longer'), 1);
  });

  it('counts by the clock of the database: a machine clock an hour back revives nothing (F30)', async () => {
    const store = createMemoryStore(db, { now: () => 5 * HOUR });
    await store.set('key', 'value', 5 * HOUR + 100);
    assert.equal(await store.get('key'), 'value');
    await pause(150);
    assert.equal(await createMemoryStore(db, { now: () => 4 * HOUR }).get('key'), undefined);
    await store.set('gone', 'value', 4 * HOUR);
    assert.equal(await store.get('gone'), undefined);
  });

  it('sweeps what has expired and only that', async () => {
    const store = createMemoryStore(db, { now: () => HOUR });
    await store.setMany([{ key: 'old', value: 'x', expires: 1 }, { key: 'young', value: 'x', expires: 2 * HOUR }, { key: 'lasting', value: 'x' }]);
    assert.equal(await store.sweep(), 1);
    assert.equal(await store.sweep(), 0);
    assert.deepEqual(await store.hasMany(['old', 'young', 'lasting']), [false, true, true]);
  });

  it('keeps namespaces apart, whatever their names and keys look like', async () => {
    const [plain, a, ab, like] = [undefined, 'a', 'a:b', '%'].map((namespace) => createMemory(db, { namespace })) as [Keyv, Keyv, Keyv, Keyv];
    await plain.set('c', 'plain');
    await a.set('b:c', 'a');
    await ab.set('c', 'a:b');
    await like.set('c', '%');
    assert.deepEqual(await Promise.all([plain.get('c'), a.get('b:c'), ab.get('c'), like.get('c')]), ['plain', 'a', 'a:b', '%']);
    await like.clear();
    await a.clear();
    assert.deepEqual(await Promise.all([plain.get('c'), a.get('b:c'), ab.get('c'), like.get('c')]), ['plain', undefined, 'a:b', undefined]);
    await plain.clear();
    assert.equal(await ab.get('c'), 'a:b');
  });

  it('lists its own namespace, all pages, without what has expired', async () => {
    const mine = createMemory(db, { namespace: 'mine' });
    await createMemory(db, { namespace: 'other' }).set('x', 1);
    await mine.setMany(Array.from({ length: 1_234 }, (_, at) => ({ key: `k${at}`, value: at })));
    await mine.set('expired', 1, 1);
    await pause(20);
    const seen = new Map<string, unknown>();
    for await (const [key, value] of mine.iterator()) seen.set(key, value);
    assert.equal(seen.size, 1_234);
    assert.equal(seen.get('k77'), 77);
  });

  for (const [what, key] of Object.entries({ long: 'k'.repeat(100_000), 'with NUL': 'a\0b', 'with a lone surrogate': 'a\udc00', 'with signs of SQL': "'; drop table memory; --" })) {
    it(`takes a key that is ${what}, and does not mix it up with its neighbour`, async () => {
      await memory.set(key, 'one');
      await memory.set(`${key}.`, 'two');
      assert.deepEqual(await memory.getMany([key, `${key}.`]), ['one', 'two']);
      assert.equal(await memory.delete(key), true);
      assert.equal(await memory.get(`${key}.`), 'two');
    });
  }

  it('names things alike only when all parts are alike', () => {
    assert.equal(memoryKey('tenant', 'kind', 'id'), memoryKey('tenant', 'kind', 'id'));
    assert.notEqual(memoryKey('tenant', 'kindid'), memoryKey('tenant', 'kind', 'id'));
    assert.notEqual(memoryKey('a', ''), memoryKey('a'));
    assert.match(memoryKey('x'.repeat(10_000)), /^[0-9a-f]{64}$/);
  });

  it('rejects a torn row instead of inventing a value', async () => {
    await memory.set('key', { a: 1 });
    await sql`update memory set value = left(value, 5)`.execute(db.kysely);
    await assert.rejects(memory.get('key'), SyntaxError);
  });

  it('fails loudly on a dead database, in every method, and comes back with it', async () => {
    await memory.set('key', 'good');
    await sql`alter table memory rename to away`.execute(db.kysely);
    const list = async (): Promise<void> => {
      for await (const _ of memory.iterator());
    };
    // A listener of somebody else's must not turn the fault into "nothing stored".
    memory.on('error', () => undefined);
    const calls: Record<string, () => Promise<unknown>> = {
      get: async () => memory.get('key'),
      getMany: async () => memory.getMany(['key']),
      has: async () => memory.has('key'),
      hasMany: async () => memory.hasMany(['key']),
      set: async () => memory.set('key', 'bad'),
      setMany: async () => memory.setMany([{ key: 'key', value: 'bad' }]),
      delete: async () => memory.delete('key'),
      deleteMany: async () => memory.deleteMany(['key']),
      clear: async () => memory.clear(),
      iterator: list,
    };
    for (const [name, call] of Object.entries(calls)) await assert.rejects(call(), /memory/, name);
    await sql`alter table away rename to memory`.execute(db.kysely);
    assert.equal(await memory.get('key'), 'good');
  });

  it('wants keyv\'s serialiser: values that are no texts are refused', async () => {
    await assert.rejects(createMemoryStore(db).set('key', { a: 1 }), TypeError);
  });
});
