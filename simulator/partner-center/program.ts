import type { ProgramRecord } from './portal-records.ts';
import type { PartnerRecord, State } from './state.ts';

/** A story that says nothing means a partner for which all is settled, as before programs were kept. */
export const programOf = (state: State, partner: PartnerRecord): ProgramRecord =>
  state.programs.get(partner.id) ?? {
    partnerId: partner.id,
    directBill: partner.isProvider ? 'none' : 'active',
    reseller: partner.isReseller ? 'signed' : 'notStarted',
    anniversary: '10-15',
    ttmRevenueUsd: partner.isProvider ? 40_000_000 : 750_000,
  };

/** Whether the partner may make direct customers, invitations and orders: not once it is restricted (R11, §5.3, §6.4, §8.4). */
export const mayBuyDirectly = (state: State, partner: PartnerRecord): boolean => programOf(state, partner).directBill === 'active';

/** A reseller loses the interface together with its direct role (§0, trap; §14 item 8). */
export const hasLostApi = (state: State, partner: PartnerRecord): boolean => !partner.isProvider && programOf(state, partner).directBill === 'revoked';
