import assert from 'node:assert/strict';
import type { Subscription } from '../../journey/records.ts';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { ASTRID, CUSTOMER, fakeApi, NORDVIND, quietDeps } from './fake-api.ts';
import type { Call, FakeApi, Script } from './fake-api.ts';

const BASE = {
  id: '5E0B7C1A-91F2-4C52-8D0E-6E8C1F2A5501', offerId: '0A1B2C3D-0000-4000-8000-00000000AA01', offerName: 'Office suite E3', friendlyName: 'Kontor',
  quantity: 42, unitType: 'Licenses', status: 'active', billingType: 'license', billingCycle: 'annual', partnerId: '', creationDate: '2024-01-05T00:00:00Z',
  commitmentEndDate: '2026-09-13T00:00:00Z', orderId: 'ORDER-1',
};
const TRIPLE = 'CFQ7TTC0ZZ11:0001:CFQ7TTC0ZZ99';

describe('reading Partner Center', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());
  const open = async (script: (call: Call) => Script): Promise<PartnerCenter> => {
    api = await fakeApi(script);
    return createPartnerCenter(quietDeps(api.fetch));
  };
  const one = async (wire: object): Promise<Subscription> => {
    const partnerCenter = await open(() => ({ json: { totalCount: 1, items: [wire] } }));
    const [only] = await partnerCenter.subscriptions.list(ASTRID, CUSTOMER);
    assert.ok(only);
    return only;
  };

  it('reads a subscription into the record, ids in lower case', async () => {
    assert.deepEqual(await one(BASE), {
      subscriptionId: '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501', entitlementId: '5e0b7c1a-91f2-4c52-8d0e-6e8c1f2a5501',
      offerId: '0A1B2C3D-0000-4000-8000-00000000AA01', name: 'Kontor', offerName: 'Office suite E3', quantity: 42, unit: 'licences', status: 'active',
      class: 'legacy-licence', billingCycle: 'annual', parentId: undefined, partnerId: '', commitmentEnd: '2026-09-13T00:00:00Z', orderId: 'ORDER-1',
      createdAt: '2024-01-05T00:00:00Z',
    });
  });

  it('reads the PascalCase echo with nulls all the same', async () => {
    const pascal = Object.fromEntries(Object.entries({ ...BASE, parentSubscriptionId: null }).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]));
    assert.equal((await one(pascal)).quantity, 42);
  });

  it('an add-on names its base, in lower case', async () => {
    assert.equal((await one({ ...BASE, parentSubscriptionId: 'ABCDEF00-91F2-4C52-8D0E-6E8C1F2A5501' })).parentId, 'abcdef00-91f2-4c52-8d0e-6e8c1f2a5501');
  });

  it('what nobody documented surfaces as unknown, and never throws', async () => {
    const odd = await one({ ...BASE, status: 'Hibernating', unitType: 'Barrels', productType: { id: 'QuantumNCE' }, commitmentEndDate: '9999-12-31T00:00:00Z' });
    assert.deepEqual([odd.status, odd.unit, odd.class, odd.commitmentEnd], ['unknown: Hibernating', 'none', 'unknown', undefined]);
  });

  for (const [expected, change] of [
    ['legacy-azure', { offerId: 'MS-AZR-0145P', billingType: 'usage' }],
    ['legacy-licence', {}],
    ['new-commerce-licence', { offerId: TRIPLE, productType: { id: 'OnlineServicesNCE' } }],
    ['azure-plan', { offerId: TRIPLE, productType: { id: 'Azure' } }],
    ['reservation', { offerId: TRIPLE, productType: { id: 'AzureReservation' } }],
    ['reservation', { offerId: TRIPLE, productType: { id: 'AzureSavingsPlan' } }],
    ['software', { offerId: TRIPLE, productType: { id: 'Software' } }],
    ['marketplace', { offerId: TRIPLE, productType: { id: 'SaaS' } }],
    ['marketplace', { isMicrosoftProduct: false }],
    ['unknown', { offerId: TRIPLE }],
    ['unknown', { billingType: 'usage' }],
  ] as const) {
    it(`classifies ${JSON.stringify(change)} as ${expected}`, async () => {
      assert.equal((await one({ ...BASE, ...change })).class, expected);
    });
  }

  it('an answer of another shape is a fault with a name, not an empty list', async () => {
    const partnerCenter = await open(() => ({ json: { items: [{ no: 'id' }] } }));
    await assert.rejects(partnerCenter.subscriptions.list(ASTRID, CUSTOMER), (error) => isPartnerCenterError(error) && error.kind === 'unreachable');
  });

  it('eligibility is a bare array, its reason handed on as it came', async () => {
    const reason = 'Subscription: 6D3A is in state: Suspended';
    const partnerCenter = await open(() => ({ json: [{ id: 'AB', isEligible: true }, { id: 'CD', isEligible: false, reason }] }));
    assert.deepEqual(await partnerCenter.eligibility.directToIndirect(ASTRID, CUSTOMER), [
      { subscriptionId: 'ab', eligible: true, reason: undefined },
      { subscriptionId: 'cd', eligible: false, reason },
    ]);
    assert.equal(api?.calls[0]?.url, `/v1/customers/${CUSTOMER}/transferseligibility?transferType=directtoindirect`);
  });

  for (const [channel, isSigned, agreements] of [
    ['direct', true, [{ type: 'MicrosoftCustomerAgreement' }]],
    ['attested', false, [{ type: 'MicrosoftCustomerAgreement', templateId: 'a' }]],
    ['attested', false, [{ agreementType: 'MicrosoftCustomerAgreement' }]],
    ['none', false, [{ type: 'MicrosoftCloudAgreement' }]],
    ['none', false, []],
  ] as const) {
    it(`agreement: signed ${isSigned}, ${agreements.length} on record -> ${channel}`, async () => {
      const partnerCenter = await open(({ url }) => ({ json: url.includes('directSigned') ? { isSigned } : { items: agreements } }));
      assert.equal(await partnerCenter.agreements.agreementChannel(ASTRID, CUSTOMER), channel);
    });
  }

  it('asks for providers, and for the customers of one, as the reseller side must', async () => {
    const item = { id: NORDVIND.toUpperCase(), name: 'Nordvind Distribution', mpnId: 7_000_456, relationshipType: 'is_indirect_cloud_solution_provider_of', state: 'Active' };
    const partnerCenter = await open(({ url }) => ({ json: { items: url.startsWith('/v1/relationships') ? [item] : [] } }));
    assert.deepEqual(await partnerCenter.relationships.providers(ASTRID), [{ tenantId: NORDVIND, name: 'Nordvind Distribution', mpnId: '7000456' }]);
    assert.equal(api?.calls[0]?.url, '/v1/relationships?relationship_type=IsIndirectResellerOf');
    await partnerCenter.customers.withProvider(ASTRID, NORDVIND);
    const filter = new URL(`http://x${api?.calls[1]?.url}`).searchParams.get('filter');
    assert.deepEqual(JSON.parse(filter ?? ''), { Field: 'IndirectCloudSolutionProvider', Value: NORDVIND, Operator: 'starts_with' });
  });
});
