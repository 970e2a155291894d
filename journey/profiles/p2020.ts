import type { Dated, Profile } from './profile.ts';

const GUIDE = 'Transition guide, 5 June 2020';
const REQUIREMENTS = 'Direct-bill requirements, 27 April 2020';

const guide = <T>(value: T, from = '2020-06-05'): Dated<T> => ({ value, from, source: GUIDE, confidence: 'documented' });
const requirement = <T>(value: T, from = '2018-08-31'): Dated<T> => ({ value, from, source: REQUIREMENTS, confidence: 'documented' });

/** The rules as the two documents of 2020 state them. */
export const p2020: Profile = {
  id: '2020',
  directRevenueFloors: guide([{ usd: 300_000, from: '2021-01-01' }], '2021-01-01'),
  resellerRevenueFloor: guide(undefined),
  enrolMonths: guide([9, 12] as const),
  restrictedFirst: guide(false),
  enforcementDays: requirement(undefined),
  invitationGivesAdmin: guide(true),
  partnerMayAttest: guide(true),
  newCommerceTransfers: guide(false),
  cancelHours: guide(undefined),
  storeForBusiness: guide(true),
  tenureMonths: requirement(0),
  securityRequirements: requirement(false),
  incentiveFloors: guide(undefined),
  apiEndsWithDirectRole: guide(false),
};
