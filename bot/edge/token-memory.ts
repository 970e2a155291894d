/** Remembers verified tokens by the whole header for a short while, because checking a signature costs most of an idle turn. */
export type TokenMemory<T> = {
  get(header: string, nowMs: number): T | undefined;
  put(header: string, value: T, untilMs: number): void;
  clear(): void;
};

const MOST = 500;

/** Bounded: the oldest entry gives way. An entry is never returned after its `untilMs`. */
export const createTokenMemory = <T>(): TokenMemory<T> => {
  const entries = new Map<string, { value: T; untilMs: number }>();
  return {
    get: (header, nowMs) => {
      const entry = entries.get(header);
      if (entry === undefined || nowMs < entry.untilMs) return entry?.value;
      entries.delete(header);
      return undefined;
    },
    put: (header, value, untilMs) => {
      const oldest = entries.size >= MOST ? entries.keys().next() : undefined;
      if (oldest !== undefined && !oldest.done) entries.delete(oldest.value);
      entries.set(header, { value, untilMs });
    },
    clear: () => entries.clear(),
  };
};
