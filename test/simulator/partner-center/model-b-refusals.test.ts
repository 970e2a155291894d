import assert from 'node:assert/strict';
import { ask, asked, change, code, DAY, flip, give, line, MINUTE, named, read, setPartner, SUBSCRIPTIONS, take, wish } from './money.ts';
import { at, BYSTANDER, customerNamed, FJORDLINE, HAVSKOG, LONN, NCE, NORDVIND, startWorld, SUSPENDED, TRANSFERS, type World } from './world.ts';

const RESERVED = 'a1a00000-0000-4000-8000-000000000002';
const SIGNING = 'a1a00000-0000-4000-8000-000000000003';
const THEIRS = 'a1a00000-0000-4000-8000-000000000004';
const AZURE = wish({ targetProductTypes: ['AzureSubscription', 'AzureReservation', 'OnlineServicesNCE', 'SaaS'] });

describe('Partner Center twin: what a new-commerce transfer is refused for', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const idOf = async (name: string): Promise<string> => String(at(named(await world.call('Astrid', SUBSCRIPTIONS), name), 'id'));
  /** Removes the Azure of the old kind, and gives the target a plan. */
  const prepareAzure = async (): Promise<void> => {
    take(world, await idOf('Microsoft Azure'));
    give(world, 'plan', { id: THEIRS, owner: NORDVIND });
  };

  it('names each fault of a request', async () => {
    const bodies: [unknown, string][] = [
      [wish({ transferType: 4 }), '400 900400'], [wish({ transferType: 'NewCommerce' }), '400 900400'], [wish({ sourcePartnerTenantId: 'x' }), '400 800002'],
      [wish({ sourcePartnerTenantId: NORDVIND }), '400 900148'], [wish({ targetPartnerTenantId: HAVSKOG }), '400 900400'],
      [wish({ sourcePartnerName: undefined }), '400 800002'], [wish({ customerEmailId: undefined }), '400 800002'], [wish({ targetProductTypes: ['Dynamics'] }), '400 800002'],
      [wish({ targetProductTypes: [] }), '400 800002'], [wish({ partnerOnRecord: 7 }), '400 800002'], [wish({ sourcePartnerTenantId: BYSTANDER }), '400 900400'],
      [wish({ sourcePartnerEmailId: 'nobody' }), '400 900136'], [wish({ sourcePartnerEmailId: 'a@elsewhere.example' }), '400 900147'],
    ];
    for (const [body, expected] of bodies) assert.equal(code(await ask(world, body)), expected, JSON.stringify(body));
    assert.equal((await ask(world, wish({ sourcePartnerEmailId: 'a@fjordline.example', customerEmailId: '' }))).status, 201);
    assert.equal(code(await ask(world, wish(), 'Oskar')), '403 900150');
    assert.equal(code(await ask(world, wish(), 'Maria')), '403 20002');
    assert.equal((await world.call(NORDVIND, TRANSFERS, { method: 'POST', body: wish() })).status, 201);
  });

  it('refuses a partner of record that does not fit', async () => {
    const stamp = async (mpnId: string): Promise<string> => code(await ask(world, wish({ partnerOnRecord: mpnId })));
    assert.deepEqual([await stamp('1'), await stamp('7000456'), await stamp('7000999')], ['404 800015', '404 2072', '400 800016']);
    setPartner(world, FJORDLINE, { isResellerSuspended: true });
    assert.equal(await stamp('7000123'), '403 800039');
    flip(world, 'resellers.notActive', '900149');
    assert.equal(await stamp('7000123'), '403 900149');
    setPartner(world, FJORDLINE, { isResellerSuspended: false });
    setPartner(world, BYSTANDER, { isReseller: true, providers: [NORDVIND] });
    assert.equal(await stamp('7000999'), '400 900160');
    world.state.programs.set(BYSTANDER, { partnerId: BYSTANDER, directBill: 'active', reseller: 'approved', anniversary: '10-15', ttmRevenueUsd: 0 });
    assert.equal(await stamp('7000999'), '400 900154');
    assert.equal(at((await ask(world, wish({ partnerOnRecord: undefined }))).body, 'partnerOnRecord'), '7000123');
    flip(world, 'transfers.partnerOnRecord', 'required');
    assert.equal(code(await ask(world, wish({ partnerOnRecord: undefined }))), '400 800002');
  });

  it('asks for the agreement of the customer with the target', async () => {
    for (const channel of ['none', 'attested']) {
      await world.portal('/portal/agreement', { customerId: LONN, channel });
      assert.equal(code(await ask(world)), '403 13605');
    }
  });

  it('asks for an Azure plan of the target when Azure is wanted', async () => {
    assert.equal(code(await ask(world, AZURE)), '400 900131');
    take(world, await idOf('Microsoft Azure'));
    assert.equal(code(await ask(world, AZURE)), '400 900133');
    setPartner(world, NORDVIND, { address: { country: 'US', city: 'Duluth', addressLine1: '1 Pier Road', postalCode: '55802' } });
    assert.equal(code(await ask(world, AZURE)), '400 900400');
    setPartner(world, FJORDLINE, { address: { country: 'US', city: 'Duluth', addressLine1: '1 Pier Road', postalCode: '55802' } });
    assert.equal(code(await ask(world, AZURE)), '400 900134');
    give(world, 'plan', { id: THEIRS, owner: NORDVIND, status: 'suspended' });
    assert.equal(code(await ask(world, AZURE)), '400 900132');
    give(world, 'plan', { id: THEIRS, owner: NORDVIND });
    assert.equal((await ask(world, AZURE)).status, 201);
  });

  it('leaves the plan for later when no type is named, unless the switch says otherwise', async () => {
    assert.equal((await ask(world, wish({ targetProductTypes: null }))).status, 201);
    flip(world, 'transfers.azureChecks', 'always');
    assert.equal(code(await ask(world, wish({ targetProductTypes: null }))), '400 900131');
  });

  it('looks at the plan when Azure is chosen, at the latest', async () => {
    const own = await idOf('Azure plan');
    const id = await asked(world, wish({ targetProductTypes: null }));
    const choose = async (): Promise<string> => code(await change(world, id, { lineItems: [line(own, 'AzureSubscription')] }));
    assert.equal(await choose(), '400 900131');
    take(world, await idOf('Microsoft Azure'));
    assert.equal(await choose(), '400 900133');
    give(world, 'plan', { id: THEIRS, owner: NORDVIND });
    assert.equal(await choose(), '200');
  });

  it('names each fault of the lines', async () => {
    const id = await asked(world, wish({ targetProductTypes: null }));
    const legacy = await idOf('Exchange Online (Plan 1)');
    give(world, 'signing', { id: SIGNING });
    const cases: [unknown, string][] = [
      [undefined, '400 800002'], [[], '400 800002'], [[null], '400 800078'], [[{ subscriptionId: NCE }], '400 800002'], [[line(NCE, 'Software')], '400 800002'],
      [[line(), line(NCE.toUpperCase())], '400 800002'], [[line('00000000-0000-4000-8000-000000000000')], '400 800078'], [[line(legacy)], '400 800078'],
      [[line(SUSPENDED)], '400 800078'], [[line(SIGNING, 'SaaS')], '400 900146'], [Array.from({ length: 26 }, () => line()), '400 800002'],
    ];
    for (const [lineItems, expected] of cases) assert.equal(code(await change(world, id, { lineItems })), expected, JSON.stringify(lineItems));
    flip(world, 'transfers.maxLines', '1');
    assert.equal(code(await change(world, id, { lineItems: [line(), line(SIGNING, 'SaaS')] })), '400 800002');
    const narrow = await asked(world, wish({ targetProductTypes: ['Software'] }));
    assert.equal(code(await change(world, narrow, { lineItems: [line()] })), '400 900400');
    assert.equal(code(await change(world, id, { who: 'Erik', lineItems: [line()] })), '403 900150');
    assert.equal((await change(world, id, { lineItems: [line()] })).status, 200);
    const second = await asked(world);
    assert.equal(code(await change(world, second, { lineItems: [line()] })), '400 800078');
  });

  it('takes at most 25 lines', async () => {
    const ids = Array.from({ length: 26 }, (_, n) => `b1b00000-0000-4000-8000-${String(n).padStart(12, '0')}`);
    for (const id of ids) give(world, 'standard', { id, quantity: 2 });
    const id = await asked(world);
    assert.equal(code(await change(world, id, { lineItems: ids.map((s) => line(s)) })), '400 800002');
    assert.equal((await change(world, id, { lineItems: ids.slice(1).map((s) => line(s)) })).status, 200);
  });

  it('moves Azure with its entitlement, and not past a reservation', async () => {
    await prepareAzure();
    const own = await idOf('Azure plan');
    const entitlement = at(named(await world.call('Astrid', SUBSCRIPTIONS), 'Azure plan'), 'entitlementId');
    give(world, 'reservation', { id: RESERVED });
    const id = await asked(world, AZURE);
    assert.equal(code(await change(world, id, { lineItems: [line(own, 'AzureSubscription')] })), '400 900145');
    const both = [line(own, 'AzureSubscription'), line(RESERVED, 'AzureReservation')];
    assert.equal((await change(world, id, { lineItems: both })).status, 200);
    world.clock.advance(16 * MINUTE);
    const after = (await world.call('Sofia', SUBSCRIPTIONS)).body;
    assert.ok((at(after, 'items') as unknown[]).some((s) => at(s, 'entitlementId') === entitlement && at(s, 'id') !== own));
    assert.equal(named(await world.call('Astrid', SUBSCRIPTIONS), 'Azure plan'), undefined);
    assert.equal(at((await read(world, id)).body, 'status'), 'Complete');
  });

  it('keeps Azure from a suspended source, and everything from a tenant without a role', async () => {
    await prepareAzure();
    const own = await idOf('Azure plan');
    const id = await asked(world, AZURE);
    const program = { partnerId: FJORDLINE, reseller: 'signed', anniversary: '10-15', ttmRevenueUsd: 0 } as const;
    world.state.programs.set(FJORDLINE, { ...program, directBill: 'suspended' });
    assert.equal(code(await change(world, id, { lineItems: [line(own, 'AzureSubscription')] })), '403 900139');
    assert.equal((await change(world, id, { lineItems: [line()] })).status, 200);
    world.state.programs.set(FJORDLINE, { ...program, directBill: 'none' });
    assert.equal(code(await change(world, await asked(world), { lineItems: [line()] })), '403 900137');
  });

  it('refuses both models in a sandbox', async () => {
    flip(world, 'environment', 'sandbox');
    assert.deepEqual([code(await ask(world)), code(await world.call('Astrid', TRANSFERS))], ['400 900127', '400 900127']);
    flip(world, 'sandbox.refusal', '900322');
    assert.equal(code(await ask(world)), '403 900322');
  });

  it('finds nothing where nothing is', async () => {
    assert.equal(code(await change(world, NCE, { lineItems: [line()] })), '404 900100');
    const id = await asked(world);
    const elsewhere = await customerNamed(world, 'Åkes');
    assert.equal(code(await change(world, id, { customer: elsewhere, lineItems: [line()] })), '404 900100');
    world.clock.advance(31 * DAY);
    assert.equal((await read(world, id)).status, 200);
  });
});
