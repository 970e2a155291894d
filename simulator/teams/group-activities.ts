import type { Activity, Place, Setting } from './activities.ts';
import { base, escapeHtml } from './activities.ts';
import type { Group } from './groups.ts';
import type { Member } from './members.ts';

export const BOT_NAME = 'Växla';

/** The conversation and channel data of a group; in a channel every activity but an event stands in a thread. */
export const placeOf = (group: Group, threadId?: string): Place => {
  const { team } = group;
  if (team === undefined) {
    return { conversation: { id: group.conversationId, conversationType: 'groupChat', isGroup: true, tenantId: group.tenantId, name: group.name }, channelData: {} };
  }
  const id = threadId === undefined ? group.conversationId : `${group.conversationId};messageid=${threadId}`;
  return {
    conversation: { id, conversationType: 'channel', isGroup: true, tenantId: group.tenantId, name: group.name },
    channelData: {
      team: { id: team.id, name: team.name, aadGroupId: team.aadGroupId }, channel: { id: group.conversationId, name: group.name },
      teamsTeamId: team.id, teamsChannelId: group.conversationId, settings: { selectedChannel: { id: group.conversationId } },
    },
  };
};

/** What somebody says to the bot among others: named by `@`, with the entity that says which part of the text is the name. */
export const mentionActivity = (member: Member, setting: Setting, text: string): Activity => {
  const plain = base('message', member, setting);
  const named = `<at>${BOT_NAME}</at>`;
  const mention = { type: 'mention', text: named, mentioned: { id: `28:${setting.appId}`, name: BOT_NAME } };
  return {
    ...plain, text: `${named} ${text}`, textFormat: 'plain', entities: [mention, ...(plain['entities'] as unknown[])],
    attachments: [{ contentType: 'text/html', content: `<div><span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">${BOT_NAME}</span>&nbsp;${escapeHtml(text)}</div>` }],
  };
};

export type RosterEvent = { kind: 'added' | 'removed'; accounts: { id: string; aadObjectId?: string; name?: string }[] };

/** Somebody, or the bot, came or went. */
export const rosterActivity = (member: Member, setting: Setting, { kind, accounts }: RosterEvent): Activity => {
  const plain = base('conversationUpdate', member, setting);
  const data = plain['channelData'] as Record<string, unknown>;
  const eventType = data['team'] === undefined ? {} : { eventType: kind === 'added' ? 'teamMemberAdded' : 'teamMemberRemoved' };
  return { ...plain, [kind === 'added' ? 'membersAdded' : 'membersRemoved']: accounts, channelData: { ...data, ...eventType } };
};

/** Something about the team or chat changed: `teamRenamed`, `channelRenamed`, or the topic of a group chat. */
export const renameActivity = (member: Member, setting: Setting, renamed: { eventType: string } | { topicName: string }): Activity => {
  const plain = base('conversationUpdate', member, setting);
  if ('topicName' in renamed) return { ...plain, topicName: renamed.topicName };
  return { ...plain, channelData: { ...(plain['channelData'] as object), ...renamed } };
};

/** The app was put into a group, or taken out of it. */
export const groupInstallActivity = (member: Member, setting: Setting, action: 'add' | 'remove'): Activity => ({ ...base('installationUpdate', member, setting), action });
