import assert from 'node:assert/strict';
import { at, FJORDLINE, startWorld, type World } from './world.ts';

const HOUR = 3_600_000;

describe('Partner Center twin: profiles', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const get = async (kind: string, query = ''): Promise<Record<string, unknown>> => (await world.call('Karin', `/v1/profiles/${kind}${query}`)).body as Record<string, unknown>;
  const put = (kind: string, body: unknown, headers: Record<string, string> = {}, who = 'Karin') => world.call(who, `/v1/profiles/${kind}`, { method: 'PUT', body, headers });

  it('reads all five, each with its type and its own address', async () => {
    for (const [kind, type] of [['mpn', 'MpnProfile'], ['legalbusiness', 'LegalBusinessProfile'], ['organization', 'OrganizationProfile'], ['billing', 'BillingProfile'], ['support', 'SupportProfile']]) {
      const body = await get(String(kind));
      assert.equal(body['profileType'], type);
      assert.equal(at(body, 'attributes', 'objectType'), type);
      assert.ok(String(at(body, 'links', 'self', 'uri')).startsWith(`/profiles/${kind}`));
    }
    const { id, tenantId, domain, companyName } = await get('organization');
    assert.deepEqual({ id, tenantId, domain, companyName }, { id: FJORDLINE, tenantId: FJORDLINE, domain: 'fjordline.example', companyName: 'Fjordline IT AB' });
    assert.equal((await get('billing'))['billingCurrency'], 'SEK');
  });

  it('finds others by MPN id, and says 3000 of PartnerFD for one that nobody has', async () => {
    assert.equal(at(await get('mpn', '?mpnId=7000456'), 'partnerName'), 'Nordvind Distribution');
    const { status, body } = await world.call('Karin', '/v1/profiles/mpn?mpnId=1');
    assert.deepEqual([status, at(body, 'code'), at(body, 'source')], [404, 3000, 'PartnerFD']);
  });

  it('lets an app read the legal profile and nothing else', async () => {
    assert.equal((await world.call(FJORDLINE, '/v1/profiles/legalbusiness')).status, 200);
    for (const kind of ['mpn', 'organization', 'billing', 'support']) {
      assert.equal(at((await world.call(FJORDLINE, `/v1/profiles/${kind}`)).body, 'code'), '900329', kind);
    }
  });

  it('vets a changed legal profile for a business day and meanwhile keeps the last finalised one', async () => {
    const body = await get('legalbusiness');
    const { status, body: answer } = await put('legalbusiness', { ...body, companyName: 'Fjordline Norden AB', vettingStatus: 'rejected' });
    assert.deepEqual([status, at(answer, 'companyName'), at(answer, 'vettingStatus'), at(answer, 'vettingSubStatus')], [200, 'Fjordline Norden AB', 'pending', 'entry']);
    const final = await get('legalbusiness', '?vettingVersion=LastFinalized');
    assert.deepEqual([final['companyName'], final['vettingStatus']], ['Fjordline IT AB', 'authorized']);
    await put('legalbusiness', { ...body, companyName: 'Fjordline Nord AB' });
    assert.equal((await get('legalbusiness', '?vettingVersion=LastFinalized'))['companyName'], 'Fjordline IT AB', 'a second change leaves the finalised one alone');
    world.clock.advance(24 * HOUR);
    for (const version of ['Current', 'LastFinalized']) {
      const now = await get('legalbusiness', `?vettingVersion=${version}`);
      assert.deepEqual([now['companyName'], now['vettingStatus']], ['Fjordline Nord AB', 'authorized']);
    }
    assert.equal((await world.call('Karin', '/v1/profiles/legalbusiness?vettingVersion=Draft')).status, 400);
  });

  it('writes the billing profile only from its current version', async () => {
    const body = await get('billing');
    const etag = String(at(body, 'attributes', 'etag'));
    const next = { ...body, purchaseOrderNumber: 'PO-7' };
    for (const headers of [{}, { 'If-Match': '"old"' }] as Record<string, string>[]) {
      const { status, body: refused } = await put('billing', next, headers);
      assert.deepEqual([status, at(refused, 'code')], [400, '2055']);
    }
    const { status, body: answer } = await put('billing', next, { 'If-Match': `"${etag}"` });
    assert.deepEqual([status, at(answer, 'purchaseOrderNumber')], [200, 'PO-7']);
    assert.notEqual(at(answer, 'attributes', 'etag'), etag);
    assert.equal((await put('billing', next, { 'If-Match': etag })).status, 400, 'the version has moved on');
    world.state.switches.set('subscriptions.staleEtag', { name: 'subscriptions.staleEtag', value: '412' });
    assert.equal((await put('billing', next, { 'If-Match': etag })).status, 412);
  });

  it('writes organisation and support, and names what is wrong', async () => {
    const support = { email: 'hjalp@fjordline.example', telephone: '+4660111111', website: 'https://hjalp.fjordline.example' };
    assert.equal((await put('support', support)).status, 200);
    assert.equal((await get('support'))['email'], support.email);
    const organisation = await get('organization');
    assert.equal((await put('organization', { ...organisation, language: 'en', tenantId: 'other' })).status, 200);
    const written = await get('organization');
    assert.deepEqual([written['language'], written['tenantId']], ['en', FJORDLINE]);
    for (const [kind, body] of [['support', {}], ['support', { ...support, email: 'nobody' }], ['organization', { ...organisation, defaultAddress: { country: 'Sverige' } }], ['support', []]] as const) {
      const { status } = await put(kind, body);
      assert.equal(status, 400, JSON.stringify(body));
    }
    assert.match(String(at((await put('support', {})).body, 'description')), /email/);
  });

  it('lets global and admin agents write, nobody else', async () => {
    const support = await get('support');
    assert.deepEqual([(await put('support', support, {}, 'Astrid')).status, (await put('support', support, {}, 'Erik')).status], [200, 403]);
    assert.equal(at((await put('support', support, {}, 'Sofia')).body, 'email'), support['email'], 'the provider writes its own');
    assert.equal((await get('support'))['email'], 'support@fjordline.example');
  });
});
