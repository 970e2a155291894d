import type { Journal } from '../journal.ts';
import type { EventHub } from './events.ts';
import type { Attachment, ChatMessage, Line, MessageView, SuggestedAction, Version } from './records.ts';
import { viewOf } from './records.ts';

/** What is to stand in a chat, before it has an id. */
export type Draft = {
  text: string;
  textFormat: ChatMessage['textFormat'];
  attachments: Attachment[];
  suggestedActions: SuggestedAction[];
  summary: string | undefined;
  /** In a group only. */
  author?: string;
  threadId?: string;
};

export type Chats = {
  post(personId: string, from: ChatMessage['from'], draft: Draft): ChatMessage;
  /** The bot's own update: everybody sees it, views of single people end. */
  update(message: ChatMessage, draft: Draft): ChatMessage;
  /** A card that answered a press: its presser alone sees it. */
  replaceFor(message: ChatMessage, viewer: string, attachments: Attachment[]): ChatMessage;
  setLine(message: ChatMessage, line: Line | undefined): ChatMessage;
  setReactions(message: ChatMessage, reactions: Record<string, string[]>): ChatMessage;
  withdraw(message: ChatMessage, state: 'hidden' | 'deleted'): void;
  /** Takes a deletion back; undefined when there is none to take back in that chat. */
  restore(personId: string, id: string): ChatMessage | undefined;
  /** Undefined when it never was, was deleted, or is in somebody else's chat. */
  find(personId: string, id: string): ChatMessage | undefined;
  /** As `viewer` sees it, in a group; the person of a personal chat by default. With `after`, only what was posted after that message. */
  list(personId: string, viewer?: string, after?: string): MessageView[];
  /** A fresh activity id, also for activities that leave no message. */
  nextId(): string;
};

/** Old copies kept of one message; more would only make the journal heavy. */
const KEPT_VERSIONS = 30;

type Deps = { journal: Journal; now: () => Date; publish: EventHub['publish'] };

export const createChats = ({ journal, now, publish }: Deps): Chats => {
  const messages = journal.collection<ChatMessage>('teams.messages');
  let lastId = Math.max(0, ...messages.all().map((m) => Number(m.id)));
  const nextId = (): string => {
    lastId = Math.max(lastId + 1, now().getTime());
    return String(lastId);
  };
  /** Reads the newest state again: between an await and here another request may have changed it. */
  const store = (message: ChatMessage, change: (current: ChatMessage) => Partial<ChatMessage>): ChatMessage => {
    const current = messages.get(message.id) ?? message;
    const next = messages.set(message.id, { ...current, ...change(current) });
    if (next.state === 'shown') publish('update', { personId: next.personId, message: viewOf(next, next.personId) });
    return next;
  };
  const withVersion = (current: ChatMessage, text: string, attachments: Attachment[]): { versions: Version[]; added: number } => {
    const added = (current.versions.at(-1)?.version ?? 0) + 1;
    return { added, versions: [...current.versions, { version: added, at: now().toISOString(), text, attachments }].slice(-KEPT_VERSIONS) };
  };
  return {
    nextId,
    post: (personId, from, draft) => {
      const at = now().toISOString();
      const { text, attachments, ...rest } = draft;
      const id = nextId();
      const first: Version = { version: 1, at, text, attachments };
      const message: ChatMessage = { id, personId, from, at, ...rest, versions: [first], base: 1, views: {}, line: undefined, state: 'shown' };
      messages.set(id, message);
      publish('message', { personId, message: viewOf(message, personId) });
      return message;
    },
    update: (message, draft) =>
      store(message, (current) => {
        const { versions, added } = withVersion(current, draft.text, draft.attachments);
        const { textFormat, suggestedActions, summary } = draft;
        return { versions, base: added, views: {}, line: undefined, textFormat, suggestedActions, summary };
      }),
    replaceFor: (message, viewer, attachments) =>
      store(message, (current) => {
        const { versions, added } = withVersion(current, current.versions.at(-1)?.text ?? '', attachments);
        return { versions, views: { ...current.views, [viewer]: added }, line: undefined };
      }),
    setReactions: (message, reactions) => store(message, () => ({ reactions })),
    restore: (personId, id) => {
      const message = messages.get(id);
      return message?.personId === personId && message.state === 'deleted' ? store(message, () => ({ state: 'shown' })) : undefined;
    },
    setLine: (message, line) => store(message, () => ({ line })),
    withdraw: (message, state) => {
      store(message, () => ({ state }));
      publish('delete', { personId: message.personId, id: message.id });
    },
    find: (personId, id) => {
      const message = messages.get(id);
      return message?.personId === personId && message.state !== 'deleted' ? message : undefined;
    },
    list: (personId, viewer = personId, after = '0') =>
      messages
        .all()
        .filter((m) => m.personId === personId && m.state === 'shown' && Number(m.id) > Number(after))
        .sort((a, b) => Number(a.id) - Number(b.id))
        .map((m) => viewOf(m, viewer)),
  };
};
