import { setTimeout as pause } from 'node:timers/promises';
import type { Handler, Reply, Route } from '../http.ts';
import type { Directory } from './directory.ts';

/** Which kind of address a route is, as far as outages go. */
export type Place = 'entra-keys' | 'channel-keys' | 'token';

const DOWN: Record<Place, (directory: Directory) => boolean> = {
  'entra-keys': (directory) => ['entra', 'all'].includes(directory.faults().keysDown ?? ''),
  'channel-keys': (directory) => ['channel', 'all'].includes(directory.faults().keysDown ?? ''),
  token: (directory) => directory.faults().tokenDown,
};

const outage = (): Reply => ({ status: 503, text: 'The service is unavailable.', headers: { 'retry-after': '5' } });

/** Puts the trainer's slowness and outages before routes. */
export const inWeather = (directory: Directory, place: (path: string) => Place, routes: readonly Route[]): Route[] =>
  routes.map(([method, path, handler]) => [method, path, weathered(directory, place(path), handler)] as const);

const weathered = (directory: Directory, place: Place, handler: Handler): Handler => async (ask) => {
  const { slowMs } = directory.faults();
  if (slowMs > 0) await pause(slowMs, undefined, { ref: false });
  return DOWN[place](directory) ? outage() : handler(ask);
};
