/** Public holidays by country as dates of versioned data; a year that is not here is not known, and a due date in it is "about" (F48). */
const HOLIDAYS: Readonly<Record<'SE' | 'US', readonly string[]>> = {
  SE: [
    '2025-12-24', '2025-12-25', '2025-12-26', '2025-12-31',
    '2026-01-01', '2026-01-06', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-06-19', '2026-12-24', '2026-12-25', '2026-12-31',
    '2027-01-01', '2027-01-06', '2027-03-26', '2027-03-29', '2027-05-06', '2027-06-25', '2027-12-24', '2027-12-31',
  ],
  US: [
    '2025-12-25',
    '2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25',
    '2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05', '2027-09-06', '2027-10-11', '2027-11-11', '2027-11-25', '2027-12-24',
  ],
};
const KNOWN_YEARS: ReadonlySet<number> = new Set([2026, 2027]);

const DAY_MS = 86_400_000;
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const isBusinessDay = (date: Date): boolean => {
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.SE.includes(dayOf(date)) && !HOLIDAYS.US.includes(dayOf(date));
};

export type DueDate = { readonly at: string; /** False when a year of the span has no holiday data: say "about". */ readonly exact: boolean };

/**
 * The end of the n-th business day after a moment (R26). A day counts only when it is one in Sweden and in the United States, because
 * either office may be closed. Days are those of UTC.
 */
export const addBusinessDays = (from: string, days: number): DueDate => {
  let date = new Date(`${from.slice(0, 10)}T23:59:59.000Z`);
  let exact = KNOWN_YEARS.has(date.getUTCFullYear());
  for (let left = days; left > 0; ) {
    date = new Date(date.getTime() + DAY_MS);
    exact &&= KNOWN_YEARS.has(date.getUTCFullYear());
    if (isBusinessDay(date)) left -= 1;
  }
  return { at: date.toISOString(), exact };
};

export const addDays = (from: string, days: number): string => new Date(Date.parse(from) + days * DAY_MS).toISOString();

/** Whole days between two moments; negative when `to` comes first. */
export const daysBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
