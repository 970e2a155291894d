import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import { ApiError } from './errors.ts';
import { createVerifiedTokens } from './verified-tokens.ts';

/** Who calls, read from a verified token. */
export type Caller = {
  readonly tenantId: string;
  readonly mode: 'app' | 'user';
  readonly personId: string;
  readonly name: string;
  /** The application that the token was issued to. */
  readonly appId?: string;
  readonly roles: readonly string[];
  readonly mfa: boolean;
};

export type Identify = (authorization: string | undefined) => Promise<Caller>;

const AUDIENCE = 'https://api.partnercenter.microsoft.com';
const WITHDRAWN = 'https://graph.windows.net';
/** Seconds that clocks may differ. */
const TOLERANCE = 5;

/**
 * Verifies RS256 tokens of the Entra twin at real time, `wallNow` in milliseconds (§2). Keys are fetched once and again when an unknown
 * one turns up; a signature is checked once a minute, and again after the keys were fetched.
 */
export const createIdentify = (entraAddress: string, wallNow: () => number): Identify => {
  const verified = createVerifiedTokens<Caller>(wallNow);
  const fetchKeys: typeof fetch = (url, init) => {
    verified.clear();
    return fetch(url, init);
  };
  const address = new URL('/common/discovery/v2.0/keys', entraAddress);
  const keys = createRemoteJWKSet(address, { cooldownDuration: 1000, timeoutDuration: 5000, [customFetch]: fetchKeys });
  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new ApiError('tokenInvalid');
    const known = verified.get(token);
    if (known !== undefined) return known;
    try {
      const { payload } = await jwtVerify(token, keys, { algorithms: ['RS256'], requiredClaims: ['exp', 'tid', 'aud'], clockTolerance: TOLERANCE });
      const caller = toCaller(payload);
      verified.put(token, caller, ((payload.exp ?? 0) + TOLERANCE) * 1000);
      return caller;
    } catch (error) {
      throw explain(error);
    }
  };
};

/** A token at fault is 401; a key set that cannot be read is nobody's token's fault. */
const explain = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  const own = error instanceof errors.JOSEError && /^ERR_(JWT|JWS_|JWKS_NO_|JWKS_MULTIPLE|JOSE_ALG|JOSE_NOT)/.test(error.code);
  return new ApiError(own ? 'tokenInvalid' : 'signInUnreachable');
};

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const toCaller = (claims: JWTPayload): Caller => {
  const audience = text(claims.aud).replace(/\/$/, '');
  if (audience === WITHDRAWN) throw new ApiError('audienceWithdrawn');
  const tenantId = text(claims['tid']).toLowerCase();
  if (audience !== AUDIENCE || claims.iss?.toLowerCase() !== `https://sts.windows.net/${tenantId}/`) throw new ApiError('tokenInvalid');
  const isApp = claims['idtyp'] === 'app';
  const delegated = text(claims['scp']).split(' ').includes('user_impersonation');
  if (!isApp && !delegated) throw new ApiError('tokenInvalid');
  return {
    tenantId,
    mode: isApp ? 'app' : 'user',
    personId: text(claims['oid']),
    name: text(claims['upn']) || text(claims['appid']),
    appId: text(claims['appid']),
    roles: strings(claims['roles']),
    mfa: strings(claims['amr']).includes('mfa'),
  };
};
