import { errors } from 'jose';
import type { JWTPayload } from 'jose';
import { appClaims, botAudience, delegatedClaims, idClaims, issuerV2 } from './claims.ts';
import type { Directory, DirectoryPerson, TwinApp } from './directory.ts';
import { sign, verifyOwn } from './keys.ts';
import type { TwinKeys } from './keys.ts';
import type { Grant, RefreshTokens } from './refresh-tokens.ts';
import type { Codes } from './codes.ts';
import type { DeviceCodes } from './device-codes.ts';
import type { Registration } from './registration.ts';
import { AadRefusal } from './refusals.ts';
import { wantedOf } from './resources.ts';
import type { Wanted } from './resources.ts';

export type GrantDeps = {
  app: TwinApp;
  keys: TwinKeys;
  directory: Directory;
  refreshTokens: RefreshTokens;
  registration: Registration;
  codes: Codes;
  deviceCodes: DeviceCodes;
  /** Real time: tokens live in it, whatever the rehearsal's clock says. */
  wallNow: () => Date;
};

/**
 * The form of one token request. `tenantId` is undefined for `common` and `organizations`: the grant then says the tenant;
 * `tenantName` is what stood in the address. `isProven` tells whether the app showed a credential.
 */
export type TokenForm = { tenantName: string; tenantId: string | undefined; isProven: boolean; field(name: string): string | undefined };

export type Minted = { wanted: Wanted; accessToken: string; refreshToken?: string; idToken?: string; clientInfo?: string };

const seconds = (deps: GrantDeps): number => Math.floor(deps.wallNow().getTime() / 1000);

export const need = (form: TokenForm, name: string): string => {
  const value = form.field(name);
  if (value === undefined || value === '') throw new AadRefusal(900144, [name]);
  return value;
};

export const wanted = (deps: GrantDeps, form: TokenForm, fallbackScope?: string): Wanted => {
  const tenantId = form.tenantId ?? 'common';
  const asked = { scope: form.field('scope'), resource: form.field('resource'), tenantId, appId: deps.app.id };
  const found = wantedOf(asked) ?? wantedOf({ ...asked, scope: `${fallbackScope ?? ''} ${asked.scope ?? ''}`, resource: undefined });
  if (found === undefined && asked.scope === undefined) throw new AadRefusal(900144, ['scope']);
  if (found === undefined) throw new AadRefusal(70011, [asked.scope ?? '']);
  return found;
};

export const clientCredentials = async (deps: GrantDeps, form: TokenForm): Promise<Minted> => {
  const want = wanted(deps, form);
  if (!want.isDefault) throw new AadRefusal(1002012, [form.field('scope') ?? '']);
  const tenantId = form.tenantId ?? deps.app.tenantId;
  const of = { tenantId, appId: deps.app.id, audience: want.resource.uri, seconds: seconds(deps) };
  return { wanted: want, accessToken: await sign(deps.keys.entra, appClaims(of, want.resource.appRoles)) };
};

export const refresh = async (deps: GrantDeps, form: TokenForm): Promise<Minted> => {
  const redeemed = deps.refreshTokens.redeem(need(form, 'refresh_token'));
  if (redeemed.state === 'expired') throw new AadRefusal(700082, [redeemed.issuedAt]);
  if (redeemed.state === 'unknown' || redeemed.grant.appId !== deps.app.id) throw new AadRefusal(70000);
  const { grant } = redeemed;
  if (grant.isPublic !== true && !form.isProven) throw new AadRefusal(7000218);
  if (form.tenantId !== undefined && form.tenantId !== grant.tenantId) throw new AadRefusal(50020, [form.tenantId, deps.app.id]);
  const person = standing(deps, grant);
  if (person.session !== grant.session) throw new AadRefusal(50173);
  const want = wanted(deps, form, grant.scope);
  const rotation = deps.directory.faults().refreshRotation;
  const minted = await delegated(deps, { person, want, grant: { ...grant, scope: want.renewal }, renewable: rotation !== 'none' });
  if (rotation === 'single-use') deps.refreshTokens.forget(need(form, 'refresh_token'));
  return minted;
};

