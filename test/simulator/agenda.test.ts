import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Agenda } from '../../simulator/agenda.ts';
import { Journal } from '../../simulator/journal.ts';

type Step = readonly [key: string, time: number | undefined];

/** What the agenda must say, worked out the slow way: time first, then who got that time first. */
const slowly = (steps: readonly Step[], now: number): string[] => {
  const waiting = new Map<string, { time: number; turn: number }>();
  steps.forEach(([key, time], turn) => {
    if (waiting.get(key)?.time === time) return;
    if (time === undefined) waiting.delete(key);
    else waiting.set(key, { time, turn });
  });
  const due = [...waiting].filter(([, { time }]) => time <= now);
  return due.sort(([, a], [, b]) => a.time - b.time || a.turn - b.turn).map(([key]) => key);
};

describe('An agenda', () => {
  it('names what is due in order, again and again, whatever was put off or taken out', () => {
    const step = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }));
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1 }), (steps, times) => {
      const agenda = new Agenda();
      steps.forEach(([key, time], place) => {
        agenda.put(key, time);
        const now = times[place % times.length] ?? 0;
        assert.deepEqual(agenda.due(now), slowly(steps.slice(0, place + 1), now));
      });
    }));
  });

  it('follows the records of a collection, and is empty once they are all replaced', () => {
    const journal = new Journal();
    const records = journal.collection<{ readonly at?: number }>('records');
    records.set('before', { at: 3 });
    const due = records.due(({ at }) => at);
    records.set('later', { at: 9 });
    records.set('never', {});
    assert.deepEqual(due(5), [{ key: 'before', value: { at: 3 } }]);
    records.set('later', { at: 1 });
    assert.deepEqual(due(5).map(({ key }) => key), ['later', 'before']);
    records.delete('before');
    assert.deepEqual(due(5).map(({ key }) => key), ['later']);
    journal.replaceAll([{ c: 'records', k: 'new', v: { at: 2 } }]);
    assert.deepEqual(due(5).map(({ key }) => key), ['new']);
  });
});
