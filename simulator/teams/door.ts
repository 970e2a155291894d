import { z } from 'zod';
import type { Ask, Reply, Route } from '../http.ts';
import type { Activity, Setting } from './activities.ts';
import { base } from './activities.ts';
import type { BotLine } from './bot-line.ts';
import type { ChannelTokenCheck } from './channel-token.ts';
import type { Member, Members } from './members.ts';
import { read, refuse } from './room-input.ts';

type Deps = { members: Members; line: BotLine; checkToken: ChannelTokenCheck; setting: (member: Member, id?: string) => Setting };

const activity = z.looseObject({ type: z.string().min(1), id: z.string().optional(), channelData: z.record(z.string(), z.unknown()).optional() });

/**
 * A door for a second client, such as the Microsoft 365 Agents Playground or curl: what comes in is said in the name of the person
 * in the address, in that person's own chat, and handed to the bot. A client that cannot sign sends no token, and the door signs as
 * the channel signs; one that signs by itself brings a token of the channel, which is checked and passed on as it is. The bot's
 * answers arrive in the chat of that person, and what it answers to an invoke is the answer here. Loopback only.
 */
export const doorRoutes = (deps: Deps): Route[] => [
  ['post', '/door/:id/activities', (ask) => enter(deps, ask)],
  ['post', '/door/:id/api/messages', (ask) => enter(deps, ask)],
];

/** Who speaks, where and to whom is the door's to say, whatever the client wrote; the rest of the activity stays as it is. */
const enter = async (deps: Deps, ask: Ask): Promise<Reply> => {
  const member = deps.members.byId(ask.params['id'] ?? '') ?? refuse(404, 'NoSuchPerson');
  const token = await deps.checkToken(ask.headers['authorization']);
  const sent = read(activity, ask);
  const { id, from, recipient, conversation, channelId, serviceUrl, timestamp, channelData, ...own } = base(sent.type, member, deps.setting(member, sent.id));
  const identity = { from, recipient, conversation, channelId, serviceUrl };
  const whole = { ...own, timestamp, ...sent, ...identity, id, channelData: { ...sent.channelData, ...(channelData as object) } } as Activity;
  const answer = await deps.line.deliver(whole, token === undefined ? undefined : { token });
  if ('failure' in answer) return { status: 502, body: { error: { code: 'BotUnreachable', message: `The bot did not answer (${answer.failure}).` } } };
  return { status: answer.status, ...(answer.body === undefined ? { body: { id } } : { body: answer.body }) };
};
