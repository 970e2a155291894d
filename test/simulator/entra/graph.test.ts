import assert from 'node:assert/strict';
import { groupId } from '../../../simulator/entra/graph.ts';
import { mintToken } from '../../../simulator/entra/forge.ts';
import { FJORDLINE, NORDVIND } from '../../../simulator/people.ts';
import { ASTRID, KARIN, PARTNER_CENTER, SOFIA, claimsOf, rig } from './rig.ts';
import type { Rig } from './rig.ts';

const GRAPH = 'https://graph.microsoft.com';

describe('Entra twin: Graph memberships', () => {
  let twin: Rig;
  let appToken: string;
  const read = (path: string, token: string) => twin.get(`/graph/v1.0${path}`, { authorization: `Bearer ${token}` });
  const codeOf = (json: Record<string, unknown>): string => (json['error'] as { code: string }).code;

  before(async () => {
    twin = await rig();
    appToken = String((await twin.token(FJORDLINE, { grant_type: 'client_credentials', scope: `${GRAPH}/.default` })).json['access_token']);
  });
  after(() => twin.entra.close());

  it('tells the agent groups and the directory role of a person', async () => {
    const astrid = await read(`/users/${ASTRID}/memberOf`, appToken);
    assert.deepEqual(astrid.json['value'], [{ '@odata.type': '#microsoft.graph.group', id: groupId(FJORDLINE, 'AdminAgents'), displayName: 'AdminAgents' }]);
    const [role] = (await read(`/users/${KARIN}/memberOf`, appToken)).json['value'] as Record<string, string>[];
    assert.deepEqual([role?.['@odata.type'], role?.['roleTemplateId']], ['#microsoft.graph.directoryRole', '62e90394-69f5-4237-9190-012177145e10']);
  });

  it('follows a change of roles at once, and selects fields', async () => {
    await twin.post(`/twin/people/${KARIN}`, { roles: ['HelpdeskAgents', 'GlobalAdministrator'] });
    const { json } = await read(`/users/${KARIN}/memberOf?$select=displayName`, appToken);
    assert.deepEqual(json['value'], [
      { '@odata.type': '#microsoft.graph.group', displayName: 'HelpdeskAgents' },
      { '@odata.type': '#microsoft.graph.directoryRole', displayName: 'Global Administrator' },
    ]);
  });

  it('finds a group by name with the same id, different in every tenant', async () => {
    const filter = encodeURIComponent("displayName eq 'AdminAgents'");
    const { json } = await read(`/groups?$filter=${filter}`, appToken);
    assert.deepEqual(json['value'], [{ id: groupId(FJORDLINE, 'AdminAgents'), displayName: 'AdminAgents' }]);
    assert.notEqual(groupId(FJORDLINE, 'AdminAgents'), groupId(NORDVIND, 'AdminAgents'));
    assert.deepEqual((await read(`/groups?$filter=${encodeURIComponent("displayName eq 'O''Hara'")}`, appToken)).json['value'], []);
    assert.equal((await read('/groups?$filter=id%20ne%20null', appToken)).status, 400);
  });

  it('tells people, each other\'s groups, and who is in a group', async () => {
    const delegated = String((await twin.onBehalfOf(ASTRID, { scope: `${GRAPH}/User.Read` })).json['access_token']);
    const me = (await read('/me?$select=id,userPrincipalName', delegated)).json;
    assert.deepEqual([me['id'], me['userPrincipalName'], me['displayName']], [ASTRID, 'astrid.lind@fjordline.example', undefined]);
    for (const path of ['/me/memberOf', '/me/transitiveMemberOf']) {
      assert.deepEqual(((await read(path, delegated)).json['value'] as { displayName: string }[]).map((one) => one.displayName), ['AdminAgents']);
    }
    assert.equal((await read('/me', appToken)).status, 400);
    assert.equal((await read(`/users/${KARIN}`, delegated)).status, 403);
    assert.equal((await read(`/users/${SOFIA}`, appToken)).status, 404);
    const group = groupId(FJORDLINE, 'AdminAgents');
    assert.equal((await read(`/groups/${group}`, appToken)).json['displayName'], 'AdminAgents');
    assert.deepEqual(((await read(`/groups/${group}/members`, appToken)).json['value'] as { id: string }[]).map((one) => one.id), [ASTRID]);
    assert.equal((await read(`/groups/${groupId(NORDVIND, 'AdminAgents')}/members`, appToken)).status, 404);
  });

  it('finds people by name and address', async () => {
    const find = async (filter: string) => {
      const { status, json } = await read(`/users?$filter=${encodeURIComponent(filter)}`, appToken);
      return status === 200 ? (json['value'] as { displayName: string }[]).map((one) => one.displayName) : status;
    };
    assert.deepEqual(await find("userPrincipalName eq 'Erik.Holm@fjordline.example'"), ['Erik Holm']);
    assert.deepEqual(await find("startswith(displayName,'K')"), ['Karin Berg']);
    assert.deepEqual(await find("displayName eq 'Sofia Dahl'"), []);
    assert.equal(await find("roles eq 'AdminAgents'"), 400);
    assert.equal(((await read('/users', appToken)).json['value'] as unknown[]).length, 6);
  });

  it('refuses in Graph\'s shape: no token, another audience, expired, a forged one', async () => {
    const other = String((await twin.token(FJORDLINE, { grant_type: 'client_credentials', scope: `${PARTNER_CENTER}/.default` })).json['access_token']);
    const expired = await mintToken(twin.entra.forge, { claims: { ...claimsOf(appToken), exp: 1 } });
    const forged = await mintToken(twin.entra.forge, { claims: claimsOf(appToken), signedWith: 'stranger' });
    for (const token of [other, expired, forged, 'x']) {
      const { status, json } = await read(`/users/${ASTRID}/memberOf`, token);
      assert.deepEqual([status, codeOf(json)], [401, 'InvalidAuthenticationToken']);
    }
    assert.equal((await twin.get(`/graph/v1.0/users/${ASTRID}/memberOf`)).status, 401);
  });

  it('knows nobody outside the caller\'s tenant', async () => {
    for (const user of [SOFIA, 'nobody']) {
      const { status, json } = await read(`/users/${user}/memberOf`, appToken);
      assert.deepEqual([status, codeOf(json)], [404, 'Request_ResourceNotFound']);
    }
  });

  it('a token with User.Read reads its own memberships and no other', async () => {
    const { json } = await twin.onBehalfOf(ASTRID, { scope: 'User.Read' });
    const token = String(json['access_token']);
    assert.equal((await read(`/users/${ASTRID}/memberOf`, token)).status, 200);
    const others = await read(`/users/${KARIN}/memberOf`, token);
    assert.deepEqual([others.status, codeOf(others.json)], [403, 'Authorization_RequestDenied']);
    assert.equal((await read('/groups', token)).status, 403);
  });
});
