import { equal, rejects } from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificatesIn } from '../../../bot/webhooks/certificates.ts';
import { trustedLeaf, Untrusted } from '../../../bot/webhooks/chain.ts';
import type { Trust } from '../../../bot/webhooks/chain.ts';

/** Made for these tests, with keys that were thrown away; they run for a hundred years. */
const bytesOf = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'certificates', `${name}.pem`));
const one = (name: string): X509Certificate => new X509Certificate(bytesOf(name));

const NOW = new Date('2027-06-01T00:00:00Z');
const trust = (over: Partial<Trust> = {}): Trust => ({
  roots: [one('strange-root'), one('root')], sender: /^pcnotifications[a-z0-9-]*\.microsoft\.com$/, at: NOW, issuersAt: async () => [one('issuer')], ...over,
});
const refuses = (bundle: readonly X509Certificate[], reason: string, over: Partial<Trust> = {}): Promise<void> =>
  rejects(trustedLeaf(bundle, trust(over)), (error) => error instanceof Untrusted && error.message === reason);

describe('The chain behind a signing certificate (A42)', () => {
  it('leads over the issuer that comes along to a root', async () => {
    const asked: string[] = [];
    const issuersAt = async (url: string): Promise<X509Certificate[]> => {
      asked.push(url);
      return [];
    };
    equal((await trustedLeaf([one('sender'), one('issuer')], trust({ issuersAt }))).fingerprint256, one('sender').fingerprint256);
    equal(asked.length, 0);
  });

  it('leads over the issuer that the certificate names, as a sender leaves it out', async () => {
    const asked: string[] = [];
    const issuersAt = async (url: string): Promise<X509Certificate[]> => {
      asked.push(url);
      return [one('strange-root'), one('issuer')];
    };
    await trustedLeaf([one('sender')], trust({ issuersAt }));
    equal(asked.join(), 'http://www.microsoft.com/pkiops/certs/made-up.crt');
  });

  it('is not believed without a root of ours, also not one of the same name', async () => {
    await refuses([one('sender')], 'no-way-to-a-root', { roots: [one('strange-root')] });
    await refuses([one('sender')], 'no-way-to-a-root', { issuersAt: async () => [] });
    await refuses([one('sender'), one('issuer'), one('root')], 'no-way-to-a-root', { roots: [], issuersAt: async () => [] });
  });

  for (const [name, reason] of [
    ['other-service', 'sender'], ['other-organisation', 'organisation'], ['two-organisations', 'organisation'], ['other-issuer', 'organisation'],
    ['1024-bits', 'key'], ['elliptic', 'key'], ['issuer', 'an-authority'], ['root', 'an-authority'],
  ] as const) {
    it(`is not believed for ${name}: ${reason}`, () => refuses([one(name), one('issuer')], reason));
  }

  it('is not believed when somebody who is no authority has issued it', () => refuses([one('issued-by-leaf'), one('sender'), one('issuer')], 'no-way-to-a-root'));

  it('is not believed before and after its time', async () => {
    await refuses([one('sender'), one('issuer')], 'dates', { at: new Date('2020-01-01T00:00:00Z') });
    await refuses([one('sender'), one('issuer')], 'dates', { at: new Date('2300-01-01T00:00:00Z') });
  });

  it('is read from DER and from PEM, and from nothing else', async () => {
    equal(certificatesIn(one('sender').raw).length, 1);
    equal(certificatesIn(Buffer.concat([bytesOf('sender'), bytesOf('issuer')])).length, 2);
    for (const junk of ['', '<html>', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
      await rejects(async () => certificatesIn(Buffer.from(junk)), Untrusted);
    }
    await refuses([], 'no-certificate');
  });
});
