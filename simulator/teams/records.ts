/** What the Teams twin remembers of its chats. All of it lives in the journal, so a restart keeps every chat. */
export type Attachment = { contentType: string; content?: unknown; contentUrl?: string; name?: string };

/** One state of a message. The bot's posts and updates make versions for everybody; a reply to a press makes one for its presser. */
export type Version = { version: number; at: string; text: string; attachments: Attachment[] };

/** A short line under a message; `code` and `text` are the bot's own words where it sent some, the page words the kind. */
export type Line = {
  kind: 'unreachable' | 'error' | 'sign-in';
  code?: string;
  text?: string;
  /** Where the person may sign in by hand. */
  link?: string;
};

export type SuggestedAction = { title: string; value: string };

export type ChatMessage = {
  /** Activity id: digits that grow with time, so that sorting by id is sorting by time. */
  id: string;
  /** Whose personal chat it is in; the group's id when it is in a group. */
  personId: string;
  from: 'bot' | 'person';
  /** In a group: the person who wrote it, and in a channel the message that its thread began with. */
  author?: string;
  threadId?: string;
  /** Reactions by person. */
  reactions?: Record<string, string[]>;
  at: string;
  textFormat: 'markdown' | 'plain' | 'xml';
  /** Toast text of the bot's choosing. */
  summary: string | undefined;
  suggestedActions: SuggestedAction[];
  versions: Version[];
  /** Number of the version that everybody sees who has no view of their own. */
  base: number;
  /** Version by viewer, after a press was answered with a card (section "Universal actions": for the presser only). */
  views: Record<string, number>;
  line: Line | undefined;
  /** `hidden`: a sign-in card whose token exchange succeeded. */
  state: 'shown' | 'hidden' | 'deleted';
};

/** Events of an installation that the bot has not yet answered with 2xx. */
export type InstallEvent = 'add' | 'members-added' | 'add-upgrade' | 'remove';

export type PersonState = { personId: string; locale: 'en' | 'sv'; installed: boolean; pending: InstallEvent[] };

/** A message as one viewer sees it: the shape of `GET /api/people/{id}/messages` and of the events. */
export type MessageView = {
  id: string;
  personId: string;
  from: 'bot' | 'person';
  at: string;
  edited: boolean;
  text: string;
  textFormat: ChatMessage['textFormat'];
  summary: string | undefined;
  attachments: Attachment[];
  suggestedActions: SuggestedAction[];
  version: number;
  /** All copies that ever stood there, oldest first; pressing one is pressing "an old copy". */
  versions: Version[];
  line: Line | undefined;
  author?: string;
  threadId?: string;
  reactions?: Record<string, string[]>;
};

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
export const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** The version that this viewer has in front of them. */
export const shownVersion = (message: ChatMessage, viewer: string): Version => {
  const wanted = message.views[viewer] ?? message.base;
  const found = message.versions.find((v) => v.version === wanted) ?? message.versions.at(-1);
  if (found === undefined) throw new Error(`Message ${message.id} has no version.`);
  return found;
};

export const viewOf = (message: ChatMessage, viewer: string): MessageView => {
  const shown = shownVersion(message, viewer);
  return {
    id: message.id,
    personId: message.personId,
    from: message.from,
    at: message.at,
    edited: message.base > 1,
    text: shown.text,
    textFormat: message.textFormat,
    summary: message.summary,
    attachments: shown.attachments,
    suggestedActions: message.suggestedActions,
    version: shown.version,
    versions: message.versions,
    line: message.line,
    ...(message.author === undefined ? {} : { author: message.author }),
    ...(message.threadId === undefined ? {} : { threadId: message.threadId }),
    ...(message.reactions === undefined ? {} : { reactions: message.reactions }),
  };
};
