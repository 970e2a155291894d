import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { bits, context, integer, octets, oid, pem, sequence, set, time, tlv, utf8, yes } from './partner-center/webhooks/der.ts';

const makeKeys = promisify(generateKeyPair);
const DAY = 86_400_000;
const YEAR = 365 * DAY;

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2', commonName: '2.5.4.3', basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15', subjectKey: '2.5.29.14',
  authorityKey: '2.5.29.35', altName: '2.5.29.17', extendedUsage: '2.5.29.37', serverAuth: '1.3.6.1.5.5.7.3.1', nameConstraints: '2.5.29.30',
} as const;

const ALGORITHM = sequence(oid(OID.ecdsaWithSha256));
const name = (commonName: string): Buffer => sequence(set(sequence(oid(OID.commonName), utf8(commonName))));
const extension = (type: string, value: Buffer, critical = false): Buffer => sequence(oid(type), ...(critical ? [yes] : []), octets(value));
const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const keyId = (key: KeyObject): Buffer => createHash('sha1').update(spki(key)).digest();
const dnsName = (host: string): Buffer => tlv(0x82, Buffer.from(host, 'ascii'));

type Ask = { readonly subject: string; readonly key: KeyObject; readonly issuerKey: KeyObject; readonly signingKey: KeyObject; readonly now: Date; readonly extensions: readonly Buffer[] };

/** The authority may vouch for nothing but the hosts of the front, so that trusting it opens no other door (RFC 5280, name constraints). */
const ofAuthority = (hosts: readonly string[]): Buffer[] => [
  extension(OID.basicConstraints, sequence(yes), true),
  extension(OID.keyUsage, bits(Buffer.from([0x06]), 1), true),
  extension(OID.nameConstraints, sequence(context(0, Buffer.concat(hosts.map((host) => sequence(dnsName(host)))))), true),
];
const ofServer = (hosts: readonly string[]): Buffer[] => [
  extension(OID.basicConstraints, sequence(), true),
  extension(OID.keyUsage, bits(Buffer.from([0x80]), 7), true),
  extension(OID.extendedUsage, sequence(oid(OID.serverAuth))),
  extension(OID.altName, sequence(...hosts.map(dnsName))),
];

const ISSUER = 'Rehearsal HTTPS CA (not Microsoft)';

const certificate = ({ subject, key, issuerKey, signingKey, now, extensions }: Ask): Buffer => {
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const keys = [extension(OID.subjectKey, octets(keyId(key))), extension(OID.authorityKey, sequence(tlv(0x80, keyId(issuerKey))))];
  const body = sequence(
    context(0, integer(Buffer.from([2]))), integer(serial), ALGORITHM, name(ISSUER),
    sequence(time(new Date(now.getTime() - DAY)), time(new Date(now.getTime() + YEAR))),
    name(subject), spki(key), context(3, sequence(...extensions, ...keys)),
  );
  return sequence(body, ALGORITHM, bits(sign('SHA256', body, signingKey)));
};

/** PEM of the authority that a client has to trust, and of the server with its key. */
export type ServerIdentity = { readonly authority: string; readonly certificate: string; readonly key: string };

/** Makes an authority and a server certificate for these hosts, good for a year; the authority's key is forgotten at once. `now` is real time. */
export const makeServerIdentity = async (hosts: readonly string[], now: Date): Promise<ServerIdentity> => {
  const [root, leaf] = await Promise.all([makeKeys('ec', { namedCurve: 'P-256' }), makeKeys('ec', { namedCurve: 'P-256' })]);
  const common = { issuerKey: root.publicKey, signingKey: root.privateKey, now };
  const authority = certificate({ ...common, subject: ISSUER, key: root.publicKey, extensions: ofAuthority(hosts) });
  const server = certificate({ ...common, subject: hosts[0] ?? 'twin', key: leaf.publicKey, extensions: ofServer(hosts) });
  return {
    authority: pem('CERTIFICATE', authority), certificate: pem('CERTIFICATE', server),
    key: String(leaf.privateKey.export({ format: 'pem', type: 'pkcs8' })),
  };
};
