import type { StoryData } from '../partner-center/seed.ts';
import { HAVSKOG, NORDVIND } from '../people.ts';
import { tell } from './tell.ts';
import { HOUSEHOLDS } from './transfer-ready-customers.ts';

/** The story in which everything is prepared and the transfers remain: 12 customers, two providers. Same `now`, same story. */
export const createTransferReady = (now: Date): StoryData =>
  tell({ name: 'transfer-ready', households: HOUSEHOLDS, enrolment: 'enrolled', partnerships: [NORDVIND, HAVSKOG] }, now);
