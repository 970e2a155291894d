import type { Activity } from 'botbuilder';
import { noticeText } from '../../cards/notice.ts';
import type { NoticeKind } from '../../journey/notices.ts';
import { canWaitForSummary, isAnswer } from '../../journey/notices.ts';
import type { Choice } from '../../journey/reminders/choice.ts';
import { dayBegins, isQuiet } from '../../journey/reminders/choice.ts';
import type { AdaptiveCard } from '../../cards/render.ts';
import type { CrashPoint } from '../../commands/deps.ts';
import type { Transfer } from '../../journey/records.ts';
import { cardsOf, findCard, insertCard, newHandle, newestHandle, placeCard, stampCard } from '../../ledger/cards.ts';
import type { Card } from '../../ledger/cards.ts';
import { choiceOf } from '../../ledger/choices.ts';
import { holdItem, readyFor } from '../../ledger/outbox.ts';
import type { OutboxItem } from '../../ledger/outbox.ts';
import { findConversation, findPerson } from '../../ledger/people.ts';
import type { Conversation, KnownPerson } from '../../ledger/people.ts';
import type { LedgerDb } from '../../ledger/database.ts';
import type { Text } from '../../locales/text.ts';
import type { Log } from '../log.ts';
import { findTransfer } from '../../ledger/transfers.ts';
import type { Courier } from './courier.ts';
import { cardActivity } from './courier.ts';
import { giveUp } from './give-up.ts';
import { deliverReminders } from './reminder-delivery.ts';
import type { Sent } from './settle-delivery.ts';
import { settle } from './settle-delivery.ts';
import { textFor } from './turn.ts';
import { viewTransfer } from './transfer-view.ts';

export type NotifierDeps = {
  readonly db: LedgerDb;
  readonly courier: Courier;
  readonly now: () => Date;
  readonly withFreshRoles: (person: KnownPerson) => Promise<KnownPerson>;
  readonly signInMessage: (text: Text) => Partial<Activity>;
  /** Address of a page in Partner Center's portal, or of the rehearsal's. */
  readonly portal: (path: string) => string;
  readonly crashPoint: (at: CrashPoint) => void;
  readonly log: Pick<Log, 'warn'>;
};

/** Notices that only bring the card up to date: somebody who has nothing to do now is not rung for. */
const SILENT: ReadonlySet<string> = new Set(['update', 'request-open', 'accepted']);

type Reader = { readonly person: KnownPerson; readonly conversation: Conversation; readonly choice: Choice };

/**
 * Delivers what one person is owed, in order, one message at a time: the next is not tried before the one ahead of it is out. A send that fails
 * stays in the outbox and is tried again; a chat that is gone is not (conventions 4, invariant I6). Cards of transfers come first and at once,
 * without a sound in quiet hours; what the steps owe follows, by the person's choice.
 */
export const deliverTo = async (deps: NotifierDeps, who: { tenantId: string; personId: string }): Promise<void> => {
  const person = await findPerson(deps.db, who.tenantId, who.personId);
  const conversation = await findConversation(deps.db, who.tenantId, who.personId);
  const items = await readyFor(deps.db, who, deps.now());
  if (person === undefined || conversation === undefined || conversation.dead_since !== null) return giveUp(deps, who);
  const reader = { person: await deps.withFreshRoles(person), conversation, choice: await choiceOf(deps.db, person) };
  const kept = items.filter((item) => item.reminder !== null || item.held === 'digest');
  const cards = items.filter((item) => item.reminder === null && item.held !== 'digest');
  for (const item of latestOnly(cards)) if (!(await deliverOne(deps, reader, item))) return;
  await deliverReminders({ ...deps, send: (activity) => post(deps, reader, activity) }, reader, kept.filter((item) => item.next_at <= deps.now()));
};

/** Of several updates to one card only the last matters; the card shows the state of the moment anyway. */
const latestOnly = (items: readonly OutboxItem[]): (OutboxItem & { earlier: string[] })[] => {
  const kept: (OutboxItem & { earlier: string[] })[] = [];
  for (const item of items) {
    const before = kept.find((other) => item.handle !== null && other.handle === item.handle);
    if (before === undefined) kept.push({ ...item, earlier: [] });
    else before.earlier.push(item.outbox_id);
  }
  return kept;
};

const deliverOne = async (deps: NotifierDeps, reader: Reader, item: OutboxItem & { earlier: string[] }): Promise<boolean> => {
  if (item.next_at > deps.now()) return false;
  const transfer = item.transfer_id === null ? undefined : await findTransfer(deps.db, item.transfer_id);
  if (reader.choice.mode === 'daily' && canWaitForSummary(item.kind)) {
    await holdItem(deps.db, item, { until: dayBegins(reader.choice, deps.now()), as: 'digest' });
    return true;
  }
  const sent: Sent = transfer === undefined ? { ok: true, activityId: null } : await deliverCard(deps, reader, { item, transfer });
  return settle(deps, [item], sent, item.earlier);
};

