import type { StoryData } from '../partner-center/seed.ts';
import { HAVSKOG, NORDVIND } from '../people.ts';
import type { Household } from './household.ts';
import { tell } from './tell.ts';
import { HOUSEHOLDS } from './transfer-ready-customers.ts';

/** The twelve customers of `transfer-ready` as they were before any provider knew them, and before anything was asked. */
const ALONE: readonly Household[] = HOUSEHOLDS.map((household) => ({
  ...household, providers: [], holds: household.holds.map(({ open: _open, ...holding }) => holding),
}));

/** A direct partner below the revenue floor; nothing is decided. */
export const createFresh = (now: Date): StoryData =>
  tell({ name: 'fresh', households: ALONE, enrolment: 'fresh', partnerships: [], program: { ttmRevenueUsd: 218_000 } }, now);

/** Enrolled and signed; one provider's invitation waits, the other has still to invite. */
export const createEnrolled = (now: Date): StoryData =>
  tell({ name: 'enrolled', households: ALONE, enrolment: 'enrolled', partnerships: [], invitedBy: [NORDVIND], program: { ttmRevenueUsd: 218_000 } }, now);

/** Two providers are partners; no customer is extended or invited yet. */
export const createPartnered = (now: Date): StoryData =>
  tell({ name: 'partnered', households: ALONE, enrolment: 'enrolled', partnerships: [NORDVIND, HAVSKOG], program: { ttmRevenueUsd: 218_000 } }, now);
