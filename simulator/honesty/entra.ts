import type { Row, Sure } from './row.ts';

const on = (sheet: string, what: string, about: string, sure: Sure = 'documented'): Row => ({ sheet, what, about, sure, built: { shown: what } });
const not = (sheet: string, what: string, about: string, no: string): Row => ({ sheet, what, about, sure: 'documented', built: { no } });

/** Documents, keys and flows of the Entra twin, and the small Graph beside it. */
export const ENTRA: readonly Row[] = [
  on('OpenID Connect', 'GET /{tenant}/v2.0/.well-known/openid-configuration', 'by id, domain or shared name; v1 as well'),
  on('OpenID Connect', 'GET /{tenant}/discovery/v2.0/keys', 'the keys that sign'),
  on('Bot Connector', 'GET login.botframework.com/v1/.well-known/keys', 'one key endorsed for Teams, one that is not'),
  on('OpenID Connect', 'key roll, announced', 'published before it signs: `POST /twin/keys/announce`, then `/twin/keys/roll`'),
  on('OpenID Connect', 'key roll, abrupt', '`POST /twin/keys/roll`; the old key stays until the next roll'),
  on('—', 'key roll after a leak', '`keepOld: false`: the old key is gone at once', 'unknown'),
  on('—', 'key documents and token endpoint down', '`POST /twin/faults`: `keysDown`, `tokenDown`, `slowMs`', 'unknown'),
  on('2.1', 'client credentials by secret, v2', '`scope` ends in `/.default`'), on('2.1', 'client credentials by secret, v1', '`resource`; numbers as text'),
  on('2.1', 'client credentials by certificate', 'either thumbprint; the certificate by `POST /twin/app`'),
  on('2.2', 'authorisation code', 'page, state, nonce, once, for its own address'), on('2.2', 'authorisation code with PKCE', 'S256 and plain'),
  on('2.2', 'form_post', 'the answer is posted'), on('2.2', 'single sign-on in one browser', 'by cookie, until signed out'),
  on('2.2', 'registered redirect addresses only', '`TWIN_REDIRECT_URIS`, or `POST /twin/app`; without it any address on loopback'),
  on('2.2', 'refresh with rotation', 'a new token each time, the old one lives on'), on('—', 'refresh tokens for single use, or none new', '`refreshRotation`', 'unknown'),
  on('2.2', '90 days without use', 'business time; each rotation counts anew'),
  on('OAuth 2.0', 'on behalf of', 'the Teams sign-in token for an API token'), on('RFC 8628', 'device code', 'pending, slow down, declined, expired'),
  on('2.2', 'amr', 'of the sign-in, kept by every refresh'), on('2.3', 'roles in the token', 'agent groups of the person; Billing admin too, which no group in Graph tells', 'inferred'),
  on('2.1', 'withdrawn audience', 'a token for `graph.windows.net` is still given; Partner Center refuses it'),
  on('Graph', 'GET /v1.0/me/memberOf', 'agent groups, Global administrator'), on('Graph', 'GET /v1.0/groups', 'with filter; members'), on('Graph', '401 and 403 of Graph', 'in Graph’s shape'),
  on('—', 'people changed by the trainer', '`POST /twin/people/{id}`: roles, amr, disabled, revoked', 'unknown'),
  not('OAuth 2.0', 'implicit and password grants', 'AADSTS700054 and AADSTS70003', 'both are withdrawn or unsafe, and the sheet rules them out'),
  not('Graph', 'everything else of Graph', 'mail, users’ details, writes', 'nobody in the journey asks for it'),
  not('—', 'several app registrations', 'one id, one secret, certificates', 'a second client uses the same registration, as the sign-in of the program allows'),
];
