import assert from 'node:assert/strict';
import type { MessageView } from '../../../simulator/teams/records.ts';
import { cardReply } from './fake-bot.ts';
import type { Received } from './fake-bot.ts';
import { aCard, APP_ID, ASTRID, cardMessage, SOFIA, startRehearsal } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

const ERIK = 'c0ffee00-0000-4000-8000-000000000002';
const KARIN = 'c0ffee00-0000-4000-8000-000000000003';
type Made = { id: string; conversationId: string; memberIds: string[]; name: string; team?: { id: string; name: string } };
type Channel = { team?: { id: string; name: string }; channel?: { id: string; name: string }; eventType?: string };
const conversationOf = (activity: Received | undefined) => activity?.['conversation'] as { id: string; conversationType: string; isGroup: boolean };
const channelOf = (activity: Received | undefined) => activity?.['channelData'] as Channel;

describe('Teams twin: group chats and channels', () => {
  let room: Rehearsal;
  beforeEach(async () => { room = await startRehearsal({ limits: false }); });
  afterEach(() => room.close());

  const post = async <T>(path: string, body: object): Promise<T> => (await room.post(path, body)).json() as Promise<T>;
  const make = async (wanted: object): Promise<Made> => {
    const made = await post<Made>('/api/groups', { memberIds: [ASTRID.id, ERIK], ...wanted });
    room.fake.received.length = 0;
    return made;
  };
  const channel = () => make({ kind: 'channel', name: 'Moves', teamName: 'Licences' });
  const groupChat = () => make({ kind: 'groupChat', name: 'We three' });
  const messages = async (group: Made, viewer: string) => (await room.get<{ messages: MessageView[] }>(`/api/groups/${group.id}/messages?viewer=${viewer}`)).messages;
  const status = async (call: Promise<unknown>): Promise<number> => call.then(() => 200, (error: { statusCode: number }) => error.statusCode);

  it('tells the bot of a new channel as Teams does: the bot was added to the team, and installed', async () => {
    const made = await post<Made>('/api/groups', { kind: 'channel', name: 'Moves', teamName: 'Licences', memberIds: [ASTRID.id] });
    const [added, installed] = room.fake.received;
    assert.deepEqual(added?.['membersAdded'], [{ id: `28:${APP_ID}` }]);
    assert.equal(channelOf(added).eventType, 'teamMemberAdded');
    assert.deepEqual([channelOf(added).team?.id, channelOf(added).team?.name, channelOf(added).channel?.id], [made.team?.id, 'Licences', made.conversationId]);
    assert.deepEqual([installed?.type, installed?.action], ['installationUpdate', 'add']);
    assert.deepEqual([conversationOf(added).conversationType, conversationOf(added).isGroup], ['channel', true]);
  });

  it('sends what names the bot, with the mention, in the thread it stands in, and nothing else', async () => {
    const made = await channel();
    const quiet = await post<{ delivered: boolean }>(`/api/groups/${made.id}/say`, { personId: ERIK, text: 'lunch?', mention: false });
    assert.deepEqual([quiet.delivered, room.fake.received.length], [false, 0]);
    const said = await post<{ id: string; delivered: boolean }>(`/api/groups/${made.id}/say`, { personId: ASTRID.id, text: 'a < b' });
    const [heard] = room.fake.received;
    assert.equal(heard?.text, '<at>Växla</at> a < b');
    assert.deepEqual((heard?.['entities'] as object[])[0], { type: 'mention', text: '<at>Växla</at>', mentioned: { id: `28:${APP_ID}`, name: 'Växla' } });
    assert.equal(conversationOf(heard).id, `${made.conversationId};messageid=${said.id}`);
    assert.equal((await room.post(`/api/groups/${made.id}/say`, { personId: SOFIA.id, text: 'let me in' })).status, 403);
  });

  it('takes the bot\'s answer into the thread, and its members and team by the connector', async () => {
    const made = await channel();
    const other = await make({ kind: 'channel', name: 'Second', teamName: 'Licences' });
    assert.equal(other.team?.id, made.team?.id);
    const said = await post<{ id: string }>(`/api/groups/${made.id}/say`, { personId: ASTRID.id, text: 'hello' });
    const { conversations } = await room.client();
    const thread = `${made.conversationId};messageid=${said.id}`;
    await conversations.replyToActivity(thread, said.id, { type: 'message', text: 'hello to you' });
    assert.deepEqual((await messages(made, ERIK)).map((m) => [m.text, m.author ?? 'bot', m.threadId]), [['hello', ASTRID.id, undefined], ['hello to you', 'bot', said.id]]);
    assert.deepEqual((await conversations.getConversationMembers(thread)).map((m) => m.name), ['Astrid Lind', 'Erik Holm']);
    assert.equal((await conversations.getConversationPagedMembers(made.conversationId)).members?.length, 2);
    const token = await room.entra.connectorToken();
    const read = async (path: string) => (await fetch(`${room.teams.address}/connector/v3/teams/${made.team?.id}${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
    const { name, channelCount, memberCount } = (await read('')) as Record<string, unknown>;
    assert.deepEqual([name, channelCount, memberCount], ['Licences', 2, 2]);
    assert.deepEqual(((await read('/conversations')) as { conversations: { name: string | null }[] }).conversations.map((one) => one.name), [null, 'Second']);
  });

  it('lets the bot begin a thread in a channel', async () => {
    const made = await channel();
    const { conversations } = await room.client();
    const begun = await conversations.createConversation({ isGroup: true, channelData: { channel: { id: made.conversationId } }, activity: { type: 'message', text: 'news' } } as never);
    assert.equal(begun.id, `${made.conversationId};messageid=${begun.activityId}`);
  });

  it('pages through a crowd', async () => {
    const { teams } = room;
    const everybody = (await room.get<{ tenants: { people: { id: string }[] }[] }>('/api/room')).tenants.flatMap((t) => t.people.map((p) => p.id));
    const made = await make({ kind: 'groupChat', name: 'All', memberIds: everybody });
    const token = await room.entra.connectorToken();
    const page = async (query: string) => (await fetch(`${teams.address}/connector/v3/conversations/${made.conversationId}/pagedmembers?${query}`, { headers: { authorization: `Bearer ${token}` } })).json() as Promise<{ members: object[]; continuationToken?: string }>;
    assert.equal((await page('pageSize=50')).members.length, everybody.length);
    assert.equal((await page(`pageSize=50&continuationToken=${Buffer.from('5').toString('base64url')}`)).members.length, everybody.length - 5);
  });

  it('tells of people who come and go, of new names, and of its own removal', async () => {
    const made = await channel();
    const next = await post<Made>(`/api/groups/${made.id}/members`, { add: [KARIN], remove: [ERIK] });
    assert.deepEqual(next.memberIds, [ASTRID.id, KARIN]);
    await post(`/api/groups/${made.id}/rename`, { name: 'Transfers', teamName: 'Licensing' });
    await post(`/api/groups/${made.id}/uninstall`, {});
    assert.deepEqual(room.fake.received.map((a) => channelOf(a).eventType ?? a.action), ['teamMemberAdded', 'teamMemberRemoved', 'teamRenamed', 'channelRenamed', 'teamMemberRemoved', 'remove']);
    assert.deepEqual((room.fake.received[0]?.['membersAdded'] as { aadObjectId: string }[])[0]?.aadObjectId, KARIN);
    assert.equal(channelOf(room.fake.received[2]).team?.name, 'Licensing');
    assert.equal(await status((await room.client()).conversations.sendToConversation(made.conversationId, { type: 'message', text: 'late' })), 403);
  });

  it('names a group chat anew by its topic, and knows no team there', async () => {
    const made = await groupChat();
    await post(`/api/groups/${made.id}/rename`, { name: 'We two' });
    assert.deepEqual([room.fake.received[0]?.['topicName'], conversationOf(room.fake.received[0]).conversationType], ['We two', 'groupChat']);
    assert.equal((await room.post(`/api/groups/${made.id}/rename`, { teamName: 'x' })).status, 400);
  });

  it('shows a pressed card to its presser only, and refreshes it for those it names', async () => {
    const made = await groupChat();
    const refresh = { action: { type: 'Action.Execute', verb: 'look', data: {} }, userIds: [room.roomPerson(ASTRID.id).memberId] };
    const { id: activityId } = await (await room.client()).conversations.sendToConversation(made.conversationId, cardMessage({ ...aCard(), refresh }));
    room.fake.bot.answer = (activity) => cardReply(aCard(`for ${(activity['from'] as { aadObjectId: string }).aadObjectId}`));
    const titles = async (viewer: string) => (await messages(made, viewer)).map((m) => (m.attachments[0]?.content as { body: { text: string }[] }).body[0]?.text);
    await post(`/api/groups/${made.id}/press`, { personId: ERIK, activityId, action: { type: 'execute', verb: 'accept' } });
    assert.deepEqual([await titles(ERIK), await titles(ASTRID.id)], [[`for ${ERIK}`], ['Transfer 1']]);
    assert.equal((await post<{ sent: boolean }>(`/api/groups/${made.id}/refresh`, { personId: KARIN, activityId })).sent, undefined);
    assert.equal((await post<{ sent: boolean }>(`/api/groups/${made.id}/refresh`, { personId: ASTRID.id, activityId })).sent, true);
    assert.deepEqual(await titles(ASTRID.id), [`for ${ASTRID.id}`]);
    assert.deepEqual(room.fake.invokes().map((a) => [a.value?.trigger, conversationOf(a).id]), [['manual', made.conversationId], ['automatic', made.conversationId]]);
  });

  it('refreshes for sixty of the named at most', async () => {
    const made = await groupChat();
    const strangers = Array.from({ length: 60 }, (_, i) => `29:stranger-${i}`);
    const card = (userIds: string[]) => cardMessage({ ...aCard(), refresh: { action: { type: 'Action.Execute', verb: 'look', data: {} }, userIds } });
    const { conversations } = await room.client();
    const me = room.roomPerson(ASTRID.id).memberId;
    const refreshed = async (userIds: string[]) => {
      const { id: activityId } = await conversations.sendToConversation(made.conversationId, card(userIds));
      return (await post<{ sent: boolean }>(`/api/groups/${made.id}/refresh`, { personId: ASTRID.id, activityId })).sent;
    };
    assert.deepEqual([await refreshed([...strangers.slice(1), me]), await refreshed([...strangers, me])], [true, false]);
  });
});
