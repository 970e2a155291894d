/** `now` is business time: in a rehearsal it may run ahead of the wall clock, never in production. */
export type Clock = { now(): Date };
export type BotClock = Clock & {
  /** Settles after the first attempt to ask the twin (at once without one); it never rejects. */
  ready: Promise<void>;
  stop(): void;
};

export type ClockDeps = {
  /** Origin of the rehearsal's clock; without it the clock is the wall clock. */
  address?: string;
  fetch?: (url: string, init: { timeoutMs: number; maxBytes: number }) => Promise<Pick<Response, 'ok' | 'json'>>;
  everyMs?: number;
};

const TEN_YEARS_MS = 10 * 366 * 86_400_000;

/** Wall-clock time. Token and key checks use this one even in a rehearsal, because the twins sign with real time. */
export const wallClock: Clock = { now: () => new Date() };

/** Real time plus the offset that `GET {address}/clock` tells (`{ offsetMs }`), asked every second; the last known offset stays when the twin is silent. */
export const createClock = ({ address, fetch, everyMs = 1_000 }: ClockDeps = {}): BotClock => {
  let offset = 0;
  const now = (): Date => new Date(Date.now() + offset);
  if (address === undefined || fetch === undefined) return { now, ready: Promise.resolve(), stop: () => undefined };
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const reply = await fetch(`${address}/clock`, { timeoutMs: 2_000, maxBytes: 1_000 });
    if (!reply.ok) return;
    const { offsetMs } = (await reply.json()) as { offsetMs?: unknown };
    if (typeof offsetMs === 'number' && Math.abs(offsetMs) < TEN_YEARS_MS) offset = offsetMs;
  };
  const poll = (): Promise<void> => {
    // A clock that cannot be asked keeps its last offset: a silent twin must not make time jump back.
    asking ??= ask().catch(() => undefined).finally(() => { asking = undefined; });
    return asking;
  };
  const timer = setInterval(() => void poll(), everyMs);
  timer.unref();
  return { now, ready: poll(), stop: () => clearInterval(timer) };
};
