import assert from 'node:assert/strict';
import type { DirectBill } from '../../../simulator/partner-center/portal-records.ts';
import { programOf } from '../../../simulator/partner-center/program.ts';
import { holdings, putSubscription } from '../../../simulator/partner-center/state.ts';
import type { SwitchName } from '../../../simulator/partner-center/switches.ts';
import { at, BYSTANDER, FJORDLINE, HAVSKOG, list, LONN, NORDVIND, startWorld, type World } from './world.ts';

describe('Partner Center twin: relationships', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const turn = (name: SwitchName, value: string) => world.state.switches.set(name, { name, value });
  const ids = (body: unknown): unknown[] => list(at(body, 'items')).map((item) => at(item, 'id'));
  const ask = (who: string, type: string, filter?: object) =>
    world.call(who, `/v1/relationships?relationship_type=${type}${filter === undefined ? '' : `&filter=${encodeURIComponent(JSON.stringify(filter))}`}`);

  it('shows each side its own list, filtered by a part of the name', async () => {
    assert.deepEqual(ids((await ask('Astrid', 'IsIndirectResellerOf')).body), [NORDVIND, HAVSKOG]);
    assert.deepEqual(ids((await ask('Sofia', 'IsIndirectCloudSolutionProviderOf')).body), [FJORDLINE]);
    assert.deepEqual(ids((await ask('Astrid', 'IsIndirectResellerOf', { Field: 'Name', Value: 'HAV', Operator: 'substring' })).body), [HAVSKOG]);
    assert.equal((await ask('Astrid', 'IsIndirectResellerOf', { Field: 'Name', Value: 'h', Operator: 'starts_with' })).status, 400);
    assert.equal((await ask('Astrid', 'is_indirect_reseller_of')).status, 400);
  });

  it('gives a tenant that is not enrolled an empty list, or 403 where the switch says so', async () => {
    const { status, body } = await ask('Peter', 'IsIndirectResellerOf');
    assert.deepEqual([status, at(body, 'totalCount'), ids(body)], [200, 0, []]);
    turn('relationships.notEnrolled', 'forbidden');
    const refused = await ask('Peter', 'IsIndirectResellerOf');
    assert.deepEqual([refused.status, at(refused.body, 'code')], [403, 2032]);
    assert.equal((await ask('Astrid', 'IsIndirectResellerOf')).status, 200);
  });

  it('lists resellers of a customer to its provider, and the provider to the reseller unless switched off', async () => {
    const path = `/v1/customers/${LONN}/relationships`;
    assert.deepEqual(ids((await world.call('Sofia', path)).body), [FJORDLINE]);
    assert.ok(ids((await world.call('Astrid', path)).body).includes(NORDVIND));
    turn('relationships.providerOfCustomer', 'hidden');
    assert.deepEqual(ids((await world.call('Astrid', path)).body), []);
    assert.deepEqual(ids((await world.call('Sofia', path)).body), [FJORDLINE]);
  });

  describe('invitations', () => {
    const invite = (who: string, query = '') => world.call(who, `/v1/customers/relationshiprequests${query}`);
    const joint = `?indirectCloudSolutionProviderId=${NORDVIND}&dualRoleIndirectRelationship=true`;
    const setProgram = (id: string, directBill: DirectBill): void => {
      const partner = world.state.partners.get(id);
      assert.ok(partner !== undefined);
      world.state.programs.set(id, { ...programOf(world.state, partner), directBill });
    };

    it('makes direct and joint links without admin rights and without a customer', async () => {
      const direct = await invite('Astrid');
      assert.equal(at(direct.body, 'attributes', 'objectType'), 'RelationshipRequest');
      const url = String(at(direct.body, 'url'));
      assert.ok(url.startsWith('https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship') && url.includes('DAP=false'), url);
      const both = String(at((await invite('Astrid', joint)).body, 'url'));
      assert.ok(both.includes(FJORDLINE) && both.includes(NORDVIND) && both.includes('DAP=false'), both);
      assert.ok(String(at((await invite('Sofia', `?indirectResellerId=${FJORDLINE}`)).body, 'url')).includes(FJORDLINE));
    });

    it('lets a restricted partner invite with its provider only', async () => {
      setProgram(FJORDLINE, 'restricted');
      const refused = await invite('Astrid');
      assert.deepEqual([refused.status, at(refused.body, 'code')], [403, 2032]);
      assert.equal((await invite('Astrid', joint)).status, 200);
    });

    it('refuses partnerships that do not exist and arguments that make no sense', async () => {
      assert.equal((await invite('Peter', joint)).status, 403);
      assert.equal((await invite('Astrid', `?indirectCloudSolutionProviderId=${BYSTANDER}`)).status, 403);
      assert.equal((await invite('Sofia', `?indirectResellerId=${BYSTANDER}`)).status, 403);
      assert.equal((await invite('Astrid', `?indirectResellerId=${FJORDLINE}`)).status, 403);
      for (const query of ['?indirectCloudSolutionProviderId=x', '?dualRoleIndirectRelationship=maybe', '?dualRoleIndirectRelationship=true', `${joint}&indirectResellerId=${FJORDLINE}`]) {
        assert.equal((await invite('Astrid', query)).status, 400, query);
      }
      assert.equal(at((await invite(FJORDLINE)).body, 'code'), '900329');
    });

    it('demands the dual-role flag where the switch says so', async () => {
      const query = `?indirectCloudSolutionProviderId=${NORDVIND}`;
      assert.equal((await invite('Astrid', query)).status, 200);
      turn('invitations.dualRole', 'required');
      assert.deepEqual([(await invite('Astrid', query)).status, (await invite('Astrid', joint)).status], [400, 200]);
    });

    it('is not there in a sandbox, in either of the two ways', async () => {
      turn('environment', 'sandbox');
      for (const path of ['/v1/customers/relationshiprequests', `/v1/customers/${LONN}/transfers`]) {
        const { status, body } = await world.call('Astrid', path);
        assert.deepEqual([status, at(body, 'code')], [400, '900127'], path);
      }
      turn('sandbox.refusal', '900322');
      assert.deepEqual([(await invite('Astrid')).status, at((await invite('Astrid')).body, 'code')], [403, 900322]);
      assert.equal((await world.call('Astrid', `/v1/customers/${LONN}`)).status, 200);
    });
  });

  describe('leaving a customer', () => {
    const leave = (who: string, body: unknown = { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } }) => world.call(who, `/v1/customers/${LONN}`, { method: 'PATCH', body });
    const suspendAll = (): void => {
      for (const record of holdings(world.state, FJORDLINE, LONN)) putSubscription(world.state, { ...record, wire: { ...record.wire, status: 'suspended' } });
    };

    it('is refused while anything runs, then ends the relationship and answers in PascalCase', async () => {
      assert.equal((await leave('Astrid')).status, 400);
      suspendAll();
      const { status, body } = await leave('Astrid');
      assert.equal(status, 200);
      assert.deepEqual([at(body, 'Id'), at(body, 'RelationshipToPartner'), at(body, 'CompanyProfile'), at(body, 'Attributes', 'ObjectType')], [LONN, 'none', null, 'Customer']);
      const after = await world.call('Astrid', `/v1/customers/${LONN}`);
      assert.deepEqual([after.status, at(after.body, 'code')], [403, 20002]);
      const day = world.clock.now().toISOString().slice(0, 10);
      const records = list(at((await world.call('Astrid', `/v1/auditrecords?startDate=${day}`)).body, 'items'));
      assert.ok(records.some((r) => at(r, 'operationType') === 'remove_partner_customer_relationship'));
    });

    it('takes nothing else, and from an admin agent only', async () => {
      suspendAll();
      assert.equal((await leave('Astrid', { relationshipToPartner: 'advisor' })).status, 400);
      assert.equal((await leave('Astrid', {})).status, 400);
      assert.equal((await leave('Erik')).status, 403);
      assert.equal((await leave('Peter')).status, 403);
      assert.equal((await world.call('Astrid', `/v1/customers/${LONN}`)).status, 200);
    });
  });
});
