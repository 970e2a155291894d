import { ApiError } from './errors.ts';
import { programOf } from './program.ts';
import type { PartnerRecord, State } from './state.ts';
import { switchOf } from './switches.ts';

/**
 * The reseller whose MPN id a provider stamps on what it holds. Throws for an id that nobody has (800015), the provider's own (2072),
 * one that is no reseller of this provider (800016), one whose enrolment is not complete (900154) or whose
 * program is not active (800039 or 900149).
 */
export const resellerOfRecord = (state: State, providerId: string, mpnId: string): PartnerRecord => {
  const partner = state.partners.all().find((p) => p.mpnId === mpnId);
  if (partner === undefined) throw new ApiError('partnerIdNotFound');
  if (partner.id === providerId) throw new ApiError('providerAsPartnerOfRecord');
  if (!partner.isReseller || !partner.providers.includes(providerId)) throw new ApiError('partnerIdNotReseller');
  if (programOf(state, partner).reseller !== 'signed') throw new ApiError('locationNotLinked');
  if (partner.isResellerSuspended === true) throw new ApiError(switchOf(state, 'resellers.notActive') === '900149' ? 'resellerSuspended' : 'resellerNotActive');
  return partner;
};
