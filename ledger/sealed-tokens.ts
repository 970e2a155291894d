import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { ConflictError, StartFault } from './faults.ts';
import type { OnFault } from './faults.ts';
import { frame } from './frame.ts';

/** One token cache a person (msal's blob holds refresh tokens in plain text). Version 0 stands for "none stored". */
export type TokenPartitions = {
  /** Undefined when there is none, or when it does not open (wrong key, another row's content, a changed byte). */
  load(tenantId: string, personId: string): Promise<{ blob: string; version: number } | undefined>;
  /** Stores as version `expectedVersion + 1`. @throws {ConflictError} when somebody else stored in between */
  save(tenantId: string, personId: string, blob: string, expectedVersion: number): Promise<void>;
  remove(tenantId: string, personId: string): Promise<void>;
};

export type SealedTokensOptions = {
  readonly db: Database;
  /** 32 bytes that are kept outside of the database. */
  readonly key: Buffer;
  /** Hears of rows that do not open: a wrong key, or somebody was at the table (A34). */
  readonly onFault: OnFault;
};

type Place = { readonly tenantId: string; readonly personId: string; readonly version: number };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What the sealed bytes belong to: moved to another row or version they do not open. */
const boundTo = (place: Place): Buffer => frame('vaxla sealed token 1', place.tenantId, place.personId, String(place.version));

const seal = (key: Buffer, place: Place, blob: string): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(place));
  const content = Buffer.concat([cipher.update(blob, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]);
};

const unseal = (key: Buffer, place: Place, sealed: Buffer): string | undefined => {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const opener = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(place)).setAuthTag(tag);
    return Buffer.concat([opener.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), opener.final()]).toString('utf8');
  } catch {
    return undefined;
  }
};

/** @throws {StartFault} when the key is not 32 bytes long */
export const createSealedTokens = ({ db, key, onFault }: SealedTokensOptions): TokenPartitions => {
  if (key.length !== 32) throw new StartFault(`The key for stored sign-ins has ${key.length} bytes instead of 32: make one with "openssl rand -base64 32".`);

  const read = async (tenantId: string, personId: string) => {
    const query = db.kysely.selectFrom('sealed_token').select(['sealed', 'version']);
    return query.where('tenant_id', '=', tenantId).where('person_id', '=', personId).executeTakeFirst();
  };

  const insert = async (place: Place, sealed: Buffer): Promise<boolean> => {
    const row = { tenant_id: place.tenantId, person_id: place.personId, sealed, version: place.version, updated_at: sql<Date>`now()` };
    const query = db.kysely.insertInto('sealed_token').values(row).onConflict((on) => on.doNothing());
    return (await query.executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
  };

  const replace = async (place: Place, sealed: Buffer, stored: number): Promise<boolean> => {
    const change = db.kysely.updateTable('sealed_token').set({ sealed, version: place.version, updated_at: sql<Date>`now()` });
    const query = change.where('tenant_id', '=', place.tenantId).where('person_id', '=', place.personId).where('version', '=', stored);
    return (await query.executeTakeFirst()).numUpdatedRows === 1n;
  };

  /** A row that nobody can open would otherwise lock its person out for good: `load` calls it none, so `save` may replace it. */
  const replaceUnreadable = async (place: Place, sealed: Buffer): Promise<boolean> => {
    const row = await read(place.tenantId, place.personId);
    if (row === undefined || unseal(key, { ...place, version: row.version }, row.sealed) !== undefined) return false;
    return replace(place, sealed, row.version);
  };

  return {
    load: async (tenantId, personId) => {
      const row = await read(tenantId, personId);
      if (row === undefined) return undefined;
      const blob = unseal(key, { tenantId, personId, version: row.version }, row.sealed);
      if (blob !== undefined) return { blob, version: row.version };
      onFault(new Error(`The stored sign-in of person ${personId} in tenant ${tenantId} does not open: wrong key, or the row was changed.`));
      return undefined;
    },
    save: async (tenantId, personId, blob, expectedVersion) => {
      const place = { tenantId, personId, version: expectedVersion + 1 };
      const sealed = seal(key, place, blob);
      const first = expectedVersion === 0;
      const saved = first ? (await insert(place, sealed)) || (await replaceUnreadable(place, sealed)) : await replace(place, sealed, expectedVersion);
      if (!saved) throw new ConflictError(`The stored sign-in of person ${personId} in tenant ${tenantId} is no longer at version ${expectedVersion}.`);
    },
    remove: async (tenantId, personId) => {
      await db.kysely.deleteFrom('sealed_token').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute();
    },
  };
};
