import assert from 'node:assert/strict';
import { startTeams } from '../../../simulator/teams/teams.ts';
import { REPLY_LIMIT_MS } from '../../../simulator/teams/bot-line.ts';
import { cardReply, invokeReply } from '../teams/fake-bot.ts';
import { aCard, ASTRID, cardMessage, SOFIA, until } from '../teams/rehearsal.ts';
import type { TeamsShown } from './connector-shown.ts';
import { ACCEPT, ERIK, LOGIN, OAUTH_MESSAGE, type TeamsWorld } from './teams-world.ts';

const heard = ({ room }: TeamsWorld) => room.fake.received;
const texts = (world: TeamsWorld) => heard(world).map((a) => a.text);
const eventTypes = (world: TeamsWorld) => heard(world).map((a) => (a['channelData'] as { eventType?: string }).eventType ?? a['topicName'] ?? a.action);
const say = (world: TeamsWorld, text: string) => world.ask<{ id: string; delivered: boolean }>(`${world.mine}/say`, { text });
const outcome = async (world: TeamsWorld, ...how: Parameters<TeamsWorld['press']>) => (await world.press(...how)).results.map((result) => result.outcome);
const lineOf = async (world: TeamsWorld) => (await world.shown())[0]?.line?.kind;
/** Sends a sign-in card and waits until Teams has done with it: hidden, or left there with a line. */
const signIn = async (world: TeamsWorld): Promise<(string | undefined)[]> => {
  await world.send(OAUTH_MESSAGE);
  await until(async () => (await world.shown()).length === 0 || (await lineOf(world)) !== undefined);
  return heard(world).map((a) => a.name);
};

