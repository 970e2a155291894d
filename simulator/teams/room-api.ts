import { z } from 'zod';
import type { Ask, Reply, Route } from '../http.ts';
import type { TwinTenant } from '../people.ts';
import type { Chats } from './chats.ts';
import { findAction, mergeInputs } from './card-actions.ts';
import type { EventHub } from './events.ts';
import { faultChange } from './faults.ts';
import type { FaultChange, TeamsFaults } from './faults.ts';
import type { Groups } from './groups.ts';
import type { Installs } from './installs.ts';
import type { Member, Members } from './members.ts';
import type { MoveClock } from './portal-clock.ts';
import type { Presser } from './presses.ts';
import type { Queue } from './queue.ts';
import type { Refresher } from './refreshes.ts';
import type { Say } from './say.ts';
import type { ChatMessage } from './records.ts';
import { read, refuse } from './room-input.ts';

export type RoomApiDeps = {
  members: Members;
  groups: Groups;
  faults: TeamsFaults;
  forgetToken: () => void;
  chats: Chats;
  events: EventHub;
  queue: Queue;
  say: Say;
  press: Presser;
  refresh: Refresher;
  installs: Installs;
  moveClock: MoveClock;
  tenants: readonly TwinTenant[];
  appId: string;
  portalAddress: string;
  now: () => Date;
};

const sayBody = z.object({ text: z.string().min(1).max(28_000) });
const localeBody = z.object({ locale: z.enum(['en', 'sv']) });
const clockBody = z.object({ advanceMs: z.number().positive() });
const refreshBody = z.object({ activityId: z.string() });
/** Who, in a group. */
const personBody = z.object({ personId: z.string() });
const pressBody = z.object({
  activityId: z.string(),
  /** An old copy of the card; the one in front of the person when absent. */
  version: z.number().int().positive().optional(),
  action: z.object({
    type: z.enum(['submit', 'execute']),
    verb: z.string().optional(),
    id: z.string().optional(),
    title: z.string().optional(),
    /** Taken from the card's button of that verb, id or title when absent. */
    data: z.unknown().optional(),
  }),
  inputs: z.record(z.string(), z.unknown()).default({}),
  times: z.number().int().min(1).max(50).default(1),
  sameId: z.boolean().default(true),
});

