import { z } from 'zod';
import type { Ask, Handler, Reply, Route } from '../http.ts';
import type { BearerCheck } from './bearer.ts';
import { readBotMessage } from './bot-message.ts';
import type { Chats, Draft } from './chats.ts';
import { activityNotFound, badSyntax, connectorError, writesBlocked } from './connector-errors.ts';
import { rosterRoutes, teamRoutes } from './connector-roster.ts';
import { weathered } from './connector-weather.ts';
import { findConversation, personalConversation } from './conversations.ts';
import type { Conversation } from './conversations.ts';
import type { EventHub } from './events.ts';
import type { ConnectorRoute, TeamsFaults } from './faults.ts';
import type { Groups } from './groups.ts';
import type { Limiter } from './limits.ts';
import type { Member, Members } from './members.ts';
import type { ChatMessage } from './records.ts';

export type ConnectorDeps = {
  members: Members;
  groups: Groups;
  faults: TeamsFaults;
  chats: Chats;
  publish: EventHub['publish'];
  checkBearer: BearerCheck;
  limit: Limiter;
  serviceUrl: () => string;
  /** Told of every message of the bot, after it was stored. */
  onPosted: (member: Member, message: ChatMessage) => void;
};

const creation = z.object({
  members: z.array(z.object({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  channelData: z.object({ tenant: z.object({ id: z.string() }).nullish(), channel: z.object({ id: z.string() }).nullish(), teamsChannelId: z.string().nullish() }).nullish(),
  isGroup: z.boolean().nullish(),
  activity: z.unknown().optional(),
});

/** The Bot Connector REST API as botframework-connector calls it; mounted under `/connector/`. */
export const connectorRoutes = (deps: ConnectorDeps): Route[] => {
  const { members, groups, chats } = deps;
  const placeOf = (ask: Ask): Conversation => findConversation(members, groups, ask.params['cid'] ?? '');
  const ownMessage = (ask: Ask, place: Conversation): ChatMessage => {
    const message = chats.find(place.key, ask.params['aid'] ?? '');
    if (message === undefined || message.from !== 'bot') throw activityNotFound();
    return message;
  };
  const send = (place: Conversation, body: unknown): { id?: string } => {
    const said = readBotMessage(body);
    deps.limit(place.conversationId, place.tenantId);
    if (said.type === 'message') return postDraft(deps, place, said.draft);
    deps.publish('typing', { personId: place.key });
    return { id: chats.nextId() };
  };
  const create = (ask: Ask): Reply => {
    const place = newConversation(members, groups, ask.body);
    const { activity } = creation.parse(ask.body);
    const activityId = activity === undefined || activity === null ? undefined : send(place, activity).id;
    // What is begun in a channel is a thread, named after its first message.
    const id = place.group?.team === undefined || activityId === undefined ? place.conversationId : `${place.conversationId};messageid=${activityId}`;
    return { status: 201, body: { id, serviceUrl: deps.serviceUrl(), ...(activityId === undefined ? {} : { activityId }) } };
  };
  const update = (ask: Ask): Reply => {
    const place = placeOf(ask);
    const said = readBotMessage(ask.body);
    const message = ownMessage(ask, place);
    deps.limit(place.conversationId, place.tenantId);
    if (said.type !== 'message') throw badSyntax('Only a message can replace a message.');
    chats.update(message, said.draft);
    return { status: 200, body: { id: message.id } };
  };
  const remove = (ask: Ask): Reply => {
    chats.withdraw(ownMessage(ask, placeOf(ask)), 'deleted');
    return { status: 200 };
  };
  const chat = '/connector/v3/conversations/:cid';
  const routes: [ConnectorRoute, ...Route][] = [
    ['create', 'post', '/connector/v3/conversations', create],
    ['send', 'post', `${chat}/activities`, (ask) => ({ status: 201, body: send(placeOf(ask), ask.body) })],
    ['reply', 'post', `${chat}/activities/:aid`, (ask) => ({ status: 201, body: send(placeOf(ask), ask.body) })],
    ['update', 'put', `${chat}/activities/:aid`, update],
    ['delete', 'del', `${chat}/activities/:aid`, remove],
    ...rosterRoutes(chat, placeOf),
    ...teamRoutes(groups),
  ];
  return routes.map(([name, method, path, handler]) => [method, path, guarded(deps.checkBearer, weathered(deps.faults, name, handler))] as const);
};

const guarded = (check: BearerCheck, handler: Handler): Handler => async (ask) => {
  await check(ask);
  return handler(ask);
};

/** Text beside cards becomes two messages and loses its activity id, as in Teams: it can never be updated. */
const postDraft = (deps: ConnectorDeps, place: Conversation, draft: Draft): { id?: string } => {
  const [member] = place.people;
  const post = (part: Draft): ChatMessage => {
    const message = deps.chats.post(place.key, 'bot', { ...part, ...(place.threadId === undefined ? {} : { threadId: place.threadId }) });
    if (place.group === undefined && member !== undefined) deps.onPosted(member, message);
    return message;
  };
  if (draft.text === '' || draft.attachments.length === 0) return { id: post(draft).id };
  post({ ...draft, attachments: [], suggestedActions: [] });
  post({ ...draft, text: '' });
  return {};
};

/** Where a new conversation is: a thread in a channel that the app is in, or the chat with one person. */
const newConversation = (members: Members, groups: Groups, body: unknown): Conversation => {
  const parsed = creation.safeParse(body);
  if (!parsed.success) throw badSyntax('The conversation parameters could not be read.');
  const { channelData, members: wanted, tenantId, isGroup } = parsed.data;
  const channel = channelData?.channel?.id ?? channelData?.teamsChannelId ?? undefined;
  if (channel !== undefined && channel !== null) return findConversation(members, groups, channel);
  return personalConversation(chatPartner(members, { wanted: wanted ?? [], tenantId: tenantId ?? channelData?.tenant?.id, isGroup: isGroup === true }));
};

type Partner = { wanted: readonly { id: string }[]; tenantId: string | undefined; isGroup: boolean };

/** The one person whom a new personal conversation is with; a bot cannot begin a group chat. */
const chatPartner = (members: Members, { wanted, tenantId, isGroup }: Partner): Member => {
  const member = wanted.length === 1 && !isGroup ? members.byMember(wanted[0]?.id ?? '') : undefined;
  if (member === undefined) throw connectorError(400, 'BadArgument', 'Only a personal conversation with one known person can be created.');
  if (tenantId !== member.tenantId) throw connectorError(403, 'Forbidden', 'The tenant is not the tenant of this person.');
  if (!members.state(member.id).installed) throw writesBlocked();
  return member;
};
