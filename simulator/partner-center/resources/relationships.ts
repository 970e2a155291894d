import type { WirePartnerRelationship } from '../../../partnercenter/wire.ts';
import { forCustomer, objectType, ok, type Call, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { envelope, readFilter } from '../paging.ts';
import type { PartnerRecord } from '../state.ts';
import { switchOf } from '../switches.ts';

type RelationshipType = WirePartnerRelationship['relationshipType'];

const item = (partner: PartnerRecord, relationshipType: RelationshipType): WirePartnerRelationship => ({
  id: partner.id, name: partner.name, relationshipType, mpnId: partner.mpnId, attributes: objectType('PartnerRelationship'),
});

/** The partners on the other side; a caller that does not hold the role which the question is for gets none, or is refused. */
const others = ({ state, partner }: Call, isReseller: boolean): PartnerRecord[] => {
  const holdsRole = isReseller ? partner.isReseller : partner.isProvider;
  if (!holdsRole && switchOf(state, 'relationships.notEnrolled') === 'forbidden') throw new ApiError('denied');
  const all = state.partners.all();
  if (isReseller) return all.filter((p) => partner.isReseller && partner.providers.includes(p.id));
  return all.filter((p) => p.isReseller && p.providers.includes(partner.id));
};

/** §5.1: a reseller asks for its providers, a provider for its resellers. */
const partners = (call: Call): WirePartnerRelationship[] => {
  const type = call.ask.query.get('relationship_type');
  if (type === null) throw new ApiError('inputMissing', 'relationship_type is missing.');
  if (type !== 'IsIndirectResellerOf' && type !== 'IsIndirectCloudSolutionProviderOf') throw new ApiError('badInput', 'relationship_type is not known.');
  const isReseller = type === 'IsIndirectResellerOf';
  const filter = readFilter(call.ask.query);
  if (filter !== undefined && (filter.field !== 'Name' || filter.operator !== 'substring')) throw new ApiError('badInput', 'Relationships are filtered by a part of the name only.');
  const named = others(call, isReseller).filter((p) => p.name.toLowerCase().includes(filter?.value.toLowerCase() ?? ''));
  const word: RelationshipType = isReseller ? 'is_indirect_reseller_of' : 'is_indirect_cloud_solution_provider_of';
  return named.map((p) => ({ ...item(p, word), state: 'Active', location: p.address.country }));
};

/** §5.2: a provider sees the resellers of the customer; whether a reseller sees the provider, nobody has written down. */
const ofCustomer = ({ customer, state, caller }: CustomerCall): WirePartnerRelationship[] => {
  const areProvidersShown = switchOf(state, 'relationships.providerOfCustomer') === 'shown';
  const ids = customer.links.flatMap((l) => {
    if (l.kind !== 'provider') return [];
    if (l.partnerId === caller.tenantId) return [l.resellerId];
    return l.resellerId === caller.tenantId && areProvidersShown ? [l.partnerId] : [];
  });
  // The published samples show the provider's constant on either side.
  return ids.flatMap((id) => state.partners.get(id) ?? []).map((p) => item(p, 'is_indirect_cloud_solution_provider_of'));
};

export const relationships: readonly Resource[] = [
  { method: 'get', path: '/v1/relationships', modes: 'U', handle: (call) => ok(envelope(partners(call))) },
  {
    method: 'get', path: '/v1/customers/:customerId/relationships', modes: 'U', family: 'customers',
    handle: forCustomer((call) => ok(envelope(ofCustomer(call)))),
  },
];
