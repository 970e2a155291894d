import type { Eligibility } from '../journey/records.ts';
import type { Access } from './access.ts';
import type { ReadOptions } from './seen.ts';

/** Microsoft's word on what may move from direct to indirect (API topic 9.1). */
export type EligibilityReads = {
  directToIndirect(access: Access, customerId: string, options?: ReadOptions): Promise<Eligibility[]>;
};
