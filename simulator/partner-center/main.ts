import { join } from 'node:path';
import { readTwinConfig } from '../config.ts';
import type { Running } from '../http.ts';
import { Journal } from '../journal.ts';
import { runTwin } from '../run.ts';
import { createTransferReady } from '../stories/transfer-ready.ts';
import { createJournalClock } from './journal-clock.ts';
import { startPartnerCenter } from './partner-center.ts';
import type { StoryData } from './seed.ts';

const STORIES: Readonly<Record<string, (now: Date) => StoryData>> = { 'transfer-ready': createTransferReady };

const config = readTwinConfig();

const start = async (): Promise<Running> => {
  const tell = STORIES[config.story];
  if (tell === undefined) throw new Error(`there is no story "${config.story}"; set TWIN_STORY to one of: ${Object.keys(STORIES).join(', ')}.`);
  const journal = new Journal(config.dataDir === undefined ? undefined : join(config.dataDir, 'partner-center.jsonl'));
  const clock = createJournalClock(journal);
  const { partnerCenterPort: port, portalPort, entraAddress } = config;
  const running = await startPartnerCenter({ port, portalPort, entraAddress, clock, journal, story: tell(clock.now()) });
  const close = async (): Promise<void> => {
    await Promise.all([running.public.close(), running.portal.close()]);
  };
  return { ...running.public, close };
};

await runTwin('partner-center', config.watchParent, start);
