import type { Storage, StoreItems } from 'botbuilder';

/** The part of keyv that is used. */
export type Memory = {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
  delete(key: string): Promise<unknown>;
};

/** Conversation memory for the SDK, on keyv. No etags: turns of one conversation run one at a time, and nothing of value is kept here. */
export const createStorage = (memory: Memory, keyOf: (key: string) => string): Storage => ({
  read: async (keys) => {
    const items: StoreItems = {};
    for (const key of keys) {
      const value: unknown = await memory.get(keyOf(key));
      if (value !== undefined) items[key] = value;
    }
    return items;
  },
  write: async (changes) => {
    for (const [key, value] of Object.entries(changes)) await memory.set(keyOf(key), value);
  },
  delete: async (keys) => {
    for (const key of keys) await memory.delete(keyOf(key));
  },
});
