import type { Reminder } from './reminder.ts';
import { ruleOf } from './reminder.ts';
import { instantOf, wallTime, zoneOf } from './local-time.ts';

export const MODES = ['instant', 'daily', 'mine'] as const;
/** `instant`: each at once; `daily`: one summary a day; `mine`: only what goes back to the person's own doing. */
export type Mode = (typeof MODES)[number];

/** How one person wants to be told. Hours are minutes since midnight in their zone; equal hours mean that no hour is quiet. */
export type Choice = {
  readonly mode: Mode;
  readonly timeZone: string;
  readonly quietFrom: number;
  readonly quietUntil: number;
  readonly quietWeekends: boolean;
  /** `all`, `kind:<kind>` or `subject:<subject>`. */
  readonly muted: readonly string[];
};

export const DEFAULT_ZONE = 'Europe/Stockholm';

/** Until somebody chooses: working hours of the place that their Teams names, and of Stockholm where it names none. */
export const defaultChoice = (teamsZone: string | undefined): Choice => ({
  mode: 'instant',
  timeZone: teamsZone === undefined || teamsZone === 'UTC' ? DEFAULT_ZONE : (zoneOf(teamsZone) ?? DEFAULT_ZONE),
  quietFrom: 18 * 60,
  quietUntil: 8 * 60,
  quietWeekends: true,
  muted: [],
});

const isWeekend = (weekday: number): boolean => weekday === 0 || weekday === 6;

const isQuietHour = ({ quietFrom, quietUntil }: Choice, minutes: number): boolean => {
  if (quietFrom === quietUntil) return false;
  return quietFrom < quietUntil ? minutes >= quietFrom && minutes < quietUntil : minutes >= quietFrom || minutes < quietUntil;
};

/** Whether nobody should be rung for now: the person's quiet hours, or their weekend. */
export const isQuiet = (choice: Choice, at: Date): boolean => {
  const { weekday, minutes } = wallTime(choice.timeZone, at);
  return (choice.quietWeekends && isWeekend(weekday)) || isQuietHour(choice, minutes);
};

/** More days than any run of quiet ones has. */
const DAYS_AHEAD = 9;

/**
 * The next moment after `now` at which the person's day begins: the end of the quiet hours on a day that is not quiet as a whole. That is when
 * held-back messages and the daily summary come.
 */
export const dayBegins = (choice: Choice, now: Date): Date => {
  const today = wallTime(choice.timeZone, now);
  // Without quiet hours a weekend ends at midnight, but nobody reads a summary then.
  const minutes = choice.quietFrom === choice.quietUntil ? 8 * 60 : choice.quietUntil;
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const noon = new Date(Date.UTC(today.year, today.month - 1, today.day + ahead, 12));
    const begin = instantOf(choice.timeZone, { year: noon.getUTCFullYear(), month: noon.getUTCMonth() + 1, day: noon.getUTCDate(), minutes });
    if (begin > now && !isQuiet(choice, begin)) return begin;
  }
  return new Date(now.getTime() + 86_400_000);
};

export type Plan =
  | { readonly do: 'send' }
  | { readonly do: 'hold'; readonly until: Date; readonly as: 'quiet' | 'digest' }
  | { readonly do: 'drop'; readonly why: 'muted' | 'not-mine' };

export const isMuted = ({ muted }: Choice, { kind, subject }: Pick<Reminder, 'kind' | 'subject'>): boolean =>
  muted.some((mute) => mute === 'all' || mute === `kind:${kind}` || mute === `subject:${subject}`);

export type Held = 'quiet' | 'digest' | undefined;

/**
 * What becomes of a reminder that is owed now. `isMine`: it goes back to this person's own doing, or to nobody's who could be told. `held`: how it
 * was held back until now: a summary whose time has come goes out. A decision is never put into a summary, but it does not ring at night either.
 */
export const planReminder = (choice: Choice, reminder: Pick<Reminder, 'kind' | 'subject'>, { isMine, held, now }: { isMine: boolean; held: Held; now: Date }): Plan => {
  if (isMuted(choice, reminder)) return { do: 'drop', why: 'muted' };
  if (choice.mode === 'mine' && !isMine) return { do: 'drop', why: 'not-mine' };
  const isDaily = choice.mode === 'daily' && ruleOf(reminder.kind).nature !== 'decision';
  if (isDaily && held !== 'digest') return { do: 'hold', until: dayBegins(choice, now), as: 'digest' };
  if (isQuiet(choice, now)) return { do: 'hold', until: dayBegins(choice, now), as: isDaily ? 'digest' : 'quiet' };
  return { do: 'send' };
};
