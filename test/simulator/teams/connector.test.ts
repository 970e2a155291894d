import assert from 'node:assert/strict';
import type { Activity } from 'botframework-schema';
import { FJORDLINE } from '../../../simulator/people.ts';
import { aCard, ASTRID, cardMessage, SOFIA, startRehearsal } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

type Fault = { statusCode: number; code?: string };

const refusal = async (call: Promise<unknown>): Promise<Fault> => {
  try {
    await call;
  } catch (error) {
    return error as Fault;
  }
  throw new Error('It was not refused.');
};
const text = (words: string): Partial<Activity> => ({ type: 'message', text: words });

describe('Teams twin: Bot Connector, as botframework-connector calls it', () => {
  let room: Rehearsal;
  let chat: string;
  beforeEach(async () => {
    room = await startRehearsal();
    chat = room.roomPerson(ASTRID.id).conversationId;
  });
  afterEach(() => room.close());

  it('posts, replies, updates and deletes', async () => {
    const { conversations } = await room.client();
    const first = await conversations.sendToConversation(chat, text('one'));
    const second = await conversations.replyToActivity(chat, first.id, cardMessage());
    await conversations.updateActivity(chat, second.id, cardMessage(aCard('Transfer 1, decided')));
    const [one, two] = await room.messages(ASTRID.id);
    assert.deepEqual([one?.id, one?.text, two?.id, two?.version, two?.edited], [first.id, 'one', second.id, 2, true]);
    assert.deepEqual(two?.attachments[0]?.content, aCard('Transfer 1, decided'));
    assert.deepEqual(two?.versions[0]?.attachments[0]?.content, aCard(), 'the earlier copy is kept');
    await conversations.deleteActivity(chat, first.id);
    assert.deepEqual((await room.messages(ASTRID.id)).map((m) => m.id), [second.id]);
    for (const gone of [first.id, '123']) {
      const fault = await refusal(conversations.updateActivity(chat, gone, text('late')));
      assert.deepEqual([fault.statusCode, fault.code], [404, 'ActivityNotFoundInConversation']);
    }
  });

  it('splits text beside a card and gives no id for it', async () => {
    const { conversations } = await room.client();
    const answer = await conversations.sendToConversation(chat, { ...cardMessage(), text: 'look' });
    assert.equal(answer.id, undefined);
    const stored = await room.messages(ASTRID.id);
    assert.deepEqual(stored.map((m) => [m.text, m.attachments.length]), [['look', 0], ['', 1]]);
  });

  it('creates a personal conversation by 29: id or object id, in the right tenant only', async () => {
    const { conversations } = await room.client();
    const create = (id: string, tenantId: string) => conversations.createConversation({ members: [{ id }], tenantId, isGroup: false, bot: { id: '28:x' } } as never);
    const { id } = await create(room.roomPerson(ASTRID.id).memberId, FJORDLINE);
    assert.equal(id, chat);
    assert.equal((await create(ASTRID.id, FJORDLINE)).id, chat);
    assert.equal((await refusal(create(ASTRID.id, SOFIA.tenantId))).statusCode, 403);
    assert.equal((await refusal(create('29:nobody', FJORDLINE))).statusCode, 400);
  });

  it('names the members of a chat', async () => {
    const { conversations } = await room.client();
    const { memberId } = room.roomPerson(ASTRID.id);
    const one = (await conversations.getConversationMember(chat, memberId)) as { id: string; aadObjectId?: string };
    assert.deepEqual([one.id, one.aadObjectId], [memberId, ASTRID.id]);
    assert.equal((await conversations.getConversationMembers(chat)).length, 1);
    assert.equal((await conversations.getConversationPagedMembers(chat)).members?.[0]?.id, memberId);
    const { id } = await conversations.sendToConversation(chat, text('one'));
    assert.equal((await conversations.getActivityMembers(chat, id)).length, 1);
    assert.equal((await refusal(conversations.getConversationMember(chat, room.roomPerson(SOFIA.id).memberId))).statusCode, 404);
    assert.deepEqual((await refusal(conversations.getConversationMembers('a:unknown'))).code, 'ConversationNotFound');
  });

  it('refuses tokens that are not our bot\'s for the connector', async () => {
    const tokens = [
      await room.entra.connectorToken({ aud: 'https://graph.microsoft.com' }),
      await room.entra.connectorToken({ appid: 'another' }),
      await room.entra.connectorToken({ expiresIn: '-10m' }),
      await room.entra.connectorToken({ otherKey: true }),
      'no.token.atall',
    ];
    for (const token of tokens) {
      const { conversations } = await room.client(token);
      assert.equal((await refusal(conversations.sendToConversation(chat, text('x')))).statusCode, 401);
    }
    assert.equal((await room.post(`/connector/v3/conversations/${chat}/activities`, text('x'))).status, 401);
    assert.deepEqual(await room.messages(ASTRID.id), []);
  });

  it('refuses what is too big (UTF-16), empty or of another type', async () => {
    const { conversations } = await room.client();
    await conversations.sendToConversation(chat, text('å'.repeat(51_000)));
    const big = await refusal(conversations.sendToConversation(chat, text('å'.repeat(51_200))));
    assert.deepEqual([big.statusCode, big.code], [413, 'MessageSizeTooBig']);
    assert.equal((await refusal(conversations.sendToConversation(chat, text('')))).statusCode, 400);
    assert.equal((await refusal(conversations.sendToConversation(chat, { type: 'event', name: 'x' }))).statusCode, 400);
  });

  /** The connector client waits and repeats by itself on 429, so here the twin is asked without it. */
  const sender = async () => {
    const headers = { authorization: `Bearer ${await room.entra.connectorToken()}`, 'content-type': 'application/json' };
    return async (to = chat) => {
      const reply = await fetch(`${room.teams.address}/connector/v3/conversations/${encodeURIComponent(to)}/activities`, { method: 'POST', headers, body: JSON.stringify(text('x')) });
      const body = (await reply.json()) as { error?: { code: string } };
      return [reply.status, body.error?.code, reply.headers.get('retry-after')];
    };
  };
  const SENT = [201, undefined, null];
  const throttled = (seconds: number) => [429, 'Throttled', String(seconds)];

  it('holds the bot to 7 a second and 8 in two seconds a chat, each chat for itself', async () => {
    const send = await sender();
    for (let i = 0; i < 7; i++) assert.deepEqual(await send(), SENT);
    assert.deepEqual(await send(), throttled(1));
    assert.deepEqual(await send(room.roomPerson(SOFIA.id).conversationId), SENT);
    room.time.at += 1000;
    assert.deepEqual(await send(), SENT);
    assert.deepEqual(await send(), throttled(1));
    room.time.at += 1000;
    assert.deepEqual(await send(), SENT);
  });

  it('holds the bot to 60 in 30 seconds a chat', async () => {
    const send = await sender();
    for (let i = 0; i < 60; i++) {
      assert.deepEqual(await send(), SENT);
      room.time.at += 300;
    }
    assert.deepEqual(await send(), throttled(12));
  });

  it('takes no message for somebody who removed the app, until they add it again', async () => {
    const { conversations } = await room.client();
    await room.post(`/api/people/${ASTRID.id}/uninstall`, {});
    assert.equal((await refusal(conversations.sendToConversation(chat, text('x')))).code, 'MessageWritesBlocked');
    assert.equal((await refusal(conversations.getConversationMembers(chat))).statusCode, 403);
    await room.post(`/api/people/${ASTRID.id}/install`, {});
    await conversations.sendToConversation(chat, text('x'));
  });
});

describe('Teams twin without limits', () => {
  it('takes any number of messages', async () => {
    const room = await startRehearsal({ limits: false });
    const { conversations } = await room.client();
    for (let i = 0; i < 12; i++) await conversations.sendToConversation(room.roomPerson(ASTRID.id).conversationId, text('x'));
    assert.equal((await room.messages(ASTRID.id)).length, 12);
    await room.close();
  });
});
