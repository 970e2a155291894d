import { deepEqual, equal, ok } from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { EVENTS_PATH } from '../../../bot/edge/server.ts';
import { createOutbound } from '../../../bot/outbound/outbound.ts';
import type { Outbound } from '../../../bot/outbound/outbound.ts';
import { createSigningKeys } from '../../../bot/webhooks/certificates.ts';
import { createEventDoor } from '../../../bot/webhooks/door.ts';
import type { Hint } from '../../../commands/take-hint.ts';
import { makeChain } from '../../../simulator/partner-center/webhooks/certificate.ts';
import type { Chain } from '../../../simulator/partner-center/webhooks/certificate.ts';
import { announceAcceptance } from '../../../simulator/partner-center/webhooks/announce.ts';
import { FJORDLINE, LONN, NORDVIND, startWorld } from '../../simulator/partner-center/world.ts';
import { until } from '../../helpers/until.ts';
import { aClock, aLog, aRig, end, serveLocally, twinsAt } from '../edge/rig.ts';
import type { Local, Rig } from '../edge/rig.ts';

const BODY = {
  EventName: 'update-transfer', ResourceUri: `https://api.partnercenter.microsoft.com/v1/customers/${LONN.toUpperCase()}`, ResourceName: 'Transfer', AuditUri: null,
  ResourceChangeUtcDate: '2026-03-10T09:00:02.1100000+00:00',
};

type Door = Rig & { hints: Hint[]; clockOfKeys: ReturnType<typeof aClock>; url: string };

/** The whole way in over real HTTP, with certificates from an address that plays Partner Center. */
const openDoor = async (twin: string, fails = false): Promise<Door> => {
  const outbound: Outbound = createOutbound({ twins: { ...twinsAt('http://127.0.0.1:4998'), partnerCenter: twin } });
  const clockOfKeys = aClock();
  const hints: Hint[] = [];
  const keys = createSigningKeys({ fetch: outbound.fetch, twin, clock: clockOfKeys, log: aLog() });
  const takeHint = async (hint: Hint): Promise<void> => {
    if (fails) throw new Error('the ledger is away');
    hints.push(hint);
  };
  const rig = await aRig({ takeEvent: createEventDoor({ organisations: [{ tenantId: FJORDLINE }, { tenantId: NORDVIND }], keys, takeHint }) });
  const close = async (): Promise<void> => {
    await rig.close();
    await outbound.close();
  };
  return { ...rig, hints, clockOfKeys, close, url: `${rig.address}${EVENTS_PATH}?organisation=${FJORDLINE}` };
};

/** A host of certificates: what lies where, and how often it was asked. */
const aCertificateHost = async (): Promise<Local & { files: Map<string, Buffer>; asked: () => number }> => {
  const files = new Map<string, Buffer>();
  let asked = 0;
  const local = await serveLocally((req, res) => {
    const found = files.get(req.url ?? '');
    asked += 1;
    if (found === undefined) return end(res, 404);
    res.end(found);
  });
  return { ...local, files, asked: () => asked };
};

