import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { TokenError } from './errors.ts';
import type { TokenErrorWhy } from './errors.ts';

/** AADSTS numbers by what the person or their administrator has to do; the texts change, the numbers do not. */
const BY_NUMBER: Readonly<Record<string, TokenErrorWhy | 'consent'>> = {
  '50072': 'no-mfa',
  '50074': 'no-mfa',
  '50076': 'no-mfa',
  '50079': 'no-mfa',
  '65001': 'consent',
  '65004': 'consent',
  '53000': 'conditional-access',
  '53001': 'conditional-access',
  '53002': 'conditional-access',
  '53003': 'conditional-access',
  '50158': 'conditional-access',
  '530002': 'conditional-access',
  '530003': 'conditional-access',
};

export type EntraFailure = { why: TokenErrorWhy | 'consent'; code: string | undefined; cause: unknown };

/** Says by cause why Entra gave no token. */
export const entraFailure = (error: unknown): EntraFailure => {
  if (error instanceof TokenError) return { why: error.why, code: error.code, cause: error.cause };
  if (!(error instanceof AuthError)) return { why: 'unreachable', code: undefined, cause: error };
  const number = numberOf(error);
  return { why: BY_NUMBER[number ?? ''] ?? whyOf(error), code: number === undefined ? error.errorCode : `AADSTS${number}`, cause: error };
};

export const tokenError = (failure: EntraFailure): TokenError =>
  new TokenError(failure.why === 'consent' ? 'sign-in-needed' : failure.why, { code: failure.code, correlationId: correlationOf(failure.cause), cause: failure.cause });

const correlationOf = (cause: unknown): string | undefined => (cause instanceof AuthError && cause.correlationId !== '' ? cause.correlationId : undefined);

const numberOf = (error: AuthError): string | undefined => {
  const { errorNo } = error as AuthError & { errorNo?: string };
  return errorNo ?? /AADSTS(\d{4,7})/.exec(error.errorMessage ?? '')?.[1];
};

const whyOf = (error: AuthError): TokenErrorWhy | 'consent' => {
  const words = `${error.errorCode} ${error.subError}`;
  if (words.includes('consent_required')) return 'consent';
  if (words.includes('insufficient_claims')) return 'conditional-access';
  if (error instanceof InteractionRequiredAuthError || words.includes('invalid_grant')) return 'sign-in-needed';
  if (error instanceof ServerError) return (error.status ?? 400) >= 500 || error.status === 429 ? 'unreachable' : 'refused';
  return 'unreachable';
};
