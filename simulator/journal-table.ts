/** Groups the records of a table by a word taken from each, in the order in which they came. */
export type Index<T> = (word: string) => readonly T[];

type Grouping = { readonly wordOf: (value: unknown) => string; readonly groups: Map<string, Map<string, unknown>> };

/** One named table in memory, with its groupings kept up to date. */
export class Table {
  readonly map = new Map<string, unknown>();
  readonly #groupings: Grouping[] = [];

  put(key: string, value: unknown): void {
    const before = this.map.get(key);
    this.map.set(key, value);
    for (const grouping of this.#groupings) {
      if (before !== undefined && grouping.wordOf(before) !== grouping.wordOf(value)) take(grouping, key, before);
      enter(grouping, key, value);
    }
  }

  remove(key: string): boolean {
    const before = this.map.get(key);
    if (before !== undefined) for (const grouping of this.#groupings) take(grouping, key, before);
    return this.map.delete(key);
  }

  clear(): void {
    this.map.clear();
    for (const { groups } of this.#groupings) groups.clear();
  }

  index<T>(wordOf: (value: T) => string): Index<T> {
    const grouping: Grouping = { wordOf: wordOf as (value: unknown) => string, groups: new Map() };
    this.#groupings.push(grouping);
    for (const [key, value] of this.map) enter(grouping, key, value);
    return (word) => [...(grouping.groups.get(word)?.values() ?? [])] as T[];
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
