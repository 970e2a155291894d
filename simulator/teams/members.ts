import { createHash } from 'node:crypto';
import type { Journal } from '../journal.ts';
import type { TwinPerson } from '../people.ts';
import type { InstallEvent, PersonState } from './records.ts';

/** A person as the channel knows them: the same person has another `29:` id and another chat for every bot. */
export type Member = TwinPerson & { memberId: string; conversationId: string };

export type Members = {
  all(): readonly Member[];
  byId(personId: string): Member | undefined;
  byConversation(conversationId: string): Member | undefined;
  /** By `29:` id or Entra object id, as the real connector takes either. */
  byMember(id: string): Member | undefined;
  state(personId: string): PersonState;
  change(personId: string, change: Partial<PersonState>): PersonState;
  /** Puts installation events at the end of what the bot has yet to hear. */
  owe(personId: string, ...events: InstallEvent[]): void;
};

const digest = (...parts: string[]): string => createHash('sha256').update(parts.join('\n')).digest('base64url');

export const createMembers = (people: readonly TwinPerson[], appId: string, journal: Journal): Members => {
  const states = journal.collection<PersonState>('teams.people');
  const members = people.map((person) => ({
    ...person,
    memberId: `29:1${digest('member', appId, person.id)}`,
    conversationId: `a:1${digest('chat', appId, person.id)}`,
  }));
  // Somebody never seen before has just been given the app: the bot hears of both events.
  for (const { id, locale } of members) {
    if (states.get(id) === undefined) states.set(id, { personId: id, locale, installed: true, pending: ['add', 'members-added'] });
  }
  const state = (personId: string): PersonState => {
    const found = states.get(personId);
    if (found === undefined) throw new Error(`There is nobody with the id ${personId}.`);
    return found;
  };
  const change = (personId: string, part: Partial<PersonState>): PersonState => states.set(personId, { ...state(personId), ...part });
  return {
    all: () => members,
    byId: (personId) => members.find((m) => m.id === personId),
    byConversation: (conversationId) => members.find((m) => m.conversationId === conversationId),
    byMember: (id) => members.find((m) => m.memberId === id || m.id === id),
    state,
    change,
    owe: (personId, ...events) => {
      change(personId, { pending: [...state(personId).pending, ...events] });
    },
  };
};
