import type { Facts, ProfileId } from '../facts.ts';
import { p2020 } from './p2020.ts';
import { p2026 } from './p2026.ts';
import type { Profile } from './profile.ts';

export const DEFAULT_PROFILE: ProfileId = '2026';

export const profileOf = (id: ProfileId): Profile => (id === '2020' ? p2020 : p2026);

/** The set of rules that the organisation goes by; today's unless it has chosen the other (R207). */
export const chosenProfile = (facts: Facts): ProfileId => facts.latest('profile-chosen')?.value.profile ?? DEFAULT_PROFILE;
