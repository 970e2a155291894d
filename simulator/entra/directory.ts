import type { Journal } from '../journal.ts';
import type { TwinPerson, TwinTenant } from '../people.ts';

export type TwinApp = {
  id: string;
  secret: string;
  tenantId: string;
  /** Reply addresses of the registration. */
  redirectUris?: readonly string[];
  /** Refuse every other reply address, as Entra does (AADSTS50011); left out, any address on loopback is allowed besides. */
  onlyRegistered?: boolean;
};

/** What a trainer or a test has changed about a person; kept in the journal over the person of the story. */
export type PersonChange = {
  roles?: TwinPerson['roles'];
  amr?: string[];
  disabled?: boolean;
  /** Ends every session so far; the person may sign in again. */
  revoked?: true;
};

export type DirectoryPerson = TwinPerson & {
  disabled: boolean;
  /** Counts revocations: a refresh token of an earlier number is dead. */
  session: number;
  /** Real time in seconds; sign-in tokens issued earlier are dead. */
  revokedAt: number | undefined;
};

export type Faults = {
  /** Object id of the person whom a policy denies, or asks for a second factor; null is nobody. */
  denyConditionalAccess: string | null;
  requireMfa: string | null;
  /** Which key and metadata documents answer 503. */
  keysDown: 'entra' | 'channel' | 'all' | null;
  /** Whether the token endpoints answer 503. */
  tokenDown: boolean;
  /**
   * What refreshing does to the token that was shown: it lives on beside the new one as Entra does (`keep-old`), dies
   * (`single-use`), or stays the only one (`none`: the answer carries no refresh token).
   */
  refreshRotation: 'keep-old' | 'single-use' | 'none';
  /** Milliseconds that every document and token waits. */
  slowMs: number;
};

export type Directory = {
  /** The tenant's id for an id or a domain name; undefined when there is no such tenant. */
  tenantId(idOrDomain: string): string | undefined;
  people(): DirectoryPerson[];
  /** By object id or user principal name. */
  person(idOrUpn: string): DirectoryPerson | undefined;
  change(personId: string, change: PersonChange): DirectoryPerson | undefined;
  faults(): Faults;
  setFaults(change: Partial<Faults>): Faults;
};

type Kept = { roles?: TwinPerson['roles']; amr?: string[]; disabled?: boolean; session?: number; revokedAt?: number };
type Deps = { people: readonly TwinPerson[]; tenants: readonly TwinTenant[]; app: TwinApp; journal: Journal; wallSeconds: () => number };

const NO_FAULTS: Faults = { denyConditionalAccess: null, requireMfa: null, keysDown: null, tokenDown: false, refreshRotation: 'keep-old', slowMs: 0 };

export const openDirectory = (deps: Deps): Directory => {
  const kept = deps.journal.collection<Kept>('entra-people');
  const faults = deps.journal.collection<Faults>('entra-faults');
  const view = (person: TwinPerson): DirectoryPerson => ({ ...person, disabled: false, session: 0, revokedAt: undefined, ...kept.get(person.id) });
  const people = (): DirectoryPerson[] => deps.people.map(view);
  const currentFaults = (): Faults => ({ ...NO_FAULTS, ...faults.get('faults') });

  return {
    people,
    faults: currentFaults,
    setFaults: (change) => faults.set('faults', { ...currentFaults(), ...change }),
    person: (idOrUpn) => people().find((p) => p.id === idOrUpn.toLowerCase() || p.upn === idOrUpn.toLowerCase()),
    tenantId: (idOrDomain) => {
      const wanted = idOrDomain.toLowerCase();
      if (wanted === deps.app.tenantId) return wanted;
      return deps.tenants.find((t) => t.id === wanted || t.domain === wanted)?.id;
    },
    change: (personId, { revoked, ...change }) => {
      const person = deps.people.find((p) => p.id === personId);
      if (person === undefined) return undefined;
      const end = revoked === true ? { session: view(person).session + 1, revokedAt: deps.wallSeconds() } : {};
      kept.set(personId, { ...kept.get(personId), ...change, ...end });
      return view(person);
    },
  };
};
