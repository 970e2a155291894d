import { addDays } from '../calendar.ts';
import type { FactValues, ProfileId } from '../facts.ts';
import { profileOf } from '../profiles/find.ts';

export type Countdown = { readonly next: 'suspended' | 'revoked'; /** ISO-8601. */ readonly at: string };

/**
 * When the next tightening falls due: suspended 30 and revoked 60 days after the restriction (2026). The documents of 2020 say only
 * "eventually" and name no day (R197): then, and in the other states, undefined.
 */
export const countdownOf = ({ state, since }: FactValues['direct-bill-state'], profile: ProfileId): Countdown | undefined => {
  const days = profileOf(profile).enforcementDays.value;
  if (days === undefined) return undefined;
  if (state === 'restricted') return { next: 'suspended', at: addDays(since, days.suspended) };
  return state === 'suspended' ? { next: 'revoked', at: addDays(since, days.revoked - days.suspended) } : undefined;
};

/** First day of the month in which the yearly check comes next; the running month counts. `month` is 1 to 12. */
export const nextYearlyCheck = (month: number, now: Date): string => {
  const year = now.getUTCFullYear() + (now.getUTCMonth() + 1 > month ? 1 : 0);
  return new Date(Date.UTC(year, month - 1, 1)).toISOString();
};
