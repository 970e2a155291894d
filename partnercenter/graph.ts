import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Role } from '../journey/records.ts';
import type { PersonKey } from './entra.ts';
import { PartnerCenterError } from './errors.ts';
import { failureOf, noAnswer, unreadable } from './failure.ts';
import type { Attempt } from './failure.ts';
import { NoAnswer, sendOnce } from './http.ts';
import type { Fetch } from './http.ts';
import { readJson } from './json.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';

/** Partner Center's agent roles are security groups of these names in the partner's own directory (API topic 2.3). */
const AGENT_GROUPS: readonly (readonly [name: string, role: Role])[] = [
  ['AdminAgents', 'admin-agent'],
  ['SalesAgents', 'sales-agent'],
  ['HelpdeskAgents', 'helpdesk-agent'],
];

/** The same in every tenant, whatever language the role's name is in. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

export type GraphDeps = {
  fetch: Fetch;
  /** App-only token for Microsoft Graph in that tenant. */
  graphToken: (tenantId: string) => Promise<string>;
  limits?: { timeoutMs: number; maxBytes: number };
};

export type Graph = {
  /** The person's roles at this moment; empty for a person whom the tenant does not know. Throws PartnerCenterError or TokenError. */
  rolesOf(person: PersonKey): Promise<Role[]>;
};

const page = z.object({
  value: z.array(z.object({ id: z.string().transform((id) => id.toLowerCase()), displayName: z.string().optional(), roleTemplateId: z.string().optional() })),
  '@odata.nextLink': z.string().optional(),
});
type Item = z.infer<typeof page>['value'][number];

/** More memberships than a directory allows in practice; a list that goes on is wrong. */
const MOST_PAGES = 50;

export const createGraph = (deps: GraphDeps): Graph => {
  const limits = deps.limits ?? { timeoutMs: 20_000, maxBytes: 2_000_000 };
  const groups = new Map<string, Promise<ReadonlyMap<string, Role>>>();

  const readPage = async (tenantId: string, url: string, attempted: string): Promise<z.infer<typeof page>> => {
    const attempt: Attempt = { attempted, correlationId: randomUUID(), requestId: randomUUID(), write: false };
    const headers = { authorization: `Bearer ${await deps.graphToken(tenantId)}`, accept: 'application/json', 'client-request-id': attempt.correlationId };
    const answer = await sendOnce(deps.fetch, { url, init: { method: 'GET', headers } }, limits).catch((error: unknown) => {
      throw error instanceof NoAnswer ? noAnswer(attempt, error.cause) : error;
    });
    if (answer.status !== 200) throw failureOf(answer, attempt);
    const read = page.safeParse(readJson(answer.text));
    if (!read.success) throw unreadable(attempt, answer.status, read.error);
    return read.data;
  };

  const readAll = async (tenantId: string, path: string, attempted: string): Promise<Item[]> => {
    const found: Item[] = [];
    let url: string | undefined = `${GRAPH}${path}`;
    for (let pages = 0; url !== undefined && pages < MOST_PAGES; pages += 1) {
      const read: z.infer<typeof page> = await readPage(tenantId, url, attempted);
      found.push(...read.value);
      const next: string | undefined = read['@odata.nextLink'];
      // The token goes to Graph and nowhere else.
      url = next?.startsWith(`${GRAPH}/`) === true ? next : undefined;
    }
    return found;
  };

  const agentGroups = async (tenantId: string): Promise<ReadonlyMap<string, Role>> => {
    const roles = new Map<string, Role>();
    for (const [name, role] of AGENT_GROUPS) {
      const filter = encodeURIComponent(`displayName eq '${name}'`);
      const found = await readAll(tenantId, `/groups?$filter=${filter}&$select=id,displayName`, 'find agent groups in Microsoft Graph');
      // Names are not unique in a directory: where somebody made a second group of that name, neither gives a role.
      const [only, second] = found;
      if (only !== undefined && second === undefined) roles.set(only.id, role);
    }
    return roles;
  };

  /** Found once for each tenant; not remembered when it failed or was incomplete. */
  const agentGroupsOf = (tenantId: string): Promise<ReadonlyMap<string, Role>> => {
    const known = groups.get(tenantId);
    if (known !== undefined) return known;
    const asked = agentGroups(tenantId);
    groups.set(tenantId, asked);
    const reconsider = (complete: boolean): void => {
      if (!complete) groups.delete(tenantId);
    };
    asked.then((found) => reconsider(found.size === AGENT_GROUPS.length), () => reconsider(false));
    return asked;
  };

  return {
    rolesOf: async ({ tenantId, personId }) => {
      const agents = await agentGroupsOf(tenantId);
      const memberships = await membershipsOf(() => readAll(tenantId, `/users/${encodeURIComponent(personId)}/memberOf?$select=id,displayName,roleTemplateId`, 'read roles in Microsoft Graph'));
      const roles = memberships.flatMap(({ id, roleTemplateId }) => (roleTemplateId?.toLowerCase() === GLOBAL_ADMINISTRATOR ? 'global-admin' : (agents.get(id) ?? [])));
      return [...new Set(roles)];
    },
  };
};

const membershipsOf = async (read: () => Promise<Item[]>): Promise<Item[]> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PartnerCenterError && error.httpStatus === 404) return [];
    throw error;
  }
};
