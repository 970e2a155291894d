import type { TwinClock } from '../clock.ts';
import { Journal } from '../journal.ts';
import { openState, type State } from './state.ts';

type Change = { readonly at: number; readonly collection: string; readonly key: string; readonly previous: unknown };

const KEPT = 20_000;
/** What is no business state, or is written with each request. */
const LEFT_OUT = new Set(['counts', 'replays', 'faults', 'meta', 'request-log', 'requests']);

/** What the twin knew at an earlier business time, as far back as it remembers: for reads that lag behind (§8.4, §10.5). */
export type Past = (at: Date) => State;

/** Keeps the last changes since the start, newest last, to be able to take them back in a copy. */
export const createPast = (journal: Journal, clock: Pick<TwinClock, 'now'>): Past => {
  const changes: Change[] = [];
  journal.watch((change) => {
    if (change === undefined) changes.length = 0;
    else if (!LEFT_OUT.has(change.collection)) changes.push({ at: clock.now().getTime(), ...change });
    if (changes.length > KEPT * 1.1) changes.splice(0, changes.length - KEPT);
  });
  return (at) => openState(rewound(journal, changes.filter((change) => change.at > at.getTime())));
};

/** A copy in memory, whose own changes stay in it. */
const rewound = (journal: Journal, since: readonly Change[]): Journal => {
  const copy = new Journal();
  copy.replaceAll(journal.entries());
  for (const { collection, key, previous } of since.toReversed()) {
    if (previous === undefined) copy.collection(collection).delete(key);
    else copy.collection(collection).set(key, previous);
  }
  return copy;
};
