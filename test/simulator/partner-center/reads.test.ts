import assert from 'node:assert/strict';
import { at, createOne, customerNamed, E3, FJORDLINE, HAVSKOG, list, LONN, NCE, NORDVIND, startWorld, SUSPENDED, type Answer, type World } from './world.ts';

const items = ({ body }: Answer): unknown[] => list(at(body, 'items'));
const names = (answer: Answer): unknown[] => items(answer).map((c) => at(c, 'companyProfile', 'companyName'));
const filter = (Field: string, Value: string): string => `/v1/customers?size=0&filter=${encodeURIComponent(JSON.stringify({ Field, Value, Operator: 'starts_with' }))}`;
const lonn = `/v1/customers/${LONN}`;

describe('Partner Center twin: the story as each partner reads it', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.close());

  it('tells of 12 customers and 60 subscriptions of every class', async () => {
    const { body } = await world.portal('/state');
    assert.equal(list(at(body, 'customers')).length, 12);
    const wires = list(at(body, 'subscriptions')).map((s) => at(s, 'wire'));
    assert.equal(wires.length, 60);
    assert.deepEqual([...new Set(wires.map((w) => at(w, 'productType', 'id')))].sort(), ['Azure', 'AzureReservation', 'OnlineServicesNCE', 'SaaS', 'Software', undefined]);
    assert.deepEqual([...new Set(wires.map((w) => at(w, 'status')))].sort(), ['active', 'deleted', 'suspended']);
    assert.ok(wires.some((w) => at(w, 'offerId') === 'MS-AZR-0145P') && wires.some((w) => at(w, 'isTrial') === true));
  });

  it('gives each partner its own customers', async () => {
    assert.equal(names(await world.call('Astrid', '/v1/customers?size=0')).length, 12);
    assert.equal(names(await world.call('Sofia', '/v1/customers')).length, 8);
    assert.equal(names(await world.call('Maria', '/v1/customers')).length, 3);
    assert.deepEqual(names(await world.call('Peter', '/v1/customers')), []);
  });

  it('filters by name, domain, reseller and provider', async () => {
    assert.deepEqual(names(await world.call('Astrid', filter('CompanyName', 'lönn'))), ['Lönn & Björk Trä AB']);
    assert.deepEqual(names(await world.call('Astrid', filter('Domain', 'lonnbjork'))), ['Lönn & Björk Trä AB']);
    assert.equal(names(await world.call('Sofia', filter('IndirectReseller', FJORDLINE))).length, 8);
    assert.equal(names(await world.call('Astrid', filter('IndirectCloudSolutionProvider', HAVSKOG))).length, 3);
    assert.equal((await world.call('Astrid', filter('Email', 'x'))).status, 400);
  });

  it('pages with the token that the link names', async () => {
    const seen: unknown[] = [];
    let path = '/customers?size=5';
    let headers: Record<string, string> = {};
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await world.call('Astrid', `/v1${path}`, { headers });
      seen.push(...names(answer));
      path = String(at(answer.body, 'links', 'next', 'uri'));
      headers = Object.fromEntries(list(at(answer.body, 'links', 'next', 'headers')).map((h) => [String(at(h, 'key')), String(at(h, 'value'))]));
    }
    assert.equal(path, 'undefined');
    assert.equal(new Set(seen).size, 12);
    assert.equal(seen.at(-1), 'Östra Hamnens Rökeri HB');
  });

  it('lists relationships from both sides', async () => {
    const providers = await world.call('Astrid', '/v1/relationships?relationship_type=IsIndirectResellerOf');
    assert.deepEqual(items(providers).map((p) => [at(p, 'id'), at(p, 'mpnId'), at(p, 'state')]), [[NORDVIND, '7000456', 'Active'], [HAVSKOG, '7000789', 'Active']]);
    const resellers = await world.call('Sofia', '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf');
    assert.deepEqual(items(resellers).map((p) => at(p, 'id')), [FJORDLINE]);
    assert.deepEqual(items(await world.call('Peter', '/v1/relationships?relationship_type=IsIndirectResellerOf')), []);
    assert.deepEqual(items(await world.call('Astrid', `${lonn}/relationships`)).map((p) => at(p, 'id')), [NORDVIND]);
    assert.deepEqual(items(await world.call('Sofia', `${lonn}/relationships`)).map((p) => at(p, 'id')), [FJORDLINE]);
  });

  it('tells the three ways an agreement can stand', async () => {
    const of = async (customer: string): Promise<unknown[]> => {
      const signed = await world.call('Astrid', `/v1/customers/${customer}/directSignedMicrosoftCustomerAgreementStatus`);
      const attested = await world.call('Astrid', `/v1/customers/${customer}/agreements?agreementType=MicrosoftCustomerAgreement`);
      return [at(signed.body, 'isSigned'), items(attested).length];
    };
    assert.deepEqual(await of(LONN), [true, 0]);
    assert.deepEqual(await of(await customerNamed(world, 'Fjällsippan')), [false, 1]);
    assert.deepEqual(await of(await customerNamed(world, 'Skärgårdstrafik')), [false, 0]);
    const strange = await world.call('Astrid', `${lonn}/agreements?agreementType=Other`);
    assert.deepEqual([at(strange.body, 'code'), at(strange.body, 'errorName')], [600002, 'InvalidAgreementType']);
  });

  it('shows a customer and the billing profile that the extension will copy', async () => {
    const customer = await world.call('Sofia', lonn);
    assert.equal(at(customer.body, 'associatedPartnerId'), FJORDLINE);
    const billing = await world.call('Astrid', `${lonn}/profiles/billing`);
    assert.equal(at(billing.body, 'defaultAddress', 'city'), 'Falun');
    assert.equal(typeof at(billing.body, 'attributes', 'etag'), 'string');
  });

  it('shows subscriptions and add-ons, ids in changing letter case', async () => {
    const all = items(await world.call('Astrid', `${lonn}/subscriptions`));
    assert.equal(all.length, 9);
    const e3 = all.find((s) => at(s, 'id') === E3);
    assert.deepEqual([at(e3, 'friendlyName'), at(e3, 'quantity')], ['Office 365 E3', 42]);
    assert.equal(at((await world.call('Astrid', `${lonn}/subscriptions/${E3}`)).body, 'id'), E3.toUpperCase());
    const addons = items(await world.call('Astrid', `${lonn}/subscriptions/${E3}/addons`));
    assert.deepEqual(addons.map((a) => [at(a, 'friendlyName'), at(a, 'parentSubscriptionId')]), [
      ['Audio Conferencing', E3.toUpperCase()],
      ['Microsoft Defender for Office 365 (Plan 1)', E3.toUpperCase()],
    ]);
    assert.deepEqual(items(await world.call('Sofia', `${lonn}/subscriptions`)), []);
    const unknown = await world.call('Sofia', `${lonn}/subscriptions/${E3}`);
    assert.deepEqual([unknown.status, at(unknown.body, 'code')], [404, '20003']);
  });

  it('says which subscriptions may move, and why the others may not', async () => {
    const { body } = await world.call('Astrid', `${lonn}/transferseligibility?transferType=directtoindirect`);
    const of = (id: string): unknown => list(body).find((e) => at(e, 'id') === id.toUpperCase());
    assert.equal(at(of(E3), 'isEligible'), true);
    assert.match(String(at(of(SUSPENDED), 'reason')), /is in state: Suspended$/);
    assert.match(String(at(of(NCE), 'reason')), /OnlineServicesNCE/);
    assert.equal(list(body).filter((e) => at(e, 'isEligible') === true).length, 6);
    const under = await customerNamed(world, 'Blåklinten');
    const held = await world.call('Astrid', `/v1/customers/${under}/transferseligibility?transferType=directtoindirect`);
    assert.ok(list(held.body).some((e) => /already part of transfer request/.test(String(at(e, 'reason')))));
    const nothing = await customerNamed(world, 'Hälsokällan');
    const none = await world.call('Astrid', `/v1/customers/${nothing}/transferseligibility?transferType=directtoindirect`);
    assert.ok(list(none.body).length === 4 && list(none.body).every((e) => at(e, 'isEligible') === false));
    assert.equal((await world.call('Astrid', `${lonn}/transferseligibility`)).status, 400);
  });

  it('names partners by MPN id and tells who signed', async () => {
    assert.equal(at((await world.call('Astrid', '/v1/profiles/mpn')).body, 'mpnId'), '7000123');
    assert.equal(at((await world.call('Astrid', '/v1/profiles/mpn?mpnId=7000456')).body, 'partnerName'), 'Nordvind Distribution');
    const unknown = await world.call('Astrid', '/v1/profiles/mpn?mpnId=1');
    assert.deepEqual([unknown.status, at(unknown.body, 'code'), at(unknown.body, 'source')], [404, 3000, 'PartnerFD']);
    assert.equal(at((await world.call(FJORDLINE, '/v1/profiles/legalbusiness')).body, 'vettingStatus'), 'authorized');
    const status = async (query: string): Promise<unknown> => {
      const { body } = await world.call('Astrid', `/v1/compliance/csp/agreementstatus${query}`);
      return at(body, 'isAgreementSigned') ?? Number(at(body, 'code'));
    };
    const asked = ['?mpnId=7000123', `?tenantId=${NORDVIND}`, '', '?mpnId=x', `?mpnId=7000123&tenantId=${NORDVIND}`, '?mpnId=1', '?mpnId=7000456', `?tenantId=${LONN}`];
    assert.deepEqual(await Promise.all(asked.map(status)), [true, true, 2001, 2000, 2000, 2200, 2204, 2205]);
  });

  it('changes a quantity under the right etag and echoes it in PascalCase', async () => {
    const path = `${lonn}/subscriptions/${SUSPENDED}`;
    const patch = (to: string, tag: string | undefined, quantity: unknown): Promise<Answer> =>
      world.call('Astrid', to, { method: 'PATCH', body: { quantity }, headers: tag === undefined ? {} : { 'If-Match': `"${tag}"` } });
    const tag = String(at((await world.call('Astrid', path)).body, 'attributes', 'etag'));
    assert.equal(Number(at((await patch(path, tag, 5)).body, 'code')), 800091);
    const exchange = items(await world.call('Astrid', `${lonn}/subscriptions`)).find((s) => at(s, 'friendlyName') === 'Exchange Online (Plan 1)');
    const own = `${lonn}/subscriptions/${String(at(exchange, 'id'))}`;
    const etag = String(at(exchange, 'attributes', 'etag'));
    assert.equal(Number(at((await patch(own, 'old', 9)).body, 'code')), 2055);
    assert.equal((await patch(own, etag, 'nine')).status, 400);
    const changed = await patch(own, etag, 9);
    assert.deepEqual([changed.status, at(changed.body, 'Quantity'), at(changed.body, 'PublisherName')], [200, 9, null]);
    assert.equal(Number(at((await patch(own, etag, 10)).body, 'code')), 2055);
    assert.equal(Number(at((await patch(`${lonn}/subscriptions/${NCE}`, undefined, 20)).body, 'code')), 900257);
    assert.equal((await patch(`${lonn}/subscriptions/${NCE}`, undefined, 26)).status, 200);
  });

  it('keeps an audit trail for both sides of a transfer', async () => {
    const id = await createOne(world);
    const today = world.clock.now().toISOString().slice(0, 10);
    const trail = async (who: string): Promise<unknown[]> => items(await world.call(who, `/v1/auditrecords?startDate=${today}`));
    const found = (await trail('Sofia')).find((r) => String(at(r, 'id')).includes(id));
    assert.deepEqual([at(found, 'operationType'), at(found, 'userPrincipalName')], ['create_transfer', 'astrid.lind@fjordline.example']);
    assert.ok((await trail('Astrid')).some((r) => String(at(r, 'id')).includes(id)));
    assert.deepEqual(await trail('Peter'), []);
  });
});
