import assert from 'node:assert/strict';
import type { DirectBill } from '../../../simulator/partner-center/portal-records.ts';
import { code, flip, items } from './money.ts';
import { at, BYSTANDER, FJORDLINE, HAVSKOG, LONN, startWorld, type Answer, type World } from './world.ts';

const billingProfile = {
  firstName: 'Saga', lastName: 'Rask', email: 'saga@tallkotten.example', culture: 'sv-SE', language: 'sv', companyName: 'Tallkotten AB',
  defaultAddress: { country: 'SE', city: 'Umeå', addressLine1: 'Skogsvägen 1', postalCode: '903 25', phoneNumber: '+4690000000' },
};
const company = (domain = 'tallkotten.onmicrosoft.com', more: object = {}): object => ({ companyProfile: { domain, ...more }, billingProfile });
const indirect = (more: object = {}): object => ({ ...company(), associatedPartnerId: FJORDLINE, ...more });
const BILLING = `/v1/customers/${LONN}/profiles/billing`;

describe('Partner Center twin: customers made and changed', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const create = (who: string, body: unknown): Promise<Answer> => world.call(who, '/v1/customers', { method: 'POST', body });
  const domain = async (name: string): Promise<number> => (await world.call('Astrid', `/v1/domains/${name}`, { method: 'HEAD' })).status;
  const direct = (directBill: DirectBill): void => void world.state.programs.set(FJORDLINE, { partnerId: FJORDLINE, directBill, reseller: 'signed', anniversary: '10-15', ttmRevenueUsd: 0 });

  it('lets a provider make a customer for its reseller', async () => {
    assert.deepEqual([await domain('tallkotten.onmicrosoft.com'), await domain('LonnBjork.onmicrosoft.com')], [404, 200]);
    const { status, body } = await create('Sofia', indirect());
    assert.deepEqual([status, at(body, 'associatedPartnerId'), at(body, 'companyProfile', 'companyName')], [201, FJORDLINE, 'Tallkotten AB']);
    assert.equal(await domain('tallkotten.onmicrosoft.com'), 200);
    const path = `/v1/customers/${String(at(body, 'id'))}`;
    assert.deepEqual([(await world.call('Astrid', path)).status, (await world.call('Maria', path)).status], [200, 403]);
    assert.equal(code(await create('Sofia', indirect())), '400 3000');
    const day = world.clock.now().toISOString().slice(0, 10);
    assert.deepEqual(items(await world.call('Sofia', `/v1/auditrecords?startDate=${day}`)).map((r) => at(r, 'operationType')), ['add_customer']);
  });

  it('lets a direct partner make its own, until it is restricted', async () => {
    assert.equal((await create('Peter', company())).status, 201);
    assert.equal(code(await create('Peter', indirect({ companyProfile: { domain: 'b.onmicrosoft.com' } }))), '400 3000');
    for (const state of ['restricted', 'none'] as const) {
      direct(state);
      assert.equal(code(await create('Astrid', company('c.onmicrosoft.com'))), '403 2032');
    }
  });

  it('refuses what a customer cannot be made of', async () => {
    const without = (name: string): object => indirect({ billingProfile: { ...billingProfile, [name]: undefined } });
    const abroad = (country: string, number?: string): object => indirect({
      companyProfile: { domain: 'tallkotten.onmicrosoft.com', organizationRegistrationNumber: number }, billingProfile: { ...billingProfile, defaultAddress: { ...billingProfile.defaultAddress, country } },
    });
    const bodies: [unknown, string][] = [
      [company(), '400 3000'], [indirect({ associatedPartnerId: HAVSKOG }), '403 2032'], [indirect({ associatedPartnerId: BYSTANDER }), '403 2032'],
      [indirect({ companyProfile: { domain: 'tallkotten.example' } }), '400 2000'], [indirect({ companyProfile: undefined }), '400 2000'], [indirect({ billingProfile: 4 }), '400 2000'],
      [without('firstName'), '400 2000'], [without('defaultAddress'), '400 2000'], [indirect({ billingProfile: { ...billingProfile, email: 'nobody' } }), '400 2000'],
      [abroad('SE', '556000-0000'), '400 600002'], [abroad('HU'), '400 600002'], [abroad('JP'), '403 2030'], [abroad('Sweden'), '400 2000'], [[], '400 2000'],
    ];
    for (const [body, expected] of bodies) assert.equal(code(await create('Sofia', body)), expected, JSON.stringify(body));
    assert.equal((await create('Sofia', abroad('PL', '0000'))).status, 201);
    assert.equal(code(await create('Lena', indirect())), '403 900150');
    assert.equal(code(await create(FJORDLINE, company())), '403 900329');
  });

  it('makes one customer for one request id', async () => {
    const send = (): Promise<Answer> => world.call('Sofia', '/v1/customers', { method: 'POST', body: indirect(), headers: { 'MS-RequestId': 'c1' } });
    const first = await send();
    assert.deepEqual((await send()).body, first.body);
    assert.equal(items(await world.call('Sofia', '/v1/customers?size=0')).length, 9);
  });

  it('changes a billing profile as a whole, against the version that was read', async () => {
    const { body } = await world.call('Astrid', BILLING);
    const put = (change: object, tag: string): Promise<Answer> => world.call('Astrid', BILLING, { method: 'PUT', body: { ...(body as object), ...change }, headers: { 'If-Match': tag } });
    const tag = `"${String(at(body, 'attributes', 'etag'))}"`;
    assert.equal(code(await put({ firstName: 'Moa' }, '"old"')), '400 2055');
    const changed = await put({ firstName: 'Moa' }, tag);
    assert.deepEqual([changed.status, at(changed.body, 'firstName'), at(changed.body, 'defaultAddress', 'firstName')], [200, 'Moa', 'Moa']);
    assert.notEqual(at(changed.body, 'attributes', 'etag'), at(body, 'attributes', 'etag'));
    assert.equal(code(await put({ firstName: 'Mia' }, tag)), '400 2055');
    flip(world, 'subscriptions.staleEtag', '412');
    assert.equal(code(await put({ firstName: 'Mia' }, tag)), '412 2055');
    const fresh = `"${String(at(changed.body, 'attributes', 'etag'))}"`;
    assert.equal(code(await put({ defaultAddress: {} }, fresh)), '400 2000');
    assert.equal(at((await world.call('Sofia', `/v1/customers/${LONN}/profiles/company`)).body, 'profileType'), 'CustomerCompanyProfile');
  });
});
