import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../../simulator/http.ts';
import { Journal } from '../../../simulator/journal.ts';
import { startTeams } from '../../../simulator/teams/teams.ts';
import { startFakeBot } from './fake-bot.ts';
import { aCard, APP_ID, ASTRID, cardMessage, SOFIA, startRehearsal, until } from './rehearsal.ts';

describe('Teams twin: what the bot is sent', () => {
  it('is a text message in the exact shape of Teams, with the channel token', async () => {
    const room = await startRehearsal();
    const answer = await (await room.post(`/api/people/${ASTRID.id}/say`, { text: 'flytta <b>' })).json() as { id: string; delivered: boolean };
    const [sent] = room.fake.received;
    const { memberId, conversationId } = room.roomPerson(ASTRID.id);
    assert.deepEqual(sent, {
      ...{ type: 'message', id: answer.id, text: 'flytta <b>', textFormat: 'plain', locale: 'sv-SE', localTimezone: 'Europe/Stockholm' },
      ...{ timestamp: '2026-11-23T09:00:00.000Z', localTimestamp: '2026-11-23T10:00:00.000+01:00', channelId: 'msteams', serviceUrl: `${room.teams.address}/connector/` },
      from: { id: memberId, name: 'Astrid Lind', aadObjectId: ASTRID.id },
      recipient: { id: `28:${APP_ID}`, name: 'Växla' },
      conversation: { id: conversationId, conversationType: 'personal', tenantId: ASTRID.tenantId },
      channelData: { tenant: { id: ASTRID.tenantId } },
      entities: [{ type: 'clientInfo', locale: 'sv-SE', country: 'SE', platform: 'Web', timezone: 'Europe/Stockholm' }],
      attachments: [{ contentType: 'text/html', content: '<p>flytta &lt;b&gt;</p>' }],
    });
    assert.equal(room.fake.headers.at(-1)?.['authorization'], 'Bearer channel-token');
    assert.match(memberId, /^29:/);
    assert.match(conversationId, /^a:/);
    await room.close();
  });

  it('fetches one channel token for half an hour, and a new one after a refusal', async () => {
    const room = await startRehearsal();
    const say = () => room.post(`/api/people/${ASTRID.id}/say`, { text: 'hi' });
    const tokens = () => room.entra.seen.channelTokens.length;
    await say();
    assert.deepEqual([tokens(), room.entra.seen.channelTokens[0]], [1, { serviceUrl: `${room.teams.address}/connector/` }]);
    room.time.at += 31 * 60_000;
    await say();
    assert.equal(tokens(), 2);
    room.fake.bot.answer = () => ({ status: 401 });
    await say();
    await say();
    assert.equal(tokens(), 3);
    await room.close();
  });

  it('follows the language of the person', async () => {
    const room = await startRehearsal();
    await room.post(`/api/people/${ASTRID.id}/locale`, { locale: 'en' });
    await room.post(`/api/people/${ASTRID.id}/say`, { text: 'hi' });
    assert.equal(room.fake.received[0]?.locale, 'en-US');
    await room.close();
  });

  it('tells of a message that the bot did not take', async () => {
    const room = await startRehearsal();
    room.fake.bot.answer = () => ({ status: 500 });
    const answer = await (await room.post(`/api/people/${ASTRID.id}/say`, { text: 'hi' })).json() as { delivered: boolean };
    assert.equal(answer.delivered, false);
    assert.deepEqual((await room.messages(ASTRID.id))[0]?.line, { kind: 'unreachable' });
    await room.close();
  });
});

/** What the twin's journal says is still to be told, person by person. */
const pendingIn = (folder: string): unknown[][] => {
  const people = new Map<string, unknown[]>();
  for (const line of readFileSync(join(folder, 'teams.journal'), 'utf8').trim().split('\n')) {
    const { c, k, v } = JSON.parse(line) as { c: string; k: string; v?: { pending?: unknown[] } };
    if (c === 'teams.people') people.set(k, v?.pending ?? []);
  }
  return [...people.values()];
};

