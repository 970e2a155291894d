import type { Ask, Reply, Route } from '../http.ts';
import { connectorError } from './connector-errors.ts';
import type { Conversation } from './conversations.ts';
import type { ConnectorRoute } from './faults.ts';
import type { Group, Groups } from './groups.ts';
import type { Member } from './members.ts';

type Named = [ConnectorRoute, ...Route];

const PAGE = { most: 500, least: 50 } as const;

/** Who is in a conversation: all at once, in pages, or one by one. */
export const rosterRoutes = (chat: string, placeOf: (ask: Ask) => Conversation): Named[] => {
  const everybody = (ask: Ask): Reply => ({ status: 200, body: placeOf(ask).people.map(account) });
  const one = (ask: Ask): Reply => {
    const wanted = ask.params['mid'] ?? '';
    const found = placeOf(ask).people.find((member) => member.memberId === wanted || member.id === wanted);
    if (found === undefined) throw connectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    return { status: 200, body: account(found) };
  };
  const page = (ask: Ask): Reply => {
    const { people } = placeOf(ask);
    const size = Math.min(PAGE.most, Math.max(PAGE.least, Number(ask.query.get('pageSize') ?? PAGE.most) || PAGE.most));
    const start = startOf(ask.query.get('continuationToken'));
    const next = start + size < people.length ? { continuationToken: Buffer.from(String(start + size)).toString('base64url') } : {};
    return { status: 200, body: { members: people.slice(start, start + size).map(account), ...next } };
  };
  return [
    ['members', 'get', `${chat}/members`, everybody],
    ['members', 'get', `${chat}/pagedmembers`, page],
    ['members', 'get', `${chat}/members/:mid`, one],
    ['members', 'get', `${chat}/activities/:aid/members`, everybody],
  ];
};

const startOf = (token: string | null): number => {
  const start = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(start) && start >= 0) return start;
  throw connectorError(400, 'BadSyntax', 'The continuation token could not be read.');
};

/** A team and its channels; the General channel has no name here, as in Teams. */
export const teamRoutes = (groups: Groups): Named[] => {
  const channels = (ask: Ask): Group[] => {
    const found = groups.byTeam(ask.params['tid'] ?? '').filter((group) => group.installed);
    if (found.length === 0) throw connectorError(404, 'TeamNotFound', 'The team was not found.');
    return found;
  };
  const details = (ask: Ask): Reply => {
    const found = channels(ask);
    const memberCount = new Set(found.flatMap((group) => group.memberIds)).size;
    return { status: 200, body: { ...found[0]?.team, channelCount: found.length, memberCount, tenantId: found[0]?.tenantId, type: 'standard' } };
  };
  const list = (ask: Ask): Reply => {
    const conversations = channels(ask).map(({ conversationId, name, team }) => ({ id: conversationId, name: conversationId === team?.id ? null : name, type: 'standard' }));
    return { status: 200, body: { conversations } };
  };
  return [['team', 'get', '/connector/v3/teams/:tid', details], ['team', 'get', '/connector/v3/teams/:tid/conversations', list]];
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
