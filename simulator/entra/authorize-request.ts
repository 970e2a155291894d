import type { Challenge } from './codes.ts';
import { AadRefusal } from './refusals.ts';
import { wantedOf } from './resources.ts';
import type { Wanted } from './resources.ts';

export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** An authorisation request whose address is known to be the client's; what else is wrong goes back there. */
export type AuthorizeRequest = {
  redirectUri: string;
  mode: ResponseMode;
  state: string | undefined;
  nonce: string | undefined;
  loginHint: string | undefined;
  prompts: readonly string[];
  challenge: Challenge | undefined;
  want: Wanted;
};

type Asked = { fields: Readonly<Record<string, string>>; tenantName: string; appId: string; version: 'v1' | 'v2' };

const MODES: readonly string[] = ['query', 'fragment', 'form_post'] satisfies ResponseMode[];
const PROMPTS = new Set(['login', 'none', 'consent', 'select_account', 'admin_consent', 'create']);

export const modeOf = (fields: Readonly<Record<string, string>>): ResponseMode => {
  const mode = fields['response_mode'] ?? 'query';
  return MODES.includes(mode) ? (mode as ResponseMode) : 'query';
};

/** Reads the rest of a request once its address was found good. */
export const readRequest = ({ fields, tenantName, appId, version }: Asked): AuthorizeRequest => {
  const type = fields['response_type'];
  if (type === undefined || type === '') throw new AadRefusal(900144, ['response_type']);
  if (type !== 'code') throw new AadRefusal(700054, [type]);
  if (fields['response_mode'] !== undefined && !MODES.includes(fields['response_mode'])) throw new AadRefusal(90023, ['response_mode']);
  const prompts = (fields['prompt'] ?? '').split(' ').filter((word) => word !== '');
  if (prompts.some((word) => !PROMPTS.has(word)) || (prompts.includes('none') && prompts.length > 1)) throw new AadRefusal(90023, ['prompt']);
  return {
    redirectUri: fields['redirect_uri'] ?? '', mode: modeOf(fields), state: fields['state'], nonce: fields['nonce'], loginHint: fields['login_hint'],
    prompts, challenge: challengeOf(fields), want: wantOf({ fields, tenantName, appId, version }),
  };
};

/** A request for OpenID words alone gets what Graph shows of the person, as in Entra. */
const wantOf = ({ fields, tenantName, appId, version }: Asked): Wanted => {
  const asked = { tenantId: tenantName, appId };
  if (version === 'v1' && fields['resource'] !== undefined) return wantedOf({ ...asked, scope: undefined, resource: fields['resource'] }) as Wanted;
  const scope = version === 'v1' ? 'openid offline_access' : fields['scope'];
  if (scope === undefined || scope.trim() === '') throw new AadRefusal(900144, ['scope']);
  const found = wantedOf({ ...asked, scope, resource: undefined }) ?? wantedOf({ ...asked, scope: `${scope} User.Read`, resource: undefined });
  if (found === undefined) throw new AadRefusal(70011, [scope]);
  return found;
};

/** PKCE (RFC 7636): 43 to 128 characters, hashed unless the client says `plain`. */
const challengeOf = (fields: Readonly<Record<string, string>>): Challenge | undefined => {
  const value = fields['code_challenge'];
  if (value === undefined) return undefined;
  if (value.length < 43 || value.length > 128) throw new AadRefusal(501491);
  const method = fields['code_challenge_method'] ?? 'plain';
  if (method !== 'S256' && method !== 'plain') throw new AadRefusal(90023, ['code_challenge_method']);
  return { value, method };
};