/** What the room's page and the tests call (JSON). Every answer about a person is `404 NoSuchPerson` for a stranger. */
export const roomRoutes = (deps: RoomApiDeps): Route[] => {
  const { members, chats, queue } = deps;
  const person = (ask: Ask): Member => members.byId(ask.params['id'] ?? '') ?? refuse(404, 'NoSuchPerson');
  const installed = (ask: Ask): Member => {
    const member = person(ask);
    return members.state(member.id).installed ? member : refuse(403, 'NotInstalled');
  };
  /** Whoever acts, and in which chat: their own, or the group that the address names. */
  const actor = (ask: Ask): { member: Member; chat: string } => {
    const group = ask.params['gid'] === undefined ? undefined : (deps.groups.byId(ask.params['gid']) ?? refuse(404, 'NoSuchGroup'));
    if (group === undefined) return { member: installed(ask), chat: ask.params['id'] ?? '' };
    const { personId } = read(personBody, ask);
    if (!group.memberIds.includes(personId) || !group.installed) return refuse(403, group.installed ? 'NotInGroup' : 'NotInstalled');
    return { member: members.byId(personId) ?? refuse(404, 'NoSuchPerson'), chat: group.id };
  };
  const message = (chat: string, id: string): ChatMessage => chats.find(chat, id) ?? refuse(404, 'NoSuchMessage');
  const changed = (member: Member): Reply => {
    const { locale, installed: present } = members.state(member.id);
    deps.events.publish('room', { personId: member.id, locale, installed: present });
    return { status: 200, body: { locale, installed: present } };
  };

  /** `?after=` names the newest message that the caller has. */
  const listed = (ask: Ask) => {
    const { id } = person(ask);
    return chats.list(id, id, ask.query.get('after') ?? undefined);
  };
  const say = async (ask: Ask): Promise<Reply> => {
    const { text } = read(sayBody, ask);
    return { status: 200, body: await deps.say(installed(ask), text) };
  };
  const press = async (ask: Ask): Promise<Reply> => {
    const { activityId, version, action, inputs, times, sameId } = read(pressBody, ask);
    const { member, chat } = actor(ask);
    const pressed = message(chat, activityId);
    const { data, ...button } = buttonOf(pressed, { viewer: member.id, version, action });
    const order = { ...button, type: action.type, trigger: 'manual' as const, data: mergeInputs(data, inputs), times, sameId };
    return { status: 200, body: { results: await queue.run(member.id, () => deps.press(member, pressed, order)) } };
  };
  const refresh = async (ask: Ask): Promise<Reply> => {
    const { member, chat } = actor(ask);
    return { status: 200, body: { sent: await deps.refresh(member, message(chat, read(refreshBody, ask).activityId)) } };
  };
  const locale = (ask: Ask): Reply => {
    const member = person(ask);
    members.change(member.id, read(localeBody, ask));
    return changed(member);
  };
  /** Installing what is installed, or removing what is not, changes nothing and tells the bot nothing. */
  const install = (wanted: boolean) => (ask: Ask): Reply => {
    const member = person(ask);
    if (members.state(member.id).installed !== wanted) {
      members.change(member.id, { installed: wanted });
      if (wanted) members.owe(member.id, 'add', 'members-added');
      else members.owe(member.id, 'remove');
      deps.installs.flush();
    }
    return changed(member);
  };
  const clock = async (ask: Ask): Promise<Reply> => {
    const reply = await deps.moveClock(read(clockBody, ask).advanceMs);
    deps.events.publish('room', { now: deps.now().toISOString() });
    return reply;
  };

  return [
    ['get', '/api/room', () => ({ status: 200, body: room(deps) })],
    ['get', '/api/events', () => deps.events.open()],
    ['post', '/api/clock', clock],
    ['get', '/api/people/:id/messages', (ask) => ({ status: 200, body: { messages: listed(ask) } })],
    ['post', '/api/people/:id/say', say],
    ['post', '/api/people/:id/press', press],
    ['post', '/api/people/:id/refresh', refresh],
    ['post', '/api/groups/:gid/press', press],
    ['post', '/api/groups/:gid/refresh', refresh],
    ['get', '/api/faults', () => ({ status: 200, body: deps.faults.state() })],
    ['post', '/api/faults', (ask) => setFaults(deps, read(faultChange, ask))],
    ['post', '/api/people/:id/locale', locale],
    ['post', '/api/people/:id/install', install(true)],
    ['post', '/api/people/:id/uninstall', install(false)],
  ];
};

const setFaults = ({ faults, forgetToken }: RoomApiDeps, change: FaultChange): Reply => {
  if (change.freshToken === true) forgetToken();
  return { status: 200, body: faults.set(change) };
};

const room = ({ tenants, members, appId, now, portalAddress }: RoomApiDeps) => ({
  appId,
  now: now().toISOString(),
  portalAddress,
  tenants: tenants.map((tenant) => ({
    ...tenant,
    people: members.all().filter((m) => m.tenantId === tenant.id).map(({ id, name, upn, roles, memberId, conversationId }) => {
      const { locale, installed } = members.state(id);
      return { id, name, upn, roles, memberId, conversationId, locale, installed };
    }),
  })),
});

type Wanted = { viewer: string; version: number | undefined; action: z.infer<typeof pressBody>['action'] };
type Button = { data?: unknown; verb?: string; id?: string; title?: string };

/** The pressed button: as the caller describes it, or found in the copy of the card that was pressed. */
const buttonOf = (message: ChatMessage, { viewer, version, action }: Wanted): Button => {
  const wanted = version ?? message.views[viewer] ?? message.base;
  const copy = message.versions.find((v) => v.version === wanted) ?? refuse(404, 'NoSuchVersion');
  if (action.data !== undefined) return action;
  return findAction(copy.attachments, action) ?? refuse(404, 'NoSuchAction');
};
