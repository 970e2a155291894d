import type { GrantDeps, Minted, TokenForm } from './grants.ts';
import { delegated, need, standing, wanted } from './grants.ts';
import type { Grant } from './refresh-tokens.ts';
import { AadRefusal } from './refusals.ts';

/** A code from the sign-in page. An unregistered loopback address is a program on somebody's machine, which has no secret to show. */
export const authorisationCode = async (deps: GrantDeps, form: TokenForm): Promise<Minted> => {
  const redirectUri = need(form, 'redirect_uri');
  const code = need(form, 'code');
  if (!form.isProven && deps.registration.redirect(redirectUri) === 'registered') throw new AadRefusal(7000218);
  const { redirectUri: _uri, challenge: _challenge, nonce, ...grant } = deps.codes.redeem(code, { redirectUri, verifier: form.field('code_verifier') });
  return mint(deps, form, { grant, nonce });
};

/** `device_code`, which the older endpoint calls `code`. */
export const deviceCode = async (deps: GrantDeps, form: TokenForm): Promise<Minted> => {
  const code = form.field('device_code') ?? form.field('code');
  if (code === undefined) throw new AadRefusal(900144, ['device_code']);
  return mint(deps, form, { grant: deps.deviceCodes.redeem(code), nonce: undefined });
};

const mint = async (deps: GrantDeps, form: TokenForm, { grant, nonce }: { grant: Grant; nonce: string | undefined }): Promise<Minted> => {
  if (form.tenantId !== undefined && form.tenantId !== grant.tenantId) throw new AadRefusal(50020, [form.tenantId, deps.app.id]);
  const person = standing(deps, grant);
  if (person.session !== grant.session) throw new AadRefusal(50173);
  const want = wanted(deps, form, grant.scope);
  const kept = { ...grant, scope: want.renewal, isPublic: !form.isProven };
  return delegated(deps, { person, want, grant: kept, renewable: want.oidc.includes('offline_access'), nonce });
};
