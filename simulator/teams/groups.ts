import { createHash, randomBytes } from 'node:crypto';
import type { Journal } from '../journal.ts';
import type { Member, Members } from './members.ts';

/** A group chat, or a channel of a team, with the app in it. `id` stands for it in the room's API, `conversationId` in the connector's. */
export type Group = {
  id: string;
  kind: 'groupChat' | 'channel';
  conversationId: string;
  tenantId: string;
  name: string;
  memberIds: string[];
  /** Of a channel only. The team's own id is that of its General channel. */
  team?: { id: string; aadGroupId: string; name: string };
  installed: boolean;
};

export type NewGroup = { kind: Group['kind']; name: string; teamName?: string | undefined; memberIds: string[] };

export type Groups = {
  all(): Group[];
  byId(id: string): Group | undefined;
  /** By conversation id, with or without a thread; a channel also by its team's id. */
  byConversation(conversationId: string): Group | undefined;
  byTeam(teamId: string): Group[];
  create(wanted: NewGroup, tenantId: string): Group;
  change(id: string, change: Partial<Group>): Group;
  people(group: Group): Member[];
};

const THREAD = /;messageid=([^;]+)$/;

export const withoutThread = (conversationId: string): string => conversationId.replace(THREAD, '');
export const threadOf = (conversationId: string): string | undefined => THREAD.exec(conversationId)?.[1];

const hex = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
const guid = (digits: string): string => `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;

export const createGroups = (journal: Journal, members: Members): Groups => {
  const kept = journal.collection<Group>('teams.groups');
  const must = (id: string): Group => {
    const found = kept.get(id);
    if (found === undefined) throw new Error(`There is no group with the id ${id}.`);
    return found;
  };
  return {
    all: () => kept.all(),
    byId: (id) => kept.get(id),
    byConversation: (conversationId) => kept.all().find((group) => group.conversationId === withoutThread(conversationId)),
    byTeam: (teamId) => kept.all().filter((group) => group.team?.id === teamId),
    create: ({ kind, name, teamName, memberIds }, tenantId) => {
      const id = `group-${randomBytes(6).toString('hex')}`;
      const sibling = kept.all().find((group) => group.team !== undefined && group.team.name === teamName && group.tenantId === tenantId);
      const conversationId = kind === 'channel' ? `19:${hex(id)}@thread.tacv2` : `19:${hex(id)}@thread.v2`;
      const team = sibling?.team ?? { id: conversationId, aadGroupId: guid(hex(`team ${id}`)), name: teamName ?? name };
      return kept.set(id, { id, kind, conversationId, tenantId, name, memberIds: [...new Set(memberIds)], ...(kind === 'channel' ? { team } : {}), installed: true });
    },
    change: (id, change) => kept.set(id, { ...must(id), ...change }),
    people: (group) => group.memberIds.map((id) => members.byId(id)).filter((member) => member !== undefined),
  };
};
