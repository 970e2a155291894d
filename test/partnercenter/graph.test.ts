import assert from 'node:assert/strict';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import { createGraph } from '../../partnercenter/graph.ts';
import { ASTRID, fakeApi } from './fake-api.ts';
import type { FakeApi, Script } from './fake-api.ts';

const GLOBAL = { id: 'R1', displayName: 'Global administratör', roleTemplateId: '62E90394-69F5-4237-9190-012177145E10' };
const groupsOf = (url: string): string => new URL(`http://x${url}`).searchParams.get('$filter') ?? '';

describe('roles read from Microsoft Graph', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());
  const open = async (memberOf: Script, groups: (filter: string) => object[] = (filter) => [{ id: `G-${filter}` }]): Promise<ReturnType<typeof createGraph>> => {
    api = await fakeApi(({ url }) => (url.startsWith('/v1.0/groups') ? { json: { value: groups(groupsOf(url)) } } : memberOf));
    return createGraph({ fetch: api.fetch, graphToken: (tenantId) => Promise.resolve(`graph-${tenantId}`) });
  };

  it('knows agent groups by id and the global administrator by template, whatever they are called', async () => {
    const graph = await open({ json: { value: [{ id: "g-displayname eq 'adminagents'" }, GLOBAL, { id: 'other', displayName: 'SalesAgents' }] } });
    assert.deepEqual(await graph.rolesOf(ASTRID), ['admin-agent', 'global-admin']);
    assert.equal(api?.calls[0]?.headers['authorization'], `Bearer graph-${ASTRID.tenantId}`);
  });

  it('looks for the groups of a tenant once', async () => {
    const graph = await open({ json: { value: [] } });
    await Promise.all([graph.rolesOf(ASTRID), graph.rolesOf(ASTRID)]);
    assert.deepEqual(await graph.rolesOf(ASTRID), []);
    assert.equal(api?.calls.filter(({ url }) => url.startsWith('/v1.0/groups')).length, 3);
  });

  it('a second group of the same name gives nobody a role', async () => {
    const graph = await open({ json: { value: [{ id: 'real' }, { id: 'made-up' }] } }, () => [{ id: 'real' }, { id: 'made-up' }]);
    assert.deepEqual(await graph.rolesOf(ASTRID), []);
  });

  it('reads on where the list goes on, and only at Graph', async () => {
    const more: Script[] = [
      { json: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users/x/memberOf?$skiptoken=2' } },
      { json: { value: [GLOBAL], '@odata.nextLink': 'https://elsewhere.example/v1.0/users' } },
    ];
    api = await fakeApi(({ url }) => (url.startsWith('/v1.0/groups') ? { json: { value: [] } } : (more.shift() ?? { status: 500 })));
    const graph = createGraph({ fetch: api.fetch, graphToken: () => Promise.resolve('t') });
    assert.deepEqual(await graph.rolesOf(ASTRID), ['global-admin']);
  });

  it('a person whom the tenant does not know has no role; a refusal is an error', async () => {
    const unknown = await open({ status: 404, json: { error: { code: 'Request_ResourceNotFound', message: 'no' } } });
    assert.deepEqual(await unknown.rolesOf(ASTRID), []);
    await api?.close();
    const refused = await open({ status: 403, json: { error: { code: 'Authorization_RequestDenied', message: 'no' } } });
    await assert.rejects(refused.rolesOf(ASTRID), (error) => isPartnerCenterError(error) && error.code === 'Authorization_RequestDenied');
  });
});