/** One for each row of what Teams sends, but for those that need the Entra twin. */
export const TEAMS_SHOWN: Readonly<Record<string, TeamsShown>> = {
  message: async (world) => {
    await say(world, 'hello');
    const [{ type, text, channelId, serviceUrl } = {} as Record<string, unknown>] = heard(world);
    assert.deepEqual([type, text, channelId, serviceUrl], ['message', 'hello', 'msteams', `${world.room.teams.address}/connector/`]);
    assert.equal(world.room.fake.headers.at(-1)?.['authorization'], 'Bearer channel-token');
  },
  'message with a mention': async (world) => {
    for (const kind of ['groupChat', 'channel'] as const) {
      const group = await world.group(kind);
      await world.ask(`/api/groups/${group.id}/say`, { personId: ERIK, text: 'lunch?', mention: false });
      const { id } = await world.ask<{ id: string }>(`/api/groups/${group.id}/say`, { personId: ERIK, text: 'status' });
      assert.deepEqual(texts(world), ['<at>Växla</at> status']);
      assert.equal((heard(world)[0]?.['conversation'] as { id: string }).id, kind === 'channel' ? `${group.conversationId};messageid=${id}` : group.conversationId);
    }
  },
  'installationUpdate add and conversationUpdate': async (world) => {
    await world.ask(`${world.mine}/uninstall`);
    await until(() => heard(world).length === 1);
    let refusals = 2;
    world.room.fake.bot.answer = () => ({ status: refusals-- > 0 ? 503 : 200 });
    await world.ask(`${world.mine}/install`);
    await until(() => heard(world).length === 5);
    assert.deepEqual(heard(world).slice(1).map((a) => a.action ?? a.type), ['add', 'add', 'add', 'conversationUpdate']);
  },
  'installationUpdate remove': async (world) => {
    await world.ask(`${world.mine}/uninstall`);
    await until(() => heard(world).length === 1);
    assert.deepEqual([heard(world)[0]?.type, heard(world)[0]?.action], ['installationUpdate', 'remove']);
  },
  'installationUpdate add-upgrade': async (world) => {
    const elsewhere = await startTeams({ ...world.room.teamsOptions, port: 0 });
    await until(() => heard(world).some((a) => a.action === 'add-upgrade' && a.serviceUrl.startsWith(elsewhere.address)));
    await elsewhere.close();
  },
  'members added and removed': async (world) => {
    const group = await world.group('channel');
    await world.ask(`/api/groups/${group.id}/members`, { add: [SOFIA.id], remove: [ERIK] });
    assert.deepEqual(eventTypes(world), ['teamMemberAdded', 'teamMemberRemoved']);
  },
  'teamRenamed, channelRenamed, topicName': async (world) => {
    const channel = await world.group('channel', 'Licences');
    await world.ask(`/api/groups/${channel.id}/rename`, { name: 'Transfers', teamName: 'Licensing' });
    assert.deepEqual(eventTypes(world), ['teamRenamed', 'channelRenamed']);
    const chat = await world.group('groupChat');
    await world.ask(`/api/groups/${chat.id}/rename`, { name: 'We two' });
    assert.deepEqual(eventTypes(world), ['We two']);
  },
  'messageUpdate and messageDelete': async (world) => {
    const { id } = await say(world, 'moev');
    for (const [deed, body] of [['edit', { text: 'move' }], ['delete', {}], ['undelete', {}]] as const) await world.ask(`${world.mine}/messages/${id}/${deed}`, body);
    assert.deepEqual(heard(world).slice(1).map((a) => [a.type, a.id]), [['messageUpdate', id], ['messageDelete', id], ['messageUpdate', id]]);
    assert.deepEqual(eventTypes(world).slice(1), ['editMessage', 'softDeleteMessage', 'undeleteMessage']);
  },
  messageReaction: async (world) => {
    const id = await world.card();
    await world.ask(`${world.mine}/messages/${id}/react`, { type: 'like' });
    assert.deepEqual([heard(world)[0]?.type, heard(world)[0]?.['reactionsAdded'], heard(world)[0]?.replyToId], ['messageReaction', [{ type: 'like' }], id]);
  },
  'read receipt': async (world) => {
    const id = await world.card();
    await world.ask(`${world.mine}/messages/${id}/read`);
    assert.deepEqual([heard(world)[0]?.name, heard(world)[0]?.value], ['application/vnd.microsoft.readReceipt', { lastReadMessageId: id }]);
  },
  'Action.Submit': async (world) => {
    await world.press(await world.card(), { action: { type: 'submit', title: 'Send' }, inputs: { handle: 'typed' } });
    assert.deepEqual([heard(world)[0]?.type, heard(world)[0]?.text, heard(world)[0]?.value], ['message', undefined, { handle: 'typed', verb: 'send' }]);
  },
  'Action.Execute': async (world) => {
    const id = await world.card();
    const answers = [
      [cardReply(aCard('Done')), 'card'], [invokeReply(200, 'application/vnd.microsoft.activity.message', 'fine'), 'toast'],
      [invokeReply(400, 'application/vnd.microsoft.error', { code: 'c', message: 'm' }), 'error'], [invokeReply(412, 'application/vnd.microsoft.error.preconditionFailed'), 'sign-in-failed'],
    ] as const;
    for (const [answer, wanted] of answers) {
      world.room.fake.bot.answer = () => answer;
      assert.deepEqual(await outcome(world, id, { version: 1 }), [wanted]);
    }
    assert.equal(heard(world)[0]?.name, 'adaptiveCard/action');
  },
  'user-specific views': async (world) => {
    const group = await world.group('groupChat');
    const id = String((await world.send(cardMessage(), group.conversationId)).json['id']);
    world.room.fake.bot.answer = () => cardReply(aCard('mine'));
    await world.ask(`/api/groups/${group.id}/press`, { personId: ERIK, activityId: id, action: ACCEPT });
    const seenBy = async (viewer: string) => {
      const { messages } = await world.room.get<{ messages: { attachments: { content: { body: { text: string }[] } }[] }[] }>(`/api/groups/${group.id}/messages?viewer=${viewer}`);
      return messages[0]?.attachments[0]?.content.body[0]?.text;
    };
    assert.deepEqual([await seenBy(ERIK), await seenBy(ASTRID.id)], ['mine', 'Transfer 1']);
    await world.call('PUT', `${world.conversation(group.conversationId)}/activities/${id}`, cardMessage(aCard('for all')));
    assert.deepEqual([await seenBy(ERIK), await seenBy(ASTRID.id)], ['for all', 'for all']);
  },
  refresh: async (world) => {
    const card = (userIds: string[]) => ({ ...aCard(), refresh: { action: { type: 'Action.Execute', verb: 'look', data: {} }, userIds } });
    const strangers = Array.from({ length: 60 }, (_, n) => `29:stranger-${n}`);
    const me = world.room.roomPerson(ASTRID.id).memberId;
    const refreshed = async (activityId: string) => (await world.ask<{ sent: boolean }>(`${world.mine}/refresh`, { activityId })).sent;
    const own = await world.card(card([me]));
    assert.deepEqual([await refreshed(own), await refreshed(own), heard(world)[0]?.value?.trigger], [true, false, 'automatic']);
    world.room.time.at += 60_000;
    assert.deepEqual([await refreshed(own), await refreshed(await world.card(card([...strangers, me])))], [true, false]);
  },
  'a press on an old copy': async (world) => {
    const id = await world.card();
    await world.call('PUT', `${world.conversation(world.chat)}/activities/${id}`, cardMessage(aCard('New', { handle: 'h2' })));
    for (const version of [1, 2]) await world.press(id, { version });
    assert.deepEqual(heard(world).map((a) => a.value?.action?.data), [{ handle: 'h1' }, { handle: 'h2' }]);
  },
  'message extension, dialog, search, sign-in by hand': async (world) => {
    world.room.fake.bot.answer = ({ name }) => ({ status: 200, body: { echoed: name } });
    for (const name of ['composeExtension/query', 'task/fetch', 'application/search', 'signin/verifyState']) assert.deepEqual(await world.ask(`${world.mine}/invoke`, { name, value: {} }), { httpStatus: 200, body: { echoed: name } });
  },
  'token exchange': async (world) => {
    assert.deepEqual([await signIn(world), await world.shown()], [['signin/tokenExchange'], []]);
    world.room.fake.bot.answer = (activity) => (activity.value?.authentication === undefined ? LOGIN : cardReply(aCard('Accepted')));
    assert.deepEqual(await outcome(world, await world.card()), ['card']);
  },
  'token exchange fails: 412': async (world) => {
    world.room.fake.bot.answer = () => ({ status: 412 });
    assert.deepEqual([await signIn(world), await lineOf(world)], [['signin/tokenExchange'], 'sign-in']);
  },
  'token exchange fails: consent': async (world) => {
    await world.faults({ ssoFails: 'consent' });
    assert.deepEqual([await signIn(world), heard(world)[0]?.value?.['code'], await lineOf(world)], [['signin/failure'], 'userconsentrequired', 'sign-in']);
  },
  'token exchange fails: silent': async (world) => {
    await world.faults({ ssoFails: 'silent' });
    assert.deepEqual([await signIn(world), await lineOf(world)], [[], 'sign-in']);
  },
  'token exchange fails: garbage': async (world) => {
    await world.faults({ ssoFails: 'garbage' });
    assert.deepEqual([await signIn(world), heard(world)[0]?.value?.['token']], [['signin/tokenExchange'], 'this.is.no-token']);
  },
  'the same press under one id': async (world) => {
    await world.press(await world.card(), { times: 3, sameId: true });
    assert.deepEqual([heard(world).length, new Set(heard(world).map((a) => a.id)).size], [3, 1]);
  },
  'the same press under new ids': async (world) => {
    await world.press(await world.card(), { times: 3, sameId: false });
    assert.deepEqual([heard(world).length, new Set(heard(world).map((a) => a.id)).size], [3, 3]);
  },
  'sent again after 15 seconds': async (world) => {
    await world.faults({ delivery: [{ mode: 'resend' }] });
    assert.equal((await world.room.get<{ delivery: { afterMs: number }[] }>('/api/faults')).delivery[0]?.afterMs, 15_000);
    await world.faults({ delivery: [{ mode: 'resend', afterMs: 20 }, { mode: 'twice', afterMs: 20 }] });
    const one = await say(world, 'one');
    await until(() => heard(world).length === 2);
    const two = await say(world, 'two');
    await until(() => heard(world).length === 5);
    assert.deepEqual(heard(world).slice(0, 4).map((a) => a.id), [one.id, one.id, two.id, two.id]);
    assert.notEqual(heard(world)[4]?.id, two.id);
  },
  'out of order': async (world) => {
    await world.faults({ delivery: [{ mode: 'hold' }] });
    for (const text of ['first', 'second']) await say(world, text);
    await until(() => heard(world).length === 2);
    assert.deepEqual(texts(world), ['second', 'first']);
  },
  lost: async (world) => {
    await world.faults({ delivery: [{ mode: 'lost' }] });
    assert.deepEqual([(await say(world, 'gone')).delivered, (await say(world, 'here')).delivered, texts(world)], [true, true, ['here']]);
  },
  'no answer within 15 seconds': async (world) => {
    assert.equal(REPLY_LIMIT_MS, 15_000);
    world.room.fake.bot.answer = () => new Promise(() => undefined);
    assert.deepEqual([(await say(world, 'anybody?')).delivered, await lineOf(world)], [false, 'unreachable']);
  },
  'a second client that cannot sign': async (world) => {
    await world.ask(`/door/${ASTRID.id}/activities`, { type: 'message', text: 'from outside', from: { id: 'forged' } });
    assert.deepEqual([texts(world), (heard(world)[0]?.['from'] as { aadObjectId: string }).aadObjectId], [['from outside'], ASTRID.id]);
    assert.equal(world.room.fake.headers.at(-1)?.['authorization'], 'Bearer channel-token');
  },
};
