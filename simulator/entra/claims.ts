import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { TwinPerson } from '../people.ts';
import { fingerprint, guidFrom } from './ids.ts';

/** Seconds that an access token lives. */
export const LIFETIME_S = 3600;

/** The Teams web client, which obtains a person's sign-in token for a bot. */
const TEAMS_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export const servicePrincipalId = (tenantId: string, appId: string): string => guidFrom(`service-principal ${tenantId} ${appId}`);
export const issuerV1 = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;
export const issuerV2 = (tenantId: string): string => `https://login.microsoftonline.com/${tenantId}/v2.0`;
export const botAudience = (appId: string): string => `api://botid-${appId}`;

const times = (seconds: number): JWTPayload => ({ iat: seconds, nbf: seconds, exp: seconds + LIFETIME_S });
const uti = (): string => randomBytes(16).toString('base64url');
const pairwise = (person: TwinPerson, audience: string): string => fingerprint(`${person.id} ${audience}`);

type V1 = { tenantId: string; appId: string; audience: string; seconds: number };

const v1 = (of: V1): JWTPayload => ({
  aud: of.audience,
  iss: issuerV1(of.tenantId),
  ...times(of.seconds),
  tid: of.tenantId,
  appid: of.appId,
  appidacr: '1',
  idp: issuerV1(of.tenantId),
  uti: uti(),
  ver: '1.0',
});

/** App-only: no person, no `scp`; `roles` are the application permissions on the resource, when there are any. */
export const appClaims = (of: V1, appRoles: readonly string[]): JWTPayload => {
  const oid = servicePrincipalId(of.tenantId, of.appId);
  return { ...v1(of), idtyp: 'app', oid, sub: oid, ...(appRoles.length > 0 ? { roles: appRoles } : {}) };
};

export type Delegation = { person: TwinPerson; amr: readonly string[]; scopes: readonly string[] };

/** App and user: `roles` are the person's Partner Center agent roles, `amr` how the person signed in. */
export const delegatedClaims = (of: V1, { person, amr, scopes }: Delegation): JWTPayload => ({
  ...v1(of),
  idtyp: 'user',
  oid: person.id,
  sub: pairwise(person, of.appId),
  upn: person.upn,
  unique_name: person.upn,
  name: person.name,
  scp: scopes.join(' '),
  amr,
  roles: person.roles,
});

const v2 = (person: TwinPerson, audience: string, seconds: number): JWTPayload => ({
  aud: audience,
  iss: issuerV2(person.tenantId),
  ...times(seconds),
  oid: person.id,
  tid: person.tenantId,
  sub: pairwise(person, audience),
  name: person.name,
  preferred_username: person.upn,
  uti: uti(),
  ver: '2.0',
});

/** `nonce` is what the client sent to the authorisation page, to find in the token again. */
export const idClaims = (person: TwinPerson, appId: string, { seconds, nonce }: { seconds: number; nonce?: string | undefined }): JWTPayload => ({
  ...v2(person, appId, seconds),
  ...(nonce === undefined ? {} : { nonce }),
});

/** The token by which Teams tells the bot who the person is; the bot exchanges it on the person's behalf. */
export const ssoClaims = (person: TwinPerson, appId: string, seconds: number): JWTPayload => ({
  ...v2(person, botAudience(appId), seconds),
  azp: TEAMS_CLIENT,
  azpacr: '0',
  scp: 'access_as_user',
});

export const channelClaims = (appId: string, serviceUrl: string, seconds: number): JWTPayload => ({
  iss: 'https://api.botframework.com',
  aud: appId,
  nbf: seconds,
  exp: seconds + LIFETIME_S,
  serviceurl: serviceUrl,
});
