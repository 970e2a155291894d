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
  /** Forgets all, as at the beginning of another story. */
  clear(): void;
};

const KEPT = 50;

/** Last requests and calls per route in memory; effects outlive a restart, and take the calls until then along. */
export const createTraffic = (state: State): Traffic => {
  const seen: Seen[] = [];
  const calls = new Map<string, number>();
  const of = (route: string): CountRecord => {
    const kept = state.counts.get(route) ?? { route, calls: 0, effects: 0 };
    return { ...kept, calls: kept.calls + (calls.get(route) ?? 0) };
  };
  const routes = (): string[] => [...new Set([...state.counts.all().map(({ route }) => route), ...calls.keys()])];
  return {
    note: (entry) => {
      seen.unshift(entry);
      seen.length = Math.min(seen.length, KEPT);
    },
    recent: () => seen,
    clear: () => {
      seen.length = 0;
      calls.clear();
    },
    counts: () => Object.fromEntries(routes().map((route) => [route, of(route)])),
    called: (route) => void calls.set(route, (calls.get(route) ?? 0) + 1),
    tookEffect: (route) => {
      const { effects, ...count } = of(route);
      state.counts.set(route, { ...count, effects: effects + 1 });
      calls.delete(route);
    },
  };
};
