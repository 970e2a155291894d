/** Tokens whose signature has been checked, by their exact text, and who each belongs to. */
export type VerifiedTokens<T> = {
  get(token: string): T | undefined;
  /** `until`: real time in milliseconds from which on the token itself is no longer good. */
  put(token: string, caller: T, until: number): void;
  /** The keys may have changed: all must be checked again. */
  clear(): void;
};

/** Longest time without another look at the signature. */
const BELIEVED_MS = 60_000;
const KEPT = 1000;

/** Clients send one token for an hour; checking its signature anew each time would cost more than everything else together. */
export const createVerifiedTokens = <T>(wallNow: () => number): VerifiedTokens<T> => {
  const believed = new Map<string, { readonly caller: T; readonly until: number }>();
  return {
    get: (token) => {
      const found = believed.get(token);
      if (found === undefined || wallNow() < found.until) return found?.caller;
      believed.delete(token);
      return undefined;
    },
    put: (token, caller, until) => {
      if (believed.size >= KEPT) believed.clear();
      believed.set(token, { caller, until: Math.min(until, wallNow() + BELIEVED_MS) });
    },
    clear: () => believed.clear(),
  };
};
