import { createHash, createPrivateKey, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeChain, type Chain } from './certificate.ts';
import { pem } from './der.ts';

export type SignerOptions = {
  /** Real time. */
  readonly now: Date;
  /** Where the twin's public surface listens; certificates are served below it. */
  readonly address: () => string;
  /** Keeps certificates and key over a restart (mode 0600); left out, they live as long as the process. */
  readonly keyFile?: string;
};

export type Signer = {
  readonly root: Buffer;
  readonly leaf: Buffer;
  readonly thumbprint: string;
  /** Base64 of the RSA-SHA256 signature over exactly these bytes. */
  sign(bytes: Buffer): string;
};

export const CERTIFICATES = '/webhooks/certificates';

const kept = (text: string): Chain => {
  const [root = '', leaf = '', key = ''] = text.split('\n').map((line) => line.trim());
  return { root: Buffer.from(root, 'base64'), leaf: Buffer.from(leaf, 'base64'), key: createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' }) };
};

const keep = (file: string, { root, leaf, key }: Chain): void => {
  mkdirSync(dirname(file), { recursive: true });
  const parts = [root, leaf, key.export({ format: 'der', type: 'pkcs8' })];
  writeFileSync(file, parts.map((part) => `${part.toString('base64')}\n`).join(''), { mode: 0o600 });
};

const load = async ({ now, address, keyFile }: SignerOptions): Promise<Chain> => {
  if (keyFile !== undefined && existsSync(keyFile)) return kept(readFileSync(keyFile, 'utf8'));
  const chain = await makeChain({ now, rootUrl: `${address()}${CERTIFICATES}/root.cer` });
  if (keyFile !== undefined) keep(keyFile, chain);
  return chain;
};

/** The signer behind all deliveries; keys are made when the first one needs them, so that a start costs nothing. */
export const createSigner = (options: SignerOptions): (() => Promise<Signer>) => {
  let made: Promise<Signer> | undefined;
  const make = async (): Promise<Signer> => {
    const { root, leaf, key } = await load(options);
    const thumbprint = createHash('sha1').update(leaf).digest('hex');
    return { root, leaf, thumbprint, sign: (bytes) => sign('RSA-SHA256', bytes, key).toString('base64') };
  };
  return () => (made ??= make());
};

export const certificatePem = (der: Buffer): string => pem('CERTIFICATE', der);
