import { join } from 'node:path';
import { createTwinClock } from '../clock.ts';
import { readTwinConfig } from '../config.ts';
import { Journal } from '../journal.ts';
import { PEOPLE, TENANTS } from '../people.ts';
import { runTwin } from '../run.ts';
import { followTime, readPortalTime } from './portal-clock.ts';
import { startTeams } from './teams.ts';

const config = readTwinConfig();
const { entraAddress, portalAddress, appId, botEndpoint } = config;
const clock = createTwinClock();
const file = config.dataDir === undefined ? undefined : join(config.dataDir, 'teams.journal');

/** The portal keeps the clock: this process looks at it now and then, and at once when its own page moved it. */
const follow = async (): Promise<void> => {
  const portalNow = await readPortalTime(portalAddress);
  if (portalNow !== undefined) followTime(clock, portalNow);
};

await runTwin('teams', config.watchParent, async () => {
  await follow();
  setInterval(() => void follow(), 2000).unref();
  const journal = new Journal(file);
  const clockMoved = (now: Date): void => followTime(clock, now);
  return startTeams({ port: config.teamsPort, clock, clockMoved, journal, people: PEOPLE, tenants: TENANTS, appId, botEndpoint, entraAddress, portalAddress });
});
