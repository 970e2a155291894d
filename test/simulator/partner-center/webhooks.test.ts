import assert from 'node:assert/strict';
import { announceAcceptance, announceGdap, announceSubscription } from '../../../simulator/partner-center/webhooks/announce.ts';
import { publish } from '../../../simulator/partner-center/webhooks/publish.ts';
import { quietly, startReceiver, until, type Receiver } from './receiver.ts';
import { at, E3, FJORDLINE, list, LONN, NORDVIND, startWorld, type World } from './world.ts';

const BASE = '/webhooks/v1/registration';

describe('Partner Center twin: webhook registration', () => {
  let world: World;
  let receiver: Receiver;
  before(async () => {
    [world, receiver] = await Promise.all([startWorld(), startReceiver()]);
  });
  after(() => Promise.all([world.close(), receiver.close()]));

  const register = (body: unknown, method = 'POST') => world.call('Astrid', BASE, { method, body });

  it('lists its events as a bare array, also to an app', async () => {
    const { status, body } = await world.call(FJORDLINE, `${BASE}/events`);
    assert.equal(status, 200);
    for (const name of ['test-created', 'create-transfer', 'indirect-reseller-relationship-accepted-by-customer']) assert.ok(list(body).includes(name), name);
  });

  it('knows none, takes one, refuses a second, and changes it by PUT', async () => {
    assert.deepEqual([(await world.call('Astrid', BASE)).status, (await register({}, 'PUT')).status], [404, 404]);
    const first = await register({ WebhookUrl: receiver.url, WebhookEvents: ['test-created'] });
    assert.equal(first.status, 200);
    assert.match(String(at(first.body, 'SubscriberId')), /^[0-9a-f-]{36}$/);
    assert.equal(at(first.body, 'WebhookUrl'), receiver.url);
    assert.equal((await register({ WebhookUrl: receiver.url, WebhookEvents: ['test-created'] })).status, 409);
    const put = await register({ WebhookUrl: receiver.url, WebhookEvents: ['create-transfer', 'test-created'] }, 'PUT');
    assert.equal(at(put.body, 'SubscriberId'), at(first.body, 'SubscriberId'));
    assert.deepEqual((await world.call('Astrid', BASE)).body, { WebhookUrl: receiver.url, WebhookEvents: ['create-transfer', 'test-created'] });
    assert.equal((await world.call('Sofia', BASE)).status, 404, 'the registration of one tenant is not that of another');
  });

  it('refuses what is no registration, and a Global administrator', async () => {
    const good = { WebhookUrl: 'https://fjordline.example/events', WebhookEvents: ['test-created'] };
    const bad = [
      { ...good, WebhookUrl: 'http://fjordline.example/events' }, { ...good, WebhookUrl: 'nowhere' }, { ...good, WebhookUrl: 'ftp://127.0.0.1/' },
      { ...good, WebhookEvents: [] }, { ...good, WebhookEvents: ['made-up'] }, { ...good, WebhookEvents: 'test-created' },
      { ...good, SignatureTokenToMsSignatureHeader: 'yes' }, {}, [],
    ];
    for (const body of bad) assert.equal((await register(body, 'PUT')).status, 400, JSON.stringify(body));
    assert.equal((await world.call('Karin', BASE)).status, 403);
  });

  it('lets a Billing admin register, who may read nothing else', async () => {
    const body = { WebhookUrl: receiver.url, WebhookEvents: ['test-created'] };
    assert.equal((await world.call('Bodil', BASE, { method: 'PUT', body })).status, 200);
    assert.deepEqual((await world.call('Bodil', BASE)).body, body);
    for (const path of ['/v1/customers', '/v1/profiles/mpn', `/v1/customers/${LONN}/transfers`]) {
      const refused = await world.call('Bodil', path);
      assert.deepEqual([refused.status, at(refused.body, 'code')], [403, 900150], path);
    }
  });

  it('sends a test event twice a minute and tells how it fared, for seven days', async () => {
    const ask = () => world.call('Astrid', `${BASE}/validationEvents`, { method: 'POST' });
    const first = await ask();
    const id = String(at(first.body, 'correlationId'));
    await until(() => receiver.received.length > 0);
    await quietly();
    assert.equal(receiver.received[0]?.event['ResourceUri'], `https://api.partnercenter.microsoft.com${BASE}/validationEvents/${id}`);
    const { body } = await world.call('Astrid', `${BASE}/validationEvents/${id}`);
    assert.deepEqual([at(body, 'status'), at(body, 'partnerId'), at(body, 'callbackUrl')], ['completed', FJORDLINE, receiver.url]);
    assert.deepEqual([at(body, 'results', 0, 'responseCode'), at(body, 'results', 0, 'systemError')], ['OK', false]);
    assert.equal((await ask()).status, 200);
    const third = await ask();
    assert.equal(third.status, 429);
    assert.equal(at(third.body, 'statusCode'), 429);
    assert.ok(Number(third.headers.get('retry-after')) > 0);
    assert.equal((await world.call('Sofia', `${BASE}/validationEvents/${id}`)).status, 404, 'another tenant may not look');
    world.clock.advance(7 * 86_400_000 + 1000);
    assert.equal((await world.call('Astrid', `${BASE}/validationEvents/${id}`)).status, 404);
  });

  it('does not send a test event that nobody subscribed to', async () => {
    await register({ WebhookUrl: receiver.url, WebhookEvents: ['create-transfer'] }, 'PUT');
    world.clock.advance(120_000);
    assert.equal((await world.call('Astrid', `${BASE}/validationEvents`, { method: 'POST' })).status, 400);
  });
});

