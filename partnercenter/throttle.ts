import type { Clock } from './access.ts';

/** Milliseconds, as in every name of this file. */
export type ThrottleDeps = { clock: Clock; sleep: (ms: number) => Promise<void>; random: () => number; maxWaitMs: number };

export type Throttle = {
  /** Resolves when the tenant may be served again; returns the remaining wait when that is longer than anybody should wait here. */
  admit(tenantId: string): Promise<{ waitMs: number } | undefined>;
  /** Nothing is sent for the tenant until that time has passed. */
  block(tenantId: string, ms: number): void;
};

/** One budget a tenant (API topic 3.5): refused calls still count, so while one call is told to wait, all of them wait. */
export const createThrottle = (deps: ThrottleDeps): Throttle => {
  const blockedUntil = new Map<string, number>();
  const remaining = (tenantId: string): number => (blockedUntil.get(tenantId) ?? 0) - deps.clock.now().getTime();

  const admit = async (tenantId: string): Promise<{ waitMs: number } | undefined> => {
    for (let waited = 0; ; ) {
      const wait = remaining(tenantId);
      if (wait <= 0) break;
      if (waited + wait > deps.maxWaitMs) return { waitMs: wait };
      // Those who waited together must not arrive together.
      const pause = Math.ceil(wait + deps.random() * Math.min(500, wait / 4));
      await deps.sleep(pause);
      waited += pause;
    }
    blockedUntil.delete(tenantId);
    return undefined;
  };

  const block = (tenantId: string, ms: number): void => {
    const until = deps.clock.now().getTime() + ms;
    blockedUntil.set(tenantId, Math.max(until, blockedUntil.get(tenantId) ?? 0));
  };
  return { admit, block };
};

const HOUR = 3_600_000;

/** Retry-After as seconds or as an HTTP date, in milliseconds; `fallbackMs` when it is missing or nonsense, an hour at most. */
export const retryAfterMs = (header: string | null, now: Date, fallbackMs: number): number => {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1000, HOUR);
  const date = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return fallbackMs;
  return Math.min(Math.max(date - now.getTime(), 0), HOUR);
};
