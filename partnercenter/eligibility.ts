import type { Eligibility } from '../journey/records.ts';
import type { Access } from './access.ts';
import { readAll } from './paging.ts';
import type { Requests } from './request.ts';
import * as wire from './schemas.ts';
import type { ReadOptions } from './seen.ts';

/** Microsoft's word on what may move from direct to indirect (API topic 9.1). */
export type EligibilityReads = {
  directToIndirect(access: Access, customerId: string, options?: ReadOptions): Promise<Eligibility[]>;
};

export const createEligibility = (requests: Requests): EligibilityReads => ({
  directToIndirect: async (access, customerId, options) => {
    const path = `/v1/customers/${encodeURIComponent(customerId)}/transferseligibility?transferType=directtoindirect`;
    const found = await readAll(requests, { access, attempted: 'read transfer eligibility', path, options }, { schema: wire.eligibility, id: ({ id }) => id });
    return found.map(({ id, isEligible, reason }) => ({ subscriptionId: id, eligible: isEligible, reason }));
  },
});
