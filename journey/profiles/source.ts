import type { ProfileId } from '../facts.ts';
import { profileOf } from './find.ts';
import { GUIDE, REQUIREMENTS } from './p2020.ts';
import type { Dated, Profile } from './profile.ts';

export type RuleSource = Pick<Dated<unknown>, 'source' | 'from'>;

/** Rules whose answer differs between the rule sets, and the entry of the profile that holds it. */
const DATED: Readonly<Record<number, Exclude<keyof Profile, 'id'>>> = {
  6: 'directRevenueFloors', 7: 'directRevenueFloors', 8: 'directRevenueFloors', 9: 'directRevenueFloors',
  10: 'restrictedFirst', 20: 'restrictedFirst', 21: 'enrolMonths', 22: 'enrolMonths', 23: 'enrolMonths',
  63: 'invitationGivesAdmin', 93: 'invitationGivesAdmin', 108: 'invitationGivesAdmin', 95: 'storeForBusiness', 114: 'partnerMayAttest',
  125: 'newCommerceTransfers', 131: 'newCommerceTransfers', 171: 'cancelHours', 197: 'enforcementDays',
};

/** The second of the two documents begins here. */
const FIRST_REQUIREMENT = 178;
const LAST_REQUIREMENT = 200;

/** Where a rule is written and since when it holds: the profile's own entry where the rule sets differ, else one of the two documents of 2020 (R207). */
export const sourceOf = (rule: number, profile: ProfileId): RuleSource => {
  const entry = DATED[rule];
  if (entry !== undefined) return profileOf(profile)[entry];
  return rule >= FIRST_REQUIREMENT && rule <= LAST_REQUIREMENT ? REQUIREMENTS : GUIDE;
};
