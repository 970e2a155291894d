import { randomUUID } from 'node:crypto';
import type { Reply } from '../http.ts';

type Kind = { status: 400 | 401; error: string; text: string };

/** The AADSTS numbers this twin can answer with; `{0}` and `{1}` stand for the values that the refusal carries. */
const KINDS = {
  28000: { status: 400, error: 'invalid_request', text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {0} is not valid.' },
  50011: { status: 400, error: 'invalid_request', text: "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application '{1}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal." },
  50013: { status: 400, error: 'invalid_grant', text: 'Assertion failed validation. {0}' },
  50020: { status: 400, error: 'invalid_grant', text: "User account from identity provider does not exist in tenant '{0}' and cannot access the application '{1}' in that tenant." },
  50027: { status: 401, error: 'invalid_client', text: 'JWT token is invalid or malformed. {0}' },
  50034: { status: 400, error: 'invalid_grant', text: 'The user account does not exist in the {0} directory.' },
  50057: { status: 400, error: 'invalid_grant', text: 'The user account is disabled.' },
  50058: { status: 400, error: 'login_required', text: 'A silent sign-in request was sent but no user is signed in.' },
  50076: { status: 400, error: 'interaction_required', text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{0}'." },
  50148: { status: 400, error: 'invalid_grant', text: 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.' },
  50173: { status: 400, error: 'invalid_grant', text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.' },
  53003: { status: 400, error: 'interaction_required', text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.' },
  54005: { status: 400, error: 'invalid_grant', text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.' },
  65001: { status: 400, error: 'invalid_grant', text: "The user or administrator has not consented to use the application with ID '{0}' for {1}. Send an interactive authorization request for this user and resource." },
  65004: { status: 400, error: 'access_denied', text: 'User declined to consent to access the app.' },
  70000: { status: 400, error: 'invalid_grant', text: 'Provided grant is invalid or malformed.' },
  70003: { status: 400, error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{0}'." },
  70008: { status: 400, error: 'invalid_grant', text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.' },
  70011: { status: 400, error: 'invalid_scope', text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid." },
  70016: { status: 400, error: 'authorization_pending', text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.' },
  70018: { status: 400, error: 'bad_verification_code', text: 'Invalid verification code due to user typing in wrong user code for device code flow.' },
  70020: { status: 400, error: 'expired_token', text: "The provided value for the input parameter 'device_code' is not valid. This device code has expired." },
  90002: { status: 400, error: 'invalid_request', text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud." },
  90023: { status: 400, error: 'invalid_request', text: "The value of the parameter '{0}' is not supported." },
  500011: { status: 400, error: 'invalid_resource', text: 'The resource principal named {0} was not found in the tenant named {1}.' },
  500112: { status: 401, error: 'invalid_client', text: "The reply address '{0}' does not match the reply address '{1}' provided when requesting Authorization code." },
  500133: { status: 400, error: 'invalid_grant', text: 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion.' },
  501481: { status: 400, error: 'invalid_grant', text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.' },
  501491: { status: 400, error: 'invalid_request', text: 'Invalid size of Code_Challenge parameter.' },
  700016: { status: 400, error: 'unauthorized_client', text: "Application with identifier '{0}' was not found in the directory '{1}'." },
  700023: { status: 401, error: 'invalid_client', text: "Client assertion audience claim does not match Realm issuer. The audience was '{0}'." },
  700024: { status: 401, error: 'invalid_client', text: 'Client assertion is not within its valid time range.' },
  700027: { status: 401, error: 'invalid_client', text: 'Client assertion failed signature validation. {0}' },
  700054: { status: 400, error: 'unsupported_response_type', text: "response_type '{0}' is not enabled for the application." },
  700082: { status: 400, error: 'invalid_grant', text: 'The refresh token has expired due to inactivity. The token was issued on {0} and was inactive for 90.00:00:00.' },
  900144: { status: 400, error: 'invalid_request', text: "The request body must contain the following parameter: '{0}'." },
  1002012: { status: 400, error: 'invalid_scope', text: 'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).' },
  9002313: { status: 400, error: 'invalid_grant', text: 'Invalid request. Request is malformed or invalid.' },
  7000215: { status: 401, error: 'invalid_client', text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'." },
  7000218: { status: 401, error: 'invalid_client', text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'." },
} as const satisfies Record<number, Kind>;

export type AadCode = keyof typeof KINDS;
export const AAD_CODES: readonly number[] = Object.keys(KINDS).map(Number);
/** What stands in the body besides; `error` replaces the usual word for the number. */
export type Extra = { error?: string; suberror?: string; claims?: string };

/** A refusal of the token service, thrown by a grant and put into words at the endpoint. */
export class AadRefusal extends Error {
  readonly code: AadCode;
  readonly values: readonly string[];
  readonly extra: Extra;

  constructor(code: AadCode, values: readonly string[] = [], extra: Extra = {}) {
    super(`AADSTS${code}`);
    this.code = code;
    this.values = values;
    this.extra = extra;
  }
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const sentence = ({ code, values }: AadRefusal): string => values.reduce((text, value, i) => text.replace(`{${i}}`, () => value), KINDS[code].text as string);

/** What a redirect or a page says of a refusal. */
export const aadWords = (refusal: AadRefusal): { error: string; error_description: string } => ({
  error: refusal.extra.error ?? KINDS[refusal.code].error,
  error_description: `AADSTS${refusal.code}: ${sentence(refusal)}`,
});

/** Entra's error body, with the caller's correlation id when it sent one as a GUID, else a new one. */
export const aadReply = (refusal: AadRefusal, now: Date, clientRequestId: unknown): Reply => {
  const { status } = KINDS[refusal.code];
  const { error, error_description: said } = aadWords(refusal);
  const traceId = randomUUID();
  const correlationId = typeof clientRequestId === 'string' && GUID.test(clientRequestId) ? clientRequestId : randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache', 'x-ms-request-id': traceId },
    body: {
      error,
      error_description: `${said} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [refusal.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${refusal.code}`,
      ...refusal.extra,
    },
  };
};
