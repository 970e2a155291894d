import assert from 'node:assert/strict';
import type { MessageView } from '../../../simulator/teams/records.ts';
import { invokeReply } from '../teams/fake-bot.ts';
import { aCard, ASTRID, cardMessage, startRehearsal, type Rehearsal } from '../teams/rehearsal.ts';

export const ERIK = 'c0ffee00-0000-4000-8000-000000000002';
export const TEXT = { type: 'message', text: 'hello' };
export const ACCEPT = { type: 'execute', verb: 'accept' };
const OAUTH = { text: 'Sign in', connectionName: 'pc', tokenExchangeResource: { id: 'x1', uri: 'api://botid-x' }, buttons: [{ type: 'signin', title: 'Sign in', value: 'https://sign-in.example/start' }] };
export const OAUTH_MESSAGE = { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content: OAUTH }] };
export const LOGIN = invokeReply(401, 'application/vnd.microsoft.activity.loginRequest', OAUTH);

export type Reply = { status: number; code: string | undefined; retryAfter: string | null; json: Record<string, unknown> };
export type Made = { id: string; conversationId: string; team?: { id: string } };

/** The Teams twin, and its connector as a bot calls it: by plain requests, since botbuilder's client would try again by itself. */
export const startTeamsWorld = async (options: Parameters<typeof startRehearsal>[0] = {}) => {
  const room: Rehearsal = await startRehearsal({ limits: false, ...options });
  const chat = room.roomPerson(ASTRID.id).conversationId;
  const call = async (method: string, path: string, body?: unknown, token?: string): Promise<Reply> => {
    const headers = { authorization: `Bearer ${token ?? (await room.entra.connectorToken())}`, 'content-type': 'application/json' };
    const response = await fetch(`${room.teams.address}/connector${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, code: (json['error'] as { code: string } | undefined)?.code, retryAfter: response.headers.get('retry-after'), json };
  };
  const conversation = (id: string): string => `/v3/conversations/${encodeURIComponent(id)}`;
  const room_ = async <T>(path: string, body: object = {}): Promise<T> => (await room.post(path, body)).json() as Promise<T>;
  const mine = `/api/people/${ASTRID.id}`;
  const world = {
    room, chat, call, conversation, mine, ask: room_,
    send: (body: unknown = TEXT, to = chat) => call('POST', `${conversation(to)}/activities`, body),
    /** A card of the bot in Astrid's chat; its id. */
    card: async (card: unknown = aCard()): Promise<string> => String((await call('POST', `${conversation(chat)}/activities`, cardMessage(card))).json['id']),
    press: async (activityId: string, more: object = {}) => room.press(ASTRID.id, { activityId, action: ACCEPT, ...more }),
    shown: async (): Promise<MessageView[]> => room.messages(ASTRID.id),
    group: async (kind: 'channel' | 'groupChat', teamName?: string): Promise<Made> => {
      const made = await room_<Made>('/api/groups', { kind, name: 'Moves', memberIds: [ASTRID.id, ERIK], ...(teamName === undefined ? {} : { teamName }) });
      room.fake.received.length = 0;
      return made;
    },
    faults: async (change: object): Promise<void> => assert.equal((await room.post('/api/faults', change)).status, 200),
  };
  return world;
};

export type TeamsWorld = Awaited<ReturnType<typeof startTeamsWorld>>;
