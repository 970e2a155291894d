import assert from 'node:assert/strict';
import { cardReply, invokeReply } from './fake-bot.ts';
import { aCard, ASTRID, cardMessage, startRehearsal, until } from './rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';

const oauthCard = {
  text: 'Sign in',
  connectionName: 'partner-center',
  tokenExchangeResource: { id: 'exchange-1', uri: 'api://botid-x', providerId: '' },
  buttons: [{ type: 'signin', title: 'Sign in', value: 'https://sign-in.example/start' }],
};
const LOGIN = invokeReply(401, 'application/vnd.microsoft.activity.loginRequest', oauthCard);
const SIGN_IN_LINE = { kind: 'sign-in', link: 'https://sign-in.example/start' };

describe('Teams twin: single sign-on', () => {
  let room: Rehearsal;
  let chat: string;
  beforeEach(async () => {
    room = await startRehearsal({ limits: false });
    chat = room.roomPerson(ASTRID.id).conversationId;
  });
  afterEach(() => room.close());
  const send = async (message: object): Promise<string> => (await (await room.client()).conversations.sendToConversation(chat, message)).id;
  const pressAccept = async () => room.press(ASTRID.id, { activityId: await send(cardMessage()), action: { type: 'execute', verb: 'accept' } });
  const sendOAuthCard = () => send({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content: oauthCard }] });

  it('answers a loginRequest by the same invoke, once, with the token of the presser', async () => {
    room.fake.bot.answer = (activity) => (activity.value?.authentication === undefined ? LOGIN : cardReply(aCard('Accepted')));
    const { results } = await pressAccept();
    assert.equal(results[0]?.outcome, 'card');
    const [first, second, ...more] = room.fake.invokes();
    assert.equal(more.length, 0);
    assert.deepEqual(second?.value?.action, first?.value?.action);
    assert.notEqual(second?.id, first?.id);
    assert.deepEqual(second?.value?.authentication, { id: 'exchange-1', connectionName: 'partner-center', token: `sso-${ASTRID.id}` });
    assert.deepEqual(room.entra.seen.ssoTokens, [{ tenantId: ASTRID.tenantId, personId: ASTRID.id }]);
  });

  it('asks to sign in by hand when the bot asks twice, or Entra gives no token', async () => {
    room.fake.bot.answer = () => LOGIN;
    await pressAccept();
    assert.equal(room.fake.invokes().length, 2);
    room.entra.seen.refuseSso = true;
    await pressAccept();
    assert.equal(room.fake.invokes().length, 3);
    assert.deepEqual((await room.messages(ASTRID.id)).map((m) => m.line), [SIGN_IN_LINE, SIGN_IN_LINE]);
  });

  it('exchanges the token of an OAuthCard at once and hides the card', async () => {
    await sendOAuthCard();
    await until(async () => (await room.messages(ASTRID.id)).length === 0);
    const [invoke] = room.fake.invokes();
    assert.equal(invoke?.name, 'signin/tokenExchange');
    assert.deepEqual(invoke?.value, { id: 'exchange-1', connectionName: 'partner-center', token: `sso-${ASTRID.id}` });
  });

  it('leaves the OAuthCard with a sign-in line when the bot answers 412', async () => {
    room.fake.bot.answer = () => ({ status: 412, body: { failureDetail: 'consent' } });
    await sendOAuthCard();
    await until(async () => (await room.messages(ASTRID.id))[0]?.line !== undefined);
    assert.deepEqual((await room.messages(ASTRID.id))[0]?.line, SIGN_IN_LINE);
  });
});
