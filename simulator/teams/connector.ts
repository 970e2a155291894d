import { z } from 'zod';
import type { Ask, Handler, Reply, Route } from '../http.ts';
import type { BearerCheck } from './bearer.ts';
import { readBotMessage } from './bot-message.ts';
import type { Chats, Draft } from './chats.ts';
import { activityNotFound, badSyntax, connectorError, conversationNotFound, writesBlocked } from './connector-errors.ts';
import type { EventHub } from './events.ts';
import type { Limiter } from './limits.ts';
import type { Member, Members } from './members.ts';
import type { ChatMessage } from './records.ts';

export type ConnectorDeps = {
  members: Members;
  chats: Chats;
  publish: EventHub['publish'];
  checkBearer: BearerCheck;
  limit: Limiter;
  serviceUrl: () => string;
  /** Told of every message of the bot, after it was stored. */
  onPosted: (member: Member, message: ChatMessage) => void;
};

const creation = z.object({
  members: z.array(z.object({ id: z.string() })).min(1),
  tenantId: z.string().nullish(),
  channelData: z.object({ tenant: z.object({ id: z.string() }).nullish() }).nullish(),
  isGroup: z.boolean().nullish(),
  activity: z.unknown().optional(),
});

/** The Bot Connector REST API as botframework-connector calls it; mounted under `/connector/`. */
export const connectorRoutes = (deps: ConnectorDeps): Route[] => {
  const { members, chats } = deps;
  const memberOf = (ask: Ask): Member => {
    const member = members.byConversation(ask.params['cid'] ?? '');
    if (member === undefined) throw conversationNotFound();
    if (!members.state(member.id).installed) throw writesBlocked();
    return member;
  };
  const ownMessage = (ask: Ask, member: Member): ChatMessage => {
    const message = chats.find(member.id, ask.params['aid'] ?? '');
    if (message === undefined || message.from !== 'bot') throw activityNotFound();
    return message;
  };
  const send = (member: Member, body: unknown): { id?: string } => {
    const said = readBotMessage(body);
    deps.limit(member.conversationId, member.tenantId);
    if (said.type === 'message') return postDraft(deps, member, said.draft);
    deps.publish('typing', { personId: member.id });
    return { id: chats.nextId() };
  };
  const create = (ask: Ask): Reply => {
    const member = chatPartner(members, ask.body);
    const { activity } = creation.parse(ask.body);
    const activityId = activity === undefined || activity === null ? undefined : send(member, activity).id;
    return { status: 201, body: { id: member.conversationId, serviceUrl: deps.serviceUrl(), ...(activityId === undefined ? {} : { activityId }) } };
  };
  const update = (ask: Ask): Reply => {
    const member = memberOf(ask);
    const said = readBotMessage(ask.body);
    const message = ownMessage(ask, member);
    deps.limit(member.conversationId, member.tenantId);
    if (said.type !== 'message') throw badSyntax('Only a message can replace a message.');
    chats.update(message, said.draft);
    return { status: 200, body: { id: message.id } };
  };
  const remove = (ask: Ask): Reply => {
    const member = memberOf(ask);
    chats.withdraw(ownMessage(ask, member), 'deleted');
    return { status: 200 };
  };
  const oneMember = (ask: Ask): Reply => {
    const member = memberOf(ask);
    const wanted = ask.params['mid'] ?? '';
    if (wanted !== member.memberId && wanted !== member.id) throw connectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    return { status: 200, body: account(member) };
  };
  const chat = '/connector/v3/conversations/:cid';
  const routes: Route[] = [
    ['post', '/connector/v3/conversations', create],
    ['post', `${chat}/activities`, (ask) => ({ status: 201, body: send(memberOf(ask), ask.body) })],
    ['post', `${chat}/activities/:aid`, (ask) => ({ status: 201, body: send(memberOf(ask), ask.body) })],
    ['put', `${chat}/activities/:aid`, update],
    ['del', `${chat}/activities/:aid`, remove],
    ['get', `${chat}/members`, (ask) => ({ status: 200, body: [account(memberOf(ask))] })],
    ['get', `${chat}/pagedmembers`, (ask) => ({ status: 200, body: { members: [account(memberOf(ask))] } })],
    ['get', `${chat}/members/:mid`, oneMember],
    ['get', `${chat}/activities/:aid/members`, (ask) => ({ status: 200, body: [account(memberOf(ask))] })],
  ];
  return routes.map(([method, path, handler]) => [method, path, guarded(deps.checkBearer, handler)] as const);
};

const guarded = (check: BearerCheck, handler: Handler): Handler => async (ask) => {
  await check(ask);
  return handler(ask);
};

/** Text beside cards becomes two messages and loses its activity id, as in Teams: it can never be updated. */
const postDraft = (deps: ConnectorDeps, member: Member, draft: Draft): { id?: string } => {
  const post = (part: Draft): ChatMessage => {
    const message = deps.chats.post(member.id, 'bot', part);
    deps.onPosted(member, message);
    return message;
  };
  if (draft.text === '' || draft.attachments.length === 0) return { id: post(draft).id };
  post({ ...draft, attachments: [], suggestedActions: [] });
  post({ ...draft, text: '' });
  return {};
};

/** The one person whom a new personal conversation is with; the twin has no groups. */
const chatPartner = (members: Members, body: unknown): Member => {
  const parsed = creation.safeParse(body);
  if (!parsed.success) throw badSyntax('The conversation parameters could not be read.');
  const { members: wanted, tenantId, channelData, isGroup } = parsed.data;
  const member = wanted.length === 1 && isGroup !== true ? members.byMember(wanted[0]?.id ?? '') : undefined;
  if (member === undefined) throw connectorError(400, 'BadArgument', 'Only a personal conversation with one known person can be created.');
  if ((tenantId ?? channelData?.tenant?.id) !== member.tenantId) throw connectorError(403, 'Forbidden', 'The tenant is not the tenant of this person.');
  if (!members.state(member.id).installed) throw writesBlocked();
  return member;
};

/** A member as Teams describes it: the object id stands there under two names. */
const account = (member: Member): Record<string, string> => {
  const [givenName = '', ...rest] = member.name.split(' ');
  return {
    id: member.memberId,
    name: member.name,
    objectId: member.id,
    aadObjectId: member.id,
    givenName,
    surname: rest.join(' '),
    email: member.upn,
    userPrincipalName: member.upn,
    tenantId: member.tenantId,
    userRole: 'user',
  };
};
