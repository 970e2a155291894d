import { deadlineReminders } from './deadlines.ts';
import { enrolmentReminders } from './enrolment.ts';
import { newsReminders } from './news.ts';
import type { Reminder, ReminderInput } from './reminder.ts';
import { transferReminders } from './transfers.ts';
import { waitReminders } from './waits.ts';

/** Everything that people should be told by now; the same input gives the same facts, so telling it twice is up to the outbox to prevent. */
export const dueReminders = (input: ReminderInput): readonly Reminder[] => [
  ...newsReminders(input),
  ...enrolmentReminders(input),
  ...waitReminders(input),
  ...deadlineReminders(input),
  ...transferReminders(input),
];

/** What a person whose roles may do something about it is told; nobody hears from us what they have just said themselves. */
export const isToldTo = (reminder: Reminder, personId: string): boolean => !reminder.kind.startsWith('news-') || !reminder.owners.includes(personId);
