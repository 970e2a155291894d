import type { Ask, Reply, Route } from '../http.ts';
import { issuerV1, issuerV2 } from './claims.ts';
import type { Directory } from './directory.ts';
import { jwksEntry } from './keys.ts';
import type { TwinKeys } from './keys.ts';
import { AadRefusal, aadReply } from './refusals.ts';
import { SHARED_TENANTS } from './token-endpoint.ts';

const LOGIN = 'https://login.microsoftonline.com';

type Deps = { keys: TwinKeys; directory: Directory; wallNow: () => Date };

const cached = (body: unknown): Reply => ({ status: 200, body, headers: { 'cache-control': 'max-age=86400, private' } });

/** What is the same in every tenant's document. */
const ABILITIES = {
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  tenant_region_scope: 'EU',
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
};

const documentV2 = (tenant: string): unknown => ({
  token_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/token`,
  jwks_uri: `${LOGIN}/${tenant}/discovery/v2.0/keys`,
  authorization_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/authorize`,
  device_authorization_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/devicecode`,
  end_session_endpoint: `${LOGIN}/${tenant}/oauth2/v2.0/logout`,
  issuer: issuerV2(SHARED_TENANTS.has(tenant) ? '{tenantid}' : tenant),
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'name', 'preferred_username', 'oid', 'tid', 'ver'],
  ...ABILITIES,
});

const documentV1 = (tenant: string): unknown => ({
  token_endpoint: `${LOGIN}/${tenant}/oauth2/token`,
  jwks_uri: `${LOGIN}/${tenant}/discovery/keys`,
  authorization_endpoint: `${LOGIN}/${tenant}/oauth2/authorize`,
  end_session_endpoint: `${LOGIN}/${tenant}/oauth2/logout`,
  issuer: issuerV1(SHARED_TENANTS.has(tenant) ? '{tenantid}' : tenant),
  scopes_supported: ['openid'],
  ...ABILITIES,
});

const CHANNEL_DOCUMENT = {
  issuer: 'https://api.botframework.com',
  authorization_endpoint: 'https://invalid.botframework.com',
  jwks_uri: 'https://login.botframework.com/v1/.well-known/keys',
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
};

/** OpenID documents and keys of Entra and of the bot channel. Addresses in them are the production ones: whoever reads them maps hosts, as for every other call. */
export const metadataRoutes = (deps: Deps): Route[] => {
  const forTenant = (answer: (tenant: string) => unknown) => (ask: Ask): Reply => {
    const named = ask.params['tenant'] ?? '';
    const tenant = SHARED_TENANTS.has(named) ? named : deps.directory.tenantId(named);
    if (tenant !== undefined) return cached(answer(tenant));
    return aadReply(new AadRefusal(90002, [named]), deps.wallNow(), ask.query.get('client-request-id') ?? ask.headers['client-request-id']);
  };
  const keys = forTenant(() => ({ keys: deps.keys.published('entra').map(jwksEntry) }));
  return [
    ['get', '/:tenant/v2.0/.well-known/openid-configuration', forTenant(documentV2)],
    ['get', '/:tenant/.well-known/openid-configuration', forTenant(documentV1)],
    ['get', '/:tenant/discovery/v2.0/keys', keys],
    ['get', '/:tenant/discovery/keys', keys],
    ['get', '/botframework/v1/.well-known/openidconfiguration', () => cached(CHANNEL_DOCUMENT)],
    ['get', '/botframework/v1/.well-known/keys', () => cached({ keys: channelKeys(deps.keys) })],
  ];
};

/** A key may sign for the channels that its entry endorses; the second one is good for web chat only. */
const channelKeys = (keys: TwinKeys): unknown[] => [
  ...keys.published('channel').map((key) => ({ ...jwksEntry(key), endorsements: ['msteams'] })),
  { ...jwksEntry(keys['channel-unendorsed']), endorsements: ['webchat'] },
];
