import { z } from 'zod';
import type { Ask, Reply, Route } from '../http.ts';
import type { Setting } from './activities.ts';
import type { Answer, BotLine } from './bot-line.ts';
import type { Chats } from './chats.ts';
import { groupInstallActivity, mentionActivity, placeOf, renameActivity, rosterActivity } from './group-activities.ts';
import type { Group, Groups } from './groups.ts';
import type { Member, Members } from './members.ts';
import type { Queue } from './queue.ts';
import { read, refuse } from './room-input.ts';

export type GroupApiDeps = {
  groups: Groups;
  members: Members;
  chats: Chats;
  line: BotLine;
  queue: Queue;
  appId: string;
  setting: (member: Member, id?: string) => Setting;
};

const creation = z.strictObject({
  kind: z.enum(['groupChat', 'channel']),
  name: z.string().min(1).max(200),
  /** Channels of one team name and tenant are in one team. */
  teamName: z.string().min(1).max(200).optional(),
  memberIds: z.array(z.string()).min(1).max(500),
});
const said = z.strictObject({ personId: z.string(), text: z.string().min(1).max(28_000), mention: z.boolean().default(true), threadId: z.string().optional() });
const roster = z.strictObject({ add: z.array(z.string()).default([]), remove: z.array(z.string()).default([]) });
const names = z.strictObject({ name: z.string().min(1).max(200).optional(), teamName: z.string().min(1).max(200).optional() });

/** Group chats and channels: made, spoken in and changed by tests and trainers. */
export const groupRoutes = (deps: GroupApiDeps): Route[] => {
  const group = (ask: Ask): Group => deps.groups.byId(ask.params['gid'] ?? '') ?? refuse(404, 'NoSuchGroup');
  return [
    ['get', '/api/groups', () => ({ status: 200, body: { groups: deps.groups.all() } })],
    ['post', '/api/groups', (ask) => create(deps, ask)],
    ['get', '/api/groups/:gid/messages', (ask) => ({ status: 200, body: { messages: deps.chats.list(group(ask).id, ask.query.get('viewer') ?? group(ask).id) } })],
    ['post', '/api/groups/:gid/say', (ask) => say(deps, group(ask), ask)],
    ['post', '/api/groups/:gid/members', (ask) => changeMembers(deps, group(ask), ask)],
    ['post', '/api/groups/:gid/rename', (ask) => rename(deps, group(ask), ask)],
    ['post', '/api/groups/:gid/uninstall', (ask) => uninstall(deps, group(ask))],
  ];
};

const botAccount = ({ appId }: GroupApiDeps) => ({ id: `28:${appId}` });
const accountOf = (member: Member) => ({ id: member.memberId, aadObjectId: member.id });
const person = ({ members }: GroupApiDeps, id: string): Member => members.byId(id) ?? refuse(404, 'NoSuchPerson');
/** Events of a group come from whoever did it; the room has no say in who that was, so it is the first member. */
const actor = (deps: GroupApiDeps, group: Group): Member => deps.groups.people(group)[0] ?? refuse(409, 'EmptyGroup');
const at = (deps: GroupApiDeps, group: Group, member: Member): Setting => ({ ...deps.setting(member), place: placeOf(group) });
const delivered = (answer: Answer): boolean => 'status' in answer && answer.status >= 200 && answer.status < 300;

const create = async (deps: GroupApiDeps, ask: Ask): Promise<Reply> => {
  const wanted = read(creation, ask);
  const people = wanted.memberIds.map((id) => person(deps, id));
  const tenantId = people[0]?.tenantId ?? '';
  const group = deps.groups.create(wanted, tenantId);
  const by = actor(deps, group);
  const told = await deps.queue.run(group.id, async () => [
    await deps.line.deliver(rosterActivity(by, at(deps, group, by), { kind: 'added', accounts: [botAccount(deps)] })),
    await deps.line.deliver(groupInstallActivity(by, at(deps, group, by), 'add')),
  ]);
  return { status: 201, body: { ...group, delivered: told.every(delivered) } };
};

/** In a group the bot hears only what names it; the rest is for the others. In a channel a message without a thread begins one. */
const say = async (deps: GroupApiDeps, group: Group, ask: Ask): Promise<Reply> => {
  const { personId, text, mention, threadId } = read(said, ask);
  const member = person(deps, personId);
  if (!group.memberIds.includes(member.id)) return refuse(403, 'NotInGroup');
  const draft = { text, textFormat: 'plain' as const, attachments: [], suggestedActions: [], summary: undefined, author: member.id, ...(threadId === undefined ? {} : { threadId }) };
  const message = deps.chats.post(group.id, 'person', draft);
  if (!mention || !group.installed) return { status: 200, body: { id: message.id, delivered: false } };
  const setting = { ...deps.setting(member, message.id), place: placeOf(group, threadId ?? message.id) };
  const answer = await deps.queue.run(group.id, () => deps.line.deliver(mentionActivity(member, setting, text)));
  if (!delivered(answer)) deps.chats.setLine(message, { kind: 'unreachable' });
  return { status: 200, body: { id: message.id, delivered: delivered(answer), ...('status' in answer ? { httpStatus: answer.status } : {}) } };
};

const changeMembers = async (deps: GroupApiDeps, group: Group, ask: Ask): Promise<Reply> => {
  const { add, remove } = read(roster, ask);
  const [come, gone] = [add.map((id) => person(deps, id)), remove.map((id) => person(deps, id))];
  const by = actor(deps, group);
  const memberIds = [...new Set([...group.memberIds, ...add])].filter((id) => !remove.includes(id));
  const next = deps.groups.change(group.id, { memberIds });
  const tell = (kind: 'added' | 'removed', who: Member[]) =>
    who.length === 0 ? [] : [() => deps.line.deliver(rosterActivity(by, at(deps, next, by), { kind, accounts: who.map(accountOf) }))];
  await deps.queue.run(group.id, async () => {
    for (const send of [...tell('added', come), ...tell('removed', gone)]) await send();
  });
  return { status: 200, body: next };
};

const rename = async (deps: GroupApiDeps, group: Group, ask: Ask): Promise<Reply> => {
  const { name, teamName } = read(names, ask);
  if (teamName !== undefined && group.team === undefined) return refuse(400, 'BadRequest', 'A group chat has no team.');
  for (const one of teamName === undefined ? [] : deps.groups.byTeam(group.team?.id ?? '')) {
    if (one.team !== undefined) deps.groups.change(one.id, { team: { ...one.team, name: teamName ?? one.team.name } });
  }
  const next = deps.groups.change(group.id, name === undefined ? {} : { name });
  const by = actor(deps, next);
  const events = [
    ...(teamName === undefined ? [] : [{ eventType: 'teamRenamed' }]),
    ...(name === undefined ? [] : [next.team === undefined ? { topicName: name } : { eventType: 'channelRenamed' }]),
  ];
  await deps.queue.run(group.id, async () => {
    for (const event of events) await deps.line.deliver(renameActivity(by, at(deps, next, by), event));
  });
  return { status: 200, body: next };
};

/** The bot hears that it was removed; from then on the connector answers it 403 for this group. */
const uninstall = async (deps: GroupApiDeps, group: Group): Promise<Reply> => {
  const next = deps.groups.change(group.id, { installed: false });
  const by = actor(deps, next);
  await deps.queue.run(group.id, async () => {
    await deps.line.deliver(rosterActivity(by, at(deps, next, by), { kind: 'removed', accounts: [botAccount(deps)] }));
    await deps.line.deliver(groupInstallActivity(by, at(deps, next, by), 'remove'));
  });
  return { status: 200, body: next };
};
