import { createTwinClock } from '../clock.ts';
import type { TwinClock } from '../clock.ts';
import { serve } from '../http.ts';
import type { Running } from '../http.ts';
import type { Journal } from '../journal.ts';
import type { TwinPerson, TwinTenant } from '../people.ts';
import { authorizeRoutes } from './authorize.ts';
import { openCodes } from './codes.ts';
import { controlRoutes } from './control.ts';
import { openDeviceCodes } from './device-codes.ts';
import { deviceRoutes } from './device-routes.ts';
import { openDirectory } from './directory.ts';
import type { TwinApp } from './directory.ts';
import type { ForgeMaterial } from './forge.ts';
import { graphRoutes } from './graph.ts';
import { loadKeys } from './keys.ts';
import { metadataRoutes } from './metadata.ts';
import { openRefreshTokens } from './refresh-tokens.ts';
import { openRegistration } from './registration.ts';
import { openSessions } from './sessions.ts';
import { tokenRoutes } from './token-endpoint.ts';
import { inWeather } from './weather.ts';

export type EntraOptions = {
  port: number;
  /** Business time: refresh tokens age by it. With `advance` and `offset` the clock can be moved over `/twin/clock` too. */
  clock: Pick<TwinClock, 'now'> & Partial<TwinClock>;
  /** Real time: access tokens live in it. A test may hand in its own. */
  wallClock?: Pick<TwinClock, 'now'>;
  journal: Journal;
  people: readonly TwinPerson[];
  tenants: readonly TwinTenant[];
  app: TwinApp;
};

export type RunningEntra = Running & { forge: ForgeMaterial };

/**
 * Starts the Entra twin on loopback: OpenID documents, keys and token endpoints of login.microsoftonline.com at its root, the
 * bot channel's under `/botframework`, Graph under `/graph`, its own control under `/twin`. Rejects when the port is taken.
 */
export const startEntra = async (options: EntraOptions): Promise<RunningEntra> => {
  const { app, journal, clock, people, tenants } = options;
  const wall = options.wallClock ?? createTwinClock();
  const wallNow = (): Date => wall.now();
  const wallSeconds = (): number => Math.floor(wallNow().getTime() / 1000);
  const keys = await loadKeys(journal);
  const directory = openDirectory({ people, tenants, app, journal, wallSeconds });
  const refreshTokens = openRefreshTokens(journal, () => clock.now());
  const registration = openRegistration(app, journal);
  const sessions = openSessions(journal);
  const grants = { app, keys, directory, refreshTokens, registration, codes: openCodes(journal, wallNow), deviceCodes: openDeviceCodes(journal, wallNow), wallNow };
  const routes = [
    ...inWeather(directory, (path) => (path.startsWith('/botframework') ? 'channel-keys' : 'entra-keys'), metadataRoutes({ keys, directory, wallNow })),
    ...inWeather(directory, () => 'token', [...tokenRoutes(grants), ...authorizeRoutes({ ...grants, sessions }), ...deviceRoutes({ ...grants, sessions })]),
    ...graphRoutes({ keys, directory, wallNow }),
    ...controlRoutes({ app, keys, directory, registration, wallSeconds, clock }),
  ];
  const running = await serve({ name: 'entra', port: options.port, routes, maxBytes: 100_000 });
  return { ...running, forge: { keys, appId: app.id, wallSeconds } };
};
