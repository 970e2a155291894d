import { join } from 'node:path';
import type { TwinConfig } from '../config.ts';
import type { Running } from '../http.ts';
import { Journal } from '../journal.ts';
import { runTwin } from '../run.ts';
import { STORIES } from '../stories/stories.ts';
import { createJournalClock } from './journal-clock.ts';
import { startPartnerCenter } from './partner-center.ts';

const start = async (config: TwinConfig): Promise<Running> => {
  const tell = STORIES[config.story];
  if (tell === undefined) throw new Error(`there is no story "${config.story}"; set TWIN_STORY to one of: ${Object.keys(STORIES).join(', ')}.`);
  const journal = new Journal(config.dataDir === undefined ? undefined : join(config.dataDir, 'partner-center.jsonl'));
  const clock = createJournalClock(journal);
  const { partnerCenterPort: port, portalPort, entraAddress, teamsAddress } = config;
  const keyFile = config.dataDir === undefined ? {} : { keyFile: join(config.dataDir, 'webhook-keys') };
  const running = await startPartnerCenter({ port, portalPort, entraAddress, teamsAddress: () => teamsAddress, clock, journal, ...keyFile, story: () => tell(clock.now()) });
  const close = async (): Promise<void> => {
    await Promise.all([running.public.close(), running.portal.close()]);
  };
  return { ...running.public, close };
};

await runTwin('partner-center', start);
