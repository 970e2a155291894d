import { addDays } from '../calendar.ts';
import type { Fact, FactKind } from '../facts.ts';
import { customerName, nameOfProvider, remindPartner } from './make.ts';
import type { Reminder, ReminderInput, ReminderKind } from './reminder.ts';

/** Older than this it is history, which the map shows: whoever starts Växla anew is not told of last year. */
const NEWS_DAYS = 14;

const NEWS: Partial<Record<FactKind, ReminderKind>> = {
  'enrol-approved': 'news-approved',
  'partner-agreement-signed': 'news-signed',
  'provider-accepted': 'news-provider',
  'invitation-accepted': 'news-invitation',
  'tenant-seen': 'news-tenant',
  'extension-seen': 'news-extension',
  'agreement-valid': 'news-agreement',
};

const valuesOf = (input: ReminderInput, fact: Fact): Reminder['values'] => {
  if (fact.kind === 'provider-accepted') return { provider: fact.value.name };
  const provider = 'providerId' in fact.value ? nameOfProvider(input, fact.value.providerId) : '';
  return { customer: customerName(input, fact.subject), provider };
};

/** Whether the same was known before: what a person attested and Växla then reads is one piece of news, not two. */
const isFirst = ({ facts }: ReminderInput, fact: Fact): boolean => facts.all.find(({ kind, subject }) => kind === fact.kind && subject === fact.subject) === fact;

/**
 * Changes that somebody waited for: what happened, who did it or that it was read, and the step that comes next. Whoever recorded it is an
 * owner; the watcher does not tell people what they have just told it.
 */
export const newsReminders = (input: ReminderInput): Reminder[] =>
  input.facts.all.flatMap((fact) => {
    const kind = NEWS[fact.kind];
    const isRecent = addDays(fact.at, NEWS_DAYS) > input.now.toISOString();
    if (kind === undefined || !isRecent || !isFirst(input, fact)) return [];
    return [remindPartner(input, kind, { subject: fact.subject, key: fact.factId, at: fact.at, by: fact.by, values: valuesOf(input, fact) })];
  });
