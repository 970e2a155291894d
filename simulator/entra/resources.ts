import { AadRefusal } from './refusals.ts';

export const GRAPH = 'https://graph.microsoft.com';
export const PARTNER_CENTER = 'https://api.partnercenter.microsoft.com';

type Resource = { uri: string; scopes: readonly string[]; appRoles: readonly string[] };

/** The APIs tokens can be had for. Azure AD Graph was withdrawn in August 2025, yet its tokens are still handed out: it is Partner Center that refuses them (API topic 2.1). */
const RESOURCES: readonly Resource[] = [
  { uri: PARTNER_CENTER, scopes: ['user_impersonation'], appRoles: [] },
  { uri: 'https://api.botframework.com', scopes: ['user_impersonation'], appRoles: [] },
  { uri: GRAPH, scopes: ['User.Read', 'GroupMember.Read.All'], appRoles: ['Directory.Read.All'] },
  { uri: 'https://graph.windows.net', scopes: ['user_impersonation'], appRoles: [] },
];

const OIDC = new Set(['openid', 'profile', 'offline_access', 'email']);

/**
 * What a caller asked for: one resource, the permissions granted there, and OpenID scopes. `said` is what the answer repeats,
 * `renewal` the v2 scope that a later refresh falls back to when it names none.
 */
export type Wanted = { resource: Resource; granted: string[]; isDefault: boolean; oidc: string[]; said: string; renewal: string };
export type Asked = { scope: string | undefined; resource: string | undefined; tenantId: string; appId: string };

/** Reads `scope` (v2) or `resource` (v1); undefined when the form names no resource. Throws what Entra answers to a wrong one. */
export const wantedOf = (asked: Asked): Wanted | undefined => {
  if (asked.resource !== undefined) return v1(asked.resource, asked);
  const words = (asked.scope ?? '').split(/\s+/).filter((word) => word !== '');
  const oidc = [...new Set(words.filter((word) => OIDC.has(word)))];
  const named = words.filter((word) => !OIDC.has(word)).map((word) => splitScope(word, asked));
  const resource = named[0]?.resource;
  if (resource === undefined) return undefined;
  if (named.some((one) => one.resource !== resource)) throw new AadRefusal(28000, [asked.scope ?? '']);
  return v2(resource, { names: named.map((one) => one.name), oidc }, asked);
};

const v1 = (uri: string, asked: Asked): Wanted => {
  const resource = RESOURCES.find((r) => r.uri === uri.replace(/\/+$/, '').toLowerCase());
  if (resource === undefined) throw new AadRefusal(500011, [uri, asked.tenantId]);
  const renewal = `offline_access ${resource.uri}/.default`;
  return { resource, granted: [...resource.scopes], isDefault: true, oidc: ['offline_access'], said: resource.scopes.join(' '), renewal };
};

const v2 = (resource: Resource, words: { names: string[]; oidc: string[] }, asked: Asked): Wanted => {
  const isDefault = words.names.includes('.default');
  const missing = words.names.find((name) => name !== '.default' && !resource.scopes.includes(name));
  if (missing !== undefined) throw new AadRefusal(65001, [asked.appId, `${resource.uri}/${missing}`], { suberror: 'consent_required' });
  const granted = isDefault ? [...resource.scopes] : words.names;
  const full = [...new Set([...granted, ...words.names])].map((name) => `${resource.uri}/${name}`);
  const said = [...words.oidc, ...full].join(' ');
  return { resource, granted, isDefault, oidc: words.oidc, said, renewal: said };
};

/** `https://host/name`, or a bare name, which belongs to Graph. */
const splitScope = (word: string, asked: Asked): { resource: Resource; name: string } => {
  const cut = word.lastIndexOf('/');
  const uri = cut < 0 ? GRAPH : word.slice(0, cut).replace(/\/+$/, '').toLowerCase();
  const resource = RESOURCES.find((r) => r.uri === uri);
  if (resource !== undefined) return { resource, name: word.slice(cut + 1) };
  throw new AadRefusal(500011, [uri, asked.tenantId]);
};
