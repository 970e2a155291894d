import type { z } from 'zod';
import type { Provider } from '../journey/records.ts';
import type { PersonAccess } from './access.ts';
import { readAll } from './paging.ts';
import type { Requests } from './request.ts';
import * as wire from './schemas.ts';
import type { ReadOptions } from './seen.ts';

/** Partner-to-partner relationships (API topic 5.1). */
export type Relationships = {
  /** Providers of the calling indirect reseller; an empty list for a tenant that is not enrolled. */
  providers(access: PersonAccess, options?: ReadOptions): Promise<Provider[]>;
};

type Wire = z.infer<typeof wire.partnerRelationship>;

/** How a related partner is read, here and for one customer (API topics 5.1, 5.2). */
export const relatedPartner = { schema: wire.partnerRelationship, id: ({ id }: Wire): string => id };

export const toProvider = ({ id, name, mpnId }: Wire): Provider => ({ tenantId: id, name, mpnId });

export const createRelationships = (requests: Requests): Relationships => ({
  providers: async (access, options) => {
    // What was asked for decides what the items are: their own `relationshipType` is not reliable.
    const path = '/v1/relationships?relationship_type=IsIndirectResellerOf';
    const found = await readAll(requests, { access, attempted: 'list providers', path, options }, relatedPartner);
    return found.map(toProvider);
  },
});
