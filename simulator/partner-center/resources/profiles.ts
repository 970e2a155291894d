import type { WireLegalBusinessProfile, WireMpnProfile } from '../../../partnercenter/wire.ts';
import { objectType, ok, self, type Call, type Resource } from '../call.ts';
import { ApiError, type ErrorName } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import type { PartnerRecord } from '../state.ts';

/** §4.1: own profile, or somebody else's by MPN id. */
const mpnProfile = ({ ask, state, partner }: Call): WireMpnProfile => {
  const mpnId = ask.query.get('mpnId') ?? partner.mpnId;
  const found = state.partners.all().find((p) => p.mpnId === mpnId);
  if (found === undefined) throw new ApiError('mpnUnknown');
  return {
    mpnId, partnerName: found.name, profileType: 'MpnProfile', links: self(`/profiles/mpn?mpnId=${mpnId}`), attributes: objectType('MpnProfile'),
  };
};

/** §4.2 */
const legalProfile = ({ ask, partner }: Call): WireLegalBusinessProfile => {
  const version = ask.query.get('vettingVersion') ?? 'Current';
  if (version !== 'Current' && version !== 'LastFinalized') throw new ApiError('badInput', 'vettingVersion is not known.');
  return {
    companyName: partner.name, address: partner.address, companyApproverAddress: partner.address, primaryContact: partner.contact,
    companyApproverEmail: partner.contact.email, vettingStatus: 'authorized', vettingSubStatus: 'none', profileType: 'LegalBusinessProfile',
    links: self('/profiles/legalbusiness'), attributes: objectType('LegalBusinessProfile'),
  };
};

/** §5.6: exactly one argument, each way to fail with its own code. */
const agreementStatus = ({ ask, state }: Call): object => {
  const mpnId = ask.query.get('mpnId');
  const tenantId = ask.query.get('tenantId');
  if (mpnId === null && tenantId === null) throw new ApiError('inputMissing');
  if (mpnId !== null && tenantId !== null) throw new ApiError('badInput');
  if (tenantId !== null) {
    if (!isGuid(tenantId)) throw new ApiError('badInput');
    return signedOr(state.partners.get(key(tenantId)), { unknown: 'tenantUnknown', unsigned: 'mpaNotSignedByTenant' });
  }
  if (!/^\d+$/.test(mpnId ?? '')) throw new ApiError('badInput');
  const partner = state.partners.all().find((p) => p.mpnId === mpnId);
  const status = signedOr(partner, { unknown: 'mpnNotMigrated', unsigned: 'mpaNotSignedByMpn' });
  if (partner?.isReseller !== true) throw new ApiError('notEnrolled');
  return status;
};

const signedOr = (partner: PartnerRecord | undefined, fail: { unknown: ErrorName; unsigned: ErrorName }): object => {
  if (partner === undefined) throw new ApiError(fail.unknown);
  if (!partner.mpaSigned) throw new ApiError(fail.unsigned);
  return { isAgreementSigned: true };
};

export const profiles: readonly Resource[] = [
  { method: 'get', path: '/v1/profiles/mpn', modes: 'U', handle: (call) => ok(mpnProfile(call)) },
  { method: 'get', path: '/v1/profiles/legalbusiness', modes: 'A/U', handle: (call) => ok(legalProfile(call)) },
  { method: 'get', path: '/v1/compliance/csp/agreementstatus', modes: 'U', handle: (call) => ok(agreementStatus(call)) },
];
