import { jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Clock } from '../clock.ts';
import type { OrganisationSetting } from '../config.ts';
import { admitActivity } from './admit.ts';
import type { Admission, IncomingActivity } from './admit.ts';
import { KeysUnavailable } from './key-cache.ts';
import type { KeyCache } from './key-cache.ts';
import { createTokenMemory } from './token-memory.ts';

/** What a good channel token says. Only these claims go further in; `expiresAt` is in epoch milliseconds. */
export type VerifiedChannelToken = { issuer: string; audience: string; serviceUrl: string; expiresAt: number };

/** Why a request was turned away: a status for the caller, a reason (from a small closed set) for the log only. */
export class Refused extends Error {
  readonly status: 400 | 401 | 403 | 413 | 415 | 503;
  readonly reason: string;
  constructor(status: Refused['status'], reason: string) {
    super(reason);
    this.name = 'Refused';
    this.status = status;
    this.reason = reason;
  }
}

export type GuardDeps = {
  appId: string;
  organisations: readonly OrganisationSetting[];
  keys: KeyCache;
  isTrustedServiceUrl: (url: unknown) => boolean;
  /** Real time, also in a rehearsal. */
  clock: Clock;
};

export type Guard = {
  /** Verifies the `Authorization` header of a request; throws `Refused` with 401, or 503 when there are no keys to check with. */
  check(header: string | undefined): Promise<VerifiedChannelToken>;
  /** Compares the activity with the token and with our own lists; throws nothing, tells. */
  admit(token: VerifiedChannelToken, activity: IncomingActivity): Admission;
};

const ISSUER = 'https://api.botframework.com';
const TOLERANCE_S = 300;
const REMEMBERED_MS = 5 * 60_000;
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;

/** jose tells causes by code; they become the guard's reasons, and nothing of the message travels. */
const reasonOf = (error: unknown): string => {
  const { code, claim } = error as { code?: string; claim?: string };
  return code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' ? `claim-${claim ?? 'missing'}` : (code ?? 'token').toLowerCase();
};

const ofClaims = (claims: JWTPayload): VerifiedChannelToken => {
  const { iss, aud, exp, serviceurl } = claims;
  // The channel names one audience. A list would let a token for somebody else be good for us as well.
  if (typeof aud !== 'string') throw new Refused(401, 'claim-aud');
  if (typeof serviceurl !== 'string' || serviceurl === '') throw new Refused(401, 'claim-serviceurl');
  return { issuer: iss ?? '', audience: aud, serviceUrl: serviceurl, expiresAt: (exp ?? 0) * 1_000 };
};

/**
 * The channel guard. It replaces the SDK's inbound authentication, which also believes emulator, skill and ASE tokens, skips checks when
 * claims are missing, and is off with an empty app id (threats 2.2). There is no way to switch this one off.
 */
export const createGuard = ({ appId, organisations, keys, isTrustedServiceUrl, clock }: GuardDeps): Guard => {
  if (appId === '') throw new TypeError('The guard needs an app id.');
  const memory = createTokenMemory<VerifiedChannelToken>();
  const allowed = new Map(organisations.map((organisation) => [organisation.tenantId.toLowerCase(), organisation]));
  let generation = -1;

  const verify = async (jwt: string): Promise<VerifiedChannelToken> => {
    const { payload } = await jwtVerify(jwt, async ({ alg, kid }) => {
      if (alg !== 'RS256') throw new Refused(401, 'alg');
      const found = typeof kid === 'string' ? await keys.find(kid) : undefined;
      if (found === undefined) throw new Refused(401, 'unknown-key');
      if (!found.endorsements.has('msteams')) throw new Refused(401, 'not-endorsed');
      return found.key;
    }, { algorithms: ['RS256'], issuer: ISSUER, audience: appId, requiredClaims: ['exp'], clockTolerance: TOLERANCE_S, currentDate: clock.now() });
    return ofClaims(payload);
  };
  const check = async (header: string | undefined): Promise<VerifiedChannelToken> => {
    if (header === undefined || header === '') throw new Refused(401, 'no-header');
    if (keys.generation() !== generation) memory.clear();
    generation = keys.generation();
    const nowMs = clock.now().getTime();
    const known = memory.get(header, nowMs);
    if (known !== undefined) return known;
    const jwt = BEARER.exec(header)?.[1];
    if (jwt === undefined) throw new Refused(401, 'scheme');
    try {
      const token = await verify(jwt);
      memory.put(header, token, Math.min(token.expiresAt, nowMs + REMEMBERED_MS));
      return token;
    } catch (error) {
      if (error instanceof Refused) throw error;
      throw error instanceof KeysUnavailable ? new Refused(503, 'no-keys') : new Refused(401, reasonOf(error));
    }
  };
  return { check, admit: (token, activity) => admitActivity({ appId, allowed, isTrustedServiceUrl }, token, activity) };
};
