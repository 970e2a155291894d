import type { TwinClock } from './clock.ts';
import type { TwinApp } from './entra/directory.ts';
import { startEntra } from './entra/entra.ts';
import type { Running } from './http.ts';
import { Journal } from './journal.ts';
import type { SimulatorOptions } from './options.ts';
import { createJournalClock } from './partner-center/journal-clock.ts';
import { startPartnerCenter } from './partner-center/partner-center.ts';
import { PEOPLE, TENANTS } from './people.ts';
import { STORIES } from './stories/stories.ts';
import { startTeams } from './teams/teams.ts';
import { BadSetting } from './config.ts';

export type AloneOptions = {
  readonly ports: SimulatorOptions['ports'];
  readonly story: string;
  /** Files of the three journals; left out, everything stays in memory. */
  readonly journals?: { readonly partnerCenter: string; readonly entra: string; readonly teams: string; readonly keys: string };
  readonly app: TwinApp;
  readonly botEndpoint: string;
};

export type Alone = {
  readonly teams: Running;
  readonly partnerCenter: Running;
  readonly entra: Running;
  readonly portal: Running;
  readonly clock: TwinClock;
  close(): Promise<void>;
};

/** Starts the three twins and the portal in this process, on one clock. Those that run already stop again when one cannot start. */
export const startAlone = async ({ ports, story, journals, app, botEndpoint }: AloneOptions): Promise<Alone> => {
  const tell = STORIES[story];
  if (tell === undefined) throw new BadSetting(`There is no story "${story}"; there are: ${Object.keys(STORIES).join(', ')}.`);
  const journal = new Journal(journals?.partnerCenter);
  const clock = createJournalClock(journal);
  const running: Running[] = [];
  const place: { teams?: string } = {};
  const close = async (): Promise<void> => {
    await Promise.all(running.map((one) => one.close()));
  };
  const kept = <T extends Running>(one: T): T => (running.push(one), one);
  try {
    const entra = kept(await startEntra({ port: ports.entra, clock, journal: new Journal(journals?.entra), people: PEOPLE, tenants: TENANTS, app }));
    const center = await startPartnerCenter({
      port: ports.partnerCenter, portalPort: ports.portal, clock, journal, entraAddress: entra.address, teamsAddress: () => place.teams, story: () => tell(clock.now()),
      ...(journals === undefined ? {} : { keyFile: journals.keys }),
    });
    const [partnerCenter, portal] = [kept(center.public), kept(center.portal)];
    const teams = kept(await startTeams({
      port: ports.teams, clock, journal: new Journal(journals?.teams), people: PEOPLE, tenants: TENANTS, appId: app.id, botEndpoint,
      entraAddress: entra.address, portalAddress: portal.address,
    }));
    place.teams = teams.address;
    return { teams, partnerCenter, entra, portal, clock, close };
  } catch (error) {
    await close();
    throw error;
  }
};