describe('Partner Center twin: webhook delivery', () => {
  let world: World;
  let receiver: Receiver;
  beforeEach(async () => {
    [world, receiver] = await Promise.all([startWorld(), startReceiver()]);
    const { body } = await world.call('Astrid', `${BASE}/events`);
    const answer = await world.call('Astrid', BASE, { method: 'POST', body: { WebhookUrl: receiver.url, WebhookEvents: body } });
    assert.equal(answer.status, 200);
  });
  afterEach(() => Promise.all([world.close(), receiver.close()]));

  const news = () => ({ at: world.clock.now() });
  const accepted = (customerId = LONN, partners = [FJORDLINE]) => announceAcceptance(world.state, { customerId, partners, indirect: true }, news());

  /** Tries that the courier has seen the end of. Only then is the next one's time set: a clock moved before that would set it later. */
  const tried = (): number => world.state.deliveries.all().reduce((sum, { attempts }) => sum + attempts.length, 0);

  it('tries ten times with growing pauses of business time, then leaves the event in the offline queue', async () => {
    receiver.answers.push(...Array.from({ length: 12 }, () => 503));
    accepted();
    await until(() => tried() === 1);
    await quietly();
    assert.equal(receiver.received.length, 1, 'no second try before its time');
    for (let tries = 2; tries <= 10; tries += 1) {
      world.clock.advance(3_600_000);
      await until(() => tried() === tries);
    }
    world.clock.advance(30 * 86_400_000);
    await quietly();
    assert.equal(receiver.received.length, 10);
    const [delivery] = world.state.deliveries.all();
    assert.deepEqual([delivery?.phase, delivery?.attempts.length, delivery?.attempts[9]?.status], ['offline', 10, 503]);
  });

  it('stops when it is answered 2xx, and does not follow a redirect', async () => {
    receiver.answers.push(302, 202);
    accepted();
    await until(() => tried() === 1);
    await quietly();
    assert.equal(receiver.received.length, 1, 'a redirect is no acceptance, and nobody goes after it');
    world.clock.advance(3_600_000);
    await until(() => tried() === 2);
    world.clock.advance(86_400_000);
    await quietly();
    assert.equal(receiver.received.length, 2);
    assert.equal(world.state.deliveries.all()[0]?.phase, 'delivered');
  });

  it('tells nobody who has not subscribed', async () => {
    accepted(LONN, [NORDVIND]);
    await quietly();
    assert.deepEqual([receiver.received.length, world.state.deliveries.size()], [0, 0]);
  });

  it('carries no state, and the documented keys only', async () => {
    accepted();
    announceGdap(world.state, { id: 'g-1', partnerId: FJORDLINE, customerId: LONN, phase: 'active', changedAt: '' }, news());
    await until(() => receiver.received.length === 2);
    const [event, gdap] = receiver.received;
    assert.deepEqual(Object.keys(event?.event ?? {}), ['EventName', 'ResourceUri', 'ResourceName', 'AuditUri', 'ResourceChangeUtcDate']);
    assert.equal(event?.event['ResourceUri'], `https://api.partnercenter.microsoft.com/v1/customers/${LONN}`);
    assert.equal(event?.event['AuditUri'], null);
    assert.match(String(event?.event['ResourceChangeUtcDate']), /\+00:00$/);
    assert.equal(gdap?.event['EventName'], 'granular-admin-relationship-activated');
  });

  it('is up to 48 business hours late with subscription-updated, and at once when the switch says so', async () => {
    announceSubscription(world.state, { owner: FJORDLINE, customerId: LONN, subscriptionId: E3 }, news());
    await quietly();
    assert.equal(receiver.received.length, 0);
    world.clock.advance(48 * 3_600_000);
    await until(() => receiver.received.length === 1);
    assert.deepEqual(receiver.names(), ['subscription-updated']);
    world.state.switches.set('webhooks.subscriptionLagHours', { name: 'webhooks.subscriptionLagHours', value: '0' });
    announceSubscription(world.state, { owner: FJORDLINE, customerId: LONN, subscriptionId: E3 }, news());
    await until(() => receiver.received.length === 2);
    assert.equal(receiver.received.length, 2);
  });

  const other = '00000000-7a24-4b6f-b0d9-000000000002';
  const uris = (): string[] => receiver.received.map(({ event }) => String(event['ResourceUri']).slice(-36));
  const fault = (kind: 'lost' | 'duplicated' | 'late' | 'reversed', more: object = {}) => world.state.webhookFaults.set('f', { id: 'f', kind, times: 1, ...more });

  it('loses an event when told to, and only that one', async () => {
    fault('lost');
    accepted();
    accepted(other);
    await until(() => receiver.received.length === 1);
    await quietly();
    assert.deepEqual(uris(), [other]);
    assert.equal(world.state.deliveries.all().filter((d) => d.phase === 'lost').length, 1);
  });

  it('sends an event twice, byte for byte the same', async () => {
    fault('duplicated');
    accepted();
    await until(() => receiver.received.length === 2);
    assert.deepEqual(receiver.received[0]?.raw, receiver.received[1]?.raw);
  });

  it('is late by the time that it was told', async () => {
    fault('late', { delayMs: 7_200_000, eventName: 'indirect-reseller-relationship-accepted-by-customer' });
    accepted();
    world.clock.advance(7_000_000);
    await quietly();
    assert.equal(receiver.received.length, 0);
    world.clock.advance(300_000);
    await until(() => receiver.received.length === 1);
    assert.equal(receiver.received.length, 1);
  });

  it('lets an event be overtaken by the next', async () => {
    fault('reversed');
    accepted();
    await quietly();
    accepted(other);
    await until(() => receiver.received.length === 2);
    assert.deepEqual(uris(), [other, LONN]);
  });

  it('publishes the same news once', async () => {
    const event = { name: 'create-transfer', to: [FJORDLINE, FJORDLINE], resource: '/v1/customers/x', resourceName: 'Transfer', at: new Date('2026-01-01') } as const;
    publish(world.state, event);
    publish(world.state, event);
    assert.equal(world.state.deliveries.size(), 1);
  });
});
