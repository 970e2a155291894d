import type { AccountStatus } from '../../../simulator/partner-center/agreement-records.ts';
import { CATALOGUE } from '../../../simulator/stories/catalogue.ts';
import { ask, asked, change, DAY, flip, give, line, setPartner, SUBSCRIPTIONS, wish } from '../partner-center/money.ts';
import { at, BYSTANDER, createOne, E3, FJORDLINE, LONN, NCE, NORDVIND, SUSPENDED, transferBody, TRANSFERS, userClaims, type Answer, type World } from '../partner-center/world.ts';

/** Brings a world about in which the last answer is the one of the name. Each gets a world of its own. */
export type Provocation = (world: World) => Promise<Answer>;

const GIVEN = 'e1e00000-0000-4000-8000-000000000001';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const CUSTOMERS = '/v1/customers';
const ORDERS = `/v1/customers/${LONN}/orders`;
const STATUS = '/v1/compliance/csp/agreementstatus';
const AGREEMENTS = `/v1/customers/${LONN}/agreements`;

const get = (path: string, who = 'Astrid'): Provocation => (world) => world.call(who, path);
const post = (world: World, path: string, body: unknown, who = 'Astrid'): Promise<Answer> => world.call(who, path, { method: 'POST', body });
const token = (claims: Record<string, unknown>): Provocation => async (world) => world.withToken('/v1/customers', await world.signer.sign(userClaims('Astrid', claims)));
const order = (more: object = {}): object => ({ referenceCustomerId: LONN, billingCycle: 'monthly', lineItems: [{ lineItemNumber: 0, offerId: CATALOGUE.standard.offerId, quantity: 5, ...more }] });
const buy = (world: World, mpnId = '7000123'): Promise<Answer> => post(world, ORDERS, order({ partnerIdOnRecord: mpnId }), 'Sofia');
const stamp = (world: World, partnerOnRecord = '7000123'): Promise<Answer> => ask(world, wish({ partnerOnRecord }));
const write = (world: World, id: string, body: object, headers: Record<string, string> = {}): Promise<Answer> => world.call('Astrid', `${SUBSCRIPTIONS}/${id}`, { method: 'PATCH', body, headers });
const etagged = async (world: World, id: string, body: object): Promise<Answer> => {
  const tag = String(at((await world.call('Astrid', `${SUBSCRIPTIONS}/${id}`)).body, 'attributes', 'etag'));
  return write(world, id, body, { 'If-Match': `"${tag}"` });
};
const AZURE = wish({ targetProductTypes: ['AzureSubscription', 'AzureReservation', 'SaaS', 'OnlineServicesNCE'] });
/** No Azure of the old kind left with Fjordline; whatever is named is Nordvind's plan. */
const azure = async (world: World, plan?: string): Promise<void> => {
  for (const record of world.state.subscriptions.all()) if (record.wire.offerId === 'MS-AZR-0145P' && record.customerId === LONN) world.state.subscriptions.delete(`${record.owner}/${record.wire.id}`);
  if (plan !== undefined) give(world, 'plan', { id: GIVEN, owner: NORDVIND, status: plan });
};
const holding = (world: World, product: string): string => world.state.heldSubscriptions(`${FJORDLINE}/${LONN}`).find((s) => s.wire.productType?.id === product)?.wire.id ?? '';
const account = (status: AccountStatus): Provocation => (world) => {
  world.state.accounts.set(LONN, { customerId: LONN, status, changedAt: world.clock.now().toISOString() });
  return buy(world);
};
const accepted = async (world: World, after: (path: string) => Promise<Answer>): Promise<Answer> => {
  const path = `${TRANSFERS}/${await createOne(world)}`;
  await world.call('Sofia', `${path}/accept`, { method: 'POST' });
  return after(path);
};
const abroad = { country: 'US', city: 'Duluth', addressLine1: '1 Pier Road', postalCode: '55802' };
const attest = async (world: World): Promise<Answer> => {
  world.state.switches.set('agreements.withdrawn', { name: 'agreements.withdrawn', value: '403' });
  const body = { primaryContact: { firstName: 'Maja', lastName: 'Ek', email: 'maja@lonnbjork.example' }, templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901', dateAgreed: '2025-01-02T00:00:00Z', type: 'MicrosoftCustomerAgreement' };
  await post(world, AGREEMENTS, body);
  return post(world, AGREEMENTS, body);
};

/** One for each code that the table calls built. */
export const PROVOCATIONS: Readonly<Record<string, Provocation>> = {
  '401 400': (world) => world.open(CUSTOMERS), '401 900420': token({ aud: 'https://graph.windows.net' }), '401 900421': token({ amr: ['pwd'] }),
  '403 900329': get('/v1/profiles/mpn', FJORDLINE), '403 900150': get(TRANSFERS, 'Lena'),
  '403 900308': (world) => (flip(world, 'roles.refusal', '900308'), world.call('Johan', CUSTOMERS)),
  '403 2032': token({ tid: '99999999-0d52-4f5e-9a41-6b0c2a7e1101', iss: 'https://sts.windows.net/99999999-0d52-4f5e-9a41-6b0c2a7e1101/' }),
  '403 20002': get(`${CUSTOMERS}/${LONN}`, 'Peter'), '404 60003': get(`${CUSTOMERS}/${NOBODY}`),
  '403 2030': (world) => {
    const customer = world.state.customers.get(LONN);
    if (customer !== undefined) world.state.customers.set(LONN, { ...customer, address: { ...customer.address, country: 'JP' } });
    return buy(world);
  },
  '403 13605': async (world) => (await world.portal('/portal/agreement', { customerId: LONN, channel: 'none' }), buy(world)),
  '403 800039': (world) => (setPartner(world, FJORDLINE, { isResellerSuspended: true }), stamp(world)),
  '403 900149': (world) => (setPartner(world, FJORDLINE, { isResellerSuspended: true }), flip(world, 'resellers.notActive', '900149'), stamp(world)),
  '403 900123': (world) => (setPartner(world, FJORDLINE, { mpaSigned: false }), buy(world)),
  '403 900124': (world) => (setPartner(world, NORDVIND, { mpaSigned: false }), buy(world)),
  '403 800073': account('UnderReview'), '403 800074': account('Unknown'), '403 800075': account('NotAllowed'),
  '403 900137': async (world) => {
    const id = await asked(world);
    world.state.programs.set(FJORDLINE, { partnerId: FJORDLINE, directBill: 'none', reseller: 'signed', anniversary: '10-15', ttmRevenueUsd: 0 });
    return change(world, id, { lineItems: [line()] });
  },
  '403 900139': async (world) => {
    await azure(world, 'active');
    const id = await asked(world, AZURE);
    await world.portal('/portal/program', { partnerId: FJORDLINE, directBill: 'suspended' });
    return change(world, id, { lineItems: [line(holding(world, 'Azure'), 'AzureSubscription')] });
  },
  '404 1000': get('/auditactivity/v1/auditrecords/none'), '404 20000': get(`${ORDERS}/none`), '404 20003': get(`${SUBSCRIPTIONS}/${NOBODY}`),
  '404 3000': get('/v1/profiles/mpn?mpnId=1'), '400 3000': (world) => post(world, ORDERS, order({ quantity: 0 })),
  '404 2072': (world) => stamp(world, '7000456'), '404 800015': (world) => stamp(world, '1'), '400 800016': (world) => stamp(world, '7000999'),
  '404 600074': (world) => (world.state.accounts.set(LONN, { customerId: LONN, status: 'none', changedAt: '' }), world.call('Astrid', `/v1/customers/${LONN}/validationStatus?type=account`)),
  '404 900100': get(`${TRANSFERS}/${NOBODY}`),
  '409 900101': (world) => accepted(world, (path) => world.call('Sofia', `${path}/accept`, { method: 'POST' })),
  '400 900102': (world) => accepted(world, (path) => (world.clock.advance(DAY), world.call('Sofia', `${path}/accept`, { method: 'POST' }))),
  '409 900104': async (world) => {
    const id = await asked(world);
    await change(world, id, { lineItems: [line()] });
    return change(world, id, { lineItems: [line()] });
  },
  '400 800078': (world) => post(world, TRANSFERS, transferBody([SUSPENDED])), '400 800002': (world) => post(world, TRANSFERS, transferBody([])),
  '400 900131': (world) => ask(world, AZURE), '400 900133': async (world) => (await azure(world), ask(world, AZURE)),
  '400 900132': async (world) => (await azure(world, 'suspended'), ask(world, AZURE)),
  '400 900134': async (world) => (await azure(world), setPartner(world, NORDVIND, { address: abroad }), setPartner(world, FJORDLINE, { address: abroad }), ask(world, AZURE)),
  '400 900136': (world) => ask(world, wish({ sourcePartnerEmailId: 'nobody' })), '400 900147': (world) => ask(world, wish({ sourcePartnerEmailId: 'a@elsewhere.example' })),
  '400 900145': async (world) => {
    await azure(world, 'active');
    give(world, 'reservation', { id: 'e1e00000-0000-4000-8000-000000000002' });
    return change(world, await asked(world, AZURE), { lineItems: [line(holding(world, 'Azure'), 'AzureSubscription')] });
  },
  '400 900146': async (world) => {
    const id = await asked(world, wish({ targetProductTypes: null }));
    give(world, 'signing', { id: GIVEN });
    return change(world, id, { lineItems: [line(GIVEN, 'SaaS')] });
  },
  '400 900148': (world) => ask(world, wish({ sourcePartnerTenantId: NORDVIND })), '400 900400': (world) => ask(world, wish({ transferType: 4 })),
  '400 900154': (world) => {
    setPartner(world, BYSTANDER, { isReseller: true, providers: [NORDVIND] });
    world.state.programs.set(BYSTANDER, { partnerId: BYSTANDER, directBill: 'active', reseller: 'approved', anniversary: '10-15', ttmRevenueUsd: 0 });
    return stamp(world, '7000999');
  },
  '400 900160': (world) => (setPartner(world, BYSTANDER, { isReseller: true, providers: [NORDVIND] }), stamp(world, '7000999')),
  '400 2055': (world) => write(world, E3, { quantity: 5 }), '412 2055': (world) => (flip(world, 'subscriptions.staleEtag', '412'), write(world, E3, { quantity: 5 })),
  '400 2011': (world) => (give(world, 'standard', { id: GIVEN, status: 'deleted' }), write(world, GIVEN, { quantity: 5 })),
  '400 800091': (world) => etagged(world, SUSPENDED, { quantity: 5 }),
  '400 2001': get('/v1/relationships'),
  '409 900278': async (world) => (flip(world, 'subscriptions.write', '202'), await write(world, NCE, { quantity: 30 }), write(world, NCE, { quantity: 31 })),
  '400 900117': (world) => (give(world, 'windows', { id: GIVEN, more: { cancellationAllowedUntilDate: '2025-03-08T00:00:00Z' } }), write(world, GIVEN, { status: 'deleted' })),
  '400 900213': (world) => write(world, NCE, { status: 'deleted' }), '400 900257': (world) => write(world, NCE, { quantity: 1 }),
  '400 900214': async (world) => (await write(world, NCE, { quantity: 30 }), write(world, NCE, { quantity: 20 })),
  '400 900127': (world) => (flip(world, 'environment', 'sandbox'), world.call('Astrid', TRANSFERS)),
  '403 900322': (world) => (flip(world, 'environment', 'sandbox'), flip(world, 'sandbox.refusal', '900322'), world.call('Astrid', TRANSFERS)),
  '409 600061': attest, '400 600061': (world) => (flip(world, 'agreements.attestedTwice', '400'), attest(world)),
  '400 600002': get('/v1/agreements?agreementType=Handshake'),
  '400 2000': get(`${STATUS}?mpnId=seven`, 'Sofia'), '400 2200': get(`${STATUS}?mpnId=1`, 'Sofia'),
  '400 2201': (world) => (setPartner(world, FJORDLINE, { address: abroad }), world.call('Sofia', `${STATUS}?mpnId=7000123`)),
  '400 2203': (world) => (setPartner(world, FJORDLINE, { mpaSigned: false }), world.call('Sofia', `${STATUS}?mpnId=7000123`)),
  '400 2204': get(`${STATUS}?mpnId=7000999`, 'Sofia'), '400 2205': get(`${STATUS}?tenantId=${NOBODY}`, 'Sofia'),
  '400 2206': (world) => (setPartner(world, FJORDLINE, { mpaSigned: false }), world.call('Sofia', `${STATUS}?tenantId=${FJORDLINE}`)),
  '400 800004': (world) => post(world, ORDERS, order({ offerId: 'NOTHING' })),
  '429': async (world) => {
    for (let call = 0; call < 501; call += 1) await world.call('Astrid', `${CUSTOMERS}?size=1`);
    return world.call('Astrid', `${CUSTOMERS}?size=1`);
  },
  '413': (world) => post(world, TRANSFERS, { text: 'x'.repeat(1_100_000) }),
  '409 2000': async (world) => {
    const body = { WebhookUrl: 'http://127.0.0.1:9/hook', WebhookEvents: ['test-created'] };
    await post(world, '/webhooks/v1/registration', body);
    return post(world, '/webhooks/v1/registration', body);
  },
};
