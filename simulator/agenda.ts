type Entry = { readonly time: number; /** Among equal times, who came first. */ readonly turn: number; readonly key: string };

const isBefore = (a: Entry, b: Entry): boolean => a.time < b.time || (a.time === b.time && a.turn < b.turn);

/**
 * When something is to happen to which record, soonest first: asking what is due costs nothing while nothing is, however much waits.
 * A heap whose superseded entries are dropped once they reach the top.
 */
export class Agenda {
  #heap: Entry[] = [];
  readonly #current = new Map<string, Entry>();
  #turns = 0;

  /** Sets the time of a record, in milliseconds; undefined means never. The same time again keeps the record's turn. */
  put(key: string, time: number | undefined): void {
    if (this.#current.get(key)?.time === time) return;
    this.#current.delete(key);
    if (time === undefined || Number.isNaN(time)) return;
    const entry = { time, turn: this.#turns++, key };
    this.#current.set(key, entry);
    this.#push(entry);
  }

  clear(): void {
    this.#heap = [];
    this.#current.clear();
  }

  /** Keys whose time has come, in order of time. They stay due until their time is changed. */
  due(now: number): string[] {
    const found: Entry[] = [];
    for (let top = this.#heap[0]; top !== undefined && top.time <= now; top = this.#heap[0]) {
      this.#pop();
      if (this.#current.get(top.key) === top) found.push(top);
    }
    for (const entry of found) this.#push(entry);
    return found.map(({ key }) => key);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let place = heap.push(entry) - 1;
    for (let parent = (place - 1) >> 1; place > 0 && isBefore(entry, heap[parent] as Entry); parent = (place - 1) >> 1) {
      heap[place] = heap[parent] as Entry;
      place = parent;
    }
    heap[place] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Entry, heap[left] as Entry) ? right : left;
      if (child >= heap.length || !isBefore(heap[child] as Entry, last)) break;
      heap[place] = heap[child] as Entry;
      place = child;
    }
    heap[place] = last;
  }
}
