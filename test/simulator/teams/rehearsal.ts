import { ConnectorClient } from 'botframework-connector';
import { Journal } from '../../../simulator/journal.ts';
import { FJORDLINE, NORDVIND, PEOPLE, TENANTS } from '../../../simulator/people.ts';
import type { MessageView } from '../../../simulator/teams/records.ts';
import { startTeams } from '../../../simulator/teams/teams.ts';
import type { TeamsOptions } from '../../../simulator/teams/teams.ts';
import { startFakeBot } from './fake-bot.ts';
import { startFakeEntra } from './fake-entra.ts';

export const APP_ID = '6f5b2c1a-0000-4000-8000-00000000b07a';
const named = (name: string) => PEOPLE.find((p) => p.name === name)!;
export const ASTRID = named('Astrid Lind');
export const SOFIA = named('Sofia Dahl');

type RoomPerson = { id: string; name: string; memberId: string; conversationId: string; installed: boolean; locale: string };
export type PressAnswer = { results: { outcome: string; httpStatus?: number; body?: unknown }[] };

/** The Teams twin with a fake Entra and a fake bot around it, and the few calls that tests need. */
export const startRehearsal = async (options: Partial<TeamsOptions> & { installed?: boolean } = {}) => {
  const time = { at: new Date('2026-11-23T09:00:00Z').getTime() };
  const entra = await startFakeEntra(APP_ID);
  const fake = await startFakeBot();
  const teamsOptions: TeamsOptions = {
    port: 0,
    clock: { now: () => new Date(time.at) },
    journal: new Journal(),
    people: PEOPLE.filter((p) => p.tenantId === FJORDLINE || p.tenantId === NORDVIND),
    tenants: TENANTS,
    appId: APP_ID,
    botEndpoint: `${fake.address}/api/messages`,
    entraAddress: entra.address,
    portalAddress: 'http://127.0.0.1:9',
    ...options,
  };
  const teams = await startTeams(teamsOptions);
  // A kept connection may have been closed by a twin that a test started anew on the same port: ask again.
  const read = (path: string): Promise<Response> => fetch(`${teams.address}${path}`).catch(() => fetch(`${teams.address}${path}`));
  const get = async <T>(path: string): Promise<T> => (await read(path)).json() as Promise<T>;
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${teams.address}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const people = (await get<{ tenants: { people: RoomPerson[] }[] }>('/api/room')).tenants.flatMap((t) => t.people);
  const roomPerson = (id: string): RoomPerson => people.find((p) => p.id === id)!;
  const messages = async (id: string): Promise<MessageView[]> => (await get<{ messages: MessageView[] }>(`/api/people/${id}/messages`)).messages;
  const press = async (id: string, body: unknown): Promise<PressAnswer> => (await post(`/api/people/${id}/press`, body)).json() as Promise<PressAnswer>;
  const client = async (token?: string): Promise<ConnectorClient> => connectorClient(teams.address, token ?? (await entra.connectorToken()));
  if (options.installed !== false) await until(() => fake.received.length >= 2 * teamsOptions.people.length);
  fake.received.length = 0;
  const close = async (): Promise<void> => {
    await Promise.all([teams.close(), fake.close(), entra.close()]);
  };
  return { ...{ teams, teamsOptions, entra, fake, time, get, post, press, messages, roomPerson, client, close } };
};

export type Rehearsal = Awaited<ReturnType<typeof startRehearsal>>;

const connectorClient = (address: string, token: string): ConnectorClient => {
  const signRequest = async <T extends { headers: { set(name: string, value: string): void } }>(request: T): Promise<T> => {
    request.headers.set('authorization', `Bearer ${token}`);
    return request;
  };
  return new ConnectorClient({ signRequest } as never, { baseUri: `${address}/connector/`, noRetryPolicy: true });
};

export const until = async (done: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** A small card with both kinds of button. */
export const aCard = (title = 'Transfer 1', data: Record<string, unknown> = { handle: 'h1' }): Record<string, unknown> => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: title, wrap: true }, { type: 'Input.Text', id: 'reason', label: 'Reason' }],
  actions: [
    { type: 'Action.Execute', title: 'Accept', verb: 'accept', data, fallback: { type: 'Action.Submit', title: 'Accept', data: { ...data, verb: 'accept' } } },
    { type: 'Action.Submit', title: 'Send', data: { ...data, verb: 'send' } },
  ],
});

export const cardMessage = (card: unknown = aCard()) => ({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] });
