import assert from 'node:assert/strict';
import type { PartnerRecord } from '../../../simulator/partner-center/state.ts';
import { at, BYSTANDER, FJORDLINE, list, NORDVIND, startWorld, type World } from './world.ts';

describe('Partner Center twin: agreement status and partners on record', () => {
  let world: World;
  const change = (id: string, more: Partial<PartnerRecord>): void => {
    const partner = world.state.partners.get(id);
    assert.ok(partner !== undefined);
    world.state.partners.set(id, { ...partner, ...more });
  };
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const cases: [string, string, unknown, (() => void)?][] = [
    ['a reseller that has signed, by PartnerID', 'mpnId=7000123', true],
    ['a reseller that has signed, by tenant', `tenantId=${FJORDLINE}`, true],
    ['no argument', '', '2001'],
    ['both arguments', `mpnId=7000123&tenantId=${FJORDLINE}`, 2000],
    ['a PartnerID that is no number', 'mpnId=seven', 2000],
    ['a tenant that is no guid', 'tenantId=fjordline', 2000],
    ['a PartnerID that nobody has', 'mpnId=1', 2200],
    ['a reseller of another region', 'mpnId=7000123', '2201', () => change(FJORDLINE, { address: { country: 'US', city: 'Boise', addressLine1: '1 Main', postalCode: '83702' } })],
    ['a reseller that has not signed', 'mpnId=7000123', '2203', () => change(FJORDLINE, { mpaSigned: false })],
    ['a partner that is not enrolled', 'mpnId=7000999', 2204],
    ['a tenant without account', 'tenantId=00000000-0d52-4f5e-9a41-6b0c2a7e1101', '2205'],
    ['a tenant that has not signed', `tenantId=${FJORDLINE}`, 2206, () => change(FJORDLINE, { mpaSigned: false })],
  ];
  for (const [name, query, expected, prepare] of cases) {
    it(`answers ${String(expected)} for ${name}`, async () => {
      prepare?.();
      const { status, body } = await world.call('Sofia', `/v1/compliance/csp/agreementstatus?${query}`);
      if (expected === true) assert.deepEqual([status, body], [200, { isAgreementSigned: true }]);
      else assert.deepEqual([status, at(body, 'code')], [400, expected]);
    });
  }

  it('takes another country of Europe for the same region', async () => {
    change(FJORDLINE, { address: { country: 'NO', city: 'Oslo', addressLine1: 'Storgata 1', postalCode: '0155' } });
    assert.equal((await world.call('Sofia', '/v1/compliance/csp/agreementstatus?mpnId=7000123')).status, 200);
  });

  const validate = (who: string, body: unknown) => world.call(who, '/v1/partners/validateresellers', { method: 'POST', body });

  it('judges each PartnerID in the order asked', async () => {
    const { status, body } = await validate('Sofia', { partnerIds: ['7000123', '1', '7000456'] });
    assert.equal(status, 200);
    const results = list(at(body, 'validationResults'));
    assert.deepEqual(results.map((r) => [at(r, 'partnerId'), at(r, 'isValidPartnerIdOnRecord'), at(r, 'errorCode')]), [
      ['7000123', true, undefined], ['1', false, 900400], ['7000456', false, 900400],
    ]);
    change(FJORDLINE, { isResellerSuspended: true });
    assert.equal(at((await validate(NORDVIND, { partnerIds: ['7000123'] })).body, 'validationResults', 0, 'errorCode'), 800039);
    change(FJORDLINE, { isResellerSuspended: false, mpaSigned: false });
    assert.equal(at((await validate(BYSTANDER, { partnerIds: ['7000123'] })).body, 'validationResults', 0, 'errorCode'), 900123);
  });

  it('wants a list of texts, from an admin agent', async () => {
    for (const body of [{}, { partnerIds: [] }, { partnerIds: [7000123] }, { partnerIds: '7000123' }, []]) assert.equal((await validate('Sofia', body)).status, 400, JSON.stringify(body));
    assert.equal((await validate('Oskar', { partnerIds: ['7000123'] })).status, 403);
  });
});
