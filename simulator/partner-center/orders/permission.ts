import { accountOf } from '../account.ts';
import type { CustomerCall } from '../call.ts';
import { ApiError, type ErrorName } from '../errors.ts';
import { mayBuyDirectly } from '../program.ts';
import { isSameRegion } from '../regions.ts';
import { resellerOfRecord } from '../reseller-of-record.ts';
import { isDirect, isThrough } from '../state.ts';

export type BuyerRole = 'provider' | 'direct';

/** A provider buys for customers of its resellers, a direct partner for its own; a reseller and a restricted partner do not (§8.4, R69, R70). */
export const requireBuyer = ({ state, customer, partner }: CustomerCall): BuyerRole => {
  if (!partner.mpaSigned) throw new ApiError('ownAgreementMissing');
  if (!isSameRegion(partner.address.country, customer.address.country)) throw new ApiError('marketNotAllowed');
  if (customer.links.some((l) => l.kind === 'provider' && l.partnerId === partner.id)) return 'provider';
  if (!isDirect(customer, partner.id)) throw new ApiError('denied', 'An indirect reseller orders through its provider.');
  if (!mayBuyDirectly(state, partner)) throw new ApiError('denied', 'The direct-bill capability of the partner does not allow new orders.');
  return 'direct';
};

const BLOCKED: Partial<Record<string, ErrorName>> = { UnderReview: 'accountUnderReview', Unknown: 'accountUnknown', NotAllowed: 'accountNotApproved' };

/** Nobody buys for an account that Microsoft looks into or has refused (§6.6). */
export const requireAccount = ({ state, customer }: CustomerCall): void => {
  const name = BLOCKED[accountOf(state, customer.id).status];
  if (name !== undefined) throw new ApiError(name);
};

/** A provider names the reseller on every line; nobody else names any (§8.4). */
export const requirePartnersOfRecord = (call: CustomerCall, role: BuyerRole, mpnIds: readonly (string | undefined)[]): void => {
  for (const mpnId of new Set(mpnIds)) {
    if (role === 'direct' && mpnId !== undefined) throw new ApiError('badProperty', 'partnerIdOnRecord is for orders of a provider.');
    if (role === 'provider') requirePartnerOfRecord(call, mpnId);
  }
};

const requirePartnerOfRecord = ({ state, customer, partner }: CustomerCall, mpnId: string | undefined): void => {
  if (mpnId === undefined) throw new ApiError('badProperty', 'partnerIdOnRecord is missing.');
  const reseller = resellerOfRecord(state, partner.id, mpnId);
  if (!reseller.mpaSigned) throw new ApiError('resellerAgreementMissing');
  if (!isThrough(customer, partner.id, reseller.id)) throw new ApiError('partnerOfRecordRelation');
};
