import { AuthError } from '@azure/msal-node';
import type { INetworkModule } from '@azure/msal-node';
import type { Clock, TokenSource } from './access.ts';
import { readClaims } from './claims.ts';
import { entraFailure, tokenError } from './entra-failure.ts';
import { createEntra, GRAPH_APP_SCOPE, PARTNER_CENTER_APP_SCOPE } from './entra.ts';
import type { Acquired, PersonKey } from './entra.ts';
import { isTokenError, TokenError } from './errors.ts';
import { createHeldTokens } from './held-tokens.ts';
import type { Held } from './held-tokens.ts';
import type { TokenPartitions } from './partitions.ts';
import { createPersonTokens, keyOf, OtherPerson } from './person-tokens.ts';

export type TokenDeps = {
  appId: string;
  appSecret: string;
  networkClient: INetworkModule;
  partitions: TokenPartitions;
  clock: Clock;
  random?: () => number;
};

/** What came of a sign-in. `expiresOn` is the access token's end, ISO-8601; the refresh token behind it lives longer. */
export type ExchangeResult =
  | { ok: true; expiresOn: string }
  | { ok: false; why: 'no-mfa' | 'consent' | 'conditional-access' | 'other-person' | 'failed' };

export type Tokens = {
  /** Throws TokenError. A person's token always carries `mfa`, and is theirs. */
  source: TokenSource;
  /** Trades the SSO token that Teams sent for one for Partner Center, on behalf of its owner, and keeps it sealed. Rejects when storage fails. */
  exchange(request: PersonKey & { ssoToken: string }): Promise<ExchangeResult>;
  /** After sign-out, removal of the app or loss of the role: nothing of the person's is kept. */
  forget(tenantId: string, personId: string): Promise<void>;
  has(tenantId: string, personId: string): Promise<boolean>;
  /** App-only, for Microsoft Graph in that tenant. */
  graphToken(tenantId: string): Promise<string>;
};

/** Looks after every token for Microsoft's APIs: one flight a key, refreshed at 80 % of life by our clock, never shared between tenants or people. */
export const createTokens = (deps: TokenDeps): Tokens => {
  const entra = createEntra(deps);
  const held = createHeldTokens(deps.clock);
  const exchanges = new Map<string, Promise<ExchangeResult>>();
  const random = deps.random ?? Math.random;
  const hold = (acquired: Acquired): Held => holdFor(acquired, deps.clock.now(), random());
  const people = createPersonTokens({ entra, partitions: deps.partitions, hold, clock: deps.clock });

  const app = (tenantId: string, scope: string, fresh = false): Promise<string> =>
    held.get(`app|${tenantId}|${scope}`, {
      fresh,
      acquire: async () => {
        const acquired = await entra.forApp(tenantId, scope).catch((error: unknown) => {
          throw tokenError(entraFailure(error));
        });
        if (readClaims(acquired.token)?.tenantId !== tenantId) throw new TokenError('refused', { code: 'other_tenant' });
        return hold(acquired);
      },
    });

  const source: TokenSource = (access, options) => {
    const tenantId = access.tenantId.toLowerCase();
    const fresh = options?.fresh ?? false;
    if (access.kind === 'app') return app(tenantId, PARTNER_CENTER_APP_SCOPE, fresh);
    const person = { tenantId, personId: access.personId.toLowerCase() };
    return held.get(personKey(person), { fresh, acquire: (force) => people.acquire(person, force) });
  };

  const exchangeOnce = async (person: PersonKey, ssoToken: string): Promise<ExchangeResult> => {
    try {
      const value = await people.exchange(person, ssoToken);
      held.put(personKey(person), value);
      return { ok: true, expiresOn: new Date(value.expiresAt).toISOString() };
    } catch (error) {
      return { ok: false, why: whyNot(error) };
    }
  };

  return {
    source,
    exchange: (request) => {
      const person = lower(request.tenantId, request.personId);
      const key = keyOf(person);
      const running = exchanges.get(key);
      // Every delivery of one press brings a token of its own: one exchange does for all that are the person's.
      if (running !== undefined && isOwn(request.ssoToken, person)) return running.then((result) => (result.ok ? result : exchangeOnce(person, request.ssoToken)));
      const flight = exchangeOnce(person, request.ssoToken).finally(() => exchanges.get(key) === flight && exchanges.delete(key));
      exchanges.set(key, flight);
      return flight;
    },
    forget: async (tenantId, personId) => {
      const person = lower(tenantId, personId);
      held.drop(personKey(person));
      await people.forget(person);
    },
    has: async (tenantId, personId) => {
      const person = lower(tenantId, personId);
      return (await deps.partitions.load(person.tenantId, person.personId)) !== undefined;
    },
    graphToken: (tenantId) => app(tenantId.toLowerCase(), GRAPH_APP_SCOPE),
  };
};

const isOwn = (token: string, person: PersonKey): boolean => {
  const claims = readClaims(token);
  return claims?.tenantId === person.tenantId && claims.personId === person.personId;
};

const personKey = (person: PersonKey): string => `person|${keyOf(person)}`;
const lower = (tenantId: string, personId: string): PersonKey => ({ tenantId: tenantId.toLowerCase(), personId: personId.toLowerCase() });

/** A fault of our own (storage, code) is not an answer of Entra: it goes on to whoever logs it. */
const whyNot = (error: unknown): Extract<ExchangeResult, { ok: false }>['why'] => {
  if (error instanceof OtherPerson) return 'other-person';
  if (!(error instanceof AuthError) && !isTokenError(error)) throw error;
  const { why } = entraFailure(error);
  return why === 'no-mfa' || why === 'consent' || why === 'conditional-access' ? why : 'failed';
};

/** Refreshed between 75 and 80 % of life, so that tokens issued together are not renewed together. */
const holdFor = ({ token, expiresOn }: Acquired, now: Date, random: number): Held => {
  const claims = readClaims(token);
  const expiresAt = claims?.expiresAt ?? expiresOn?.getTime() ?? now.getTime();
  const issuedAt = claims?.issuedAt ?? now.getTime();
  return { token, expiresAt, refreshAt: issuedAt + (expiresAt - issuedAt) * (0.8 - 0.05 * random) };
};
