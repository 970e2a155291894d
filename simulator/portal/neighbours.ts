import { z } from 'zod';
import { PortalError } from './errors.ts';

/** Where the twins of the other programs answer; undefined when there is none. Asked anew each time: in one process they start one after another. */
export type Neighbours = { readonly entra: () => string | undefined; readonly teams: () => string | undefined };
export type Neighbour = keyof Neighbours;

const WAIT_MS = 1500;

/** Calls the control API of a twin next door: what it answers, or undefined when it does not run. @throws {PortalError} when it refuses. */
export const callNeighbour = async (address: string | undefined, path: string, body?: unknown): Promise<unknown> => {
  if (address === undefined) return undefined;
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${address}${path}`, { ...init, signal: AbortSignal.timeout(WAIT_MS) }).catch(() => undefined);
  if (answer === undefined) return undefined;
  if (!answer.ok) throw new PortalError(answer.status, `${address}${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer.json();
};

const TEAMS = z.object({
  ssoFails: z.string().nullable(),
  connector: z.array(z.object({ route: z.string(), status: z.union([z.number(), z.string()]), count: z.number() }).loose()),
  delivery: z.array(z.object({ mode: z.string(), count: z.number() }).loose()),
});
const ENTRA = z.object({
  denyConditionalAccess: z.string().nullable(), requireMfa: z.string().nullable(), keysDown: z.string().nullable(), tokenDown: z.boolean(), slowMs: z.number(),
});
const PEOPLE = z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) });

export type TeamsWeather = z.infer<typeof TEAMS>;
export type EntraWeather = z.infer<typeof ENTRA> & z.infer<typeof PEOPLE>;
/** The bad days next door; undefined for a twin that does not run. */
export type Weather = { readonly teams: TeamsWeather | undefined; readonly entra: EntraWeather | undefined };

export const readTeams = async (neighbours: Neighbours): Promise<TeamsWeather | undefined> => {
  const answer = await callNeighbour(neighbours.teams(), '/api/faults');
  return answer === undefined ? undefined : TEAMS.parse(answer);
};

const readEntra = async (neighbours: Neighbours): Promise<EntraWeather | undefined> => {
  const [faults, people] = await Promise.all(['/twin/faults', '/twin/people'].map((path) => callNeighbour(neighbours.entra(), path)));
  return faults === undefined || people === undefined ? undefined : { ...ENTRA.parse(faults), ...PEOPLE.parse(people) };
};

/** A twin that answers something else than it should counts as one that does not run: the page is to be seen all the same. */
export const readWeather = async (neighbours: Neighbours): Promise<Weather> => {
  const [teams, entra] = await Promise.all([readTeams(neighbours).catch(() => undefined), readEntra(neighbours).catch(() => undefined)]);
  return { teams, entra };
};
