import { join } from 'node:path';
import { createTwinClock } from '../clock.ts';
import { Journal } from '../journal.ts';
import { PEOPLE, TENANTS } from '../people.ts';
import { runTwin } from '../run.ts';
import { followTime, readPortalTime } from './portal-clock.ts';
import { startTeams } from './teams.ts';

const clock = createTwinClock();

/** The portal keeps the clock: this process looks at it now and then, and at once when its own page moved it. */
const follow = async (portalAddress: string): Promise<void> => {
  const portalNow = await readPortalTime(portalAddress);
  if (portalNow !== undefined) followTime(clock, portalNow);
};

await runTwin('teams', async ({ teamsPort, dataDir, entraAddress, portalAddress, appId, botEndpoint }) => {
  await follow(portalAddress);
  setInterval(() => void follow(portalAddress), 2000).unref();
  const journal = new Journal(dataDir === undefined ? undefined : join(dataDir, 'teams.journal'));
  const clockMoved = (now: Date): void => followTime(clock, now);
  return startTeams({ port: teamsPort, clock, clockMoved, journal, people: PEOPLE, tenants: TENANTS, appId, botEndpoint, entraAddress, portalAddress });
});
