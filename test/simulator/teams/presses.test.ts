import assert from 'node:assert/strict';
import { cardReply, invokeReply } from './fake-bot.ts';
import { aCard, ASTRID, cardMessage, startRehearsal, until } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

const ACCEPT = { type: 'execute', verb: 'accept' };

describe('Teams twin: pressed cards', () => {
  let room: Rehearsal;
  let chat: string;
  let activityId: string;
  beforeEach(async () => {
    room = await startRehearsal({ limits: false });
    chat = room.roomPerson(ASTRID.id).conversationId;
    activityId = (await (await room.client()).conversations.sendToConversation(chat, cardMessage())).id;
  });
  afterEach(() => room.close());
  const onlyMessage = async () => (await room.messages(ASTRID.id))[0]!;
  const shownCard = async () => (await onlyMessage()).attachments[0]?.content;

  it('sends Action.Submit as a message without text, its data merged with the inputs', async () => {
    await room.press(ASTRID.id, { activityId, action: { type: 'submit', title: 'Send' }, inputs: { reason: 'because', handle: 'typed' } });
    const [sent] = room.fake.received;
    assert.deepEqual([sent?.type, sent?.text, sent?.replyToId], ['message', undefined, activityId]);
    assert.deepEqual(sent?.value, { handle: 'typed', verb: 'send', reason: 'because' });
  });

  it('sends Action.Execute as an invoke and shows the card of the answer to the presser', async () => {
    room.fake.bot.answer = () => cardReply(aCard('Accepted'));
    const { results } = await room.press(ASTRID.id, { activityId, action: ACCEPT, inputs: { reason: 'fine' } });
    assert.deepEqual(results.map((r) => [r.outcome, r.httpStatus]), [['card', 200]]);
    const [invoke] = room.fake.invokes();
    assert.deepEqual([invoke?.name, invoke?.replyToId, invoke?.value?.trigger], ['adaptiveCard/action', activityId, 'manual']);
    assert.deepEqual(invoke?.value?.action, { type: 'Action.Execute', title: 'Accept', verb: 'accept', data: { handle: 'h1', reason: 'fine' } });
    assert.deepEqual(await shownCard(), aCard('Accepted'));
    assert.equal((await onlyMessage()).edited, false, 'the card of everybody else is as it was');
  });

  it('lets a later update of the bot replace everybody\'s card', async () => {
    room.fake.bot.answer = () => cardReply(aCard('Mine'));
    await room.press(ASTRID.id, { activityId, action: ACCEPT });
    await (await room.client()).conversations.updateActivity(chat, activityId, cardMessage(aCard('Everybody\'s')));
    assert.deepEqual(await shownCard(), aCard('Everybody\'s'));
  });

  it('presses an old copy with the data that stood on it', async () => {
    await (await room.client()).conversations.updateActivity(chat, activityId, cardMessage(aCard('New', { handle: 'h2' })));
    room.fake.bot.answer = () => cardReply(aCard('Done'));
    await room.press(ASTRID.id, { activityId, version: 1, action: ACCEPT });
    await room.press(ASTRID.id, { activityId, version: 2, action: ACCEPT });
    assert.deepEqual(room.fake.invokes().map((i) => i.value?.action?.data), [{ handle: 'h1' }, { handle: 'h2' }]);
    assert.equal((await room.post(`/api/people/${ASTRID.id}/press`, { activityId, version: 9, action: ACCEPT })).status, 404);
    assert.equal((await room.post(`/api/people/${ASTRID.id}/press`, { activityId, action: { type: 'execute', verb: 'no-such' } })).status, 404);
  });

  for (const sameId of [true, false]) {
    it(`delivers one press several times at once, ${sameId ? 'under one id' : 'each under an id of its own'}`, async () => {
      let open = 0;
      let most = 0;
      room.fake.bot.answer = async () => {
        most = Math.max(most, ++open);
        // Nobody is answered before all have come.
        await until(() => most === 4);
        open--;
        return cardReply(aCard('Done'));
      };
      const { results } = await room.press(ASTRID.id, { activityId, action: ACCEPT, times: 4, sameId });
      assert.equal(results.length, 4);
      assert.equal(most, 4);
      assert.equal(new Set(room.fake.invokes().map((i) => i.id)).size, sameId ? 1 : 4);
    });
  }

  it('keeps the order of one person\'s presses and messages', async () => {
    const order: string[] = [];
    room.fake.bot.answer = async (activity) => {
      order.push(`start ${activity.text ?? activity.type}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`end ${activity.text ?? activity.type}`);
      return activity.type === 'invoke' ? cardReply(aCard('Done')) : { status: 200 };
    };
    const pressed = room.press(ASTRID.id, { activityId, action: ACCEPT });
    await until(() => order.length > 0);
    await Promise.all([pressed, room.post(`/api/people/${ASTRID.id}/say`, { text: 'hi' })]);
    assert.deepEqual(order, ['start invoke', 'end invoke', 'start hi', 'end hi']);
  });

  const lines = [
    ['an error', invokeReply(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message: 'No.' }), { kind: 'error', code: 'BadRequest', text: 'No.' }],
    ['a status other than 200', { status: 500 }, { kind: 'unreachable' }],
    ['501', { status: 501 }, { kind: 'unreachable' }],
    ['an empty 200', { status: 200 }, { kind: 'unreachable' }],
    ['a card under the wrong status', invokeReply(500, 'application/vnd.microsoft.card.adaptive', aCard()), { kind: 'unreachable' }],
    ['a card that is none', invokeReply(200, 'application/vnd.microsoft.card.adaptive', { type: 'Container' }), { kind: 'unreachable' }],
    ['failed sign-in', invokeReply(412, 'application/vnd.microsoft.error.preconditionFailed'), { kind: 'sign-in' }],
    ['a wrong code', invokeReply(401, 'application/vnd.microsoft.error.inccorectAuthCode'), { kind: 'sign-in' }],
  ] as const;
  for (const [what, reply, line] of lines) {
    it(`leaves the card and adds a line when the answer is ${what}`, async () => {
      room.fake.bot.answer = () => reply;
      await room.press(ASTRID.id, { activityId, action: ACCEPT });
      assert.deepEqual((await onlyMessage()).line, line);
      assert.deepEqual(await shownCard(), aCard());
    });
  }

  it('clears the line at the next press', async () => {
    room.fake.bot.answer = () => ({ status: 500 });
    await room.press(ASTRID.id, { activityId, action: ACCEPT });
    room.fake.bot.answer = () => invokeReply(200, 'application/vnd.microsoft.activity.message', 'Noted.');
    const { results } = await room.press(ASTRID.id, { activityId, action: ACCEPT });
    assert.equal(results[0]?.outcome, 'toast');
    assert.equal((await onlyMessage()).line, undefined);
  });

  it('refreshes a card automatically for those it names, at most once a minute', async () => {
    const refreshing = (userIds: string[]) => ({ ...aCard(), refresh: { userIds, action: { type: 'Action.Execute', verb: 'refresh', data: { handle: 'h1' } } } });
    const { conversations } = await room.client();
    const { id } = await conversations.sendToConversation(chat, cardMessage(refreshing([room.roomPerson(ASTRID.id).memberId])));
    const others = await conversations.sendToConversation(chat, cardMessage(refreshing(['29:somebody'])));
    room.fake.bot.answer = () => cardReply(refreshing([room.roomPerson(ASTRID.id).memberId]));
    const ask = async (which: string) => (await (await room.post(`/api/people/${ASTRID.id}/refresh`, { activityId: which })).json()) as { sent: boolean };
    const answers = [await ask(id), await ask(id), await ask(others.id), await ask(activityId)];
    assert.deepEqual(answers.map((a) => a.sent), [true, false, false, false]);
    room.time.at += 60_000;
    assert.equal((await ask(id)).sent, true);
    assert.deepEqual(room.fake.invokes().map((i) => i.value?.trigger), ['automatic', 'automatic']);
  });
});
