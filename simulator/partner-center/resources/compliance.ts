import { objectBody, ok, type Call, type Resource } from '../call.ts';
import { ApiError, ERRORS, type ErrorName } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import { isSameRegion } from '../regions.ts';
import type { PartnerRecord, State } from '../state.ts';

const SIGNED = { isAgreementSigned: true };

const byMpnId = (state: State, mpnId: string): PartnerRecord | undefined => state.partners.all().find((p) => p.mpnId === mpnId);

/** By PartnerID: known, same region, signed, enrolled, in this order. */
const statusOfMpn = ({ state, partner }: Call, mpnId: string): object => {
  if (!/^\d{1,12}$/.test(mpnId)) throw new ApiError('badInput');
  const found = byMpnId(state, mpnId);
  if (found === undefined) throw new ApiError('mpnNotMigrated');
  if (!isSameRegion(found.address.country, partner.address.country)) throw new ApiError('otherRegion');
  if (!found.mpaSigned) throw new ApiError('mpaNotSignedByMpn');
  if (!found.isReseller) throw new ApiError('notEnrolled');
  return SIGNED;
};

const statusOfTenant = ({ state }: Call, tenantId: string): object => {
  if (!isGuid(tenantId)) throw new ApiError('badInput');
  const found = state.partners.get(key(tenantId));
  if (found === undefined) throw new ApiError('tenantUnknown');
  if (!found.mpaSigned) throw new ApiError('mpaNotSignedByTenant');
  return SIGNED;
};

/** §5.6: exactly one argument, each way to fail with its own code. */
const agreementStatus = (call: Call): object => {
  const mpnId = call.ask.query.get('mpnId');
  const tenantId = call.ask.query.get('tenantId');
  if (mpnId !== null && tenantId !== null) throw new ApiError('badInput');
  if (mpnId !== null) return statusOfMpn(call, mpnId);
  if (tenantId !== null) return statusOfTenant(call, tenantId);
  throw new ApiError('inputMissing');
};

/** Why this id may not be partner on record; undefined when it may. The sample shows 900400, the more telling codes are inferred (U). */
const whyInvalid = (state: State, mpnId: string): ErrorName | undefined => {
  const found = byMpnId(state, mpnId);
  if (found?.isReseller !== true) return 'transferRefused';
  if (found.isResellerSuspended === true) return 'resellerNotActive';
  return found.mpaSigned ? undefined : 'resellerAgreementMissing';
};

const MOST_IDS = 100;

/** §5.7: a verdict for each id, in the order that was asked. */
const validateResellers = ({ ask, state }: Call): object => {
  const ids = objectBody(ask)['partnerIds'];
  const fits = Array.isArray(ids) && ids.length > 0 && ids.length <= MOST_IDS && ids.every((id) => typeof id === 'string');
  if (!fits) throw new ApiError('badInput', 'partnerIds is not a list of PartnerIDs.');
  const validationResults = ids.map((partnerId: string) => {
    const reason = whyInvalid(state, partnerId);
    if (reason === undefined) return { partnerId, isValidPartnerIdOnRecord: true };
    const description = reason === 'transferRefused' ? 'The PLA ID does not belong to an authorised indirect reseller.' : ERRORS[reason].description;
    return { partnerId, isValidPartnerIdOnRecord: false, errorCode: ERRORS[reason].code, errorDescription: description };
  });
  return { validationResults };
};

export const compliance: readonly Resource[] = [
  { method: 'get', path: '/v1/compliance/csp/agreementstatus', modes: 'U', handle: (call) => ok(agreementStatus(call)) },
  { method: 'post', path: '/v1/partners/validateresellers', modes: 'A/U', roles: ['AdminAgents'], handle: (call) => ok(validateResellers(call)) },
];
