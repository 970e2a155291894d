import type { Clock } from './access.ts';
import { readClaims } from './claims.ts';
import { entraFailure, tokenError } from './entra-failure.ts';
import type { Acquired, AcquiredForPerson, Entra, PersonKey } from './entra.ts';
import { TokenError } from './errors.ts';
import type { Held } from './held-tokens.ts';
import type { TokenPartitions } from './partitions.ts';

export type PersonTokens = {
  /** From the partition, refreshed when forced or past its time; a rotated refresh token is stored before the token is handed out. */
  acquire(person: PersonKey, force: boolean): Promise<Held>;
  /** The person's own SSO token against one for Partner Center; throws what Entra answered. Nothing is stored unless it is theirs, with MFA. */
  exchange(person: PersonKey, ssoToken: string): Promise<Held>;
  /** Whatever is under way for the person will not be stored any more. */
  forget(person: PersonKey): Promise<void>;
};

/** Thrown by `exchange` for a token that is somebody else's. */
export class OtherPerson extends Error {}

export type PersonTokenDeps = { entra: Entra; partitions: TokenPartitions; hold: (acquired: Acquired) => Held; clock: Clock };

export const keyOf = ({ tenantId, personId }: PersonKey): string => `${tenantId}|${personId}`;

export const createPersonTokens = ({ entra, partitions, hold, clock }: PersonTokenDeps): PersonTokens => {
  /** Counts how often a person was forgotten, so that a call begun before can tell. */
  const forgotten = new Map<string, number>();
  const generation = (person: PersonKey): number => forgotten.get(keyOf(person)) ?? 0;

  const silently = async (person: PersonKey, stored: { blob: string; version: number }, force: boolean): Promise<AcquiredForPerson> => {
    try {
      return await entra.silently(person, stored.blob, force);
    } catch (error) {
      const failure = entraFailure(error);
      if (failure.why === 'sign-in-needed') await removeIfUnchanged(person, stored.version);
      throw tokenError(failure);
    }
  };

  /** A refresh token that Entra no longer takes is of no use to anybody; one that came in meanwhile is. */
  const removeIfUnchanged = async (person: PersonKey, version: number): Promise<void> => {
    const present = await partitions.load(person.tenantId, person.personId);
    if (present?.version === version) await partitions.remove(person.tenantId, person.personId);
  };

  const acquire = async (person: PersonKey, force: boolean): Promise<Held> => {
    const begun = generation(person);
    const stored = await partitions.load(person.tenantId, person.personId);
    if (stored === undefined) throw new TokenError('sign-in-needed', { code: 'no_partition' });
    let got = await silently(person, stored, force);
    if (!force && hold(got).refreshAt <= clock.now().getTime()) got = await silently(person, { ...stored, blob: got.blob }, true);
    insistOnPerson(got, person);
    if (generation(person) !== begun) throw new TokenError('sign-in-needed', { code: 'forgotten' });
    if (got.blob !== stored.blob) await storeRotation(person, got.blob, stored.version);
    return hold(got);
  };

  const storeRotation = async (person: PersonKey, blob: string, version: number): Promise<void> => {
    try {
      await partitions.save(person.tenantId, person.personId, blob, version);
    } catch (error) {
      const present = await partitions.load(person.tenantId, person.personId);
      if (present === undefined) throw new TokenError('sign-in-needed', { code: 'forgotten', cause: error });
      // Another replica was first: its rotation stays, and our access token is good all the same.
      if (present.version === version) throw error;
    }
  };

  const exchange = async (person: PersonKey, ssoToken: string): Promise<Held> => {
    const begun = generation(person);
    insistOnOwner(ssoToken, person);
    const got = await entra.onBehalfOf(person, ssoToken);
    insistOnOwner(got.token, person);
    insistOnMfa(got.token);
    if (generation(person) !== begun) throw new TokenError('sign-in-needed', { code: 'forgotten' });
    await storeNew(person, got.blob);
    if (generation(person) === begun) return hold(got);
    await partitions.remove(person.tenantId, person.personId);
    throw new TokenError('sign-in-needed', { code: 'forgotten' });
  };

  /** A new sign-in outranks whatever is stored, also what was stored a moment ago. */
  const storeNew = async (person: PersonKey, blob: string): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      const version = (await partitions.load(person.tenantId, person.personId))?.version ?? 0;
      try {
        await partitions.save(person.tenantId, person.personId, blob, version);
        return;
      } catch (error) {
        if (tries >= 3) throw error;
      }
    }
  };

  const forget = async (person: PersonKey): Promise<void> => {
    forgotten.set(keyOf(person), generation(person) + 1);
    await partitions.remove(person.tenantId, person.personId);
  };

  return { acquire, exchange, forget };
};

const insistOnPerson = ({ token }: Acquired, person: PersonKey): void => {
  try {
    insistOnOwner(token, person);
  } catch (error) {
    throw new TokenError('refused', { code: 'other_person', cause: error });
  }
  insistOnMfa(token);
};

const insistOnOwner = (token: string, person: PersonKey): void => {
  const claims = readClaims(token);
  if (claims === undefined) throw new TokenError('refused', { code: 'unreadable_token' });
  if (claims.tenantId !== person.tenantId || claims.personId !== person.personId) throw new OtherPerson('The token belongs to somebody else.');
};

const insistOnMfa = (token: string): void => {
  if (readClaims(token)?.methods.includes('mfa') !== true) throw new TokenError('no-mfa');
};
