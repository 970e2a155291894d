import { SignJWT, calculateJwkThumbprint, decodeProtectedHeader, errors, exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose';
import type { CryptoKey, JWK, JWTPayload, JWTVerifyOptions } from 'jose';
import type { Collection, Journal } from '../journal.ts';

export const KEY_NAMES = ['entra', 'channel', 'channel-unendorsed'] as const;
export type KeyName = (typeof KEY_NAMES)[number];

export type TwinKey = { kid: string; publicJwk: JWK; privateKey: CryptoKey; publicKey: CryptoKey };
export type Rolling = 'entra' | 'channel';

/** The keys that sign now, under their names; a roll replaces one of them. */
export type TwinKeys = Record<KeyName, TwinKey> & {
  /** The key that signs and, until the next roll, the one that signed before it; and the one that was announced. */
  published(name: Rolling): readonly TwinKey[];
  /** Publishes the key that the next roll will make sign, as Entra does days ahead; announcing twice changes nothing. */
  announce(name: Rolling): Promise<TwinKey>;
  /** Makes the announced key sign, or a new one that nobody has seen. Without `keepOld` the old one is withdrawn at once, as after a leak. */
  roll(name: Rolling, keepOld: boolean): Promise<TwinKey>;
};

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
  const keptBefore = journal.collection<JWK>('entra-keys-before');
  const keptNext = journal.collection<JWK>('entra-keys-next');
  const load = async (name: KeyName): Promise<TwinKey> => usableKey(kept.get(name) ?? kept.set(name, await newJwk()));
  const [entra, channel, unendorsed] = await Promise.all([load('entra'), load('channel'), load('channel-unendorsed')]);
  const [before, next] = await Promise.all([usableKeys(keptBefore), usableKeys(keptNext)]);
  const keys: TwinKeys = {
    entra, channel, 'channel-unendorsed': unendorsed,
    published: (name) => [keys[name], before.get(name), next.get(name)].filter((key) => key !== undefined),
    announce: async (name) => {
      const jwk = keptNext.get(name) ?? keptNext.set(name, await newJwk());
      const key = await usableKey(jwk);
      next.set(name, key);
      return key;
    },
    roll: async (name, keepOld) => {
      const jwk = keptNext.get(name) ?? (await newJwk());
      const key = await usableKey(jwk);
      const old = kept.get(name);
      if (keepOld && old !== undefined) {
        before.set(name, keys[name]);
        keptBefore.set(name, old);
      } else {
        before.delete(name);
        keptBefore.delete(name);
      }
      next.delete(name);
      keptNext.delete(name);
      keys[name] = key;
      kept.set(name, jwk);
      return key;
    },
  };
  return keys;
};

const usableKeys = async (kept: Collection<JWK>): Promise<Map<Rolling, TwinKey>> => {
  const found = new Map<Rolling, TwinKey>();
  for (const name of ['entra', 'channel'] as const) {
    const jwk = kept.get(name);
    if (jwk !== undefined) found.set(name, await usableKey(jwk));
  }
  return found;
};

const kidOf = (token: string): string | undefined => {
  try {
    return decodeProtectedHeader(token).kid;
  } catch (error) {
    throw new errors.JWTInvalid('The token is not a JWT.', { cause: error });
  }
};

/** Reads a token that this twin signed with an Entra key which is still published; throws jose's errors otherwise. */
export const verifyOwn = async (keys: TwinKeys, token: string, options: JWTVerifyOptions): Promise<JWTPayload> => {
  const kid = kidOf(token);
  const key = keys.published('entra').find((one) => one.kid === kid);
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return (await jwtVerify(token, key.publicKey, { algorithms: ['RS256'], ...options })).payload;
};

export const sign = async (key: TwinKey, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid }).sign(key.privateKey);

export const jwksEntry = (key: TwinKey): JWK => ({ kty: 'RSA', use: 'sig', kid: key.kid, x5t: key.kid, n: key.publicJwk.n, e: key.publicJwk.e });
