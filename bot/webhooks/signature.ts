import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from '../edge/guard.ts';

export type Signature = { readonly value: Buffer; readonly certificateUrl: string };

const SIGNATURE = /^Signature ([A-Za-z0-9+/]{300,1400}={0,2})$/;

const headerOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** What the headers say of the signature (API topic 11.2): 401 without one, 400 where its certificate or algorithm is not named. Throws `Refused`. */
export const readSignature = (headers: IncomingHttpHeaders): Signature => {
  const given = headerOf(headers, 'x-ms-signature') ?? headerOf(headers, 'authorization');
  const value = SIGNATURE.exec(given ?? '')?.[1];
  if (value === undefined) throw new Refused(401, 'signature-missing');
  const certificateUrl = headerOf(headers, 'x-ms-certificate-url');
  if (certificateUrl === undefined) throw new Refused(400, 'certificate-missing');
  if (headerOf(headers, 'x-ms-signature-algorithm')?.toLowerCase() !== 'rsa-sha256') throw new Refused(400, 'algorithm');
  return { value: Buffer.from(value, 'base64'), certificateUrl };
};

/** RSA-SHA256 over exactly these bytes. Throws `Refused` 401. */
export const checkSignature = (bytes: Buffer, { value }: Signature, key: KeyObject): void => {
  if (!verify('RSA-SHA256', bytes, key, value)) throw new Refused(401, 'signature');
};
