import { createHash } from 'node:crypto';
import { Keyv } from 'keyv';
import { asError } from './faults.ts';
import { frame } from './frame.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Database } from './database.ts';
import type { MemoryStoreOptions } from './memory-store.ts';

/** The name of one thing to remember, of fixed length; no two lists of parts share a name. */
export const memoryKey = (...parts: readonly string[]): string =>
  createHash('sha256')
    .update(frame(...parts))
    .digest('hex');

export type MemoryOptions = MemoryStoreOptions & {
  /** Milliseconds a value lives unless `set` says otherwise. */
  readonly ttl?: number;
};

/**
 * Conversation memory and caches: what may be lost, and nothing else. A database that fails rejects the call; on its own keyv would
 * answer "nothing stored", and the next write would erase the good row.
 */
export const createMemory = (db: Database, options: MemoryOptions = {}): Keyv => {
  const { namespace, ttl } = options;
  // Deadlines are the database's business: by the clock of this machine an hour back would revive what has expired.
  const keyv = new Keyv({ store: createMemoryStore(db, options), namespace, ttl, checkExpired: false });
  keyv.on('error', (fault: unknown) => {
    throw asError(fault);
  });
  return keyv;
};
