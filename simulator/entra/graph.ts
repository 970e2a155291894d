import type { Refusal } from '../http.ts';
import type { Ask, Reply, Route } from '../http.ts';
import type { DirectoryPerson } from './directory.ts';
import { guidFrom } from './ids.ts';
import type { GraphDeps as Deps } from './graph-access.ts';
import { allow, callerOf, graphRefusal, hasScope, mayReadGroups } from './graph-access.ts';
import { GRAPH } from './resources.ts';

/** The security groups that Partner Center keeps in a partner's directory, one an agent role. */
const AGENT_GROUPS = ['AdminAgents', 'SalesAgents', 'HelpdeskAgents'] as const;

/** Microsoft's own id of the role, the same in every tenant; an agent of the program has to be found by it, names are translated. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

export const groupId = (tenantId: string, name: string): string => guidFrom(`group ${tenantId} ${name}`);

/** The part of Microsoft Graph that tells a person's roles: people, their memberships, and the agent groups with their members. */
export const graphRoutes = (deps: Deps): Route[] => {
  const v1 = '/graph/v1.0';
  const person = (describe: (one: DirectoryPerson) => Described) => (ask: Ask) => aboutPerson(deps, ask, describe);
  const group = (describe: (one: Group) => Described) => (ask: Ask) => aboutGroup(deps, ask, describe);
  return [
    ['get', `${v1}/me`, person(describeUser)],
    ['get', `${v1}/me/memberOf`, person(describeMemberships)],
    ['get', `${v1}/me/transitiveMemberOf`, person(describeMemberships)],
    ['get', `${v1}/users`, (ask) => users(deps, ask)],
    ['get', `${v1}/users/:user`, person(describeUser)],
    ['get', `${v1}/users/:user/memberOf`, person(describeMemberships)],
    ['get', `${v1}/users/:user/transitiveMemberOf`, person(describeMemberships)],
    ['get', `${v1}/groups`, (ask) => groups(deps, ask)],
    ['get', `${v1}/groups/:group`, group(({ name, tenantId }) => ({ one: { '@odata.context': contextOf('groups/$entity'), ...groupOf(tenantId, name) } }))],
    ['get', `${v1}/groups/:group/members`, group((found) => membersOf(deps, found))],
    ['get', `${v1}/groups/:group/transitiveMembers`, group((found) => membersOf(deps, found))],
  ];
};

type Item = Record<string, unknown>;
type Described = { one: Item } | { set: string; many: Item[] };
type Group = { name: string; tenantId: string };