export const onBehalfOf = async (deps: GrantDeps, form: TokenForm): Promise<Minted> => {
  if (need(form, 'requested_token_use') !== 'on_behalf_of') throw new AadRefusal(70003, [form.field('requested_token_use') ?? '']);
  const claims = await checkAssertion(deps, need(form, 'assertion'));
  const tenantId = String(claims['tid']);
  if (form.tenantId !== undefined && form.tenantId !== tenantId) throw new AadRefusal(50013, ['The assertion is of another tenant than the request.']);
  const person = standing(deps, { personId: String(claims['oid']), tenantId });
  if (claims.iat !== undefined && person.revokedAt !== undefined && claims.iat < person.revokedAt) throw new AadRefusal(50173);
  const want = wanted(deps, form);
  const grant = { personId: person.id, tenantId, appId: deps.app.id, amr: person.amr, session: person.session, scope: want.renewal };
  return delegated(deps, { person, want, grant, renewable: want.oidc.includes('offline_access') });
};

/** A sign-in token made by this twin for this bot; everything else is 50013, too old is 500133. */
const checkAssertion = async (deps: GrantDeps, assertion: string): Promise<JWTPayload> => {
  try {
    const payload = await verifyOwn(deps.keys, assertion, {
      audience: [botAudience(deps.app.id), deps.app.id],
      requiredClaims: ['exp', 'tid', 'oid', 'iss'],
      currentDate: deps.wallNow(),
    });
    if (payload.iss === issuerV2(String(payload['tid']))) return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new AadRefusal(500133);
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new AadRefusal(50013, [`The assertion was refused: ${error.code}.`]);
  }
  throw new AadRefusal(50013, ['The issuer of the assertion is not trusted.']);
};

/** The person when the account exists, is enabled, and no policy stands in the way. */
export const standing = (deps: GrantDeps, who: { personId: string; tenantId: string }): DirectoryPerson => {
  const person = deps.directory.person(who.personId);
  if (person === undefined || person.tenantId !== who.tenantId) throw new AadRefusal(50034, [who.tenantId]);
  if (person.disabled) throw new AadRefusal(50057);
  const faults = deps.directory.faults();
  if (faults.denyConditionalAccess === person.id) throw new AadRefusal(53003, [], { suberror: 'message_only', claims: policyClaims(person.tenantId) });
  return person;
};

/** The claims challenge that Entra sends along; the policy's id is the tenant's own id here, since there is but one policy. */
const policyClaims = (policyId: string): string => JSON.stringify({ access_token: { capolids: { essential: true, values: [policyId] } } });

/** Refuses who signed in without the second factor that a policy asks for. */
export const requireFactor = (deps: GrantDeps, person: DirectoryPerson, grant: { amr: readonly string[]; resource: string }): void => {
  if (deps.directory.faults().requireMfa !== person.id || grant.amr.includes('mfa')) return;
  throw new AadRefusal(50076, [grant.resource], { suberror: 'basic_action', claims: policyClaims(person.tenantId) });
};

type Delegated = { person: DirectoryPerson; want: Wanted; grant: Grant; renewable: boolean; nonce?: string | undefined };

export const delegated = async (deps: GrantDeps, { person, want, grant, renewable, nonce }: Delegated): Promise<Minted> => {
  requireFactor(deps, person, { amr: grant.amr, resource: want.resource.uri });
  const now = seconds(deps);
  const of = { tenantId: person.tenantId, appId: deps.app.id, audience: want.resource.uri, seconds: now };
  const accessToken = await sign(deps.keys.entra, delegatedClaims(of, { person, amr: grant.amr, scopes: want.granted }));
  const idToken = want.oidc.includes('openid') ? await sign(deps.keys.entra, idClaims(person, deps.app.id, { seconds: now, nonce })) : undefined;
  const clientInfo = Buffer.from(JSON.stringify({ uid: person.id, utid: person.tenantId })).toString('base64url');
  return { wanted: want, accessToken, idToken, clientInfo, refreshToken: renewable ? deps.refreshTokens.issue(grant) : undefined };
};
