import type { StoryData } from '../partner-center/seed.ts';
import { createTransferReady } from './transfer-ready.ts';

/** What a rehearsal can begin with, by the name that `npm start -- --story` and TWIN_STORY take. */
export const STORIES: Readonly<Record<string, (now: Date) => StoryData>> = { 'transfer-ready': createTransferReady };