describe('Teams twin: installation and restart', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'teams-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const journal = (): Journal => new Journal(join(folder, 'teams.journal'));

  it('tells of both events once, as soon as the bot is there, and never again', async () => {
    const room = await startRehearsal({ journal: journal(), people: [ASTRID, SOFIA], botEndpoint: 'http://127.0.0.1:9/', installed: false });
    await room.teams.close();
    const bot = await startFakeBot();
    let refusals = 2;
    bot.bot.answer = () => ({ status: refusals-- > 0 ? 503 : 200 });
    const options = { ...room.teamsOptions, port: room.teams.port, botEndpoint: `${bot.address}/api/messages` };
    const again = await startTeams({ ...options, journal: journal() });
    await until(() => bot.received.length === 6);
    const taken = bot.received.filter((a) => a.from instanceof Object && (a.from as { aadObjectId: string }).aadObjectId === ASTRID.id).map((a) => a.action ?? a.type);
    assert.deepEqual(taken, ['add', 'add', 'conversationUpdate'], 'the refused event is told again, then the other');
    // The bot has answered; the twin has to have heard it before it is stopped, or it rightly tells once more.
    await until(() => pendingIn(folder).every((events) => events.length === 0));
    await again.close();
    const third = await startTeams({ ...options, journal: journal() });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(bot.received.length, 6);
    await Promise.all([third.close(), bot.close(), room.close()]);
  });

  it('keeps chats, views, languages and old copies over a restart', async () => {
    const room = await startRehearsal({ journal: journal() });
    const chat = room.roomPerson(ASTRID.id).conversationId;
    const { id } = await (await room.client()).conversations.sendToConversation(chat, cardMessage());
    room.fake.bot.answer = () => ({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: aCard('Done') } });
    await room.press(ASTRID.id, { activityId: id, action: { type: 'execute', verb: 'accept' } });
    await room.post(`/api/people/${ASTRID.id}/locale`, { locale: 'en' });
    const before = await room.messages(ASTRID.id);
    await room.teams.close();
    const again = await startTeams({ ...room.teamsOptions, port: room.teams.port, journal: journal() });
    assert.deepEqual(await room.messages(ASTRID.id), before);
    assert.deepEqual(before[0]?.versions.length, 2);
    await room.post(`/api/people/${ASTRID.id}/say`, { text: 'hi' });
    assert.equal(room.fake.received.at(-1)?.locale, 'en-US');
    assert.ok(Number(room.fake.received.at(-1)?.id) > Number(id), 'ids go on growing');
    await again.close();
    await room.close();
  });

  it('tells everybody of an upgrade when its own address changed', async () => {
    const room = await startRehearsal({ journal: journal(), people: [ASTRID, SOFIA] });
    await room.post(`/api/people/${SOFIA.id}/uninstall`, {});
    await until(() => room.fake.installs().some((a) => a.action === 'remove'));
    await room.teams.close();
    room.fake.received.length = 0;
    const elsewhere = await startTeams({ ...room.teamsOptions, port: 0, journal: journal() });
    await until(() => room.fake.installs().length > 0);
    assert.deepEqual(room.fake.installs().map((a) => [a.action, a.serviceUrl]), [['add-upgrade', `${elsewhere.address}/connector/`]]);
    await elsewhere.close();
    await room.close();
  });
});

describe('Teams twin: the room\'s own doors', () => {
  const ask = (port: number, path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      request({ port, path, headers, host: '127.0.0.1' }, (res) => resolve(res.resume().statusCode ?? 0)).on('error', reject).end();
    });

  it('answers its own page on loopback and nobody else', async () => {
    const room = await startRehearsal();
    const { port } = room.teams;
    for (const path of ['/', '/api/room', `/api/people/${ASTRID.id}/messages`]) {
      assert.equal(await ask(port, path, { host: `localhost:${port}`, origin: `http://localhost:${port}` }), 200, path);
      assert.equal(await ask(port, path, { host: 'evil.example' }), 403, path);
      assert.equal(await ask(port, path, { host: `127.0.0.1:${port}`, origin: 'https://evil.example' }), 403, path);
      assert.equal(await ask(port, path, { host: `127.0.0.1:${port}`, origin: 'null' }), 403, path);
    }
    assert.equal((await room.post('/api/people/nobody/say', { text: 'x' })).status, 404);
    assert.equal((await room.post(`/api/people/${ASTRID.id}/say`, { words: 'x' })).status, 400);
    await room.close();
  });

  it('tells listeners of messages, updates, typing, notices, deletions and a moved clock', async () => {
    const room = await startRehearsal({ limits: false });
    const stop = new AbortController();
    const stream = (await fetch(`${room.teams.address}/api/events`, { signal: stop.signal })).body!.pipeThrough(new TextDecoderStream());
    let heard = '';
    const listening = (async () => {
      for await (const part of stream) heard += part;
    })().catch((error: Error) => assert.equal(error.name, 'AbortError'));
    const { conversations } = await room.client();
    const chat = room.roomPerson(ASTRID.id).conversationId;
    await conversations.sendToConversation(chat, { type: 'typing' });
    const { id } = await conversations.sendToConversation(chat, cardMessage());
    await conversations.updateActivity(chat, id, cardMessage());
    room.fake.bot.answer = () => ({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted.' } });
    await room.press(ASTRID.id, { activityId: id, action: { type: 'execute', verb: 'accept' } });
    await conversations.deleteActivity(chat, id);
    await until(() => heard.includes('event: delete'));
    room.time.at += 86_400_000;
    await until(() => heard.includes('2026-11-24T09:00'));
    const names = [...heard.matchAll(/^event: (\w+)$/gm)].map((m) => m[1]);
    assert.deepEqual([...new Set(names)], ['typing', 'message', 'update', 'notice', 'delete', 'room']);
    assert.match(heard, /"text":"Noted\."/);
    stop.abort();
    await listening;
    await room.close();
  });

  it('moves the clock through the portal', async () => {
    const asked: unknown[] = [];
    const portal = await serve({ name: 'portal', port: 0, routes: [['post', '/clock', ({ body }) => {
      asked.push(body);
      return { status: 200, body: { now: '2026-11-24T09:00:00.000Z' } };
    }]] });
    const moved: Date[] = [];
    const room = await startRehearsal({ portalAddress: portal.address, clockMoved: (now) => moved.push(now) });
    assert.equal((await room.post('/api/clock', { advanceMs: 86_400_000 })).status, 200);
    assert.deepEqual([asked, moved.map((m) => m.toISOString())], [[{ advanceMs: 86_400_000 }], ['2026-11-24T09:00:00.000Z']]);
    await portal.close();
    assert.equal((await room.post('/api/clock', { advanceMs: 1000 })).status, 502);
    assert.equal((await room.post('/api/clock', { advanceMs: -5 })).status, 400);
    await room.close();
  });
});
