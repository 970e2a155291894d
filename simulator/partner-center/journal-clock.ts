import { createTwinClock, type TwinClock } from '../clock.ts';
import type { Journal } from '../journal.ts';

/** A twin clock whose offset survives a restart: a month moved forward stays moved. */
export const createJournalClock = (journal: Journal): TwinClock => {
  const meta = journal.collection<{ readonly value: number | string }>('meta');
  return createTwinClock(Number(meta.get('clock-offset')?.value ?? 0), (offset) => meta.set('clock-offset', { value: offset }));
};
