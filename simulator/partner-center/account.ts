import type { AccountRecord } from './agreement-records.ts';
import type { State } from './state.ts';

/** How Microsoft sees the customer's account; a customer that nobody has spoken of is allowed. */
export const accountOf = (state: State, customerId: string): AccountRecord =>
  state.accounts.get(customerId) ?? { customerId, status: 'Allowed', changedAt: '2025-01-15T08:00:00.000Z' };
