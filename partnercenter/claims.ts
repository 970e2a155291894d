/** What this program looks at inside a token. Looking is not verifying: only a token that came straight from Entra, or goes straight to it, is read here. */
export type Claims = {
  readonly tenantId: string | undefined;
  readonly personId: string | undefined;
  /** How the person proved who they are; `mfa` is what Partner Center demands (API topic 2.2). */
  readonly methods: readonly string[];
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
};

/** Undefined for what is not a JWT. Times are in milliseconds since 1970. */
export const readClaims = (token: string): Claims | undefined => {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    return {
      tenantId: lowerCase(claims['tid']),
      personId: lowerCase(claims['oid']),
      methods: Array.isArray(claims['amr']) ? claims['amr'].filter((method) => typeof method === 'string') : [],
      issuedAt: milliseconds(claims['iat']),
      expiresAt: milliseconds(claims['exp']),
    };
  } catch {
    return undefined;
  }
};

const lowerCase = (value: unknown): string | undefined => (typeof value === 'string' ? value.toLowerCase() : undefined);
const milliseconds = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value * 1000 : undefined);
