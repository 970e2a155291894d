import { appendFileSync, closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Table, type Due, type Index } from './journal-table.ts';
import { makeFolder } from './make-folder.ts';

/** One line of a journal: collection, key and value; without a value the key was deleted. */
export type Entry = { readonly c: string; readonly k: string; readonly v?: unknown };
/** Told of each change before it happens, with what stood there; a key of undefined means that everything was replaced. */
export type Watcher = (change: { readonly collection: string; readonly key: string; readonly previous: unknown } | undefined) => void;

const CHUNK = 500;

/**
 * A twin's memory: named collections of records, kept in maps and, when a file is given, appended to it line by line
 * before the caller goes on, so that a killed twin starts again with what it had answered.
 */
export class Journal {
  readonly #tables = new Map<string, Table>();
  readonly #file: string | undefined;
  readonly #watchers: Watcher[] = [];
  /** Lines held back while a bulk is under way. */
  #held: string[] | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (file === undefined) return;
    makeFolder(dirname(file));
    const isTidy = existsSync(file) && this.#replay(readFileSync(file));
    if (!isTidy) this.#rewrite();
  }

  /** The collection of that name; records must be replaced through `set`, never changed in place. */
  collection<T>(name: string): Collection<T> {
    const table = this.#table(name);
    return {
      get: (key) => table.map.get(key) as T | undefined,
      all: () => [...table.map.values()] as T[],
      size: () => table.map.size,
      version: () => table.version,
      index: (wordOf) => table.index(wordOf),
      due: (timeOf) => table.due(timeOf),
      set: (key, value) => {
        this.#tell({ collection: name, key, previous: table.map.get(key) });
        table.put(key, value);
        this.#append({ c: name, k: key, v: value });
        return value;
      },
      delete: (key) => {
        if (!table.map.has(key)) return;
        this.#tell({ collection: name, key, previous: table.map.get(key) });
        table.remove(key);
        this.#append({ c: name, k: key });
      },
    };
  }

  isEmpty(): boolean {
    return [...this.#tables.values()].every(({ map }) => map.size === 0);
  }

  /** Runs many writes and puts their lines into the file in few steps: a start cut short in between has some or none of them. */
  bulk<T>(work: () => T): T {
    if (this.#held !== undefined) return work();
    this.#held = [];
    try {
      return work();
    } finally {
      const lines = this.#held;
      this.#held = undefined;
      this.#flush(lines);
    }
  }

  /** Every record as it stands. */
  *entries(): Generator<Entry> {
    for (const [c, { map }] of this.#tables) for (const [k, v] of map) yield { c, k, v };
  }

  /** Forgets everything and remembers these instead; the file changes as a whole or not at all. */
  replaceAll(entries: Iterable<Entry>): void {
    const next = [...entries];
    this.#tell(undefined);
    for (const table of this.#tables.values()) table.clear();
    for (const { c, k, v } of next) this.#table(c).put(k, v);
    this.#rewrite();
  }

  watch(watcher: Watcher): void {
    this.#watchers.push(watcher);
  }

  #tell(change: Parameters<Watcher>[0]): void {
    for (const watcher of this.#watchers) watcher(change);
  }

  #table(name: string): Table {
    const table = this.#tables.get(name) ?? new Table();
    this.#tables.set(name, table);
    return table;
  }

  #append(entry: Entry): void {
    if (this.#file === undefined) return;
    const line = `${JSON.stringify(entry)}\n`;
    if (this.#held === undefined) appendFileSync(this.#file, line);
    else if (this.#held.push(line) >= CHUNK) this.#flush(this.#held.splice(0));
  }

  #flush(lines: readonly string[]): void {
    if (this.#file !== undefined && lines.length > 0) appendFileSync(this.#file, lines.join(''));
  }

  /** Whether the file can go on as it is: nothing superseded to speak of, and no line cut short by a kill, which was never answered for. */
  #replay(bytes: Buffer): boolean {
    let lines = 0;
    for (const line of linesOf(bytes)) {
      lines += 1;
      const entry = parseEntry(line);
      if (entry === undefined) continue;
      const table = this.#table(entry.c);
      if (entry.v === undefined) table.remove(entry.k);
      else table.put(entry.k, entry.v);
    }
    const live = [...this.#tables.values()].reduce((sum, { map }) => sum + map.size, 0);
    return bytes.at(-1) === NEWLINE && lines < live * 1.25;
  }

  #rewrite(): void {
    if (this.#file === undefined) return;
    const next = `${this.#file}.next`;
    const handle = openSync(next, 'w');
    let lines: string[] = [];
    const write = (): void => {
      writeSync(handle, lines.join(''));
      lines = [];
    };
    for (const entry of this.entries()) if (lines.push(`${JSON.stringify(entry)}\n`) >= CHUNK) write();
    write();
    closeSync(handle);
    renameSync(next, this.#file);
  }
}

export type Collection<T> = {
  get(key: string): T | undefined;
  all(): T[];
  size(): number;
  /** Grows with each change. */
  version(): number;
  /** A grouping of the records by a word taken from each, which writes keep up to date. Ask for it once. */
  index(wordOf: (value: T) => string): Index<T>;
  /** Finds records by a time taken from each (milliseconds; undefined: never), which writes keep up to date. Ask for it once. */
  due(timeOf: (value: T) => number | undefined): Due<T>;
  set(key: string, value: T): T;
  delete(key: string): void;
};

const NEWLINE = 10;

/** One line at a time: a large file as one text would need twice its size in memory. */
const linesOf = function* (bytes: Buffer): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start);
    const stop = end === -1 ? bytes.length : end;
    if (stop > start) yield bytes.toString('utf8', start, stop);
    start = stop + 1;
  }
};

const parseEntry = (line: string): Entry | undefined => {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
};
