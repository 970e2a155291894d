import type { WirePartnerRelationship } from '../../../partnercenter/wire.ts';
import { forCustomer, objectType, ok, type Call, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { envelope, readFilter } from '../paging.ts';
import type { PartnerRecord } from '../state.ts';

type RelationshipType = WirePartnerRelationship['relationshipType'];

const item = (partner: PartnerRecord, relationshipType: RelationshipType): WirePartnerRelationship => ({
  id: partner.id, name: partner.name, relationshipType, mpnId: partner.mpnId, attributes: objectType('PartnerRelationship'),
});

/** §5.1: a reseller asks for its providers, a provider for its resellers; anything else is an empty list. */
const partners = ({ ask, state, partner }: Call): WirePartnerRelationship[] => {
  const type = ask.query.get('relationship_type');
  if (type === null) throw new ApiError('inputMissing', 'relationship_type is missing.');
  if (type !== 'IsIndirectResellerOf' && type !== 'IsIndirectCloudSolutionProviderOf') throw new ApiError('badInput', 'relationship_type is not known.');
  const asked = type === 'IsIndirectResellerOf';
  const found = state.partners.all().filter((p) => (asked ? partner.isReseller && partner.providers.includes(p.id) : p.isReseller && p.providers.includes(partner.id)));
  const filter = readFilter(ask.query);
  if (filter !== undefined && (filter.field !== 'Name' || filter.operator !== 'substring')) throw new ApiError('badInput', 'Relationships are filtered by a part of the name only.');
  const named = found.filter((p) => p.name.toLowerCase().includes(filter?.value.toLowerCase() ?? ''));
  const word: RelationshipType = asked ? 'is_indirect_reseller_of' : 'is_indirect_cloud_solution_provider_of';
  return named.map((p) => ({ ...item(p, word), state: 'Active', location: p.address.country }));
};

export const relationships: readonly Resource[] = [
  { method: 'get', path: '/v1/relationships', modes: 'U', handle: (call) => ok(envelope(partners(call))) },
  {
    // §5.2: a provider sees the resellers of the customer, a dual-role partner the providers it reached it through.
    method: 'get', path: '/v1/customers/:customerId/relationships', modes: 'U', family: 'customers',
    handle: forCustomer(({ customer, state, caller }) => {
      const others = customer.links.flatMap((l) => {
        if (l.kind !== 'provider') return [];
        if (l.partnerId === caller.tenantId) return [l.resellerId];
        return l.resellerId === caller.tenantId ? [l.partnerId] : [];
      });
      // The published samples show the provider's constant on either side.
      const word: RelationshipType = 'is_indirect_cloud_solution_provider_of';
      return ok(envelope(others.flatMap((id) => state.partners.get(id) ?? []).map((p) => item(p, word))));
    }),
  },
];
