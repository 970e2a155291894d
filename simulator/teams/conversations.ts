import { connectorError, conversationNotFound, writesBlocked } from './connector-errors.ts';
import { threadOf } from './groups.ts';
import type { Group, Groups } from './groups.ts';
import type { Member, Members } from './members.ts';

/** A conversation as the connector serves it; `key` is what its messages are filed under. */
export type Conversation = {
  key: string;
  conversationId: string;
  tenantId: string;
  people: Member[];
  group?: Group;
  threadId?: string;
};

export const personalConversation = (member: Member): Conversation => ({ key: member.id, conversationId: member.conversationId, tenantId: member.tenantId, people: [member] });

export const groupConversation = (groups: Groups, group: Group, threadId?: string): Conversation => ({
  key: group.id, conversationId: group.conversationId, tenantId: group.tenantId, people: groups.people(group), group, ...(threadId === undefined ? {} : { threadId }),
});

/** Finds a conversation the bot may use: 404 when there is none, 403 when the app is not there any more. */
export const findConversation = (members: Members, groups: Groups, id: string): Conversation => {
  const member = members.byConversation(id);
  if (member !== undefined) {
    if (!members.state(member.id).installed) throw writesBlocked();
    return personalConversation(member);
  }
  const group = groups.byConversation(id);
  if (group === undefined) throw conversationNotFound();
  if (!group.installed) throw connectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  return groupConversation(groups, group, threadOf(id));
};
