import { createHash, randomBytes } from 'node:crypto';
import type { Journal } from '../journal.ts';
import { fingerprint, sameSecret } from './ids.ts';
import type { Grant } from './refresh-tokens.ts';
import { AadRefusal } from './refusals.ts';

/** Milliseconds that a code may wait for its redemption, in real time: it is one conversation between programs. */
export const CODE_LIFETIME_MS = 10 * 60_000;

export type Challenge = { value: string; method: 'S256' | 'plain' };
export type CodeGrant = Grant & { redirectUri: string; challenge: Challenge | undefined; nonce: string | undefined };
type Kept = CodeGrant & { hash: string; issuedAt: number; redeemed: boolean };

export type Codes = {
  issue(grant: CodeGrant): string;
  /** Good once; afterwards and otherwise a refusal in Entra's words. */
  redeem(code: string, proof: { redirectUri: string; verifier: string | undefined }): CodeGrant;
};

/** Authorisation codes, kept only as hashes. A redeemed one stays known until the next start an hour later, to be told apart from a foreign one. */
export const openCodes = (journal: Journal, now: () => Date): Codes => {
  const kept = journal.collection<Kept>('entra-codes');
  for (const code of kept.all()) if (now().getTime() - code.issuedAt > 6 * CODE_LIFETIME_MS) kept.delete(code.hash);
  return {
    issue: (grant) => {
      const code = `1.${randomBytes(48).toString('base64url')}`;
      const hash = fingerprint(code);
      kept.set(hash, { ...grant, hash, issuedAt: now().getTime(), redeemed: false });
      return code;
    },
    redeem: (code, { redirectUri, verifier }) => {
      const found = kept.get(fingerprint(code));
      if (found === undefined) throw new AadRefusal(9002313);
      if (found.redeemed) throw new AadRefusal(54005);
      if (now().getTime() - found.issuedAt >= CODE_LIFETIME_MS) throw new AadRefusal(70008);
      if (found.redirectUri !== redirectUri) throw new AadRefusal(500112, [redirectUri, found.redirectUri]);
      checkVerifier(found.challenge, verifier);
      kept.set(fingerprint(code), { ...found, redeemed: true });
      const { hash: _hash, issuedAt: _issuedAt, redeemed: _redeemed, ...grant } = found;
      return grant;
    },
  };
};

const checkVerifier = (challenge: Challenge | undefined, verifier: string | undefined): void => {
  if (challenge === undefined) return;
  if (verifier === undefined) throw new AadRefusal(50148);
  const proof = challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier, 'ascii').digest('base64url');
  if (!sameSecret(proof, challenge.value)) throw new AadRefusal(501481);
};