const contextOf = (set: string): string => `${GRAPH}/v1.0/$metadata#${set}`;
const notFound = (deps: Deps, ask: Ask, id: string): Refusal =>
  graphRefusal(deps, ask, { status: 404, code: 'Request_ResourceNotFound', message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.` });

const answer = (ask: Ask, described: Described): Reply =>
  'one' in described ? { status: 200, body: select(described.one, ask) } : list(described.set, described.many.map((one) => select(one, ask)));

/** `/me` is the person of a delegated token; an app has none. */
const aboutPerson = async (deps: Deps, ask: Ask, describe: (one: DirectoryPerson) => Described): Promise<Reply> => {
  const caller = await callerOf(deps, ask);
  const isMe = ask.params['user'] === undefined;
  if (isMe && caller['idtyp'] === 'app') throw graphRefusal(deps, ask, { status: 400, code: 'BadRequest', message: '/me request is only valid with delegated authentication flow.' });
  const wanted = ask.params['user'] ?? String(caller['oid']);
  const person = deps.directory.person(wanted);
  if (person === undefined || person.tenantId !== caller['tid']) throw notFound(deps, ask, wanted);
  allow(deps, ask, mayReadGroups(caller) || (caller['oid'] === person.id && hasScope(caller, 'User.Read')));
  return answer(ask, describe(person));
};

const aboutGroup = async (deps: Deps, ask: Ask, describe: (one: Group) => Described): Promise<Reply> => {
  const caller = await callerOf(deps, ask);
  allow(deps, ask, mayReadGroups(caller));
  const tenantId = String(caller['tid']);
  const wanted = ask.params['group'] ?? '';
  const name = AGENT_GROUPS.find((one) => groupId(tenantId, one) === wanted.toLowerCase());
  if (name === undefined) throw notFound(deps, ask, wanted);
  return answer(ask, describe({ name, tenantId }));
};

const userOf = ({ id, name, upn, locale, disabled }: DirectoryPerson): Item => {
  const [givenName = '', ...rest] = name.split(' ');
  return { id, displayName: name, givenName, surname: rest.join(' '), mail: upn, userPrincipalName: upn, preferredLanguage: locale === 'sv' ? 'sv-SE' : 'en-US', accountEnabled: !disabled };
};
const groupOf = (tenantId: string, name: string): Item => ({ id: groupId(tenantId, name), displayName: name });

const describeUser = (person: DirectoryPerson): Described => ({ one: { '@odata.context': contextOf('users/$entity'), ...userOf(person) } });
const describeMemberships = (person: DirectoryPerson): Described => ({ set: 'directoryObjects', many: membershipsOf(person) });
const membersOf = ({ directory }: Deps, { name, tenantId }: Group): Described => ({
  set: 'directoryObjects',
  many: directory.people().filter((one) => one.tenantId === tenantId && one.roles.includes(name as DirectoryPerson['roles'][number])).map((one) => ({ '@odata.type': '#microsoft.graph.user', ...userOf(one) })),
});

const users = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const caller = await callerOf(deps, ask);
  allow(deps, ask, mayReadGroups(caller));
  const isWanted = filterOf(deps, ask, ['id', 'displayName', 'mail', 'userPrincipalName']);
  const found = deps.directory.people().filter((one) => one.tenantId === caller['tid']).map(userOf).filter(isWanted);
  return answer(ask, { set: 'users', many: found });
};

const membershipsOf = (person: DirectoryPerson): Item[] => [
  ...AGENT_GROUPS.filter((name) => person.roles.includes(name)).map((name) => ({
    '@odata.type': '#microsoft.graph.group', id: groupId(person.tenantId, name), displayName: name,
  })),
  ...(person.roles.includes('GlobalAdministrator') ? [{
    '@odata.type': '#microsoft.graph.directoryRole',
    id: groupId(person.tenantId, 'Global Administrator'),
    displayName: 'Global Administrator',
    roleTemplateId: GLOBAL_ADMINISTRATOR,
  }] : []),
];

const groups = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const caller = await callerOf(deps, ask);
  allow(deps, ask, mayReadGroups(caller));
  const isWanted = filterOf(deps, ask, ['id', 'displayName']);
  return answer(ask, { set: 'groups', many: AGENT_GROUPS.map((name) => groupOf(String(caller['tid']), name)).filter(isWanted) });
};

/** Understands `name eq '…'` and `startswith(name,'…')` with doubled quotes, and no other filter. */
const filterOf = (deps: Deps, ask: Ask, names: readonly string[]): ((item: Item) => boolean) => {
  const filter = ask.query.get('$filter');
  if (filter === null) return () => true;
  const [, equal, is] = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/.exec(filter) ?? [];
  const [, start, begins] = /^\s*startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)\s*$/i.exec(filter) ?? [];
  const name = equal ?? start;
  const wanted = (is ?? begins ?? '').replaceAll("''", "'").toLowerCase();
  if (name === undefined || !names.includes(name)) throw graphRefusal(deps, ask, { status: 400, code: 'Request_UnsupportedQuery', message: 'Unsupported or invalid query filter clause.' });
  const text = (item: Item): string => String(item[name]).toLowerCase();
  return (item) => (equal === undefined ? text(item).startsWith(wanted) : text(item) === wanted);
};

const select = (item: Item, ask: Ask): Item => {
  const names = ask.query.get('$select')?.split(',').map((name) => name.trim());
  if (names === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => name.startsWith('@') || names.includes(name)));
};

const list = (set: string, value: unknown[]): Reply => ({ status: 200, body: { '@odata.context': contextOf(set), value } });
