import { formFields } from '../http.ts';
import type { Ask, Reply, Route } from '../http.ts';
import { LIFETIME_S } from './claims.ts';
import { clientCredentials, need, onBehalfOf, refresh } from './grants.ts';
import type { GrantDeps, Minted, TokenForm } from './grants.ts';
import { proveApp } from './credentials.ts';
import { authorisationCode, deviceCode } from './interactive-grants.ts';
import { AadRefusal, aadReply } from './refusals.ts';

/** The tenant names by which a multi-tenant app asks without knowing the tenant. */
export const SHARED_TENANTS: ReadonlySet<string> = new Set(['common', 'organizations']);

const GRANTS: Record<string, (deps: GrantDeps, form: TokenForm) => Promise<Minted>> = {
  client_credentials: clientCredentials,
  refresh_token: refresh,
  authorization_code: authorisationCode,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  device_code: deviceCode,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
};

/** The two token endpoints: v2 is asked by `scope`, v1 by `resource`. */
export const tokenRoutes = (deps: GrantDeps): Route[] => [
  ['post', '/:tenant/oauth2/v2.0/token', (ask) => tokenReply(deps, ask, 'v2')],
  ['post', '/:tenant/oauth2/token', (ask) => tokenReply(deps, ask, 'v1')],
];

/** The app alone vouches for itself here, so a request without its credential is refused before anything else is looked at. */
const CONFIDENTIAL: ReadonlySet<string> = new Set(['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer']);

type Version = 'v1' | 'v2';

const tokenReply = async (deps: GrantDeps, ask: Ask, version: Version): Promise<Reply> => {
  try {
    const form = readForm(deps, ask, version);
    const grantType = need(form, 'grant_type');
    checkApp(deps, form, ask.params['tenant'] ?? '');
    const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
    if (grant === undefined) throw new AadRefusal(70003, [grantType]);
    const isProven = await proveApp(deps, form);
    if (!isProven && CONFIDENTIAL.has(grantType)) throw new AadRefusal(7000218);
    const minted = await grant(deps, { ...form, isProven });
    const body = version === 'v2' ? bodyV2(minted) : bodyV1(minted, deps.wallNow());
    return { status: 200, body, headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' } };
  } catch (error) {
    if (error instanceof AadRefusal) return aadReply(error, deps.wallNow(), ask.query.get('client-request-id') ?? ask.headers['client-request-id']);
    throw error;
  }
};

/** A body that is not a form counts as empty, so the first missing field is named. Each version reads its own way to name a resource. */
const readForm = (deps: GrantDeps, ask: Ask, version: Version): TokenForm => {
  const tenant = ask.params['tenant'] ?? '';
  const fields = formFields(ask);
  const ignored = version === 'v2' ? 'resource' : 'scope';
  const tenantId = SHARED_TENANTS.has(tenant) ? undefined : deps.directory.tenantId(tenant);
  if (tenantId === undefined && !SHARED_TENANTS.has(tenant)) throw new AadRefusal(90002, [tenant]);
  return { tenantName: tenant, tenantId, isProven: false, field: (name) => (name !== ignored && Object.hasOwn(fields, name) ? fields[name] : undefined) };
};

const checkApp = (deps: GrantDeps, form: TokenForm, tenant: string): void => {
  const clientId = need(form, 'client_id');
  if (clientId.toLowerCase() !== deps.app.id.toLowerCase()) throw new AadRefusal(700016, [clientId, tenant]);
};

const optional = (minted: Minted): Record<string, string | undefined> => ({
  refresh_token: minted.refreshToken,
  id_token: minted.idToken,
  client_info: minted.clientInfo,
});

const bodyV2 = (minted: Minted): Record<string, unknown> => ({
  token_type: 'Bearer',
  ...(minted.clientInfo === undefined ? {} : { scope: minted.wanted.said }),
  expires_in: LIFETIME_S - 1,
  ext_expires_in: LIFETIME_S - 1,
  access_token: minted.accessToken,
  ...optional(minted),
});

/** The v1 endpoint answers its numbers as text, and repeats the resource. */
const bodyV1 = (minted: Minted, now: Date): Record<string, unknown> => {
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    token_type: 'Bearer',
    ...(minted.clientInfo === undefined ? {} : { scope: minted.wanted.said }),
    expires_in: String(LIFETIME_S - 1),
    ext_expires_in: String(LIFETIME_S - 1),
    expires_on: String(seconds + LIFETIME_S),
    not_before: String(seconds),
    resource: minted.wanted.resource.uri,
    access_token: minted.accessToken,
    ...optional(minted),
  };
};
