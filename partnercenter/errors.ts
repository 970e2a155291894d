/**
 * Why a call to Partner Center did not give what was asked for.
 * `refused`: it understood and said no (4xx, or a 500 with a business code). `unauthorised`: 401, or the token was not good enough.
 * `throttled`: 429. `unreachable`: no answer, or only a gateway's.
 */
export type PartnerCenterErrorKind = 'refused' | 'unauthorised' | 'unreachable' | 'throttled';

export type PartnerCenterFacts = {
  kind: PartnerCenterErrorKind;
  httpStatus?: number;
  /** Microsoft's code, always as text (`900101`). */
  code?: string;
  /** Microsoft's sentence: to be shown, never parsed. */
  description?: string;
  correlationId: string;
  requestId?: string;
  retryAfterMs?: number;
  /** True when a write may have taken effect although no answer said so. */
  outcomeUnknown: boolean;
  /** What was being tried, e.g. `accept transfer`. */
  attempted: string;
  cause?: unknown;
};

export class PartnerCenterError extends Error {
  readonly kind: PartnerCenterErrorKind;
  readonly httpStatus: number | undefined;
  readonly code: string | undefined;
  readonly description: string | undefined;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly outcomeUnknown: boolean;
  readonly attempted: string;

  constructor(facts: PartnerCenterFacts) {
    super(sentence(facts), { cause: facts.cause });
    this.name = 'PartnerCenterError';
    this.kind = facts.kind;
    this.httpStatus = facts.httpStatus;
    this.code = facts.code;
    this.description = facts.description;
    this.correlationId = facts.correlationId;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.outcomeUnknown = facts.outcomeUnknown;
    this.attempted = facts.attempted;
  }
}

/** Leaves Microsoft's description out: it may name customers, and messages end up in logs. */
const sentence = ({ kind, httpStatus, code, correlationId, attempted }: PartnerCenterFacts): string => {
  const numbers = [httpStatus, code].filter((part) => part !== undefined).join('/');
  return `Partner Center: ${attempted}: ${kind}${numbers === '' ? '' : ` (${numbers})`}, correlation ${correlationId}`;
};

export const isPartnerCenterError = (error: unknown): error is PartnerCenterError => error instanceof PartnerCenterError;

/**
 * Why there is no token. `sign-in-needed`: nothing stored, or it ran out; `no-mfa`: signed in without a second factor; `conditional-access`: a
 * policy wants more; `unreachable`: Entra did not answer; `refused`: Entra said no for another reason (`code`, e.g. `invalid_client`).
 */
export type TokenErrorWhy = 'sign-in-needed' | 'no-mfa' | 'conditional-access' | 'unreachable' | 'refused';

export class TokenError extends Error {
  readonly why: TokenErrorWhy;
  readonly code: string | undefined;
  /** What Entra's support asks for; undefined when Entra was never asked. */
  readonly correlationId: string | undefined;

  constructor(why: TokenErrorWhy, options: { code?: string; correlationId?: string; cause?: unknown } = {}) {
    super(`No token: ${why}${options.code === undefined ? '' : ` (${options.code})`}`, { cause: options.cause });
    this.name = 'TokenError';
    this.why = why;
    this.code = options.code;
    this.correlationId = options.correlationId;
  }
}

/** Microsoft's number where Entra gave one, else why there is no token: the words for either are in locales/error-meanings.ts. */
export const codeOfTokenError = ({ code, why }: TokenError): string => (code?.startsWith('AADSTS') === true ? code : why);

export const isTokenError = (error: unknown): error is TokenError => error instanceof TokenError;
