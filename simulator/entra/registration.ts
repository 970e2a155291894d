import { X509Certificate, createHash } from 'node:crypto';
import type { Journal } from '../journal.ts';
import type { TwinApp } from './directory.ts';

/** A certificate the app may prove itself by; thumbprints as they stand in the header of an assertion (base64url). */
export type AppCertificate = { pem: string; x5t: string; x5tS256: string };

export type Registration = {
  /** `registered`: named in the registration; `loopback`: allowed unnamed, as for a program on somebody's own machine. */
  redirect(uri: string): 'registered' | 'loopback' | undefined;
  certificate(header: { x5t?: string; x5tS256?: string }): AppCertificate | undefined;
  setRedirectUris(uris: readonly string[]): void;
  setOnlyRegistered(only: boolean): void;
  /** Throws when the text is no PEM certificate. */
  addCertificate(pem: string): AppCertificate;
  describe(): { id: string; redirectUris: readonly string[]; onlyRegistered: boolean; certificates: { x5t: string; x5tS256: string }[] };
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const thumbprint = (certificate: X509Certificate, algorithm: 'sha1' | 'sha256'): string =>
  createHash(algorithm).update(certificate.raw).digest('base64url');

/** A loopback address without its port, which Entra leaves out of the comparison (RFC 8252 §7.3); undefined for any other address. */
const withoutPort = (uri: string): string | undefined => {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, pathname, search } = new URL(uri);
  return protocol === 'http:' && LOOPBACK.has(hostname) ? `${hostname}${pathname}${search}` : undefined;
};

/** The part of the app's registration that may change while the twin runs; kept in the journal. */
export const openRegistration = (app: TwinApp, journal: Journal): Registration => {
  const redirects = journal.collection<readonly string[]>('entra-redirects');
  const certificates = journal.collection<AppCertificate>('entra-certificates');
  const strictness = journal.collection<boolean>('entra-redirect-check');
  const isStrict = (): boolean => strictness.get('onlyRegistered') ?? app.onlyRegistered ?? false;
  const named = (): readonly string[] => redirects.get('uris') ?? app.redirectUris ?? [];
  return {
    redirect: (uri) => {
      if (named().includes(uri)) return 'registered';
      const bare = withoutPort(uri);
      if (bare === undefined) return undefined;
      return !isStrict() || named().some((one) => withoutPort(one) === bare) ? 'loopback' : undefined;
    },
    certificate: ({ x5t, x5tS256 }) => certificates.all().find((one) => (x5tS256 === undefined ? one.x5t === x5t : one.x5tS256 === x5tS256)),
    setRedirectUris: (uris) => {
      redirects.set('uris', uris);
    },
    setOnlyRegistered: (only) => {
      strictness.set('onlyRegistered', only);
    },
    addCertificate: (pem) => {
      const read = new X509Certificate(pem);
      const entry = { pem, x5t: thumbprint(read, 'sha1'), x5tS256: thumbprint(read, 'sha256') };
      return certificates.set(entry.x5tS256, entry);
    },
    describe: () => ({ id: app.id, redirectUris: named(), onlyRegistered: isStrict(), certificates: certificates.all().map(({ x5t, x5tS256 }) => ({ x5t, x5tS256 })) }),
  };
};
