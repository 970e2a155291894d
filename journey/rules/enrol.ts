import type { Facts, ProfileId } from '../facts.ts';
import { profileOf } from '../profiles/find.ts';
import type { Verdict } from './verdict.ts';

type About = { readonly facts: Facts; readonly profile: ProfileId };

/**
 * In the guide of 2020 the function is open only for anniversaries from September to December (R21); the others are told by Microsoft
 * when it is switched on for them, and nobody promises a day (R23). Today there is no window.
 */
export const windowVerdicts = ({ facts, profile }: About): readonly Verdict[] => {
  const months = profileOf(profile).enrolMonths.value;
  if (months === undefined) return [];
  const month = facts.latest('anniversary')?.value.month;
  if (month === undefined) return [{ code: 'anniversary-unknown', rule: 21, profile }];
  if (month >= months[0] && month <= months[1]) return [];
  return [{ code: 'outside-window', rule: 21, profile, values: { month } }, { code: 'window-later', rule: 23, profile }];
};

/** The partner's own decision comes first (R3), with everything weighed (R17), because there is no way back for this tenant (R30). */
export const decisionVerdicts = ({ facts, profile }: About): readonly Verdict[] => {
  const decided = facts.latest('decided');
  const otherwise = decided !== undefined && decided.value.choice !== 'switch' ? [{ code: 'decided-otherwise', rule: 3, profile }] : [];
  return facts.has('business-need-evaluated') ? otherwise : [...otherwise, { code: 'need-not-weighed', rule: 17, profile }];
};

/** "There is no such button": first the window (R22) or the state of the tenant, never a fault of the person's role. */
export const noButtonVerdict = (profile: ProfileId): Verdict => ({ code: profileOf(profile).restrictedFirst.value ? 'no-button-restricted' : 'no-button-window', rule: 22, profile });
