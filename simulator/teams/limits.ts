import { connectorError } from './connector-errors.ts';

/** Throws 429 when a bot says too much, else counts the message. */
export type Limiter = (conversationId: string, tenantId: string) => void;

type Window = { ms: number; count: number };

/** Published limits of Teams: per bot and thread, and per app and tenant. */
const THREAD: readonly Window[] = [
  { ms: 1000, count: 7 },
  { ms: 2000, count: 8 },
  { ms: 30_000, count: 60 },
  { ms: 3_600_000, count: 1800 },
];
const TENANT: readonly Window[] = [{ ms: 1000, count: 50 }];

export const createLimiter = (now: () => Date): Limiter => {
  const sent = new Map<string, number[]>();
  /** Milliseconds to wait before one more is allowed; 0 when it is allowed now. */
  const wait = (key: string, windows: readonly Window[], at: number): number => {
    const times = sent.get(key) ?? [];
    return Math.max(0, ...windows.map(({ ms, count }) => {
      const oldest = times.at(-count);
      return oldest === undefined ? 0 : oldest + ms - at;
    }));
  };
  const note = (key: string, keep: number, at: number): void => {
    const times = sent.get(key) ?? [];
    times.push(at);
    sent.set(key, times.slice(-keep));
  };
  return (conversationId, tenantId) => {
    const at = now().getTime();
    const ms = Math.max(wait(conversationId, THREAD, at), wait(tenantId, TENANT, at));
    if (ms > 0) throw connectorError(429, 'Throttled', 'Too many requests.', { 'retry-after': String(Math.ceil(ms / 1000)) });
    note(conversationId, 1800, at);
    note(tenantId, 50, at);
  };
};
