import assert from 'node:assert/strict';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceAcceptance } from '../../../simulator/partner-center/webhooks/announce.ts';
import { startReceiver, until, type Received, type Receiver } from './receiver.ts';
import { FJORDLINE, LONN, startWorld, type World } from './world.ts';

const BASE = '/webhooks/v1/registration';
const NAME = 'reseller-relationship-accepted-by-customer';
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const signed = ({ headers }: Received, name = 'authorization'): Buffer => Buffer.from(text(headers[name]).replace(/^Signature /, ''), 'base64');

describe('Partner Center twin: signatures of webhook events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twin-keys-'));
  const keyFile = join(folder, 'webhook-keys');
  let world: World;
  let receiver: Receiver;
  before(async () => {
    [world, receiver] = await Promise.all([startWorld({ keyFile }), startReceiver()]);
  });
  after(async () => {
    await Promise.all([world.close(), receiver.close()]);
    rmSync(folder, { recursive: true });
  });

  const setFlag = async (flag: boolean): Promise<void> => {
    const body = { WebhookUrl: receiver.url, WebhookEvents: [NAME], SignatureTokenToMsSignatureHeader: flag };
    if ((await world.call('Astrid', BASE, { method: 'POST', body })).status === 409) await world.call('Astrid', BASE, { method: 'PUT', body });
  };
  const one = async (customerId = LONN): Promise<Received> => {
    const before = receiver.received.length;
    announceAcceptance(world.state, { customerId, partners: [FJORDLINE], indirect: false }, { at: world.clock.now() });
    await until(() => receiver.received.length > before);
    const last = receiver.received.at(-1);
    assert.ok(last !== undefined);
    return last;
  };
  const download = async (url: string): Promise<Buffer> => {
    const res = await fetch(url);
    assert.equal(res.status, 200);
    return Buffer.from(await res.arrayBuffer());
  };
  const pick = (name: string, value: string) => world.state.switches.set(name, { name, value });

  it('signs the raw bytes with a leaf of Microsoft Corporation that its root vouches for', async () => {
    await setFlag(false);
    const event = await one();
    assert.equal(event.headers['x-ms-signature-algorithm'], 'rsa-sha256');
    const url = text(event.headers['x-ms-certificate-url']);
    assert.ok(url.startsWith(world.address), url);
    const leaf = new X509Certificate(await download(url));
    const root = new X509Certificate(await download(`${world.address}/webhooks/certificates/root.pem`));
    assert.ok(verify('RSA-SHA256', event.raw, leaf.publicKey, signed(event)));
    assert.ok(!verify('RSA-SHA256', Buffer.concat([event.raw, Buffer.from(' ')]), leaf.publicKey, signed(event)), 'one byte more, and it does not fit');
    for (const certificate of [leaf, root]) assert.match(certificate.subject, /O=Microsoft Corporation/);
    assert.ok(leaf.checkIssued(root) && leaf.verify(root.publicKey) && root.verify(root.publicKey) && !leaf.verify(leaf.publicKey));
    assert.deepEqual([root.ca, leaf.ca], [true, false]);
    assert.match(leaf.infoAccess ?? '', new RegExp(`${world.address}/webhooks/certificates/root.cer`));
    const now = Date.now();
    assert.ok(Date.parse(leaf.validFrom) < now && Date.parse(leaf.validTo) > now + 9 * 365 * 86_400_000);
    assert.deepEqual(new X509Certificate(await download(`${world.address}/webhooks/certificates/root.cer`)).raw, root.raw);
    assert.equal(createPublicKey(leaf.publicKey.export({ type: 'spki', format: 'pem' })).asymmetricKeyDetails?.modulusLength, 2048);
    assert.equal((await fetch(`${world.address}/webhooks/certificates/other.cer`)).status, 404);
  });

  it('moves the signature to its own header when the registration says so', async () => {
    await setFlag(true);
    const event = await one();
    assert.equal(event.headers.authorization, undefined);
    const leaf = new X509Certificate(await download(text(event.headers['x-ms-certificate-url'])));
    assert.ok(verify('RSA-SHA256', event.raw, leaf.publicKey, signed(event, 'x-ms-signature')));
  });

  it('serves the chain as PEM and under the production host where a switch says so', async () => {
    pick('webhooks.certificate', 'pem');
    pick('webhooks.certificateHost', 'production');
    const url = text((await one()).headers['x-ms-certificate-url']);
    assert.ok(url.startsWith('https://api.partnercenter.microsoft.com/webhooks/certificates/'), url);
    const chain = (await download(url.replace('https://api.partnercenter.microsoft.com', world.address))).toString('utf8');
    assert.equal(chain.match(/BEGIN CERTIFICATE/g)?.length, 2);
    assert.match(new X509Certificate(chain).subject, /CN=pcnotifications/);
  });

  it('keeps its certificate over a restart, for nobody else to read', async () => {
    const other = await startWorld({ keyFile });
    const [mine, theirs] = await Promise.all([world, other].map((w) => download(`${w.address}/webhooks/certificates/root.cer`)));
    await other.close();
    assert.deepEqual(mine, theirs);
    assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  });
});