/** Whether a card that comes should call for attention: never in quiet hours, nor, by choice, for what others have started; an answer always. */
const rings = ({ person, choice }: Reader, kind: string, { transfer, now }: { transfer: Transfer; now: Date }): boolean => {
  if (isAnswer(kind)) return true;
  const involved = person.tenantId === transfer.source.tenantId ? transfer.requested.personId : transfer.decided?.personId;
  const isOthers = choice.mode === 'mine' && involved !== undefined && involved !== person.personId;
  return !isOthers && !isQuiet(choice, now);
};

const deliverCard = async (deps: NotifierDeps, reader: Reader, { item, transfer }: { item: OutboxItem; transfer: Transfer }): Promise<Sent> => {
  const mine = (await cardsOf(deps.db, transfer.transferId)).filter((card) => isOf(card, reader));
  if (item.kind === 'sign-in-needed') return post(deps, reader, deps.signInMessage(textFor(reader.person)));
  if (item.kind === 'update') return updateCard(deps, reader, { transfer, handle: item.handle ?? '' });
  const living = mine.at(-1);
  if (SILENT.has(item.kind) && living !== undefined) return updateCard(deps, reader, { transfer, handle: living.handle });
  return postCard(deps, reader, { item, transfer, earlier: mine });
};

const isOf = (card: Card, { person }: Reader): boolean => card.tenant_id === person.tenantId && card.person_id === person.personId;

/** A new living card at the bottom of the chat; the ones before it lose their buttons. */
const postCard = async (deps: NotifierDeps, reader: Reader, { item, transfer, earlier }: { item: OutboxItem; transfer: Transfer; earlier: Card[] }): Promise<Sent> => {
  const unplaced = earlier.find((card) => card.activity_id === null && card.handle === earlier.at(-1)?.handle);
  const card = unplaced ?? (await makeCard(deps, reader, transfer));
  const activity = await activityFor(deps, reader, { transfer, card, summary: noticeText(item.kind as NoticeKind, transfer, textFor(reader.person)), rings: rings(reader, item.kind, { transfer, now: deps.now() }) });
  const sent = await post(deps, reader, activity);
  if (!sent.ok) return sent;
  await placeCard(deps.db, card.handle, sent.activityId);
  await stampCard(deps.db, card.handle, transfer.revision);
  for (const old of earlier) if (old.handle !== card.handle) await updateCard(deps, reader, { transfer, handle: old.handle });
  return sent;
};

const post = async (deps: NotifierDeps, reader: Reader, activity: Partial<Activity>): Promise<Sent> => {
  const sent = await deps.courier.send(reader.conversation, activity);
  if (sent.ok) deps.crashPoint('notice-sent');
  return sent;
};

const makeCard = async (deps: NotifierDeps, { person, conversation }: Reader, transfer: Transfer): Promise<Card> => {
  const card: Card = {
    handle: newHandle(),
    tenant_id: person.tenantId,
    person_id: person.personId,
    conversation_id: conversation.conversation_id,
    transfer_id: transfer.transferId,
    revision: transfer.revision,
    activity_id: null,
    created_at: deps.now(),
  };
  await insertCard(deps.db, card);
  return card;
};

/** Replaces a card in its place. A message that Teams cannot find any more is posted once anew, if it was the living one. */
const updateCard = async (deps: NotifierDeps, reader: Reader, { transfer, handle }: { transfer: Transfer; handle: string }): Promise<Sent> => {
  const card = await findCard(deps.db, handle);
  if (card === undefined || card.activity_id === null) return { ok: true, activityId: null };
  const sent = await deps.courier.update(reader.conversation, card.activity_id, await activityFor(deps, reader, { transfer, card }));
  if (sent.ok) {
    deps.crashPoint('notice-sent');
    await stampCard(deps.db, handle, transfer.revision);
    return sent;
  }
  if (sent.why !== 'message-gone') return sent;
  await placeCard(deps.db, handle, null);
  if (handle !== (await newestHandle(deps.db, card))) return { ok: true, activityId: null };
  const again = await post(deps, reader, await activityFor(deps, reader, { transfer, card }));
  if (again.ok) await placeCard(deps.db, handle, again.activityId);
  return again;
};

const activityFor = async (
  deps: NotifierDeps,
  reader: Reader,
  { transfer, card, summary, rings: isLoud }: { transfer: Transfer; card: Card; summary?: string; rings?: boolean },
): Promise<Partial<Activity>> => {
  const isNewest = (await newestHandle(deps.db, card)) === card.handle;
  const view: AdaptiveCard = viewTransfer(reader.person, transfer, { handle: card.handle, isNewest, portal: deps.portal });
  return cardActivity(view, summary, isLoud);
};
