import type { CountRecord, State } from './state.ts';

/** A request as the portal page shows it. */
export type Seen = {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly tenantId: string;
  readonly status: number | string;
  readonly code: string;
};

export type Traffic = {
  note(seen: Seen): void;
  /** The last 50, newest first. */
  recent(): readonly Seen[];
  /** Route template -> how often it was called, and how often a write took effect. */
  counts(): Record<string, CountRecord>;
  called(route: string): void;
  tookEffect(route: string): void;
};

const KEPT = 50;

/** Last requests (in memory) and counts per route (kept over a restart). */
export const createTraffic = (state: State): Traffic => {
  const seen: Seen[] = [];
  const of = (route: string): CountRecord => state.counts.get(route) ?? { route, calls: 0, effects: 0 };
  return {
    note: (entry) => {
      seen.unshift(entry);
      seen.length = Math.min(seen.length, KEPT);
    },
    recent: () => seen,
    counts: () => Object.fromEntries(state.counts.all().map((count) => [count.route, count])),
    called: (route) => void state.counts.set(route, { ...of(route), calls: of(route).calls + 1 }),
    tookEffect: (route) => void state.counts.set(route, { ...of(route), effects: of(route).effects + 1 }),
  };
};
