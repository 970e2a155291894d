import type { TransferModel } from '../new-commerce-records.ts';
import type { Person, Role, Side, TransferVerb } from '../records.ts';

/** What a person may do with a transfer, by the role matrix (R202, R131, R139, R146; H14 takes the stricter role for create). */
export type Deed = TransferVerb | 'confirm-landed' | 'check-source' | 'resend';

const MATRIX: Record<Deed, { side: Side; roles: readonly Role[] }> = {
  create: { side: 'partner', roles: ['admin-agent'] },
  resend: { side: 'partner', roles: ['admin-agent'] },
  withdraw: { side: 'partner', roles: ['admin-agent'] },
  'check-source': { side: 'partner', roles: ['admin-agent', 'sales-agent'] },
  accept: { side: 'provider', roles: ['admin-agent', 'sales-agent'] },
  reject: { side: 'provider', roles: ['admin-agent', 'sales-agent'] },
  offer: { side: 'provider', roles: ['admin-agent'] },
  cancel: { side: 'provider', roles: ['admin-agent'] },
  take: { side: 'partner', roles: ['admin-agent'] },
  decline: { side: 'partner', roles: ['admin-agent'] },
  'confirm-landed': { side: 'provider', roles: ['admin-agent', 'sales-agent'] },
};

export type Authority =
  | { readonly ok: true; readonly role: Role }
  | { readonly ok: false; readonly code: 'wrong-tenant' | 'wrong-side' | 'own-request' | 'role-missing'; readonly needs: readonly Role[] };

/** The parties of a request; a transfer that does not exist yet has the same two. */
export type Parties = { readonly source: { readonly tenantId: string }; readonly target: { readonly tenantId: string }; readonly model?: TransferModel };

/** Requests of new commerce are the Admin agent's on both sides, the provider's no included (API topic 10). */
const rolesOf = (deed: Deed, { model }: Parties): readonly Role[] => (model === 'new-commerce' && deed === 'reject' ? MATRIX.offer.roles : MATRIX[deed].roles);

/**
 * May this person do this to this transfer? Decided by tenant and role only, both read by us, never by what a card says.
 * The partner never accepts its own request (R142); a third tenant sees nothing at all (invariant I5).
 */
export const authorize = (person: Pick<Person, 'tenantId' | 'roles'>, deed: Deed, parties: Parties): Authority => {
  const { side } = MATRIX[deed];
  const roles = rolesOf(deed, parties);
  const isSource = person.tenantId === parties.source.tenantId;
  const isTarget = person.tenantId === parties.target.tenantId;
  if (!isSource && !isTarget) return { ok: false, code: 'wrong-tenant', needs: roles };
  if (side === 'provider' && !isTarget) return { ok: false, code: deed === 'accept' || deed === 'offer' ? 'own-request' : 'wrong-side', needs: roles };
  if (side === 'partner' && !isSource) return { ok: false, code: 'wrong-side', needs: roles };
  const role = roles.find((allowed) => person.roles.includes(allowed));
  return role === undefined ? { ok: false, code: 'role-missing', needs: roles } : { ok: true, role };
};

/** The roles that open a deed, for sentences that name the right person. */
export const rolesFor = (deed: Deed): readonly Role[] => MATRIX[deed].roles;
