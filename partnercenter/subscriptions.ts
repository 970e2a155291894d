import type { Subscription } from '../journey/records.ts';
import type { Access } from './access.ts';
import type { ReadOptions } from './seen.ts';

/** Subscriptions of one customer that the calling partner sees, add-ons included (API topics 8.1, 8.2). */
export type Subscriptions = {
  list(access: Access, customerId: string, options?: ReadOptions): Promise<Subscription[]>;
};
