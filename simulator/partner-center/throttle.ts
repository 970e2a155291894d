import type { Answer, Family } from './call.ts';

const MINUTE = 60_000;
/** Families with a published figure of their own (§3.5). */
const OWN_LIMITS: Partial<Record<Family, number>> = { validationEvents: 2 };

export type Throttle = (tenantId: string, family: Family | undefined, now: Date) => Answer | undefined;

export const throttled = (retryAfter: number | string | undefined): Answer => ({
  status: 429,
  body: {
    statusCode: 429,
    message: typeof retryAfter === 'number' ? `Rate limit is exceeded. Try again in ${retryAfter} seconds.` : 'Rate limit is exceeded.',
  },
  headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
});

/** Counts calls per tenant, family and minute; refused calls count as well (§3.5). */
export const createThrottle = (limitPerMinute: number): Throttle => {
  const windows = new Map<string, { start: number; calls: number }>();
  return (tenantId, family, now) => {
    if (family === undefined) return undefined;
    const name = `${tenantId} ${family}`;
    const seen = windows.get(name);
    const window = seen === undefined || now.getTime() - seen.start >= MINUTE ? { start: now.getTime(), calls: 0 } : seen;
    windows.set(name, { ...window, calls: window.calls + 1 });
    if (window.calls < (OWN_LIMITS[family] ?? limitPerMinute)) return undefined;
    return throttled(Math.max(1, Math.ceil((window.start + MINUTE - now.getTime()) / 1000)));
  };
};
