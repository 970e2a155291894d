import type { Answer, Family } from './call.ts';
import { key } from './ids.ts';
import type { State } from './state.ts';
import { switchOf } from './switches.ts';

const SECOND = 1000;
/** Seconds of a budget. */
const SPAN = 60;
/** Families with a published figure of their own (§3.5). */
const OWN_LIMITS: Partial<Record<Family, number>> = { validationEvents: 2 };

export type Throttled = { readonly tenantId: string; readonly customerId: string | undefined; readonly family: Family | undefined; readonly now: Date };
export type Throttle = (call: Throttled) => Answer | undefined;

export const throttled = (retryAfter: number | string | undefined): Answer => ({
  status: 429,
  body: {
    statusCode: 429,
    message: typeof retryAfter === 'number' ? `Rate limit is exceeded. Try again in ${retryAfter} seconds.` : 'Rate limit is exceeded.',
  },
  headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
});

/** Calls of the last minute, one count for each second; `second` is the newest. */
type Window = { second: number; readonly counts: Uint32Array; total: number };

/** Forgets the seconds that have left the minute. */
const slide = (window: Window, second: number): void => {
  const steps = Math.min(SPAN, second - window.second);
  for (let step = 1; step <= steps; step += 1) {
    const place = (window.second + step) % SPAN;
    window.total -= window.counts[place] ?? 0;
    window.counts[place] = 0;
  }
  if (steps > 0) window.second = second;
};

/** Seconds until fewer than `limit` calls lie within the last minute, if nobody calls until then. */
const wait = (window: Window, limit: number): number => {
  let left = window.total;
  for (let seconds = 1; seconds < SPAN; seconds += 1) {
    left -= window.counts[(window.second + seconds) % SPAN] ?? 0;
    if (left < limit) return seconds;
  }
  return SPAN;
};

/** A limit that moves from minute to minute between half and all of the published one, the same way in every run. */
const moved = (limit: number, second: number): number => Math.max(1, Math.ceil(limit * (0.5 + ((Math.floor(second / SPAN) * 7) % 11) / 20)));

/**
 * Refuses what goes beyond the limit within any minute; refused calls count as well, so that hammering never gets through (§3.5).
 * Budgets are per tenant and family; for transfers, of which no figure is published, per tenant, customer and family.
 */
export const createThrottle = (limitPerMinute: number, state: State): Throttle => {
  const windows = new Map<string, Window>();
  return ({ tenantId, customerId, family, now }) => {
    if (family === undefined) return undefined;
    const scope = switchOf(state, 'throttle.scope');
    const isPair = scope === 'pair' || (scope === 'published' && family === 'transfers');
    const name = `${tenantId} ${family} ${isPair ? key(customerId ?? '') : ''}`;
    const second = Math.floor(now.getTime() / SECOND);
    const window = windows.get(name) ?? { second, counts: new Uint32Array(SPAN), total: 0 };
    windows.set(name, window);
    slide(window, second);
    const full = OWN_LIMITS[family] ?? limitPerMinute;
    const limit = switchOf(state, 'throttle.limits') === 'dynamic' ? moved(full, second) : full;
    const isOver = window.total >= limit;
    window.counts[second % SPAN] = (window.counts[second % SPAN] ?? 0) + 1;
    window.total += 1;
    return isOver ? throttled(wait(window, limit)) : undefined;
  };
};
