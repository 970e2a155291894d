import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity, ConversationReference, TurnContext } from 'botbuilder';
import { createOutbound } from '../../bot/outbound/outbound.ts';
import { OutboundError } from '../../bot/outbound/transport.ts';
import { VaxlaAdapter } from '../../bot/teams/adapter.ts';
import type { TurnLogic } from '../../bot/teams/adapter.ts';
import { createConnectorTokens } from '../../bot/teams/connector-tokens.ts';
import { createConnectors } from '../../bot/teams/connector.ts';
import type { Connectors } from '../../bot/teams/connector.ts';
import { aClock, aLog, anActivity, APP, end, serveLocally, TENANT, twinsAt } from './edge/rig.ts';
import type { Local } from './edge/rig.ts';

type Post = { method: string; url: string; headers: IncomingMessage['headers']; body: Record<string, unknown> };

const bodyOf = async (req: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** A Teams that answers what it is told to, and an Entra that gives numbered tokens. */
const aWorld = async () => {
  const posts: Post[] = [];
  const state = { status: 200, hang: false, tokens: 0, tokenDown: false, lifeS: 3600 };
  const teams = await serveLocally((req, res) => void (async () => {
    const text = await bodyOf(req);
    posts.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) });
    if (!state.hang) end(res, state.status, state.status < 300 ? '{"id":"m1"}' : '{"error":{"code":"Busy","message":"later"}}', { 'content-type': 'application/json' });
  })());
  const entra = await serveLocally((req, res) => void answerAsEntra(req, res, state));
  const outbound = createOutbound({ twins: twinsAt(entra.address, teams.address) });
  const clock = aClock();
  const tokens = createConnectorTokens({ app: { id: APP, password: 'made-up', tenantId: TENANT }, networkClient: outbound.msalNetworkClient, clock });
  const connectors = createConnectors({ tokens, transport: outbound.transport, isTrustedServiceUrl: outbound.isTrustedServiceUrl, timeoutMs: 300 });
  const log = aLog();
  const adapter = new VaxlaAdapter({ appId: APP, connectors, log, apology: (locale) => (locale === 'sv-SE' ? 'Det gick inte.' : 'It did not work.') });
  const close = async (): Promise<void> => { await outbound.close(); await Promise.all(([teams, entra] as Local[]).map((local) => local.close())); };
  return { posts, state, clock, tokens, connectors, adapter, log, outbound, service: `${teams.address}/connector/`, close };
};

const answerAsEntra = async (req: IncomingMessage, res: ServerResponse, state: { tokens: number; tokenDown: boolean; lifeS: number }): Promise<void> => {
  const json = (status: number, body: unknown): void => end(res, status, JSON.stringify(body), { 'content-type': 'application/json' });
  const base = `https://login.microsoftonline.com/${TENANT}`;
  if (req.url?.includes('openid-configuration')) return json(200, { issuer: `${base}/v2.0`, token_endpoint: `${base}/oauth2/v2.0/token`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, jwks_uri: `${base}/keys` });
  const form = new URLSearchParams(await bodyOf(req));
  if (state.tokenDown || req.url?.split('?')[0] !== `/${TENANT}/oauth2/v2.0/token` || form.get('scope')?.includes('https://api.botframework.com/.default') !== true) return json(400, { error: 'invalid_request' });
  state.tokens += 1;
  json(200, { token_type: 'Bearer', access_token: `token-${state.tokens}`, expires_in: state.lifeS });
};

type World = Awaited<ReturnType<typeof aWorld>>;
const message = { type: 'message', text: 'hej' } as Activity;
const claims = { audience: APP, issuer: 'https://api.botframework.com', serviceUrl: '' };

