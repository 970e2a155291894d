import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { Clock } from '../clock.ts';
import { Refused } from '../edge/guard.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { trustedLeaf, Untrusted } from './chain.ts';
import type { Trust } from './chain.ts';

export type CertificateDeps = {
  readonly fetch: Outbound['fetch'];
  /** Address of the Partner Center twin; only in a rehearsal, whose root then takes the place of the machine's. */
  readonly twin: string | undefined;
  /** Real time: certificates know no other. */
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
};

export type SigningKeys = {
  /** The key behind an address that a sender named. Throws `Refused`: 403 for an address or certificate not believed, 503 when it cannot be had now. */
  readonly keyAt: (url: string) => Promise<KeyObject>;
};

/** Where Partner Center's signing certificate lies, and where its issuers' do. The first is one account of a host that anybody can rent from. */
const SENDER_HOSTS: ReadonlySet<string> = new Set(['3psostorageacct.blob.core.windows.net', 'api.partnercenter.microsoft.com']);
const ISSUER_HOSTS: ReadonlySet<string> = new Set(['www.microsoft.com', 'caissuers.microsoft.com', 'cacerts.digicert.com']);
const SENDER = /^pcnotifications[a-z0-9-]*\.microsoft\.com$/i;
const TWIN_SENDER = /^pcnotifications\.rehearsal\.example$/;

const KEEP_MS = 24 * 60 * 60_000;
const FORGET_FAILURE_MS = 60_000;
/** An address costs a download, and whoever calls may name many: this many a minute are new ones. */
const NEW_A_MINUTE = 10;
const MOST_KEPT = 50;
const LIMITS = { timeoutMs: 5_000, maxBytes: 64 * 1024 };

/** Downloads, judges and remembers signing certificates: one flight an address, a day for a good one, a minute for a bad one. */
export const createSigningKeys = (deps: CertificateDeps): SigningKeys => {
  const kept = new Map<string, { until: number; good: boolean; key: Promise<KeyObject> }>();
  let budget = { minute: 0, left: NEW_A_MINUTE };
  const mayDownload = (now: number): boolean => {
    const minute = Math.floor(now / 60_000);
    if (budget.minute !== minute) budget = { minute, left: NEW_A_MINUTE };
    budget.left -= 1;
    return budget.left >= 0;
  };
  const begin = (url: string, now: number): Promise<KeyObject> => {
    if (!mayDownload(now)) throw new Refused(503, 'certificate-budget');
    // Whoever names many addresses drives out what failed before, never a key that has proved good.
    if (kept.size >= MOST_KEPT) for (const [known, { good }] of kept) if (!good) kept.delete(known);
    const entry = { until: now + FORGET_FAILURE_MS, good: false, key: load(deps, url) };
    kept.set(url, entry);
    return entry.key.then((key) => {
      Object.assign(entry, { until: now + KEEP_MS, good: true });
      return key;
    });
  };
  return {
    keyAt: async (url) => {
      const now = deps.clock.now().getTime();
      if (!mayBeSender(url, deps.twin)) throw new Refused(403, 'certificate-address');
      const known = kept.get(url);
      return known !== undefined && now < known.until ? known.key : begin(url, now);
    },
  };
};

const load = async (deps: CertificateDeps, url: string): Promise<KeyObject> => {
  try {
    const bundle = await download(deps, url);
    return (await trustedLeaf(bundle, await trustOf(deps))).publicKey;
  } catch (error) {
    if (error instanceof Untrusted) throw new Refused(403, `certificate-${error.message}`);
    deps.log.warn({ error }, 'a signing certificate could not be had');
    throw new Refused(503, 'certificate-away');
  }
};

const trustOf = async (deps: CertificateDeps): Promise<Trust> => {
  const at = deps.clock.now();
  const issuersAt = async (url: string): Promise<readonly X509Certificate[]> => {
    const address = issuerAddress(url, deps.twin);
    return address === undefined ? [] : download(deps, address);
  };
  if (deps.twin === undefined) return { roots: machineRoots(), sender: SENDER, at, issuersAt };
  // Asked anew with each new certificate: a twin that starts afresh has another root.
  return { roots: await download(deps, `${deps.twin}/webhooks/certificates/root.pem`), sender: TWIN_SENDER, at, issuersAt };
};

let roots: readonly X509Certificate[] | undefined;
/** The roots that node itself trusts; read once, because there are more than a hundred. */
const machineRoots = (): readonly X509Certificate[] => (roots ??= rootCertificates.map((pem) => new X509Certificate(pem)));

const download = async ({ fetch }: CertificateDeps, url: string): Promise<readonly X509Certificate[]> => {
  const answer = await fetch(url, LIMITS);
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  return certificatesIn(Buffer.from(await answer.arrayBuffer()));
};

/** DER, or PEM with any number of certificates, of which the first few count. Throws `Untrusted` for anything else. */
export const certificatesIn = (bytes: Buffer): readonly X509Certificate[] => {
  const pems = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  try {
    return (pems?.slice(0, 5) ?? [bytes]).map((one) => new X509Certificate(one));
  } catch {
    throw new Untrusted('unreadable');
  }
};

/** https on the listed hosts; in a rehearsal also the twin itself. The way out refuses odd spellings and redirects besides. */
const mayBeSender = (url: string, twin: string | undefined): boolean => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || url.length > 500 || parsed.username !== '' || parsed.hash !== '') return false;
  return (twin !== undefined && parsed.origin === twin) || (parsed.protocol === 'https:' && parsed.port === '' && SENDER_HOSTS.has(parsed.hostname));
};

/** Certificates name http addresses for their issuers; the same files are there over https. */
const issuerAddress = (url: string, twin: string | undefined): string | undefined => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return undefined;
  if (twin !== undefined && parsed.origin === twin) return url;
  return parsed.port === '' && ISSUER_HOSTS.has(parsed.hostname) ? `https://${parsed.hostname}${parsed.pathname}` : undefined;
};