describe('The door for Partner Center’s events, by a host of our own', function () {
  this.timeout(60_000);
  let host: Awaited<ReturnType<typeof aCertificateHost>>;
  let chain: Chain;
  let stranger: Chain;
  let door: Door;
  before(async () => {
    host = await aCertificateHost();
    [chain, stranger] = await Promise.all([makeChain({ now: new Date(), rootUrl: `${host.address}/root.cer` }), makeChain({ now: new Date(), rootUrl: `${host.address}/strange.cer` })]);
    for (const [name, bytes] of [
      ['/webhooks/certificates/root.pem', chain.root], ['/good.cer', chain.leaf], ['/strange-leaf.cer', stranger.leaf], ['/strange.cer', stranger.root], ['/root.cer', chain.root],
      ['/page.cer', Buffer.from('<html>')], ['/big.cer', Buffer.alloc(200_000)],
    ] as const) host.files.set(name, bytes);
  });
  beforeEach(async () => {
    door = await openDoor(host.address);
  });
  afterEach(() => door.close());
  after(() => host.close());

  type Change = { url?: string; headers?: Record<string, string | undefined>; body?: string; signed?: string; key?: Chain['key'] };
  const send = async ({ url, headers = {}, body = JSON.stringify(BODY), signed = body, key = chain.key }: Change = {}): Promise<Response> => {
    const all = {
      'content-type': 'application/json; charset=utf-8', authorization: `Signature ${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64')}`,
      'x-ms-certificate-url': `${host.address}/good.cer`, 'x-ms-signature-algorithm': 'rsa-sha256', ...headers,
    };
    return fetch(url ?? door.url, { method: 'POST', body, headers: Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)) });
  };

  it('takes a signed event as a hint, and reads of it only what it is about', async () => {
    const answer = await send();
    deepEqual([answer.status, await answer.text()], [200, '']);
    const [hint] = door.hints;
    deepEqual([door.hints.length, hint?.tenantId, hint?.event, hint?.customerId, hint?.changedAt.toISOString()], [1, FJORDLINE, 'update-transfer', LONN, '2026-03-10T09:00:02.110Z']);
  });

  it('takes the signature from either header', async () => {
    const signature = `Signature ${sign('RSA-SHA256', Buffer.from(JSON.stringify(BODY)), chain.key).toString('base64')}`;
    equal((await send({ headers: { authorization: undefined, 'x-ms-signature': signature } })).status, 200);
    equal(door.hints.length, 1);
  });

  it('gives equal events equal keys, and no others', async () => {
    const bodies = [BODY, BODY, { ...BODY, ResourceChangeUtcDate: '2026-03-10T09:00:03+00:00' }, { ...BODY, EventName: 'fail-transfer' }, { ...BODY, ResourceUri: `${BODY.ResourceUri}/x` }];
    for (const body of bodies) await send({ body: JSON.stringify(body) });
    await send({ url: door.url.replace(FJORDLINE, NORDVIND) });
    equal(new Set(door.hints.map(({ key }) => key)).size, 5);
  });

  const strong = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const audit = (partner: string): string => JSON.stringify({ ...BODY, AuditUri: `https://api.partnercenter.microsoft.com/auditactivity/v1/auditrecords/${partner}_${LONN}_x_updatetransfer_1` });
  const REFUSED: [what: string, change: () => Change, status: number][] = [
    ['no signature', () => ({ headers: { authorization: undefined } }), 401],
    ['another scheme', () => ({ headers: { authorization: `Bearer ${'A'.repeat(344)}` } }), 401],
    ['a signature that is no base64', () => ({ headers: { authorization: `Signature ${'*'.repeat(344)}` } }), 401],
    ['a signature that is too short', () => ({ headers: { authorization: 'Signature AAAA' } }), 401],
    ['no certificate', () => ({ headers: { 'x-ms-certificate-url': undefined } }), 400],
    ['no algorithm', () => ({ headers: { 'x-ms-signature-algorithm': undefined } }), 400],
    ['a weaker algorithm', () => ({ headers: { 'x-ms-signature-algorithm': 'rsa-sha1' } }), 400],
    ['one byte more than was signed', () => ({ signed: JSON.stringify(BODY), body: `${JSON.stringify(BODY)} ` }), 401],
    ['another key behind the good certificate', () => ({ key: strong }), 401],
    ['the certificate of a stranger, who serves a root as well', () => ({ key: stranger.key, headers: { 'x-ms-certificate-url': `${host.address}/strange-leaf.cer` } }), 403],
    ['the root itself', () => ({ headers: { 'x-ms-certificate-url': `${host.address}/root.cer` } }), 403],
    ['a page instead of a certificate', () => ({ headers: { 'x-ms-certificate-url': `${host.address}/page.cer` } }), 403],
    ['more bytes than a certificate has', () => ({ headers: { 'x-ms-certificate-url': `${host.address}/big.cer` } }), 503],
    ['a certificate that is not there', () => ({ headers: { 'x-ms-certificate-url': `${host.address}/none.cer` } }), 503],
    ...[
      'https://evil.example/good.cer', 'http://3psostorageacct.blob.core.windows.net/cert/x.cer', 'https://other.blob.core.windows.net/cert/x.cer', 'https://api.partnercenter.microsoft.com.evil.example/x',
      'https://api.partnercenter.microsoft.com:8443/x', 'https://user@api.partnercenter.microsoft.com/x', 'http://169.254.169.254/metadata', 'file:///etc/passwd', 'http://127.0.0.1:4998/good.cer', 'no address',
      `https://api.partnercenter.microsoft.com/${'x'.repeat(600)}`,
    ].map((url): [string, () => Change, number] => [`a certificate at ${url.slice(0, 60)}`, () => ({ headers: { 'x-ms-certificate-url': url } }), 403]),
    ['an organisation that is not ours', () => ({ url: door.url.replace(FJORDLINE, '4d02f6e9-8b35-4c70-81ea-26a8b9d44404') }), 403],
    ['no organisation', () => ({ url: door.url.split('?')[0] ?? '' }), 403],
    ['another partner’s event, rightly signed', () => ({ body: audit('4d02f6e9-8b35-4c70-81ea-26a8b9d44404') }), 403],
    ['what is no event', () => ({ body: '{"EventName":"update-transfer"}' }), 400],
    ['a name that no event has', () => ({ body: JSON.stringify({ ...BODY, EventName: 'a b' }) }), 400],
    ['a day that is none', () => ({ body: JSON.stringify({ ...BODY, ResourceChangeUtcDate: 'soon' }) }), 400],
    ['what is no JSON', () => ({ body: '{' }), 400],
    ['another type', () => ({ headers: { 'content-type': 'text/plain' } }), 415],
    ['compressed bytes', () => ({ headers: { 'content-encoding': 'gzip' } }), 415],
    ['more than a quarter of a megabyte', () => ({ body: JSON.stringify({ ...BODY, ResourceName: 'x'.repeat(300_000) }) }), 413],
  ];
  for (const [what, change, status] of REFUSED) {
    it(`refuses ${what}: ${status}`, async () => {
      const answer = await send(change());
      deepEqual([answer.status, await answer.text(), door.hints.length], [status, '', 0]);
    });
  }

  it('takes an event whose audit record is the organisation’s own', async () => {
    equal((await send({ body: audit(FJORDLINE.toUpperCase()) })).status, 200);
    equal(door.hints.length, 1);
  });

  it('answers 500 when the hint could not be stored, so that it is sent again', async () => {
    const failing = await openDoor(host.address, true);
    equal((await send({ url: failing.url })).status, 500);
    await failing.close();
  });

  it('fetches a certificate once for many, forgets it after a day, and not for a bad one more than once a minute', async () => {
    const before = host.asked();
    await Promise.all(Array.from({ length: 20 }, () => send()));
    equal(host.asked() - before, 2, 'leaf and root');
    for (let n = 0; n < 5; n += 1) await send({ headers: { 'x-ms-certificate-url': `${host.address}/none.cer` } });
    equal(host.asked() - before, 3);
    door.clockOfKeys.move(25 * 60 * 60_000);
    equal((await send()).status, 200);
    equal(host.asked() - before, 5);
  });

  it('makes few calls for many addresses, and goes on with the key it has (A43)', async () => {
    equal((await send()).status, 200);
    const before = host.asked();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => send({ headers: { 'x-ms-certificate-url': `${host.address}/x${n}.cer` } })));
    ok(answers.every(({ status }) => status === 503));
    ok(host.asked() - before <= 20, `${host.asked() - before} calls`);
    equal((await send()).status, 200);
  });
});

