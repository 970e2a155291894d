import assert from 'node:assert/strict';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import type { SeenTransfer } from '../../partnercenter/seen.ts';
import type { Transfers } from '../../partnercenter/transfers.ts';
import { ASTRID, CUSTOMER, fakeApi, FJORDLINE, NORDVIND, quietDeps } from './fake-api.ts';
import type { FakeApi, Script } from './fake-api.ts';

const ID = '9a4f0d6e-2c35-4a0b-8b7d-7f1f6c3d6601';
const KEY = { customerId: CUSTOMER, partnerCenterId: ID };
const IDS = { requestId: '11111111-aaaa-4bbb-8ccc-222222222222', correlationId: '33333333-aaaa-4bbb-8ccc-444444444444' };
const LINE = {
  id: 0, subscriptionId: '5E0B7C1A-91F2-4C52-8D0E-6E8C1F2A5501', offerId: 'OFFER', billingCycle: 'annual', friendlyName: 'Office suite E3', quantity: 42, partnerIdOnRecord: '7000123',
  addonItems: [{ id: 0, subscriptionId: '77F0D1C2-3B4A-4D5E-9F60-718293A45503', offerId: 'OFFER-2', billingCycle: 'annual', friendlyName: 'Audio add-on', quantity: 10 }],
};
const ENTITY = {
  id: ID.toUpperCase(), status: 'Active', createdTime: '2026-02-03T08:12:40.118Z', lastModifiedTime: '2026-02-03T08:12:40Z', customerTenantId: CUSTOMER.toUpperCase(),
  partnertenantid: FJORDLINE, sourcePartnerTenantId: FJORDLINE, targetPartnerTenantId: NORDVIND, lastModifiedUser: 'C0FFEE00-0000-4000-8000-000000000001', lineItems: [LINE],
};
const BASE_ID = '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501';
const ADDON_ID = '77f0d1c2-3b4a-4d5e-9f60-718293a45503';

