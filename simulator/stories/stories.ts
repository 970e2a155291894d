import type { StoryData } from '../partner-center/seed.ts';
import { createEnrolled, createFresh, createPartnered } from './beginnings.ts';
import { MIXED_PORTFOLIO, TEN_THOUSAND } from './plans.ts';
import { createPortfolio } from './portfolio.ts';
import { createTransferReady } from './transfer-ready.ts';

/** What a rehearsal can begin with, by the name that `--story`, TWIN_STORY and `POST /story` take. */
export const STORIES: Readonly<Record<string, (now: Date) => StoryData>> = {
  fresh: createFresh,
  enrolled: createEnrolled,
  partnered: createPartnered,
  'transfer-ready': createTransferReady,
  'mixed-portfolio': (now) => createPortfolio(MIXED_PORTFOLIO, now),
  'ten-thousand': (now) => createPortfolio(TEN_THOUSAND, now),
};