describe('The door for Partner Center’s events, by the twin’s own deliveries', function () {
  this.timeout(60_000);

  it('takes what the twin has signed, in both headers, as DER and as PEM, and gives it a good answer', async () => {
    const world = await startWorld();
    const door = await openDoor(world.address);
    const name = 'indirect-reseller-relationship-accepted-by-customer';
    const ways = [[false, 'der', 'twin'], [true, 'der', 'twin'], [false, 'pem', 'twin'], [true, 'pem', 'production']] as const;
    for (const [n, [flag, format, address]] of ways.entries()) {
      const body = { WebhookUrl: door.url, WebhookEvents: [name], SignatureTokenToMsSignatureHeader: flag };
      equal((await world.call('Astrid', '/webhooks/v1/registration', { method: n === 0 ? 'POST' : 'PUT', body })).status, 200);
      world.state.switches.set('webhooks.certificate', { name: 'webhooks.certificate', value: format });
      world.state.switches.set('webhooks.certificateHost', { name: 'webhooks.certificateHost', value: address });
      announceAcceptance(world.state, { customerId: LONN, partners: [FJORDLINE], indirect: true }, { at: world.clock.now() });
      await until(`the event is taken: ${format}`, async () => door.hints.length === n + 1);
      await until('the twin has heard the answer', async () => world.state.deliveries.all().every(({ phase }) => phase === 'delivered'));
    }
    deepEqual([...new Set(door.hints.map(({ event, customerId, tenantId }) => `${event} ${customerId} ${tenantId}`))], [`${name} ${LONN} ${FJORDLINE}`]);
    await door.close();
    await world.close();
  });
});
