import { z } from 'zod';
import type { Ask, Reply, Route } from '../http.ts';
import type { Activity, Setting } from './activities.ts';
import { base, escapeHtml } from './activities.ts';
import type { BotLine } from './bot-line.ts';
import type { Chats } from './chats.ts';
import type { Groups } from './groups.ts';
import type { Member, Members } from './members.ts';
import type { ChatMessage } from './records.ts';
import { read, refuse } from './room-input.ts';

type Deps = { members: Members; groups: Groups; chats: Chats; line: BotLine; setting: (member: Member, id?: string, message?: ChatMessage) => Setting };

const edited = z.object({ text: z.string().min(1).max(28_000) });
const reacted = z.object({ type: z.enum(['like', 'heart', 'laugh', 'surprised', 'sad', 'angry']), remove: z.boolean().default(false) });
const byPerson = z.object({ personId: z.string() });

/** Somebody changes their mind about a message, or only looks at one. In a group the body says who (`personId`). */
export const messageEventRoutes = (deps: Deps): Route[] => {
  const routes = (chat: string): Route[] => {
    const event = (run: (deps: Deps, ask: Ask, member: Member) => Promise<Reply>) => (ask: Ask) => run(deps, ask, speaker(deps, ask));
    return [
      ['post', `${chat}/messages/:mid/edit`, event(edit)],
      ['post', `${chat}/messages/:mid/delete`, event(remove)],
      ['post', `${chat}/messages/:mid/undelete`, event(undelete)],
      ['post', `${chat}/messages/:mid/react`, event(react)],
      ['post', `${chat}/messages/:mid/read`, event(haveRead)],
    ];
  };
  return [...routes('/api/people/:id'), ...routes('/api/groups/:gid')];
};

const speaker = ({ members, groups }: Deps, ask: Ask): Member => {
  const personal = ask.params['id'];
  if (personal !== undefined) return members.byId(personal) ?? refuse(404, 'NoSuchPerson');
  const group = groups.byId(ask.params['gid'] ?? '') ?? refuse(404, 'NoSuchGroup');
  const { personId } = read(byPerson, ask);
  return group.memberIds.includes(personId) ? (members.byId(personId) ?? refuse(404, 'NoSuchPerson')) : refuse(403, 'NotInGroup');
};

const chatKey = (ask: Ask): string => ask.params['id'] ?? ask.params['gid'] ?? '';
const found = ({ chats }: Deps, ask: Ask): ChatMessage => chats.find(chatKey(ask), ask.params['mid'] ?? '') ?? refuse(404, 'NoSuchMessage');

/** Only what one wrote oneself can be changed. */
const own = (deps: Deps, ask: Ask, member: Member): ChatMessage => {
  const message = found(deps, ask);
  return message.from === 'person' && (message.author ?? message.personId) === member.id ? message : refuse(403, 'NotYours');
};

const tell = async ({ line }: Deps, activity: Activity): Promise<Reply> => {
  const answer = await line.deliver(activity);
  return { status: 200, body: { delivered: 'status' in answer && answer.status < 300, ...('status' in answer ? { httpStatus: answer.status } : {}) } };
};

/** Teams gives an edit or deletion the id of the message that it is about. */
const about = (deps: Deps, member: Member, { message, type, eventType }: { message: ChatMessage; type: string; eventType: string }): Activity => {
  const plain = base(type, member, deps.setting(member, message.id, message));
  return { ...plain, channelData: { ...(plain['channelData'] as object), eventType } };
};

const edit = (deps: Deps, ask: Ask, member: Member): Promise<Reply> => {
  const { text } = read(edited, ask);
  const message = own(deps, ask, member);
  deps.chats.update(message, { text, textFormat: 'plain', attachments: [], suggestedActions: [], summary: undefined });
  const attachments = [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }];
  return tell(deps, { ...about(deps, member, { message, type: 'messageUpdate', eventType: 'editMessage' }), text, textFormat: 'plain', attachments });
};

/** A soft deletion: the text goes, the message can come back. */
const remove = (deps: Deps, ask: Ask, member: Member): Promise<Reply> => {
  const message = own(deps, ask, member);
  deps.chats.withdraw(message, 'deleted');
  return tell(deps, about(deps, member, { message, type: 'messageDelete', eventType: 'softDeleteMessage' }));
};

const undelete = (deps: Deps, ask: Ask, member: Member): Promise<Reply> => {
  const message = deps.chats.restore(chatKey(ask), ask.params['mid'] ?? '') ?? refuse(404, 'NoSuchMessage');
  const text = message.versions.at(-1)?.text ?? '';
  return tell(deps, { ...about(deps, member, { message, type: 'messageUpdate', eventType: 'undeleteMessage' }), text, textFormat: 'plain' });
};

/** The bot hears only of reactions to what it said itself. */
const react = async (deps: Deps, ask: Ask, member: Member): Promise<Reply> => {
  const { type, remove: isRemoved } = read(reacted, ask);
  const message = found(deps, ask);
  const mine = (message.reactions?.[member.id] ?? []).filter((one) => one !== type);
  deps.chats.setReactions(message, { ...message.reactions, [member.id]: isRemoved ? mine : [...mine, type] });
  if (message.from !== 'bot') return { status: 200, body: { delivered: false } };
  const plain = base('messageReaction', member, deps.setting(member, undefined, message));
  return tell(deps, { ...plain, replyToId: message.id, [isRemoved ? 'reactionsRemoved' : 'reactionsAdded']: [{ type }] });
};

const haveRead = (deps: Deps, ask: Ask, member: Member): Promise<Reply> => {
  const message = found(deps, ask);
  const plain = base('event', member, deps.setting(member, undefined, message));
  return tell(deps, { ...plain, name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId: message.id } });
};
