export type UntilOptions = { readonly ms?: number; readonly told?: () => Promise<string> };

/** Asks again and again until there is an answer; fails with what was waited for, and what there was instead. */
export const until = async <T>(what: string, ask: () => Promise<T | undefined | false>, { ms = 20_000, told }: UntilOptions = {}): Promise<T> => {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain: ${what}.${told === undefined ? '' : `\nThere was:\n${await told()}`}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
