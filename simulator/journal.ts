import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

type Entry = { c: string; k: string; v?: unknown };

/**
 * A twin's memory: named collections of records, kept in maps and, when a file is given, appended to it line by line
 * before the caller goes on, so that a killed twin starts again with what it had answered.
 */
export class Journal {
  readonly #collections = new Map<string, Map<string, unknown>>();
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.#replay(readFileSync(file, 'utf8'));
    this.#compact();
  }

  /** The collection of that name; records must be replaced through `set`, never changed in place. */
  collection<T>(name: string): Collection<T> {
    const map = (this.#collections.get(name) ?? new Map<string, unknown>()) as Map<string, T>;
    this.#collections.set(name, map);
    return {
      get: (key) => map.get(key),
      all: () => [...map.values()],
      size: () => map.size,
      set: (key, value) => {
        map.set(key, value);
        this.#append({ c: name, k: key, v: value });
        return value;
      },
      delete: (key) => {
        if (map.delete(key)) this.#append({ c: name, k: key });
      },
    };
  }

  isEmpty(): boolean {
    return [...this.#collections.values()].every((map) => map.size === 0);
  }

  #append(entry: Entry): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  /** A line cut short by a kill is the last one and was never answered for: it is left out. */
  #replay(text: string): void {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const entry = parseEntry(line);
      if (entry === undefined) continue;
      const map = this.#collections.get(entry.c) ?? new Map<string, unknown>();
      this.#collections.set(entry.c, map);
      if (entry.v === undefined) map.delete(entry.k);
      else map.set(entry.k, entry.v);
    }
  }

  #compact(): void {
    if (this.#file === undefined) return;
    const lines: string[] = [];
    for (const [c, map] of this.#collections) for (const [k, v] of map) lines.push(`${JSON.stringify({ c, k, v })}\n`);
    const next = `${this.#file}.next`;
    writeFileSync(next, lines.join(''));
    renameSync(next, this.#file);
  }
}

export type Collection<T> = {
  get(key: string): T | undefined;
  all(): T[];
  size(): number;
  set(key: string, value: T): T;
  delete(key: string): void;
};

const parseEntry = (line: string): Entry | undefined => {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
};
