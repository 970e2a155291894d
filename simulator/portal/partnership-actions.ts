import { randomUUID } from 'node:crypto';
import { writeAudit } from '../partner-center/audit-log.ts';
import type { PartnershipInvitation } from '../partner-center/portal-records.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { partnerOf, personOf } from './actors.ts';
import { PortalError } from './errors.ts';

type Deps = Pick<PipelineDeps, 'state' | 'clock'>;

/** The provider starts the partnership by mailing its link (R47, R48). */
export const invitePartner = (deps: Deps, ask: { readonly providerId: string; readonly partnerId: string }): PartnershipInvitation => {
  const provider = partnerOf(deps.state, ask.providerId);
  const partner = partnerOf(deps.state, ask.partnerId);
  if (!provider.isProvider || partner.isProvider) throw new PortalError(409, 'A provider invites a partner that is none.');
  if (partner.providers.includes(provider.id)) throw new PortalError(409, 'The two are partners already.');
  const waiting = deps.state.partnerships.all().find((i) => i.providerId === provider.id && i.partnerId === partner.id && i.phase === 'sent');
  if (waiting !== undefined) return waiting;
  const id = randomUUID();
  return deps.state.partnerships.set(id, { id, providerId: provider.id, partnerId: partner.id, phase: 'sent', sentAt: deps.clock.now().toISOString() });
};

type Answer = { readonly invitationId: string; readonly verb: 'accept' | 'decline'; readonly personId?: string | undefined };

/** The reseller's Global administrator follows the link (R50); the provider is listed from then on (R51).
 * No event tells of it, but the audit records of both do (§12). */
export const answerInvitation = (deps: Deps, ask: Answer): PartnershipInvitation => {
  const invitation = deps.state.partnerships.get(ask.invitationId);
  if (invitation === undefined) throw new PortalError(404, 'There is no such invitation.');
  if (invitation.phase !== 'sent') throw new PortalError(409, 'The invitation has been answered already.');
  const partner = partnerOf(deps.state, invitation.partnerId);
  const decided = { ...invitation, decidedAt: deps.clock.now().toISOString() };
  const person = personOf({ tenantId: partner.id, roles: ['GlobalAdministrator'], personId: ask.personId });
  if (ask.verb === 'decline') return deps.state.partnerships.set(invitation.id, { ...decided, phase: 'declined' });
  if (!partner.isReseller) throw new PortalError(409, 'The partner has to enrol as indirect reseller and sign the agreement first.');
  deps.state.partners.set(partner.id, { ...partner, providers: [...partner.providers, invitation.providerId] });
  writeAudit(deps.state, {
    operationType: 'create_partner_relationship', resourceType: 'partner_relationship', seenBy: [partner.id, invitation.providerId], by: person.upn,
    at: deps.clock.now(), subject: invitation.id, details: { IndirectProviderId: invitation.providerId },
  });
  return deps.state.partnerships.set(invitation.id, { ...decided, phase: 'accepted' });
};
