import { createHash } from 'node:crypto';

/** Ids are kept in lower case inside the twin; what leaves it changes case on purpose (§3.2). */
export const key = (id: string): string => id.toLowerCase();
export const shout = (id: string): string => id.toUpperCase();

/** A GUID that depends on its parts only, so that a step taken twice (after a kill) makes the same record. */
export const derivedGuid = (...parts: string[]): string => {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const isGuid = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** An etag that changes whenever the record's version does. */
export const etag = (id: string, version: number): string => Buffer.from(`${id.slice(0, 8)}:${version}`).toString('base64');
