import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import type { Journal } from '../journal.ts';

export const KEY_NAMES = ['entra', 'channel', 'channel-unendorsed'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

export type TwinKey = { kid: string; publicJwk: JWK; privateKey: CryptoKey; publicKey: CryptoKey };
export type TwinKeys = Record<KeyName, TwinKey>;

const newJwk = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  return exportJWK(privateKey);
};

/** Private RSA members stay here; a key document carries only what this returns. */
const publicPart = (jwk: JWK): JWK => ({ kty: 'RSA', n: jwk.n, e: jwk.e });

export const usableKey = async (jwk: JWK): Promise<TwinKey> => {
  const publicJwk = publicPart(jwk);
  const [kid, privateKey, publicKey] = await Promise.all([
    calculateJwkThumbprint(publicJwk),
    importJWK(jwk, 'RS256') as Promise<CryptoKey>,
    importJWK(publicJwk, 'RS256') as Promise<CryptoKey>,
  ]);
  return { kid, publicJwk, privateKey, publicKey };
};

export const strangerKey = async (): Promise<TwinKey> => usableKey(await newJwk());

/** The twin's three signing keys: made at the first start, then read from the journal, so that tokens outlive a restart. */
export const loadKeys = async (journal: Journal): Promise<TwinKeys> => {
  const kept = journal.collection<JWK>('entra-keys');
  const load = async (name: KeyName): Promise<TwinKey> => usableKey(kept.get(name) ?? kept.set(name, await newJwk()));
  const [entra, channel, unendorsed] = await Promise.all([load('entra'), load('channel'), load('channel-unendorsed')]);
  return { entra, channel, 'channel-unendorsed': unendorsed };
};

export const sign = async (key: TwinKey, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid }).sign(key.privateKey);

export const jwksEntry = (key: TwinKey): JWK => ({ kty: 'RSA', use: 'sig', kid: key.kid, x5t: key.kid, n: key.publicJwk.n, e: key.publicJwk.e });
