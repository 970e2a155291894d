import type { PipelineDeps } from '../partner-center/pipeline.ts';
import { BAD_DAY_TEXTS, type BadDayName } from './bad-day-texts.ts';
import { PortalError } from './errors.ts';
import { callNeighbour, readTeams, type Neighbour, type Neighbours } from './neighbours.ts';
import { addFault, addWebhookFault, clearFaults } from './rehearsal-actions.ts';

export type Place = 'partnerCenter' | Neighbour;
type Deps = PipelineDeps & { readonly neighbours: Neighbours };
type Ask = { readonly name: BadDayName; readonly personId?: string | undefined };
type Deed = (deps: Deps, ask: Ask) => unknown;

const HOUR = 3_600_000;
const all = { match: {} };

/** @throws {PortalError} 409 when the twin does not run: a trainer must not believe in a fault that nobody set. */
const tell = async ({ neighbours }: Deps, place: Neighbour, [path, body]: readonly [path: string, body: unknown]): Promise<unknown> => {
  const answer = await callNeighbour(neighbours[place](), path, body);
  if (answer === undefined) throw new PortalError(409, `The ${place === 'teams' ? 'Teams' : 'Entra'} twin is not running.`);
  return answer;
};

/** A list at Teams replaces the one before it, so what is set already is sent along. */
const addAtTeams = (list: 'connector' | 'delivery', fault: object): Deed => async (deps) => {
  const before = (await readTeams(deps.neighbours))?.[list] ?? [];
  return tell(deps, 'teams', ['/api/faults', { [list]: [...before, fault] }]);
};

const entra = (change: (ask: Ask) => object): Deed => (deps, ask) => tell(deps, 'entra', ['/twin/faults', change(ask)]);

/** Both issuers at once: Entra's own keys and those of the bot channel. */
const keys = (path: string, more: object = {}): Deed => async (deps) => [
  await tell(deps, 'entra', [path, { which: 'entra', ...more }]), await tell(deps, 'entra', [path, { which: 'channel', ...more }]),
];

const DEEDS: Readonly<Record<BadDayName, Deed>> = {
  'pc-429': (deps) => addFault(deps, { ...all, kind: 'throttle', retryAfter: 5, times: 3 }),
  'pc-429-silent': (deps) => addFault(deps, { ...all, kind: 'throttle', times: 3 }),
  'pc-5xx': (deps) => addFault(deps, { ...all, kind: 'burst', times: 5 }),
  'pc-hang': (deps) => addFault(deps, { ...all, kind: 'hang' }),
  'pc-cut': (deps) => addFault(deps, { ...all, kind: 'cut' }),
  'pc-lost-answer': (deps) => addFault(deps, { match: { method: 'POST' }, kind: 'drop-after' }),
  'pc-stale': (deps) => addFault(deps, { match: { method: 'GET' }, kind: 'stale', minutes: 15, times: 10 }),
  'pc-webhook-lost': (deps) => addWebhookFault(deps, { kind: 'lost' }),
  'pc-webhook-twice': (deps) => addWebhookFault(deps, { kind: 'duplicated' }),
  'pc-webhook-late': (deps) => addWebhookFault(deps, { kind: 'late', delayMs: HOUR }),
  'teams-sso': (deps) => tell(deps, 'teams', ['/api/faults', { ssoFails: 'consent' }]),
  'teams-403': addAtTeams('connector', { status: 403 }),
  'teams-404': addAtTeams('connector', { status: 404 }),
  'teams-413': addAtTeams('connector', { status: 413 }),
  'teams-429': addAtTeams('connector', { status: 429, count: 3 }),
  'teams-502': addAtTeams('connector', { status: 502 }),
  'teams-twice': addAtTeams('delivery', { mode: 'twice' }),
  'entra-outage': entra(() => ({ tokenDown: true })),
  'entra-keys-down': entra(() => ({ keysDown: 'all' })),
  'entra-announce': keys('/twin/keys/announce'),
  'entra-roll': keys('/twin/keys/roll', { keepOld: true }),
  'entra-roll-abrupt': keys('/twin/keys/roll', { keepOld: false }),
  'entra-denied': entra(({ personId }) => {
    if (personId === undefined) throw new PortalError(400, 'Say who is denied.');
    return { denyConditionalAccess: personId };
  }),
};

/** Sets one of the usual bad days, at the twin that it belongs to. */
export const setBadDay = (deps: Deps, ask: Ask): unknown => DEEDS[ask.name](deps, ask);

const CLEAR: Readonly<Record<Place, (deps: Deps) => unknown>> = {
  partnerCenter: (deps) => clearFaults(deps),
  teams: (deps) => tell(deps, 'teams', ['/api/faults', { ssoFails: null, connector: [], delivery: [] }]),
  entra: (deps) => tell(deps, 'entra', ['/twin/faults', { denyConditionalAccess: null, requireMfa: null, keysDown: null, tokenDown: false, slowMs: 0 }]),
};

/** Ends all bad days of one twin. Keys that were changed stay changed. */
export const clearBadDays = (deps: Deps, { place }: { readonly place: Place }): unknown => CLEAR[place](deps);

const PREFIX: Readonly<Record<Place, string>> = { partnerCenter: 'pc-', teams: 'teams-', entra: 'entra-' };
export const PLACES = Object.keys(PREFIX) as Place[];

export const badDaysOf = (place: Place): readonly BadDayName[] =>
  (Object.keys(BAD_DAY_TEXTS.en) as BadDayName[]).filter((name) => name.startsWith(PREFIX[place]));
