import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { keyvStorageCapability } from 'keyv';
import type { KeyvStorageCapability, KeyvStorageEntry } from 'keyv';
import { machineNow } from './clock.ts';
import type { Database } from './database.ts';

export type MemoryStoreOptions = {
  readonly namespace?: string;
  /** The clock that keyv counted `expires` from (milliseconds since 1970); handed in by tests only. */
  readonly now?: () => number;
};

/** keyv 6's storage contract; values are the texts that keyv's serialiser makes. */
export type MemoryStore = {
  namespace?: string | undefined;
  capabilities: KeyvStorageCapability;
  get(key: string): Promise<string | undefined>;
  getMany(keys: string[]): Promise<Array<string | undefined>>;
  set(key: string, value: unknown, expires?: number): Promise<boolean>;
  setMany(entries: KeyvStorageEntry<unknown>[]): Promise<boolean[]>;
  has(key: string): Promise<boolean>;
  hasMany(keys: string[]): Promise<boolean[]>;
  delete(key: string): Promise<boolean>;
  deleteMany(keys: string[]): Promise<boolean[]>;
  clear(): Promise<void>;
  iterator(): AsyncGenerator<[string, string], void>;
  /** Removes what has expired; says how many. */
  sweep(): Promise<number>;
};

/** An index entry of PostgreSQL holds 2.7 kB. */
const LONGEST_KEY = 512;
const PAGE = 500;
const ALIVE = sql<boolean>`(expires_at is null or expires_at > clock_timestamp())`;

/** Keys that PostgreSQL cannot hold (long, NUL, lone surrogates) are stored, and listed, by their digest. */
const storable = (key: string): string =>
  key.length <= LONGEST_KEY && key.isWellFormed() && !key.includes('\0') ? key : `sha256:${createHash('sha256').update(Buffer.from(key, 'utf16le')).digest('hex')}`;

const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new TypeError('The memory holds texts: leave keyv its serialiser.');
};

/** The first row of a list of one. */
const only = <T>(list: readonly T[]): T => {
  if (list.length !== 1) throw new Error(`Expected one answer and got ${list.length}.`);
  return list[0] as T;
};

/** A keyv store in the table `memory`. What has expired, by the database's clock, is neither read nor listed. */
export const createMemoryStore = (db: Database, options: MemoryStoreOptions = {}): MemoryStore => {
  const now = options.now ?? machineNow;
  const table = db.kysely;

  /** The length keeps namespace `a` with key `b:c` apart from namespace `a:b` with key `c`. */
  const prefix = (): string => {
    const name = storable(store.namespace ?? '');
    return `${name.length}:${name}:`;
  };
  const nameOf = (key: string): string => prefix() + storable(key);

  const alive = async (names: string[]): Promise<Map<string, string>> => {
    if (names.length === 0) return new Map();
    const rows = await table.selectFrom('memory').select(['key', 'value']).where('key', 'in', names).where(ALIVE).execute();
    return new Map(rows.map((row) => [row.key, row.value]));
  };

  const toRow = ({ key, value, expires }: KeyvStorageEntry<unknown>) => ({
    key: nameOf(key),
    value: asText(value),
    // What is left to live is carried over, not the instant: the two clocks need not agree.
    expires_at: expires === undefined ? null : sql<Date>`clock_timestamp() + make_interval(secs => ${(expires - now()) / 1000}::float8)`,
  });

  const store: MemoryStore = {
    namespace: options.namespace,
    get capabilities() {
      return keyvStorageCapability(store);
    },
    get: async (key) => only(await store.getMany([key])),
    getMany: async (keys) => {
      const found = await alive(keys.map(nameOf));
      return keys.map((key) => found.get(nameOf(key)));
    },
    set: async (key, value, expires) => only(await store.setMany([{ key, value, expires }])),
    setMany: async (entries) => {
      // The last of equal keys wins; one statement may not touch a row twice.
      const rows = [...new Map(entries.map((entry) => [nameOf(entry.key), toRow(entry)])).values()];
      if (rows.length > 0) {
        const change = sql<string>`excluded.value`;
        const insert = table.insertInto('memory').values(rows);
        await insert.onConflict((on) => on.column('key').doUpdateSet({ value: change, expires_at: sql<Date>`excluded.expires_at` })).execute();
      }
      return entries.map(() => true);
    },
    has: async (key) => only(await store.hasMany([key])),
    hasMany: async (keys) => (await store.getMany(keys)).map((value) => value !== undefined),
    delete: async (key) => only(await store.deleteMany([key])),
    deleteMany: async (keys) => {
      if (keys.length === 0) return [];
      const gone = await table.deleteFrom('memory').where('key', 'in', keys.map(nameOf)).returning(['key', ALIVE.as('alive')]).execute();
      const names = new Set(gone.filter((row) => row.alive).map((row) => row.key));
      return keys.map((key) => names.has(nameOf(key)));
    },
    clear: async () => {
      await table.deleteFrom('memory').where(sql<boolean>`starts_with(key, ${prefix()})`).execute();
    },
    iterator: async function* () {
      const start = prefix();
      for (let after = ''; ; ) {
        const mine = table.selectFrom('memory').select(['key', 'value']).where(sql<boolean>`starts_with(key, ${start})`);
        const page = await mine.where('key', '>', after).where(ALIVE).orderBy('key').limit(PAGE).execute();
        for (const row of page) yield [row.key.slice(start.length), row.value];
        if (page.length < PAGE) return;
        after = page.at(-1)?.key ?? after;
      }
    },
    sweep: async () => {
      const gone = await table.deleteFrom('memory').where(sql<boolean>`expires_at <= clock_timestamp()`).executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
  };
  return store;
};
