import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { reminderCard } from '../../cards/reminder-card.ts';
import { REMINDER_VERBS } from '../../cards/verbs.ts';
import type { CommandDeps } from '../../commands/deps.ts';
import { oweAndWake } from '../../commands/record.ts';
import type { OwedReminder } from '../../journey/reminders/reminder.ts';
import { ruleOf } from '../../journey/reminders/reminder.ts';
import { choiceOf, saveChoice } from '../../ledger/choices.ts';
import { findItem } from '../../ledger/outbox.ts';
import type { OutboxItem } from '../../ledger/outbox.ts';
import { cardActivity } from './courier.ts';
import { speakerOf, textOf } from './turn.ts';

type Deps = Pick<CommandDeps, 'db' | 'send' | 'now'>;

const press = z.object({ verb: z.enum(REMINDER_VERBS), handle: z.string().max(64), mute: z.enum(['subject', 'kind', 'all']).optional().catch(undefined) });

/** True when it was a button of a message that had been sent unasked. What it is about is looked up by its handle, never believed from the card (A19, A20). */
export type ReminderPresses = (context: TurnContext) => Promise<boolean>;

export const createReminderPresses = (deps: Deps): ReminderPresses => async (context) => {
  const pressed = press.safeParse(context.activity.value).data;
  if (pressed === undefined) return false;
  const person = speakerOf(context);
  const item = await findItem(deps.db, pressed.handle);
  const owed = item?.reminder ?? undefined;
  if (item === undefined || owed === undefined || item.tenant_id !== person.tenantId || item.person_id !== person.personId) {
    await context.sendActivity(textOf(context).t('reminder.unknown'));
  } else if (pressed.verb === 'show-transfer') await showTransfer(deps, context, item);
  else await mute(deps, context, { item, owed, wanted: pressed.mute ?? 'kind' });
  return true;
};

/** The transfer's living card comes once more at the bottom of the chat, with the buttons that the person's role has now. */
const showTransfer = async (deps: Deps, { activity }: TurnContext, item: OutboxItem): Promise<void> => {
  const { tenant_id: tenantId, person_id: personId, transfer_id: transferId } = item;
  if (transferId === null) return;
  await deps.db.transaction().execute((trx) => oweAndWake(deps, trx, [{ dedupe: `shown:${personId}:${activity.id}`, tenantId, personId, kind: 'shown', transferId }]));
};

const mute = async (deps: Deps, context: TurnContext, { item, owed, wanted }: { item: OutboxItem; owed: OwedReminder; wanted: 'subject' | 'kind' | 'all' }): Promise<void> => {
  const person = speakerOf(context);
  const { reminder } = owed;
  const word = { all: 'all', kind: `kind:${reminder.kind}`, subject: `subject:${reminder.subject}` }[wanted];
  const choice = await choiceOf(deps.db, person);
  await saveChoice(deps.db, person, { ...choice, muted: [...new Set([...choice.muted, word])] });
  const card = reminderCard({ reminder, handle: item.outbox_id, isNews: ruleOf(reminder.kind).nature === 'news', missing: [], muted: wanted }, textOf(context));
  if (context.activity.replyToId === undefined) await context.sendActivity(cardActivity(card));
  else await context.updateActivity({ ...cardActivity(card), id: context.activity.replyToId });
};
