import type { Dated, Profile } from './profile.ts';

/** The two documents of 2020, with the day since which their rules hold unless a rule says otherwise. */
export const GUIDE = { source: 'Transition guide, 5 June 2020', from: '2020-06-05' } as const;
export const REQUIREMENTS = { source: 'Direct-bill requirements, 27 April 2020', from: '2018-08-31' } as const;

const guide = <T>(value: T, from: string = GUIDE.from): Dated<T> => ({ value, from, source: GUIDE.source, confidence: 'documented' });
const requirement = <T>(value: T): Dated<T> => ({ value, ...REQUIREMENTS, confidence: 'documented' });

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
