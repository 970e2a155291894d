import { Agenda } from './agenda.ts';

/** Groups the records of a table by a word taken from each, in the order in which they came. */
export type Index<T> = (word: string) => readonly T[];
/** The records whose time has come at `now`, in milliseconds, soonest first, with their keys. */
export type Due<T> = (now: number) => readonly { readonly key: string; readonly value: T }[];

type Timing = { readonly timeOf: (value: unknown) => number | undefined; readonly agenda: Agenda };
type Grouping = { readonly wordOf: (value: unknown) => string; readonly groups: Map<string, Map<string, unknown>> };

/** One named table in memory, with its groupings and agendas kept up to date. */
export class Table {
  readonly map = new Map<string, unknown>();
  /** Counts changes: what was worked out at the same version still holds. */
  version = 0;
  readonly #groupings: Grouping[] = [];
  readonly #timings: Timing[] = [];

  put(key: string, value: unknown): void {
    const before = this.map.get(key);
    this.map.set(key, value);
    this.version += 1;
    for (const { timeOf, agenda } of this.#timings) agenda.put(key, timeOf(value));
    for (const grouping of this.#groupings) {
      if (before !== undefined && grouping.wordOf(before) !== grouping.wordOf(value)) take(grouping, key, before);
      enter(grouping, key, value);
    }
  }

  remove(key: string): boolean {
    const before = this.map.get(key);
    if (before !== undefined) for (const grouping of this.#groupings) take(grouping, key, before);
    for (const { agenda } of this.#timings) agenda.put(key, undefined);
    this.version += 1;
    return this.map.delete(key);
  }

  clear(): void {
    this.map.clear();
    this.version += 1;
    for (const { agenda } of this.#timings) agenda.clear();
    for (const { groups } of this.#groupings) groups.clear();
  }

  index<T>(wordOf: (value: T) => string): Index<T> {
    const grouping: Grouping = { wordOf: wordOf as (value: unknown) => string, groups: new Map() };
    this.#groupings.push(grouping);
    for (const [key, value] of this.map) enter(grouping, key, value);
    return (word) => [...(grouping.groups.get(word)?.values() ?? [])] as T[];
  }

  due<T>(timeOf: (value: T) => number | undefined): Due<T> {
    const timing: Timing = { timeOf: timeOf as Timing['timeOf'], agenda: new Agenda() };
    this.#timings.push(timing);
    for (const [key, value] of this.map) timing.agenda.put(key, timing.timeOf(value));
    return (now) => timing.agenda.due(now).map((key) => ({ key, value: this.map.get(key) as T }));
  }
}

const enter = ({ wordOf, groups }: Grouping, key: string, value: unknown): void => {
  const word = wordOf(value);
  const group = groups.get(word);
  if (group === undefined) groups.set(word, new Map([[key, value]]));
  else group.set(key, value);
};

const take = ({ wordOf, groups }: Grouping, key: string, value: unknown): void => {
  const word = wordOf(value);
  const group = groups.get(word);
  group?.delete(key);
  if (group?.size === 0) groups.delete(word);
};