describe('transfers at Partner Center', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());
  const open = async (script: Script): Promise<Transfers> => {
    api = await fakeApi(() => script);
    return createPartnerCenter(quietDeps(api.fetch)).transfers;
  };
  const seen = async (entity: object): Promise<SeenTransfer> => {
    const transfer = await (await open({ json: entity })).get(ASTRID, KEY);
    assert.ok(transfer);
    return transfer;
  };

  it('reads an open transfer: ids in lower case, quantities, add-ons, no outcome yet', async () => {
    assert.deepEqual(await seen(ENTITY), {
      partnerCenterId: ID, model: 'legacy', phase: 'active', customerId: CUSTOMER, sourceTenantId: FJORDLINE, targetTenantId: NORDVIND,
      createdAt: '2026-02-03T08:12:40.118Z', modifiedAt: '2026-02-03T08:12:40Z', modifiedBy: 'c0ffee00-0000-4000-8000-000000000001',
      lines: [{
        subscriptionId: BASE_ID, offerId: 'OFFER', name: 'Office suite E3', quantity: 42, billingCycle: 'annual', partnerOfRecord: '7000123', groupId: undefined, outcome: undefined,
        addons: [{ subscriptionId: ADDON_ID, offerId: 'OFFER-2', name: 'Audio add-on', quantity: 10, billingCycle: 'annual', partnerOfRecord: undefined, groupId: undefined, outcome: undefined, addons: [] }],
      }],
    });
  });

  for (const [raw, phase] of [
    ['ACTIVE', 'active'], ['InProgress', 'in-progress'], ['Complete', 'complete'], ['completed', 'complete'], ['PartiallyComplete', 'partly-complete'], ['Failed', 'failed'],
    ['Reject', 'rejected'], ['Cancelled', 'cancelled'], ['Expired', 'expired'], ['Paused', 'unknown: Paused'], ['constructor', 'unknown: constructor'],
  ] as const) {
    it(`calls ${raw} ${phase}`, async () => assert.equal((await seen({ ...ENTITY, status: raw })).phase, phase));
  }

  for (const [name, lineStatus, status, state] of [
    ['its own word', 'Failed', 'PartiallyComplete', 'failed'],
    ['its own word in another case', 'completed', 'Complete', 'complete'],
    ['still moving', undefined, 'InProgress', 'in-progress'],
    ['silent in a transfer that says complete', undefined, 'Complete', 'unknown: no status'],
    ['a word nobody documented', 'Limbo', 'Complete', 'unknown: Limbo'],
  ] as const) {
    it(`the outcome of a line is ${name}, and its add-on shares it`, async () => {
      const [line] = (await seen({ ...ENTITY, status, lineItems: [{ ...LINE, status: lineStatus, orderId: 'O-1', transferError: 'text' }] })).lines;
      assert.deepEqual(line?.outcome, { subscriptionId: BASE_ID, state, error: 'text', orderId: 'O-1' });
      assert.deepEqual(line?.addons[0]?.outcome, { subscriptionId: ADDON_ID, state, error: 'text', orderId: 'O-1' });
    });
  }

  it('tells new-commerce requests apart in a mixed list', async () => {
    const pending = { ...ENTITY, id: 'b', status: 'Pending', lineItems: undefined };
    const typed = { ...ENTITY, id: 'c', status: 'InProgress', transferType: 5 };
    const expiring = { ...ENTITY, id: 'd', status: 'Complete', expirationTime: '2026-04-09T09:00:00Z' };
    const transfers = await open({ json: [ENTITY, pending, typed, expiring] });
    const found = await transfers.list(ASTRID, CUSTOMER);
    assert.deepEqual(found.map(({ model, phase }) => `${model} ${phase}`), ['legacy active', 'new-commerce pending', 'new-commerce in-progress', 'new-commerce complete']);
  });

  it('a transfer that is not there (900100) is undefined; another 404 is an error', async () => {
    assert.equal(await (await open({ status: 404, json: { code: '900100' } })).get(ASTRID, KEY), undefined);
    await api?.close();
    const transfers = await open({ status: 404, json: { code: 60_003 } });
    await assert.rejects(transfers.get(ASTRID, KEY), (error) => isPartnerCenterError(error) && error.code === '60003');
  });

  it('creates with the partner of record on every line, under the ids that were recorded', async () => {
    const transfers = await open({ status: 201, json: ENTITY });
    const draft = { ...IDS, customerId: CUSTOMER, targetTenantId: NORDVIND, partnerOfRecord: '7000123', subscriptionIds: [BASE_ID, ADDON_ID] };
    const { transfer, correlationId } = await transfers.create(ASTRID, draft);
    assert.deepEqual([transfer.partnerCenterId, correlationId], [ID, IDS.correlationId]);
    const call = api?.calls[0];
    assert.deepEqual([call?.method, call?.url, call?.headers['ms-requestid']], ['POST', `/v1/customers/${CUSTOMER}/transfers`, IDS.requestId]);
    assert.deepEqual(JSON.parse(call?.body ?? ''), {
      sourcePartnerTenantId: FJORDLINE, targetPartnerTenantId: NORDVIND,
      lineItems: [{ subscriptionId: BASE_ID, partnerIdOnRecord: '7000123' }, { subscriptionId: ADDON_ID, partnerIdOnRecord: '7000123' }],
    });
  });

  it('accept: a 200 with transferErrors names the lines that failed', async () => {
    const lineItems = [{ id: 1, subscriptionId: 'NEW-1', sourceSubscriptionId: BASE_ID.toUpperCase() }, { id: 2, subscriptionId: ADDON_ID }];
    const transfers = await open({ json: { orders: [], transferErrors: [{ transferGroupId: '1', code: 900_103, description: 'Not provisioned.', lineItems }] } });
    const { errors } = await transfers.accept(ASTRID, { ...KEY, ...IDS });
    assert.deepEqual(errors, [{ subscriptionIds: [BASE_ID, ADDON_ID], code: '900103', description: 'Not provisioned.' }]);
    assert.deepEqual([api?.calls[0]?.method, api?.calls[0]?.url, api?.calls[0]?.body], ['POST', `/v1/customers/${CUSTOMER}/transfers/${ID}/accept`, '']);
  });

  it('accept: an empty 200 is an accept without errors, for the read-back to judge', async () => {
    assert.deepEqual((await (await open({})).accept(ASTRID, { ...KEY, ...IDS })).errors, []);
  });

  it('rejects and withdraws by the verbs of the API', async () => {
    const rejecting = await open({ json: { Id: ID, Status: 'Reject', SourcePartnerTenantId: FJORDLINE, TargetPartnerTenantId: NORDVIND, LineItems: null } });
    assert.equal((await rejecting.reject(ASTRID, { ...KEY, ...IDS })).transfer.phase, 'rejected');
    assert.deepEqual([api?.calls[0]?.method, JSON.parse(api?.calls[0]?.body ?? '')], ['PATCH', { id: ID, status: 'reject' }]);
    await api?.close();
    const withdrawing = await open({ status: 204 });
    assert.equal((await withdrawing.withdraw(ASTRID, { ...KEY, ...IDS })).correlationId, IDS.correlationId);
    assert.deepEqual([api?.calls[0]?.method, api?.calls[0]?.url], ['DELETE', `/v1/customers/${CUSTOMER}/transfers/${ID}`]);
  });

  it('a create whose answer cannot be read may have happened', async () => {
    const transfers = await open({ status: 201, json: { unexpected: true } });
    const draft = { ...IDS, customerId: CUSTOMER, targetTenantId: NORDVIND, partnerOfRecord: '7000123', subscriptionIds: [BASE_ID] };
    await assert.rejects(transfers.create(ASTRID, draft), (error) => isPartnerCenterError(error) && error.outcomeUnknown);
  });
});
