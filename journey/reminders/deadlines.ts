import { addDays, daysBetween } from '../calendar.ts';
import { profileOf } from '../profiles/find.ts';
import { floorAt } from '../rules/assess.ts';
import { enrolledAt } from '../rules/enrolment.ts';
import { countdownOf } from '../rules/enforcement.ts';
import { invitationDue, isInvitationOverdue, mailboxesOf, programmes } from '../rules/incentives.ts';
import { remindPartner } from './make.ts';
import type { Reminder, ReminderInput } from './reminder.ts';
import { rungAfter, rungBefore } from './rungs.ts';

/** Days left at which a tightening is told again; 0 is the day itself. */
const COUNTDOWN = [30, 14, 7, 3, 1, 0] as const;
/** Days after the completed enrolment on which somebody should look into the mailbox (R173). */
const MAILBOX_DAYS = [1, 15, 28] as const;
const JOIN_DAYS = [7, 21] as const;
/** How long after the first day of the anniversary month the yearly look is still asked for. */
const YEARLY_DAYS = 45;

const untilThen = (now: Date, due: string): number => Math.max(0, Math.ceil((Date.parse(due) - now.getTime()) / 86_400_000));

/** The company has told that its direct role is restricted: the next tightening has a day (feature 3). */
const countdown = (input: ReminderInput): Reminder[] => {
  const { facts, now, profile } = input;
  const found = facts.latest('direct-bill-state');
  const next = found === undefined ? undefined : countdownOf(found.value, profile);
  const rung = next === undefined ? undefined : rungBefore(next.at, COUNTDOWN, now);
  if (found === undefined || next === undefined || rung === undefined) return [];
  const values = { next: next.next, since: found.value.since, due: next.at, days: untilThen(now, next.at) };
  return [remindPartner(input, 'countdown', { key: `${next.next}:${found.value.since}:${rung}`, at: addDays(next.at, -rung), values })];
};

/** The API goes with the direct role, so everything is taken out first; done once the export is complete. */
const exportFirst = (input: ReminderInput): Reminder[] => {
  const { facts, now, profile } = input;
  const { apiEndsWithDirectRole, enforcementDays } = profileOf(profile);
  const found = facts.latest('direct-bill-state');
  const exported = facts.latest('exported');
  const isExported = exported !== undefined && exported.value.rows >= exported.value.of;
  if (!apiEndsWithDirectRole.value || enforcementDays.value === undefined || found === undefined || found.value.state === 'active' || isExported) return [];
  const { suspended, revoked } = enforcementDays.value;
  const left = { restricted: revoked, suspended: revoked - suspended, revoked: 0 }[found.value.state];
  const due = addDays(found.value.since, left);
  // Told at once when the restriction is known, and again as the day comes near.
  const rung = rungBefore(due, COUNTDOWN, now) ?? 'begun';
  const values = { state: found.value.state, due, days: untilThen(now, due) };
  return [remindPartner(input, 'export-first', { key: `${found.value.state}:${found.value.since}:${rung}`, at: found.at, values })];
};

/** The invitation to the incentives goes to the PartnerID's mailbox within thirty days, and then support is asked (R173-R175). */
const incentives = (input: ReminderInput): Reminder[] => {
  const { facts, now } = input;
  const [since, due] = [enrolledAt(facts), invitationDue(facts)];
  if (since === undefined || due === undefined || programmes(facts).has('indirect')) return [];
  const { incentives: mail, enrolment: other } = mailboxesOf(facts);
  const values = { mail: mail || '–', other: other || '–', since, due, days: daysBetween(since, now.toISOString()) };
  const invited = facts.latest('incentive-invited');
  if (invited !== undefined) {
    const rung = rungAfter(invited.value.when, JOIN_DAYS, now);
    return rung === undefined ? [] : [remindPartner(input, 'incentives-join', { key: `${invited.value.when}:${rung}`, at: invited.value.when, values: { since: invited.value.when } })];
  }
  if (isInvitationOverdue(facts, now)) return [remindPartner(input, 'incentives-overdue', { key: due, at: due, values })];
  const rung = rungAfter(since, MAILBOX_DAYS, now);
  return rung === undefined ? [] : [remindPartner(input, 'incentives-mailbox', { key: `${since}:${rung}`, at: since, values })];
};

/** First day of the newest anniversary month that has begun. `month` is 1 to 12. */
const newestAnniversary = (month: number, now: Date): string => {
  const year = now.getUTCFullYear() - (now.getUTCMonth() + 1 < month ? 1 : 0);
  return new Date(Date.UTC(year, month - 1, 1)).toISOString();
};

/** Once a year, in the anniversary month, revenue decides: of the reseller (feature 12), or of the partner that stays direct (R7-R9). */
const revenue = (input: ReminderInput): Reminder[] => {
  const { facts, now, profile } = input;
  const month = facts.latest('anniversary')?.value.month;
  if (month === undefined) return [];
  const at = newestAnniversary(month, now);
  const told = (kind: 'revenue-reseller' | 'revenue-direct', usd: number | undefined): Reminder[] =>
    usd === undefined || daysBetween(at, now.toISOString()) > YEARLY_DAYS ? [] : [remindPartner(input, kind, { key: at.slice(0, 10), at, values: { usd, due: at } })];
  const since = enrolledAt(facts);
  if (since !== undefined) return at > since ? told('revenue-reseller', profileOf(profile).resellerRevenueFloor.value) : [];
  const decided = facts.latest('decided');
  return decided !== undefined && decided.value.choice !== 'switch' && at > decided.at ? told('revenue-direct', floorAt({ now, profile })?.usd) : [];
};

/** Days that come by themselves, whoever does or does not do anything. */
export const deadlineReminders = (input: ReminderInput): Reminder[] => [...countdown(input), ...exportFirst(input), ...incentives(input), ...revenue(input)];
