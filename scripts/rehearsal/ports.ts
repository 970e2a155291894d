import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { BAD_SETTING, Refusal, whyOf } from './refusal.ts';
import type { Place } from './refusal.ts';
import { PORTS } from './settings.ts';

const LOOK_EVERY_MS = 200;

const refusalOf = (place: Place, port: number, why: string): Refusal => {
  const values = { port: String(port), setting: PORTS[place].setting, why };
  return why === 'EADDRINUSE'
    ? new Refusal({ key: 'start.refused.port-taken', values, place })
    : new Refusal({ key: 'start.refused.port-denied', values, place, code: BAD_SETTING });
};

/** What stands in the way of listening on this port, as the system's own code; undefined when nothing does. */
const obstacle = async (port: number): Promise<string | undefined> => {
  const probe = createServer();
  try {
    probe.listen({ port, host: '127.0.0.1', exclusive: true });
    await once(probe, 'listening');
    return undefined;
  } catch (thrown) {
    return whyOf(thrown);
  } finally {
    probe.close();
  }
};

const firstTaken = async (ports: Readonly<Record<Place, number>>): Promise<Refusal | undefined> => {
  for (const [place, port] of Object.entries(ports) as [Place, number][]) {
    const why = await obstacle(port);
    if (why !== undefined) return refusalOf(place, port, why);
  }
  return undefined;
};

/**
 * Looks at every port before anything is started.
 * @param patienceMs how long programs that are about to end may keep theirs; `onWait` is called once when that is needed
 * @throws {Refusal} that names the port, who wants it, and the setting to change
 */
export const checkPorts = async (ports: Readonly<Record<Place, number>>, patienceMs: number, onWait: () => void): Promise<void> => {
  let refusal = await firstTaken(ports);
  if (refusal !== undefined && patienceMs > 0) onWait();
  for (let waited = 0; refusal !== undefined && waited < patienceMs; waited += LOOK_EVERY_MS) {
    await pause(LOOK_EVERY_MS);
    refusal = await firstTaken(ports);
  }
  if (refusal !== undefined) throw refusal;
};
