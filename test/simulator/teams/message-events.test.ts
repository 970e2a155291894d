import assert from 'node:assert/strict';
import { ASTRID, cardMessage, SOFIA, startRehearsal, until } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

describe('Teams twin: messages change, and other clients call', () => {
  let room: Rehearsal;
  beforeEach(async () => { room = await startRehearsal({ limits: false }); });
  afterEach(() => room.close());

  const post = async <T>(path: string, body: object): Promise<T> => (await room.post(path, body)).json() as Promise<T>;
  const mine = `/api/people/${ASTRID.id}`;
  const said = async (text: string): Promise<string> => {
    const { id } = await post<{ id: string }>(`${mine}/say`, { text });
    room.fake.received.length = 0;
    return id;
  };
  const eventType = (i: number) => (room.fake.received[i]?.['channelData'] as { eventType: string }).eventType;

  it('edits, deletes and brings back under the id of the message', async () => {
    const id = await said('moev');
    await post(`${mine}/messages/${id}/edit`, { text: 'move' });
    await post(`${mine}/messages/${id}/delete`, {});
    assert.deepEqual(await room.messages(ASTRID.id), []);
    await post(`${mine}/messages/${id}/undelete`, {});
    assert.deepEqual(room.fake.received.map((a, i) => [a.type, eventType(i), a.id, a.text]), [
      ['messageUpdate', 'editMessage', id, 'move'], ['messageDelete', 'softDeleteMessage', id, undefined], ['messageUpdate', 'undeleteMessage', id, 'move'],
    ]);
    assert.deepEqual((await room.messages(ASTRID.id)).map((m) => m.text), ['move']);
  });

  it('lets nobody change what is not theirs', async () => {
    const bots = (await (await room.client()).conversations.sendToConversation(room.roomPerson(ASTRID.id).conversationId, cardMessage())).id;
    const id = await said('mine');
    assert.equal((await room.post(`${mine}/messages/${bots}/edit`, { text: 'forged' })).status, 403);
    assert.equal((await room.post(`/api/people/${SOFIA.id}/messages/${id}/delete`, {})).status, 404);
    assert.equal((await room.post(`${mine}/messages/${id}/undelete`, {})).status, 404);
    assert.equal(room.fake.received.length, 0);
  });

  it('tells of reactions to the bot\'s messages, and that they were read', async () => {
    const bots = (await (await room.client()).conversations.sendToConversation(room.roomPerson(ASTRID.id).conversationId, cardMessage())).id;
    await post(`${mine}/messages/${bots}/react`, { type: 'like' });
    assert.deepEqual((await room.messages(ASTRID.id))[0]?.reactions, { [ASTRID.id]: ['like'] });
    await post(`${mine}/messages/${bots}/react`, { type: 'like', remove: true });
    await post(`${mine}/messages/${bots}/read`, {});
    const [on, off, seen] = room.fake.received;
    assert.deepEqual([on?.['reactionsAdded'], off?.['reactionsRemoved'], on?.replyToId], [[{ type: 'like' }], [{ type: 'like' }], bots]);
    assert.deepEqual([seen?.name, seen?.value], ['application/vnd.microsoft.readReceipt', { lastReadMessageId: bots }]);
  });

  it('hands back what the bot answers to a message extension, a dialog or a search', async () => {
    room.fake.bot.answer = (activity) => ({ status: 200, body: { echoed: activity.name } });
    for (const name of ['composeExtension/query', 'composeExtension/queryLink', 'task/fetch', 'task/submit', 'application/search']) {
      assert.deepEqual(await post(`${mine}/invoke`, { name, value: { parameters: [] } }), { httpStatus: 200, body: { echoed: name } });
    }
    room.fake.bot.answer = () => ({ status: 501 });
    assert.deepEqual(await post(`${mine}/invoke`, { name: 'task/fetch' }), { httpStatus: 501 });
    assert.equal((await room.post(`${mine}/invoke`, { name: 'made/up' })).status, 400);
  });

  it('the door signs for a client that cannot, as the person of its address and nobody else', async () => {
    const foreign = { type: 'message', id: 'from-outside', text: 'hello', from: { id: 'forged', aadObjectId: SOFIA.id }, conversation: { id: 'c' }, serviceUrl: 'http://elsewhere.example', channelId: 'emulator' };
    const answer = await room.post(`/door/${ASTRID.id}/api/messages`, foreign);
    assert.equal(answer.status, 200);
    const [heard] = room.fake.received;
    const { id, memberId, conversationId } = room.roomPerson(ASTRID.id);
    assert.deepEqual([heard?.text, heard?.['channelId'], heard?.serviceUrl], ['hello', 'msteams', `${room.teams.address}/connector/`]);
    assert.deepEqual([heard?.['from'], (heard?.['conversation'] as { id: string }).id], [{ id: memberId, name: 'Astrid Lind', aadObjectId: id }, conversationId]);
    assert.equal(room.fake.headers.at(-1)?.['authorization'], 'Bearer channel-token');
    room.fake.bot.answer = () => ({ status: 200, body: { task: {} } });
    assert.deepEqual(await post(`/door/${ASTRID.id}/activities`, { type: 'invoke', name: 'task/fetch', value: {} }), { task: {} });
    assert.equal((await room.post('/door/nobody/activities', foreign)).status, 404);
    assert.equal((await room.post(`/door/${ASTRID.id}/activities`, { text: 'no type' })).status, 400);
    const web = await fetch(`${room.teams.address}/door/${ASTRID.id}/activities`, { method: 'POST', headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' }, body: JSON.stringify(foreign) });
    assert.equal(web.status, 403);
    await until(() => room.fake.received.length === 2);
  });
});
