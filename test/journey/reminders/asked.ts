import type { Fact, ProfileId } from '../../../journey/facts.ts';
import { createFacts } from '../../../journey/facts.ts';
import { dueReminders } from '../../../journey/reminders/due.ts';
import type { Reminder, WaitingTransfer } from '../../../journey/reminders/reminder.ts';
import { FJORDLINE } from '../../helpers/builders.ts';

type Asked = { readonly facts?: readonly Fact[]; readonly transfers?: readonly WaitingTransfer[]; readonly now: string; readonly profile?: ProfileId; readonly names?: ReadonlyMap<string, string> };

/** What is due on a day, without news, which have a test of their own. */
export const dueOn = ({ facts = [], transfers = [], now, profile = '2026', names = new Map() }: Asked): Reminder[] =>
  dueReminders({ tenantId: FJORDLINE, facts: createFacts(facts), transfers, now: new Date(now), profile, names }).filter(({ kind }) => !kind.startsWith('news-'));

export const newsOn = ({ facts = [], now }: Asked): Reminder[] =>
  dueReminders({ tenantId: FJORDLINE, facts: createFacts(facts), transfers: [], now: new Date(now), profile: '2026', names: new Map() }).filter(({ kind }) => kind.startsWith('news-'));

export const kindsOn = (asked: Asked): string[] => dueOn(asked).map(({ kind }) => kind);

/** The kinds that were due on any of these days at noon, each fact counted once, in order: what one person would have been told. */
export const toldOver = (facts: readonly Fact[], days: readonly string[]): string[] => {
  const told = new Map<string, string>();
  for (const day of days) for (const { fact, kind } of dueOn({ facts, now: `${day}T12:00:00Z` })) if (!told.has(fact)) told.set(fact, `${day} ${kind}`);
  return [...told.values()];
};

/** So many days from this one on. */
export const daysFrom = (day: string, count: number): string[] => Array.from({ length: count }, (_, n) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10));
