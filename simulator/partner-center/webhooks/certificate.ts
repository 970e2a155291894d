import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { bits, context, integer, nothing, octets, oid, sequence, set, time, tlv, utf8, yes } from './der.ts';

const makeKeys = promisify(generateKeyPair);
const YEAR = 365 * 86_400_000;

const OID = {
  sha256WithRsa: '1.2.840.113549.1.1.11', organisation: '2.5.4.10', commonName: '2.5.4.3', country: '2.5.4.6',
  subjectKey: '2.5.29.14', keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', authorityKey: '2.5.29.35',
  authorityInfo: '1.3.6.1.5.5.7.1.1', caIssuers: '1.3.6.1.5.5.7.48.2',
} as const;

const ALGORITHM = sequence(oid(OID.sha256WithRsa), nothing);
const ORGANISATION = 'Microsoft Corporation';

const attribute = (type: string, value: Buffer): Buffer => set(sequence(oid(type), value));
const name = (commonName: string): Buffer =>
  sequence(attribute(OID.country, tlv(0x13, Buffer.from('US', 'ascii'))), attribute(OID.organisation, utf8(ORGANISATION)), attribute(OID.commonName, utf8(commonName)));

const extension = (type: string, value: Buffer, critical = false): Buffer => sequence(oid(type), ...(critical ? [yes] : []), octets(value));
const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const keyId = (key: KeyObject): Buffer => createHash('sha1').update(spki(key)).digest();

type Party = { readonly commonName: string; readonly publicKey: KeyObject };
type Ask = { readonly subject: Party; readonly issuer: Party; readonly issuerKey: KeyObject; readonly now: Date; readonly years: number; readonly rootUrl?: string };

/** keyCertSign and cRLSign for an authority, digitalSignature for everybody else. */
const usage = (isAuthority: boolean): Buffer => (isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7));

const extensions = ({ subject, issuer, rootUrl }: Ask): Buffer => {
  const isAuthority = subject === issuer;
  return sequence(
    extension(OID.basicConstraints, isAuthority ? sequence(yes) : sequence(), true),
    extension(OID.keyUsage, usage(isAuthority), true),
    extension(OID.subjectKey, octets(keyId(subject.publicKey))),
    extension(OID.authorityKey, sequence(tlv(0x80, keyId(issuer.publicKey)))),
    ...(rootUrl === undefined ? [] : [extension(OID.authorityInfo, sequence(sequence(oid(OID.caIssuers), tlv(0x86, Buffer.from(rootUrl, 'ascii')))))]),
  );
};

/** A version 3 certificate (RFC 5280) as DER. It begins a day early, for clocks that disagree. */
const certificate = (ask: Ask): Buffer => {
  const { subject, issuer, issuerKey, now, years } = ask;
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const body = sequence(
    context(0, integer(Buffer.from([2]))), integer(serial), ALGORITHM, name(issuer.commonName),
    sequence(time(new Date(now.getTime() - 86_400_000)), time(new Date(now.getTime() + years * YEAR))),
    name(subject.commonName), spki(subject.publicKey), context(3, extensions(ask)),
  );
  return sequence(body, ALGORITHM, bits(sign('RSA-SHA256', body, issuerKey)));
};

/** DER of root and leaf, and the leaf's private key; the root's key is forgotten at once. */
export type Chain = { readonly root: Buffer; readonly leaf: Buffer; readonly key: KeyObject };

/**
 * Makes a root of our own and a leaf that looks like the one behind Partner Center's signatures (O=Microsoft Corporation, §11.2).
 * `now` is real time; the leaf lives ten years, so that a clock moved forward does not outlive it. `rootUrl` goes into the leaf.
 */
export const makeChain = async ({ now, rootUrl }: { now: Date; rootUrl: string }): Promise<Chain> => {
  const [rootKeys, leafKeys] = await Promise.all([makeKeys('rsa', { modulusLength: 2048 }), makeKeys('rsa', { modulusLength: 2048 })]);
  const authority: Party = { commonName: 'Rehearsal Root CA (not Microsoft)', publicKey: rootKeys.publicKey };
  const sender: Party = { commonName: 'pcnotifications.rehearsal.example', publicKey: leafKeys.publicKey };
  const common = { issuer: authority, issuerKey: rootKeys.privateKey, now };
  return {
    root: certificate({ ...common, subject: authority, years: 20 }),
    leaf: certificate({ ...common, subject: sender, years: 10, rootUrl }),
    key: leafKeys.privateKey,
  };
};
