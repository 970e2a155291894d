import { objectType, ok, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { isGuid, key } from '../ids.ts';
import { mayBuyDirectly } from '../program.ts';
import { switchOf } from '../switches.ts';

const guidOf = (query: URLSearchParams, name: string): string | undefined => {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!isGuid(value)) throw new ApiError('badInput', `${name} is not a tenant id.`);
  return key(value);
};

const flagOf = (query: URLSearchParams, name: string): boolean => {
  const value = query.get(name)?.toLowerCase() ?? 'false';
  if (value !== 'true' && value !== 'false') throw new ApiError('badInput', `${name} is not true or false.`);
  return value === 'true';
};

/** Clients must take the link as it is: no part of it is documented for the indirect kind (§5.3). */
const link = (kind: string, parameters: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams({ invType: kind, ...parameters, DAP: 'false' });
  return `https://admin.microsoft.com/Adminportal/Home?${query.toString()}#/BillingAccounts/partner-invitation`;
};

/** A direct invitation: not from a restricted partner, nor from one that has only the reseller's role. */
const direct = ({ state, partner }: Call): string => {
  if (!partner.isProvider && !mayBuyDirectly(state, partner)) throw new ApiError('denied', 'The direct-bill capability does not allow direct invitations.');
  return link('ResellerRelationship', { partnerId: partner.id, msppId: '0' });
};

/** A reseller invites together with a provider of its own; a restricted partner may do this as well (§5.3). */
const throughProvider = ({ state, partner }: Call, providerId: string, isDual: boolean): string => {
  if (!partner.isReseller || !partner.providers.includes(providerId)) throw new ApiError('denied', 'There is no partnership with this provider.');
  const needsFlag = switchOf(state, 'invitations.dualRole') === 'required' && mayBuyDirectly(state, partner);
  if (needsFlag && !isDual) throw new ApiError('inputMissing', 'dualRoleIndirectRelationship is missing.');
  return link('IndirectResellerRelationship', { partnerId: partner.id, msppId: '0', indirectCSPId: providerId });
};

/** A provider invites on behalf of one of its resellers. */
const forReseller = ({ state, partner }: Call, resellerId: string): string => {
  const reseller = state.partners.get(resellerId);
  if (!partner.isProvider || reseller?.isReseller !== true || !reseller.providers.includes(partner.id)) {
    throw new ApiError('denied', 'There is no partnership with this reseller.');
  }
  return link('IndirectResellerRelationship', { partnerId: resellerId, msppId: '0', indirectCSPId: partner.id });
};

const invitation = (call: Call): string => {
  const { query } = call.ask;
  const providerId = guidOf(query, 'indirectCloudSolutionProviderId');
  const resellerId = guidOf(query, 'indirectResellerId');
  const isDual = flagOf(query, 'dualRoleIndirectRelationship');
  if (providerId !== undefined && resellerId !== undefined) throw new ApiError('badInput', 'Name the provider or the reseller.');
  if (providerId !== undefined) return throughProvider(call, providerId, isDual);
  if (isDual) throw new ApiError('inputMissing', 'indirectCloudSolutionProviderId is missing.');
  return resellerId === undefined ? direct(call) : forReseller(call, resellerId);
};

/** §5.3: the link by which a customer accepts the partner, or the partner and its provider together; it names no customer. */
export const invitations: readonly Resource[] = [
  {
    method: 'get', path: '/v1/customers/relationshiprequests', modes: 'U', family: 'customers',
    handle: (call) => ok({ url: invitation(call), attributes: objectType('RelationshipRequest') }),
  },
];
