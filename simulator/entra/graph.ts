import { randomUUID } from 'node:crypto';
import { errors } from 'jose';
import type { JWTPayload } from 'jose';
import { Refusal } from '../http.ts';
import type { Ask, Reply, Route } from '../http.ts';
import { issuerV1 } from './claims.ts';
import type { Directory, DirectoryPerson } from './directory.ts';
import { guidFrom } from './ids.ts';
import { verifyOwn } from './keys.ts';
import type { TwinKeys } from './keys.ts';
import { GRAPH } from './resources.ts';

type Deps = { keys: TwinKeys; directory: Directory; wallNow: () => Date };

/** The security groups that Partner Center keeps in a partner's directory, one an agent role. */
const AGENT_GROUPS = ['AdminAgents', 'SalesAgents', 'HelpdeskAgents'] as const;

/** Microsoft's own id of the role, the same in every tenant; an agent of the program has to be found by it, names are translated. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

export const groupId = (tenantId: string, name: string): string => guidFrom(`group ${tenantId} ${name}`);

/** The part of Microsoft Graph that tells a person's roles: memberships of a user, and groups by name. */
export const graphRoutes = (deps: Deps): Route[] => [
  ['get', '/graph/v1.0/users/:user/memberOf', (ask) => memberOf(deps, ask)],
  ['get', '/graph/v1.0/groups', (ask) => groups(deps, ask)],
];

const memberOf = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const caller = await callerOf(deps, ask);
  const user = ask.params['user'] ?? '';
  const person = deps.directory.person(user);
  if (person === undefined || person.tenantId !== caller['tid']) {
    throw graphRefusal(deps, ask, { status: 404, code: 'Request_ResourceNotFound', message: `Resource '${user}' does not exist or one of its queried reference-property objects are not present.` });
  }
  allow(deps, ask, mayReadGroups(caller) || (caller['oid'] === person.id && hasScope(caller, 'User.Read')));
  return list('directoryObjects', membershipsOf(person).map((one) => select(one, ask)));
};

const membershipsOf = (person: DirectoryPerson): Record<string, string>[] => [
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
  const wanted = nameFilter(deps, ask);
  const found = AGENT_GROUPS.filter((name) => wanted === undefined || name.toLowerCase() === wanted.toLowerCase());
  return list('groups', found.map((name) => select({ id: groupId(String(caller['tid']), name), displayName: name }, ask)));
};

/** Understands `displayName eq '…'` with doubled quotes, and no other filter. */
const nameFilter = (deps: Deps, ask: Ask): string | undefined => {
  const filter = ask.query.get('$filter');
  if (filter === null) return undefined;
  const quoted = /^\s*displayName\s+eq\s+'((?:[^']|'')*)'\s*$/.exec(filter)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  throw graphRefusal(deps, ask, { status: 400, code: 'Request_UnsupportedQuery', message: 'Unsupported or invalid query filter clause.' });
};

const select = (item: Record<string, string>, ask: Ask): Record<string, string> => {
  const names = ask.query.get('$select')?.split(',').map((name) => name.trim());
  if (names === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => name.startsWith('@') || names.includes(name)));
};

const list = (set: string, value: unknown[]): Reply => ({ status: 200, body: { '@odata.context': `${GRAPH}/v1.0/$metadata#${set}`, value } });

const hasScope = (caller: JWTPayload, scope: string): boolean => String(caller['scp'] ?? '').split(' ').includes(scope);

/** App-only tokens carry application permissions in `roles`; a delegated token's `roles` are agent roles and give nothing here. */
const mayReadGroups = (caller: JWTPayload): boolean =>
  caller['idtyp'] === 'app' ? Array.isArray(caller['roles']) && caller['roles'].includes('Directory.Read.All') : hasScope(caller, 'GroupMember.Read.All');

const allow = (deps: Deps, ask: Ask, allowed: boolean): void => {
  if (!allowed) throw graphRefusal(deps, ask, { status: 403, code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' });
};

/** The claims of a valid Graph token of a known tenant, or a refusal in Graph's shape. */
const callerOf = async (deps: Deps, ask: Ask): Promise<JWTPayload> => {
  const refuse = (message: string): Refusal => graphRefusal(deps, ask, { status: 401, code: 'InvalidAuthenticationToken', message });
  const token = /^Bearer (\S+)$/i.exec(String(ask.headers['authorization'] ?? ''))?.[1];
  if (token === undefined) throw refuse('Access token is empty.');
  try {
    const payload = await verifyOwn(deps.keys, token, {
      audience: GRAPH, requiredClaims: ['exp', 'tid', 'oid'], currentDate: deps.wallNow(),
    });
    const tenantId = deps.directory.tenantId(String(payload['tid']));
    if (tenantId !== undefined && payload.iss === issuerV1(tenantId)) return payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw refuse(reasonOf(error));
  }
  throw refuse('Access token validation failure. Invalid issuer.');
};

const reasonOf = (error: errors.JOSEError): string => {
  if (error instanceof errors.JWTExpired) return 'Lifetime validation failed, the token is expired.';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'Access token validation failure. Invalid audience.';
  return 'Access token validation failure.';
};

const graphRefusal = (deps: Deps, ask: Ask, { status, code, message }: { status: number; code: string; message: string }): Refusal => {
  const requestId = randomUUID();
  const innerError = { date: deps.wallNow().toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': String(ask.headers['client-request-id'] ?? requestId) };
  return new Refusal({ status, headers: { 'request-id': requestId }, body: { error: { code, message, innerError } } });
};
