import { z } from 'zod';
import type { PersonAccess } from './access.ts';
import { parse } from './paging.ts';
import type { Requests } from './request.ts';
import type { ReadOptions } from './seen.ts';

/** Invitations for customers (API topic 5.3). The link names no customer and is never built or changed by us. */
export type RelationshipRequests = {
  /** The link by which a customer accepts the caller and this provider at once; for a partner that is direct and indirect. */
  readonly jointInvitation: (access: PersonAccess, providerTenantId: string, options?: ReadOptions) => Promise<string>;
};

const relationshipRequest = z.object({ url: z.url({ protocol: /^https$/ }) });

export const createRelationshipRequests = (requests: Requests): RelationshipRequests => ({
  jointInvitation: async (access, providerTenantId, options) => {
    const path = `/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=${encodeURIComponent(providerTenantId)}&dualRoleIndirectRelationship=true`;
    const answer = await requests.read({ access, attempted: 'read an invitation link', path, options });
    return parse(answer, relationshipRequest, answer.json).url;
  },
});
