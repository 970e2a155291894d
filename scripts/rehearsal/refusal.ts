import type { MessageKey, Text, Values } from '../../locales/text.ts';

/** What listens on a port of its own in a rehearsal. The portal lives in the Partner Center twin's program. */
export type Place = 'entra' | 'partner-center' | 'portal' | 'teams' | 'bot';

/** EX_CONFIG of sysexits.h: starting again is of no use before a setting is changed. */
export const BAD_SETTING = 78;
export const FAILED = 1;

type Told = { key: MessageKey; values?: Values; place?: Place; code?: number; details?: readonly string[] };

/** Why the rehearsal does not start, or cannot go on: one sentence in the reader's language, sometimes with lines of a log below it. */
export class Refusal extends Error {
  readonly code: number;
  readonly #told: Told;

  constructor(told: Told) {
    super(told.key);
    this.code = told.code ?? FAILED;
    this.#told = told;
  }

  lines(text: Text): string[] {
    const { key, values, place, details = [] } = this.#told;
    const program: Values = place === undefined ? {} : { program: text.t(`start.program.${place}`) };
    return [text.t(key, { ...values, ...program }), ...details.map((line) => `  ${line}`)];
  }
}

export const whyOf = (thrown: unknown): string => (thrown instanceof Error ? ((thrown as NodeJS.ErrnoException).code ?? thrown.message) : String(thrown));
