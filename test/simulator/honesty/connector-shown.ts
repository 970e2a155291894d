import assert from 'node:assert/strict';
import { FJORDLINE } from '../../../simulator/people.ts';
import { aCard, ASTRID, cardMessage, SOFIA } from '../teams/rehearsal.ts';
import { TEXT, type TeamsWorld } from './teams-world.ts';

export type TeamsShown = (world: TeamsWorld) => Promise<void>;

const CHAT = '/v3/conversations/{id}';
const members = (world: TeamsWorld, path: string) => world.call('GET', `${world.conversation(world.chat)}${path}`);
const idOf = (world: TeamsWorld): string => world.room.roomPerson(ASTRID.id).memberId;
const create = (world: TeamsWorld, id: string) => world.call('POST', '/v3/conversations', { members: [{ id }], tenantId: FJORDLINE });
/** Sends until the twin has enough; how many went through, and what the last one got. */
const flood = async (world: TeamsWorld, stepMs: number, chats: readonly string[] = [world.chat]) => {
  for (let sent = 0; sent < 3000; sent += 1) {
    const answer = await world.send(TEXT, chats[sent % chats.length]);
    if (answer.status !== 201) return { sent, answer };
    world.room.time.at += stepMs;
  }
  throw new Error('Nothing held the bot back.');
};

