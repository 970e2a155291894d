import { SignJWT, exportSPKI } from 'jose';
import type { JWTPayload } from 'jose';
import { channelClaims } from './claims.ts';
import { strangerKey } from './keys.ts';
import type { KeyName, TwinKey, TwinKeys } from './keys.ts';

/** What a forger needs of a running twin; `startEntra` hands it out, no route does. */
export type ForgeMaterial = { keys: TwinKeys; appId: string; wallSeconds: () => number };

export type Forgery = {
  serviceUrl?: string;
  /** Laid over the honest claims; a claim set to undefined is left out. */
  claims?: Record<string, unknown>;
  /**
   * A key of the twin, a `stranger`'s key behind the channel key's id, `none` for no signature at all, or
   * `hmac-public-key`: HS256 with the channel's public key (PEM) as the secret.
   */
  signedWith?: KeyName | 'stranger' | 'none' | 'hmac-public-key';
  /** Key id in the header, when it is to differ from the signing key's own. */
  kid?: string;
  /** Changes the claims after signing, so that the signature no longer fits. */
  tamper?: boolean;
};

/** A channel token that is honest but for the overrides; for tests of the guard that must refuse it. */
export const mintChannelToken = async (material: ForgeMaterial, forgery: Forgery = {}): Promise<string> => {
  const honest = channelClaims(material.appId, forgery.serviceUrl ?? 'http://127.0.0.1:4000/connector/', material.wallSeconds());
  return mintToken(material, { signedWith: 'channel', ...forgery, claims: { ...honest, ...forgery.claims } });
};

/** A token with exactly these claims, signed by the Entra key unless told otherwise. */
export const mintToken = async (material: ForgeMaterial, forgery: Forgery): Promise<string> => {
  const claims = Object.fromEntries(Object.entries(forgery.claims ?? {}).filter(([, value]) => value !== undefined));
  const token = await signed(material, forgery, claims);
  return forgery.tamper === true ? tampered(token, claims) : token;
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signed = async (material: ForgeMaterial, forgery: Forgery, claims: JWTPayload): Promise<string> => {
  const channelKey = material.keys.channel;
  const kid = forgery.kid ?? channelKey.kid;
  switch (forgery.signedWith) {
    case 'none':
      return `${part({ typ: 'JWT', alg: 'none', kid })}.${part(claims)}.`;
    case 'hmac-public-key':
      return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid }).sign(Buffer.from(await exportSPKI(channelKey.publicKey)));
    case 'stranger':
      return withKey(await strangerKey(), kid, claims);
    default:
      return withOwnKey(material.keys[forgery.signedWith ?? 'entra'], forgery.kid, claims);
  }
};

const withOwnKey = async (key: TwinKey, kid: string | undefined, claims: JWTPayload): Promise<string> => withKey(key, kid ?? key.kid, claims);

const withKey = async (key: TwinKey, kid: string, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t: kid }).sign(key.privateKey);

const tampered = (token: string, claims: JWTPayload): string => {
  const [header, , signature] = token.split('.');
  return [header, part({ ...claims, tampered: true }), signature].join('.');
};
