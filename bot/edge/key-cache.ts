import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

export type SigningKey = { kid: string; key: KeyObject; endorsements: ReadonlySet<string> };

/** No keys that may still be believed: the caller answers 503, never lets anybody in (I8). */
export class KeysUnavailable extends Error {
  constructor() {
    super('no signing keys');
    this.name = 'KeysUnavailable';
  }
}

export type KeyCache = {
  /** The key with this id, or undefined when the channel does not publish it. Throws `KeysUnavailable`. */
  find(kid: string): Promise<SigningKey | undefined>;
  /** Counts key sets taken in; a verified token is worth nothing once it changed. */
  generation(): number;
};

export type KeyCacheDeps = {
  fetch: (url: string, init: { timeoutMs: number; maxBytes: number }) => Promise<Pick<Response, 'ok' | 'json'>>;
  /** Real time, also in a rehearsal. */
  clock: Clock;
  log: Pick<Log, 'warn' | 'info'>;
  metadataUrl?: string;
};

/** The Bot Connector's OpenID document (Bot Framework authentication, "connector to bot"). */
export const CHANNEL_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const HOUR = 3_600_000;
const REFRESH_AFTER = 12 * HOUR;
const BELIEVED_FOR = 120 * HOUR;
/** Shortest time between two fetches caused by unknown key ids, which anybody may invent. */
const UNKNOWN_GAP = 5 * 60_000;
/** Shortest time between two tries while the key host does not answer. */
const RETRY_GAP = 30_000;
const COLD_RETRY_GAP = 2_000;

type Jwk = JsonWebKey & { kid?: unknown; use?: unknown; endorsements?: unknown };
type KeySet = { keys: ReadonlyMap<string, SigningKey>; at: number };

const asSigningKey = (jwk: Jwk): SigningKey | undefined => {
  if (jwk.kty !== 'RSA' || typeof jwk.kid !== 'string' || (jwk.use !== undefined && jwk.use !== 'sig')) return undefined;
  const key = createPublicKey({ key: { kty: 'RSA', n: jwk.n ?? '', e: jwk.e ?? '' }, format: 'jwk' });
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2_048) return undefined;
  const endorsements = Array.isArray(jwk.endorsements) ? jwk.endorsements.filter((name) => typeof name === 'string') : [];
  return { kid: jwk.kid, key, endorsements: new Set(endorsements) };
};

/** Entries that cannot be read are left out: one odd key must not take the good ones away. */
const readable = (jwk: Jwk): SigningKey[] => {
  try {
    const key = asSigningKey(jwk);
    return key === undefined ? [] : [key];
  } catch {
    return [];
  }
};

/**
 * The channel's signing keys: fetched once for all callers, refreshed behind their backs after 12 hours, believed for 5 days when the
 * key host is away, and looked up again for an unknown key id at most every 5 minutes. Each public key is built once.
 */
export const createKeyCache = ({ fetch, clock, log, metadataUrl = CHANNEL_METADATA }: KeyCacheDeps): KeyCache => {
  let held: KeySet | undefined;
  let generation = 0;
  let pending: Promise<boolean> | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  const now = (): number => clock.now().getTime();

  const json = async (url: string): Promise<Record<string, unknown>> => {
    const reply = await fetch(url, { timeoutMs: 5_000, maxBytes: 512 * 1024 });
    if (!reply.ok) throw new Error('the key host refused');
    return (await reply.json()) as Record<string, unknown>;
  };
  const load = async (): Promise<void> => {
    const { jwks_uri: address } = await json(metadataUrl);
    const { keys } = await json(String(address));
    const usable = (Array.isArray(keys) ? keys.slice(0, 100) : []).flatMap((jwk) => readable((jwk ?? {}) as Jwk));
    if (usable.length === 0) throw new Error('the key host gave no usable key');
    held = { keys: new Map(usable.map((key) => [key.kid, key])), at: now() };
    generation += 1;
  };
  /** One fetch for everybody who asks meanwhile; tells whether it brought keys. */
  const refresh = (): Promise<boolean> => {
    triedAt = now();
    pending ??= load().then(() => true, (error: unknown) => {
      log.warn({ error }, 'signing keys could not be fetched');
      return false;
    }).finally(() => { pending = undefined; });
    return pending;
  };
  const since = (at: number): number => {
    // A clock that was set back must not freeze the cache: treat the future as long ago.
    const age = now() - at;
    return age < 0 ? Number.POSITIVE_INFINITY : age;
  };
  const current = async (): Promise<KeySet> => {
    const age = held === undefined ? Number.POSITIVE_INFINITY : since(held.at);
    if (held === undefined || age >= BELIEVED_FOR) {
      if (pending !== undefined || since(triedAt) >= COLD_RETRY_GAP) await (pending ?? refresh());
      if (held === undefined || since(held.at) >= BELIEVED_FOR) throw new KeysUnavailable();
    } else if (age >= REFRESH_AFTER && since(triedAt) >= RETRY_GAP) {
      void refresh();
    }
    return held;
  };
  return {
    generation: () => generation,
    find: async (kid) => {
      const known = (await current()).keys.get(kid);
      if (known !== undefined) return known;
      if (pending !== undefined || since(triedAt) >= UNKNOWN_GAP) await (pending ?? refresh());
      return held?.keys.get(kid);
    },
  };
};