/** One for each row of what a bot can call. */
export const CONNECTOR_SHOWN: Readonly<Record<string, TeamsShown>> = {
  'POST /v3/conversations': async (world) => {
    for (const id of [idOf(world), ASTRID.id]) assert.equal((await create(world, id)).json['id'], world.chat);
    const { conversationId } = await world.group('channel');
    const begun = await world.call('POST', '/v3/conversations', { isGroup: true, channelData: { channel: { id: conversationId } }, activity: TEXT });
    assert.equal(begun.json['id'], `${conversationId};messageid=${String(begun.json['activityId'])}`);
  },
  [`POST ${CHAT}/activities`]: async (world) => {
    assert.ok((await world.send()).json['id']);
    assert.equal((await world.send({ ...cardMessage(), text: 'beside it' })).json['id'], undefined);
    assert.deepEqual((await world.shown()).map(({ text, attachments }) => [text, attachments.length]), [['hello', 0], ['beside it', 0], ['', 1]]);
  },
  [`POST ${CHAT}/activities/{activityId}`]: async (world) => {
    const group = await world.group('channel');
    const said = await world.ask<{ id: string }>(`/api/groups/${group.id}/say`, { personId: ASTRID.id, text: 'hi' });
    await world.call('POST', `${world.conversation(`${group.conversationId};messageid=${said.id}`)}/activities/${said.id}`, TEXT);
    const { messages } = await world.room.get<{ messages: { threadId?: string }[] }>(`/api/groups/${group.id}/messages`);
    assert.equal(messages[1]?.threadId, said.id);
  },
  [`PUT ${CHAT}/activities/{activityId}`]: async (world) => {
    const id = await world.card();
    await world.call('PUT', `${world.conversation(world.chat)}/activities/${id}`, cardMessage(aCard('New')));
    const [message] = await world.shown();
    assert.deepEqual([message?.id, message?.edited, message?.attachments[0]?.content], [id, true, aCard('New')]);
  },
  [`DELETE ${CHAT}/activities/{activityId}`]: async (world) => {
    await world.call('DELETE', `${world.conversation(world.chat)}/activities/${await world.card()}`);
    assert.deepEqual(await world.shown(), []);
  },
  typing: async (world) => {
    assert.equal((await world.send({ type: 'typing' })).status, 201);
    assert.deepEqual(await world.shown(), []);
  },
  [`GET ${CHAT}/members`]: async (world) => assert.deepEqual(((await members(world, '/members')).json as unknown as { aadObjectId: string }[]).map((m) => m.aadObjectId), [ASTRID.id]),
  [`GET ${CHAT}/members/{memberId}`]: async (world) => assert.equal((await members(world, `/members/${encodeURIComponent(idOf(world))}`)).json['aadObjectId'], ASTRID.id),
  [`GET ${CHAT}/pagedmembers`]: async (world) => assert.equal(((await members(world, '/pagedmembers?pageSize=50')).json['members'] as unknown[]).length, 1),
  [`GET ${CHAT}/activities/{activityId}/members`]: async (world) => {
    const { json } = await members(world, `/activities/${await world.card()}/members`);
    assert.equal((json as unknown as unknown[]).length, 1);
  },
  'GET /v3/teams/{teamId}': async (world) => {
    const { team } = await world.group('channel', 'Licences');
    const { name, memberCount } = (await world.call('GET', `/v3/teams/${String(team?.id)}`)).json;
    assert.deepEqual([name, memberCount], ['Licences', 2]);
  },
  'GET /v3/teams/{teamId}/conversations': async (world) => {
    const { team } = await world.group('channel', 'Licences');
    await world.group('channel', 'Licences');
    const { conversations } = (await world.call('GET', `/v3/teams/${String(team?.id)}/conversations`)).json as { conversations: { name: unknown }[] };
    assert.deepEqual(conversations.map(({ name }) => name), [null, 'Moves']);
  },
  401: async (world) => {
    const tokens = await Promise.all([{ aud: 'https://graph.microsoft.com' }, { appid: 'another' }, { expiresIn: '-10m' }, { otherKey: true }].map((change) => world.room.entra.connectorToken(change)));
    for (const token of ['no.token.atall', ...tokens]) assert.equal((await world.call('GET', `${world.conversation(world.chat)}/members`, undefined, token)).status, 401);
  },
  '400 BadSyntax': async (world) => {
    for (const body of [{ type: 'message', text: '' }, { text: 'no type' }, { type: 'event', name: 'x' }, []]) assert.deepEqual((await world.send(body)).code, 'BadSyntax');
  },
  '403 MessageWritesBlocked': async (world) => {
    await world.ask(`${world.mine}/uninstall`);
    const answer = await world.send();
    assert.deepEqual([answer.status, answer.code], [403, 'MessageWritesBlocked']);
  },
  '403 BotNotInConversationRoster': async (world) => {
    const group = await world.group('groupChat');
    await world.ask(`/api/groups/${group.id}/uninstall`);
    const answer = await world.send(TEXT, group.conversationId);
    assert.deepEqual([answer.status, answer.code], [403, 'BotNotInConversationRoster']);
  },
  404: async (world) => {
    const answers = [
      await world.send(TEXT, 'a:unknown'), await world.call('PUT', `${world.conversation(world.chat)}/activities/1`, TEXT),
      await members(world, `/members/${encodeURIComponent(world.room.roomPerson(SOFIA.id).memberId)}`), await world.call('GET', '/v3/teams/19:unknown'),
    ];
    assert.deepEqual(answers.map(({ status, code }) => `${status} ${code}`), ['404 ConversationNotFound', '404 ActivityNotFoundInConversation', '404 MemberNotFoundInConversation', '404 TeamNotFound']);
  },
  '413 MessageSizeTooBig': async (world) => {
    const answers = [await world.send({ type: 'message', text: 'å'.repeat(51_000) }), await world.send({ type: 'message', text: 'å'.repeat(51_200) })];
    assert.deepEqual(answers.map(({ status, code }) => [status, code]), [[201, undefined], [413, 'MessageSizeTooBig']]);
  },
  '403, 404, 412, 413, 429, 500, 502, 503 and a hang by fault': async (world) => {
    const statuses = [403, 404, 412, 413, 429, 500, 502, 503] as const;
    await world.faults({ connector: statuses.map((status) => ({ route: 'send', status, retryAfter: status === 429 ? 7 : null })) });
    const answers: number[] = [];
    for (const status of statuses) {
      const answer = await world.send();
      answers.push(answer.status);
      assert.equal(answer.retryAfter, status === 429 ? '7' : null);
    }
    assert.deepEqual(answers, [...statuses]);
    assert.deepEqual(await world.shown(), []);
    await world.faults({ connector: [{ route: 'send', status: 502, executed: true }, { route: 'members', status: 'hang' }] });
    assert.deepEqual([(await world.send()).status, (await world.shown()).length], [502, 1]);
    const headers = { authorization: `Bearer ${await world.room.entra.connectorToken()}` };
    await assert.rejects(fetch(`${world.room.teams.address}/connector${world.conversation(world.chat)}/members`, { headers, signal: AbortSignal.timeout(200) }), { name: 'TimeoutError' });
  },
};

/** These two hold the bot to the published rates, so their twin has its limits on. */
export const LIMITS_SHOWN: Readonly<Record<string, TeamsShown>> = {
  '429 Throttled, 7 a second, 8 in 2, 60 in 30, 1,800 an hour': async (world) => {
    const outcome = async (stepMs: number) => {
      const { sent, answer } = await flood(world, stepMs);
      world.room.time.at += 3_600_000;
      return [sent, answer.status, answer.code, answer.retryAfter];
    };
    assert.deepEqual(await outcome(0), [7, 429, 'Throttled', '1']);
    assert.deepEqual(await outcome(200), [8, 429, 'Throttled', '1']);
    assert.deepEqual(await outcome(300), [60, 429, 'Throttled', '12']);
    assert.deepEqual(await outcome(600), [1800, 429, 'Throttled', '2520']);
  },
  '429 Throttled, 50 a second in a tenant': async (world) => {
    const groups = [];
    for (let n = 0; n < 8; n += 1) groups.push((await world.group('groupChat')).conversationId);
    const { sent, answer } = await flood(world, 0, groups);
    assert.deepEqual([sent, answer.code], [50, 'Throttled']);
  },
};
