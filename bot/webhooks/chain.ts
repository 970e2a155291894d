import type { X509Certificate } from 'node:crypto';

/** Why a certificate is not believed: a word for the log. */
export class Untrusted extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Untrusted';
  }
}

export type Trust = {
  readonly roots: readonly X509Certificate[];
  /** What the common name of Partner Center's sender looks like: another service of the same company is somebody else. */
  readonly sender: RegExp;
  /** Real time. */
  readonly at: Date;
  /** The certificates behind an address that a certificate names for its issuer; none when it cannot or may not be had. */
  readonly issuersAt: (url: string) => Promise<readonly X509Certificate[]>;
};

const ORGANISATION = 'Microsoft Corporation';
const LEAST_KEY_BITS = 2048;
/** Leaf, two authorities between, root. */
const MOST_STEPS = 3;

/**
 * The leaf of a bundle, once it has been found to be Partner Center's sender and to lead to a root (API topic 11.2). Throws `Untrusted`.
 * A list of revoked certificates is not asked: what a stolen key could do here is to make us look again.
 */
export const trustedLeaf = async (bundle: readonly X509Certificate[], trust: Trust): Promise<X509Certificate> => {
  const [leaf] = bundle;
  if (leaf === undefined) throw new Untrusted('no-certificate');
  checkLeaf(leaf, trust.sender);
  let current = leaf;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    checkDates(current, trust.at);
    const root = trust.roots.find((one) => isIssuedBy(current, one));
    if (root !== undefined) {
      checkDates(root, trust.at);
      return leaf;
    }
    const issuer = bundle.find((one) => isIssuedBy(current, one)) ?? (await namedIssuer(current, trust));
    if (issuer === undefined) throw new Untrusted('no-way-to-a-root');
    current = issuer;
  }
  throw new Untrusted('chain-too-long');
};

const checkLeaf = (leaf: X509Certificate, sender: RegExp): void => {
  if (leaf.ca) throw new Untrusted('an-authority');
  const subject = namesIn(leaf.toLegacyObject().subject);
  if (subject['O'] !== ORGANISATION || namesIn(leaf.toLegacyObject().issuer)['O'] !== ORGANISATION) throw new Untrusted('organisation');
  const { CN: name } = subject;
  if (typeof name !== 'string' || !sender.test(name)) throw new Untrusted('sender');
  const { asymmetricKeyType, asymmetricKeyDetails } = leaf.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_KEY_BITS) throw new Untrusted('key');
};

/** A part that is given twice comes as a list and so never equals a word. */
const namesIn = (name: unknown): Readonly<Record<string, unknown>> => (typeof name === 'object' && name !== null ? { ...name } : {});

const checkDates = ({ validFromDate, validToDate }: X509Certificate, at: Date): void => {
  if (at < validFromDate || at > validToDate) throw new Untrusted('dates');
};

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate !== issuer && issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** Windows fetches what is missing from the address in the certificate; senders therefore leave it out. */
const namedIssuer = async (certificate: X509Certificate, trust: Trust): Promise<X509Certificate | undefined> => {
  const url = /^CA Issuers - URI:(\S+)$/m.exec(certificate.infoAccess ?? '')?.[1];
  if (url === undefined) return undefined;
  return (await trust.issuersAt(url)).find((one) => isIssuedBy(certificate, one));
};
