import { createHash, sign, type KeyObject } from 'node:crypto';
import { bits, context, integer, oid, pem, sequence, set, time, utf8 } from '../../../simulator/partner-center/webhooks/der.ts';

export type AppCertificate = { pem: string; x5t: string; x5tS256: string; sha256Hex: string };

/** A self-signed certificate of an app, good from 2026 to 2036, with its thumbprints as assertions and msal name them. */
export const makeCertificate = (publicKey: KeyObject, privateKey: KeyObject): AppCertificate => {
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'), Buffer.from([5, 0]));
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8('app'))));
  const dates = sequence(time(new Date('2026-01-01')), time(new Date('2036-01-01')));
  const body = sequence(context(0, integer(Buffer.from([2]))), integer(Buffer.from([1])), algorithm, name, dates, name, publicKey.export({ type: 'spki', format: 'der' }));
  const certificate = sequence(body, algorithm, bits(sign('SHA256', body, privateKey)));
  const hash = (kind: 'sha1' | 'sha256', as: 'base64url' | 'hex') => createHash(kind).update(certificate).digest(as);
  return { pem: pem('CERTIFICATE', certificate), x5t: hash('sha1', 'base64url'), x5tS256: hash('sha256', 'base64url'), sha256Hex: hash('sha256', 'hex') };
};
