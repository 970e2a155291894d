/** Runs tasks of one key one after the other, tasks of different keys side by side. */
export type Queue = { run<T>(key: string, task: () => Promise<T>): Promise<T> };

export const createQueue = (): Queue => {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (key, task) => {
      const before = tails.get(key) ?? Promise.resolve();
      const mine = before.then(task, task);
      tails.set(key, mine);
      const forget = (): void => {
        if (tails.get(key) === mine) tails.delete(key);
      };
      mine.then(forget, forget);
      return mine;
    },
  };
};
