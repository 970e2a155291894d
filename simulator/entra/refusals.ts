import { randomUUID } from 'node:crypto';
import type { Reply } from '../http.ts';

type Kind = { status: 400 | 401; error: string; text: string };

/** The AADSTS numbers this twin can answer with; `{0}` and `{1}` stand for the values that the refusal carries. */
const KINDS = {
  28000: { status: 400, error: 'invalid_request', text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {0} is not valid.' },
  50013: { status: 400, error: 'invalid_grant', text: 'Assertion failed validation. {0}' },
  50020: { status: 400, error: 'invalid_grant', text: "User account from identity provider does not exist in tenant '{0}' and cannot access the application '{1}' in that tenant." },
  50034: { status: 400, error: 'invalid_grant', text: 'The user account does not exist in the {0} directory.' },
  50057: { status: 400, error: 'invalid_grant', text: 'The user account is disabled.' },
  50076: { status: 400, error: 'interaction_required', text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{0}'." },
  50173: { status: 400, error: 'invalid_grant', text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.' },
  53003: { status: 400, error: 'interaction_required', text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.' },
  65001: { status: 400, error: 'invalid_grant', text: "The user or administrator has not consented to use the application with ID '{0}' for {1}. Send an interactive authorization request for this user and resource." },
  70000: { status: 400, error: 'invalid_grant', text: 'Provided grant is invalid or malformed.' },
  70003: { status: 400, error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{0}'." },
  70011: { status: 400, error: 'invalid_scope', text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid." },
  90002: { status: 400, error: 'invalid_request', text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud." },
  500011: { status: 400, error: 'invalid_resource', text: 'The resource principal named {0} was not found in the tenant named {1}.' },
  500133: { status: 400, error: 'invalid_grant', text: 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion.' },
  700016: { status: 400, error: 'unauthorized_client', text: "Application with identifier '{0}' was not found in the directory '{1}'." },
  700082: { status: 400, error: 'invalid_grant', text: 'The refresh token has expired due to inactivity. The token was issued on {0} and was inactive for 90.00:00:00.' },
  900144: { status: 400, error: 'invalid_request', text: "The request body must contain the following parameter: '{0}'." },
  1002012: { status: 400, error: 'invalid_scope', text: 'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).' },
  7000215: { status: 401, error: 'invalid_client', text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'." },
  7000218: { status: 401, error: 'invalid_client', text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'." },
} as const satisfies Record<number, Kind>;

export type AadCode = keyof typeof KINDS;
export type Extra = { suberror?: string; claims?: string };

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

/** Entra's error body, with the caller's correlation id when it sent one as a GUID, else a new one. */
export const aadReply = (refusal: AadRefusal, now: Date, clientRequestId: unknown): Reply => {
  const { status, error, text } = KINDS[refusal.code];
  const said = refusal.values.reduce((sentence, value, i) => sentence.replace(`{${i}}`, () => value), text as string);
  const traceId = randomUUID();
  const correlationId = typeof clientRequestId === 'string' && GUID.test(clientRequestId) ? clientRequestId : randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache', 'x-ms-request-id': traceId },
    body: {
      error,
      error_description: `AADSTS${refusal.code}: ${said} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [refusal.code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${refusal.code}`,
      ...refusal.extra,
    },
  };
};