describe('the connector client', () => {
  let world: World;
  beforeEach(async () => { world = await aWorld(); });
  afterEach(() => world.close());
  const send = (connectors: Connectors = world.connectors) => connectors.of(world.service).conversations.sendToConversation('c 1', message);

  it('sends with the bearer and reads the id', async () => {
    assert.equal((await send()).id, 'm1');
    const [sent] = world.posts;
    assert.equal(sent?.url, '/connector/v3/conversations/c%201/activities');
    assert.equal(sent?.headers.authorization, 'Bearer token-1');
    assert.deepEqual(sent?.body, { type: 'message', text: 'hej' });
    assert.match(sent?.headers['content-type'] ?? '', /application\/json/);
  });

  for (const status of [408, 412, 429, 500, 502, 503, 504]) {
    it(`posts once when the connector answers ${status}, and tells the status`, async () => {
      world.state.status = status;
      await assert.rejects(send(), (error: Error & { statusCode?: number }) => error.statusCode === status);
      assert.equal(world.posts.length, 1);
    });
  }

  it('posts once and gives up in time when the connector hangs', async () => {
    world.state.hang = true;
    const begun = performance.now();
    await assert.rejects(send(), (error) => error instanceof OutboundError && error.kind === 'timeout' && !error.notSent);
    assert.ok(performance.now() - begun < 10_000);
    assert.equal(world.posts.length, 1);
  });

  it('updates, deletes, replies and reads members', async () => {
    const { conversations } = world.connectors.of(world.service);
    await conversations.replyToActivity('c1', 'a1', message);
    await conversations.updateActivity('c1', 'm1', message);
    await conversations.deleteActivity('c1', 'm1');
    await conversations.getConversationPagedMembers('c1', { pageSize: 5 } as Parameters<typeof conversations.getConversationPagedMembers>[1]);
    assert.deepEqual(world.posts.map(({ method, url }) => `${method} ${url.replace('/connector/v3/conversations/c1', '')}`),
      ['POST /activities/a1', 'PUT /activities/m1', 'DELETE /activities/m1', 'GET /pagedmembers?pageSize=5']);
  });

  it('is made once for each service url, and never for a foreign one', () => {
    assert.equal(world.connectors.of(world.service), world.connectors.of(world.service));
    for (const url of ['https://smba.example/', 'http://169.254.169.254/', 'undefined', '']) assert.throws(() => world.connectors.of(url), OutboundError);
  });

  it('looks at the address again when it sends', async () => {
    let trusted = true;
    const connectors = createConnectors({ tokens: world.tokens, transport: world.outbound.transport, isTrustedServiceUrl: () => trusted });
    const client = connectors.of(world.service);
    trusted = false;
    await assert.rejects(client.conversations.sendToConversation('c1', message), (error) => error instanceof OutboundError && error.kind === 'refused');
    assert.equal(world.posts.length, 0);
    assert.equal(world.state.tokens, 0);
  });

  it('fetches one token for a hundred parallel sends, and a new one after a 401', async () => {
    await Promise.all(Array.from({ length: 100 }, () => send()));
    assert.deepEqual([world.state.tokens, world.posts.length], [1, 100]);
    world.state.status = 401;
    await assert.rejects(send());
    world.state.status = 200;
    await send();
    assert.equal(world.posts.at(-1)?.headers.authorization, 'Bearer token-2');
  });

  it('renews at four fifths of the life, and lives with an outage until the end', async () => {
    assert.equal(await world.tokens.get(), 'token-1');
    world.clock.move(2_600_000);
    assert.equal(await world.tokens.get(), 'token-1');
    world.clock.move(300_000);
    world.state.tokenDown = true;
    assert.equal(await world.tokens.get(), 'token-1');
    world.state.tokenDown = false;
    assert.equal(await world.tokens.get(), 'token-2');
    world.clock.move(3_600_000);
    world.state.tokenDown = true;
    await assert.rejects(world.tokens.get());
  });
});

describe('the adapter', () => {
  let world: World;
  beforeEach(async () => { world = await aWorld(); });
  afterEach(() => world.close());
  const deliver = (changes: Record<string, unknown>, logic: TurnLogic) => world.adapter.deliver(anActivity({ serviceUrl: world.service, ...changes }), { ...claims, serviceUrl: world.service }, logic);

  it('runs a turn without asking the SDK to authenticate, with parsed times', async () => {
    let seen: Partial<Activity> = {};
    const reply = await deliver({}, async (context) => { seen = context.activity; await context.sendActivity('hej'); });
    assert.deepEqual(reply, { status: 200 });
    assert.equal(seen.timestamp?.toISOString(), '2026-05-04T08:00:00.000Z');
    assert.equal((seen as { rawTimestamp?: string }).rawTimestamp, '2026-05-04T08:00:00.000Z');
    assert.equal(world.posts[0]?.url, '/connector/v3/conversations/c1/activities/a1');
    assert.equal(world.posts[0]?.body['text'], 'hej');
  });

  it('gives back what an invoke was answered with', async () => {
    const value = { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'ok' } };
    const reply = await deliver({ type: 'invoke', name: 'adaptiveCard/action' }, async (context) => { await context.sendActivity({ type: 'invokeResponse', value }); });
    assert.deepEqual(reply, value);
  });

  it('never answers 501', async () => {
    assert.deepEqual(await deliver({ type: 'invoke', name: 'unheard/of' }, async () => undefined), { status: 404 });
  });

  it('records a failed turn once, says nothing to Teams, and apologises to a pressed button only', async () => {
    const fail: TurnLogic = () => Promise.reject(new Error('broken'));
    assert.deepEqual(await deliver({}, fail), { status: 500 });
    const pressed = await deliver({ type: 'invoke', name: 'adaptiveCard/action', locale: 'sv-SE' }, fail);
    assert.deepEqual(pressed, { status: 200, body: { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: 'InternalError', message: 'Det gick inte.' } } });
    assert.equal(world.posts.length, 0);
    assert.equal(world.log.lines.length, 2);
  });

  it('counts a fault of a middleware as a failed turn', async () => {
    world.adapter.use(() => Promise.reject(new Error('middleware')));
    assert.deepEqual(await deliver({}, async () => undefined), { status: 500 });
  });

  it('continues a conversation, and lets its faults through', async () => {
    const reference: Partial<ConversationReference> = { serviceUrl: world.service, channelId: 'msteams', conversation: { id: 'c7', isGroup: false, conversationType: 'personal', name: '' }, bot: { id: `28:${APP}`, name: '' }, user: { id: '29:x', name: '' } };
    const speak = async (context: TurnContext): Promise<void> => { await context.sendActivity('news'); };
    await world.adapter.continueConversation(reference, speak);
    assert.equal(world.posts[0]?.url, '/connector/v3/conversations/c7/activities');
    world.state.status = 403;
    await assert.rejects(world.adapter.continueConversation(reference, speak), (error: Error & { statusCode?: number }) => error.statusCode === 403);
    await assert.rejects(world.adapter.continueConversation({ ...reference, serviceUrl: 'https://smba.example/' }, speak), OutboundError);
    assert.deepEqual([world.posts.length, world.log.lines.length], [2, 0]);
  });
});
