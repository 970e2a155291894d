import type { Clock } from './access.ts';
import { isTokenError } from './errors.ts';

/** Times in milliseconds since 1970. */
export type Held = { token: string; refreshAt: number; expiresAt: number };

export type HeldTokens = {
  /** `acquire` is told whether a token from a cache is good enough; callers that come meanwhile share its result. */
  get(key: string, options: { fresh: boolean; acquire: (force: boolean) => Promise<Held> }): Promise<string>;
  put(key: string, held: Held): void;
  drop(key: string): void;
};

/** More than that many at once: those that ran out are swept away. */
const MANY = 500;
const STILL_USABLE_MS = 60_000;

/** Access tokens in memory, one single flight a key: a hundred callers cause one call (performance and Entra's limits alike). */
export const createHeldTokens = (clock: Clock): HeldTokens => {
  const held = new Map<string, Held>();
  const flights = new Map<string, { fresh: boolean; promise: Promise<Held> }>();
  const now = (): number => clock.now().getTime();

  const put = (key: string, value: Held): void => {
    if (held.size >= MANY) for (const [old, { expiresAt }] of held) if (expiresAt <= now()) held.delete(old);
    held.set(key, value);
  };

  const depart = (key: string, fresh: boolean, acquire: (force: boolean) => Promise<Held>): Promise<Held> => {
    const before = held.get(key);
    const promise = acquire(fresh || before !== undefined)
      .then((value) => {
        // Dropped while we were asking: whoever dropped it has the last word.
        if (flights.get(key)?.promise === promise) put(key, value);
        return value;
      })
      .finally(() => {
        if (flights.get(key)?.promise === promise) flights.delete(key);
      });
    flights.set(key, { fresh, promise });
    return promise;
  };

  const get: HeldTokens['get'] = async (key, { fresh, acquire }) => {
    for (;;) {
      const flight = flights.get(key);
      if (flight !== undefined && fresh && !flight.fresh) {
        await flight.promise.catch(() => undefined);
        continue;
      }
      const present = held.get(key);
      if (flight === undefined && !fresh && present !== undefined && now() < present.refreshAt) return present.token;
      try {
        return (await (flight?.promise ?? depart(key, fresh, acquire))).token;
      } catch (error) {
        // Entra is away for a moment, but what we have is good for a while yet.
        const usable = !fresh && present !== undefined && held.get(key) === present && now() < present.expiresAt - STILL_USABLE_MS;
        if (usable && isTokenError(error) && error.why === 'unreachable') return present.token;
        throw error;
      }
    }
  };

  const drop = (key: string): void => {
    held.delete(key);
    flights.delete(key);
  };
  return { get, put, drop };
};
