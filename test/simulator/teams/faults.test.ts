import assert from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { ASTRID, startRehearsal, until } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

const TEXT = { type: 'message', text: 'hello' };
const oauthCard = {
  contentType: 'application/vnd.microsoft.card.oauth',
  content: { text: 'Sign in', connectionName: 'c', tokenExchangeResource: { id: 'x' }, buttons: [{ type: 'signin', title: 'Sign in', value: 'https://sign-in.example/start' }] },
};

describe('Teams twin: bad days', () => {
  let room: Rehearsal;
  let chat: string;
  beforeEach(async () => {
    room = await startRehearsal({ limits: false });
    chat = room.roomPerson(ASTRID.id).conversationId;
  });
  afterEach(() => room.close());

  const faults = async (change: object): Promise<void> => assert.equal((await room.post('/api/faults', change)).status, 200);
  const say = async (text: string) => (await (await room.post(`/api/people/${ASTRID.id}/say`, { text })).json()) as { id: string };
  const heard = () => room.fake.received.map((a) => a.text);
  /** By hand: the connector's own client tries again by itself, and would hide what was answered. */
  const call = async (method: string, path: string, body?: object, ms = 5000) => {
    const headers = { authorization: `Bearer ${await room.entra.connectorToken()}`, 'content-type': 'application/json' };
    const init = { method, headers, signal: AbortSignal.timeout(ms), ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${room.teams.address}/connector/v3/conversations/${chat}${path}`, init);
    return { statusCode: response.status, retryAfter: response.headers.get('retry-after'), json: (await response.json()) as { id?: string; error?: { code: string } } };
  };
  const send = () => call('POST', '/activities', TEXT);

  for (const [status, code] of [[403, 'MessageWritesBlocked'], [404, 'ConversationNotFound'], [412, 'PreconditionFailed'], [413, 'MessageSizeTooBig'], [500, 'ServiceError'], [502, 'BadGateway'], [503, 'ServiceUnavailable']] as const) {
    it(`the connector answers ${status} for as many calls as told`, async () => {
      await faults({ connector: [{ route: 'send', status, count: 2 }] });
      const answers = [await send(), await send(), await send()];
      assert.deepEqual(answers.map((a) => a.statusCode), [status, status, 201]);
      assert.equal(answers[0]?.json.error?.code, code);
      assert.equal((await room.messages(ASTRID.id)).length, 1);
    });
  }

  it('429 comes with and without Retry-After', async () => {
    await faults({ connector: [{ status: 429, retryAfter: 7 }, { status: 429, retryAfter: null }] });
    const [first, second] = [await send(), await send()];
    assert.deepEqual([first.retryAfter, second.retryAfter], ['7', null]);
  });

  it('strikes the named route only, and may carry out what it then denies', async () => {
    await faults({ connector: [{ route: 'update', status: 502, executed: true }] });
    const { id } = (await send()).json;
    assert.equal((await call('PUT', `/activities/${id}`, { type: 'message', text: 'changed' })).statusCode, 502);
    assert.deepEqual((await room.messages(ASTRID.id)).map((m) => m.text), ['changed']);
  });

  it('can leave a caller hanging', async () => {
    await faults({ connector: [{ status: 'hang' }] });
    await assert.rejects(call('GET', '/members', undefined, 200), { name: 'TimeoutError' });
  });

  it('is survived by the connector\'s own client, which tries again', async () => {
    await faults({ connector: [{ route: 'send', status: 503, count: 1, retryAfter: null }] });
    assert.ok((await (await room.client()).conversations.sendToConversation(chat, TEXT)).id);
  });

  it('sends again with the same id, at once and late, and then with a new one', async () => {
    await faults({ delivery: [{ mode: 'resend', afterMs: 20 }, { mode: 'twice', afterMs: 20 }] });
    const { id } = await say('one');
    await until(() => room.fake.received.length === 2);
    assert.deepEqual(room.fake.received.map((a) => a.id), [id, id]);
    const again = await say('two');
    await until(() => room.fake.received.length === 5);
    const [first, second, third] = room.fake.received.slice(2).map((a) => a.id);
    assert.deepEqual([first, second, third === again.id], [again.id, again.id, false]);
  });

  it('turns the order round, loses, and spares what it was not told to strike', async () => {
    await faults({ delivery: [{ mode: 'hold', type: 'message' }, { mode: 'lost', type: 'message', count: 1 }] });
    await say('first');
    await say('lost');
    await say('third');
    await until(() => room.fake.received.length === 2);
    assert.deepEqual(heard(), ['third', 'first']);
    await faults({ delivery: [{ mode: 'lost', type: 'installationUpdate', name: 'add' }] });
    await room.post(`/api/people/${ASTRID.id}/uninstall`, {});
    await room.post(`/api/people/${ASTRID.id}/install`, {});
    await until(() => room.fake.received.length === 4);
    assert.deepEqual(room.fake.received.slice(2).map((a) => a.action ?? a.type), ['remove', 'conversationUpdate']);
  });

  it('lets a held one go when nothing follows', async () => {
    await faults({ delivery: [{ mode: 'hold', afterMs: 30 }] });
    await say('alone');
    await until(() => room.fake.received.length === 1);
  });

  it('signs by a key that nobody publishes, once, and by a fresh token when told', async () => {
    room.entra.seen.channelToken = `${Buffer.from('{"alg":"RS256","kid":"known"}').toString('base64url')}.e30.s`;
    await faults({ freshToken: true, delivery: [{ mode: 'unknown-kid' }] });
    await say('odd');
    await say('honest');
    const kids = room.fake.headers.slice(-2).map((h) => decodeProtectedHeader(String(h['authorization']).slice('Bearer '.length)).kid);
    assert.notEqual(kids[0], 'known');
    assert.equal(kids[1], 'known');
  });

  for (const [kind, names, line] of [['consent', ['signin/failure'], true], ['silent', [], true], ['garbage', ['signin/tokenExchange'], false]] as const) {
    it(`single sign-on fails: ${kind}`, async () => {
      await faults({ ssoFails: kind });
      await (await room.client()).conversations.sendToConversation(chat, { type: 'message', attachments: [oauthCard] });
      await until(async () => (await room.messages(ASTRID.id))[0]?.line !== undefined || (await room.messages(ASTRID.id)).length === 0);
      assert.deepEqual(room.fake.invokes().map((a) => a.name), names);
      assert.equal((await room.messages(ASTRID.id))[0]?.line !== undefined, line);
      if (kind === 'consent') assert.equal(room.fake.invokes()[0]?.value?.['code'], 'userconsentrequired');
      await faults({ ssoFails: 'none' });
      assert.equal((await room.get<{ ssoFails: null }>('/api/faults')).ssoFails, null);
    });
  }

  it('refuses orders that make no sense', async () => {
    for (const change of [{ connector: [{ status: 418 }] }, { delivery: [{ mode: 'explode' }] }, { colour: 'red' }]) assert.equal((await room.post('/api/faults', change)).status, 400);
    assert.equal((await send()).statusCode, 201);
  });
});
