import type { Activity } from 'botbuilder';
import { noticeText } from '../../cards/notice.ts';
import type { DigestRow } from '../../cards/reminder-card.ts';
import { digestCard, reminderCard, reminderTitle } from '../../cards/reminder-card.ts';
import type { NoticeKind } from '../../journey/notices.ts';
import type { Choice, Plan } from '../../journey/reminders/choice.ts';
import { dayBegins, isQuiet, planReminder } from '../../journey/reminders/choice.ts';
import type { Reminder } from '../../journey/reminders/reminder.ts';
import { ruleOf } from '../../journey/reminders/reminder.ts';
import { dropItems, holdItem } from '../../ledger/outbox.ts';
import type { OutboxItem } from '../../ledger/outbox.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { findTransfer } from '../../ledger/transfers.ts';
import { dueIn } from '../../watcher/remind.ts';
import { cardActivity } from './courier.ts';
import type { Sent, SettleDeps } from './settle-delivery.ts';
import { settle } from './settle-delivery.ts';
import { textFor } from './turn.ts';

export type ReminderDeps = SettleDeps & { readonly send: (activity: Partial<Activity>) => Promise<Sent> };
type Reader = { readonly person: KnownPerson; readonly choice: Choice };
/** What is to be sent now; `reminder` is undefined for a transfer's notice that was kept for the summary. */
type Ready = { readonly item: OutboxItem; readonly reminder: Reminder | undefined };

/** More than so many at once come as one message: nobody reads a row of cards on a Monday morning. */
const MOST_SINGLE = 3;
const ROLES_AGAIN_MS = 60 * 60_000;

/**
 * Delivers what the steps of a move owe one person, by how they want to be told. Each is looked at once more: what is no longer true, because the
 * customer accepted in the meantime, is never said (R107); what may not ring now waits in the outbox with its next time.
 */
export const deliverReminders = async (deps: ReminderDeps, reader: Reader, items: readonly OutboxItem[]): Promise<void> => {
  const ready = await sortOut(deps, reader, items);
  const isSummary = ready.length > MOST_SINGLE;
  const [summed, single] = [ready.filter(({ item }) => isSummary || item.held === 'digest'), ready.filter(({ item }) => !isSummary && item.held !== 'digest')];
  const [first, ...others] = summed;
  if (first !== undefined && !(await sendSummary(deps, reader, [first, ...others]))) return;
  for (const one of single) if (!(await sendOne(deps, reader, one))) return;
};

const sortOut = async (deps: ReminderDeps, { person, choice }: Reader, items: readonly OutboxItem[]): Promise<Ready[]> => {
  const now = deps.now();
  const current = await currentOf(deps, items);
  const ready: Ready[] = [];
  for (const item of items) {
    const reminder = item.reminder === null ? undefined : current.get(keyOf(item));
    if (item.reminder !== null && reminder === undefined) {
      await dropItems(deps.db, [item.outbox_id], 'no longer true');
      continue;
    }
    const plan = planOf({ person, choice }, { item, reminder }, now);
    if (plan.do === 'drop') await dropItems(deps.db, [item.outbox_id], plan.why);
    else if (plan.do === 'hold') await holdItem(deps.db, item, plan);
    else ready.push({ item, reminder });
  }
  return ready;
};

const planOf = ({ person, choice }: Reader, { item, reminder }: Ready, now: Date): Plan => {
  if (reminder === undefined) return isQuiet(choice, now) ? { do: 'hold', until: dayBegins(choice, now), as: 'digest' } : { do: 'send' };
  // Somebody without any role, or whose roles cannot be read now, is shown no customer's name; it is looked at again.
  if (person.roles.length === 0) return { do: 'hold', until: new Date(now.getTime() + ROLES_AGAIN_MS), as: item.held ?? 'quiet' };
  return planReminder(choice, reminder, { isMine: item.reminder?.isMine ?? true, held: item.held ?? undefined, now });
};

const nameOf = (origin: string, { tenantId, fact }: Pick<Reminder, 'tenantId' | 'fact'>): string => `${origin}/${tenantId}/${fact}`;
const keyOf = ({ reminder }: OutboxItem): string => (reminder === null ? '' : nameOf(reminder.origin, reminder.reminder));

/** The same reminders as they are true now, with the names that were known when they were owed. */
const currentOf = async (deps: ReminderDeps, items: readonly OutboxItem[]): Promise<ReadonlyMap<string, Reminder>> => {
  const origins = [...new Set(items.flatMap(({ reminder }) => (reminder === null ? [] : [reminder.origin])))];
  const due = await Promise.all(origins.map(async (origin) => (await dueIn(deps, origin)).map((reminder) => [nameOf(origin, reminder), reminder] as const)));
  const fresh = new Map(due.flat());
  return new Map(
    items.flatMap((item) => {
      const [reminder, owed] = [fresh.get(keyOf(item)), item.reminder?.reminder];
      if (reminder === undefined || owed === undefined) return [];
      const customer = owed.values['customer'];
      return [[keyOf(item), customer === undefined ? reminder : { ...reminder, values: { ...reminder.values, customer } }] as const];
    }),
  );
};

const sendOne = async (deps: ReminderDeps, { person }: Reader, { item, reminder }: Ready): Promise<boolean> => {
  if (reminder === undefined) return true;
  const text = textFor(person);
  const { roles, nature } = ruleOf(reminder.kind);
  const missing = roles.some((role) => person.roles.includes(role)) ? [] : roles;
  const card = reminderCard({ reminder, handle: item.outbox_id, isNews: nature === 'news', missing }, text);
  return settle(deps, [item], await deps.send(cardActivity(card, reminderTitle(reminder, text))));
};

const sendSummary = async (deps: ReminderDeps, { person }: Reader, ready: readonly [Ready, ...Ready[]]): Promise<boolean> => {
  const text = textFor(person);
  const rows: DigestRow[] = [];
  for (const { item, reminder } of ready) {
    const transfer = reminder === undefined && item.transfer_id !== null ? await findTransfer(deps.db, item.transfer_id) : undefined;
    if (reminder !== undefined) rows.push({ handle: item.outbox_id, reminder });
    else if (transfer !== undefined) rows.push({ handle: item.outbox_id, words: noticeText(item.kind as NoticeKind, transfer, text) });
  }
  const [first, ...others] = ready;
  const sent = await deps.send(cardActivity(digestCard(rows, text), text.t('digest.intro', { count: rows.length })));
  return settle(deps, [first.item, ...others.map(({ item }) => item)], sent);
};
