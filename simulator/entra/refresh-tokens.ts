import { randomBytes } from 'node:crypto';
import type { Journal } from '../journal.ts';
import { fingerprint } from './ids.ts';

const LIFETIME_MS = 90 * 24 * 60 * 60 * 1000;

/** What a refresh token stands for; `amr` is what the sign-in had and never changes by refreshing (API topic 2.2). `isPublic`: got without a proof of the app, so renewed without one. */
export type Grant = { personId: string; tenantId: string; appId: string; amr: string[]; session: number; scope: string; isPublic?: boolean };
type Kept = Grant & { hash: string; issuedAt: string };

export type Redeemed = { state: 'good'; grant: Grant } | { state: 'expired'; issuedAt: string } | { state: 'unknown' };

export type RefreshTokens = { issue(grant: Grant): string; redeem(token: string): Redeemed; forget(token: string): void };

/**
 * Opaque random strings, kept only as hashes; 90 days of business time each, counted from its own issue.
 * Redeeming gives a new one and leaves the old one alive, as Entra does: a client that forgets to store the
 * rotated token notices nothing until day 90, and that mistake must be possible to rehearse.
 */
export const openRefreshTokens = (journal: Journal, now: () => Date): RefreshTokens => {
  const kept = journal.collection<Kept>('entra-refresh-tokens');
  const age = (token: Kept): number => now().getTime() - Date.parse(token.issuedAt);
  for (const token of kept.all()) if (age(token) > 2 * LIFETIME_MS) kept.delete(token.hash);
  return {
    issue: (grant) => {
      const token = `1.${randomBytes(48).toString('base64url')}`;
      const hash = fingerprint(token);
      kept.set(hash, { ...grant, hash, issuedAt: now().toISOString() });
      return token;
    },
    forget: (token) => kept.delete(fingerprint(token)),
    redeem: (token) => {
      const found = kept.get(fingerprint(token));
      if (found === undefined) return { state: 'unknown' };
      if (age(found) >= LIFETIME_MS) return { state: 'expired', issuedAt: found.issuedAt };
      const { hash: _hash, issuedAt: _issuedAt, ...grant } = found;
      return { state: 'good', grant };
    },
  };
};
