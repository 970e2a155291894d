import { createHash, timingSafeEqual } from 'node:crypto';

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** A GUID that is the same for the same text, so that groups and service principals keep their ids across restarts. */
export const guidFrom = (text: string): string => {
  const hex = sha256(text).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export const fingerprint = (text: string): string => sha256(text).toString('base64url');

/** Compares secrets of any length without telling by time how much of them agrees. */
export const sameSecret = (given: string, kept: string): boolean => timingSafeEqual(sha256(given), sha256(kept));
