/** What a card's inputs hold: always text, never to be trusted to be what its field asked for. */
export type Inputs = Readonly<Record<string, string>>;

export const isTicked = (inputs: Inputs, id: string): boolean => inputs[id] === 'true';

export const wordIn = (inputs: Inputs, id: string): string => inputs[id]?.trim() ?? '';

/** One of the choices, or undefined for anything else. */
export const choiceIn = <T extends string>(inputs: Inputs, id: string, choices: readonly T[]): T | undefined => choices.find((choice) => choice === inputs[id]);

/** A number of at least nought as a person may type it, with spaces between the thousands; undefined for anything else. */
export const amountIn = (inputs: Inputs, id: string): number | undefined => {
  const digits = wordIn(inputs, id).replace(/[\s\u00a0]/g, '');
  return /^\d{1,13}([.,]\d{1,2})?$/.test(digits) ? Number(digits.replace(',', '.')) : undefined;
};

/** A day as `YYYY-MM-DD` that exists and is not after `now`; undefined for anything else. */
export const pastDayIn = (inputs: Inputs, id: string, now: Date): string | undefined => {
  const day = wordIn(inputs, id);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const moment = new Date(`${day}T00:00:00.000Z`);
  // A calendar that is ahead of UTC has begun the day before UTC has: one day of grace.
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day || moment.getTime() > now.getTime() + 86_400_000) return undefined;
  return day;
};

const MAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

export const mailIn = (inputs: Inputs, id: string): string | undefined => {
  const mail = wordIn(inputs, id);
  return MAIL.test(mail) && mail.length <= 254 ? mail : undefined;
};
