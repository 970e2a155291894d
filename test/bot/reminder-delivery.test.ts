import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { Courier, Delivery } from '../../bot/teams/courier.ts';
import { deliverTo } from '../../bot/teams/notifier.ts';
import type { Fact } from '../../journey/facts.ts';
import type { Choice } from '../../journey/reminders/choice.ts';
import { defaultChoice } from '../../journey/reminders/choice.ts';
import type { Role } from '../../journey/records.ts';
import { saveChoice } from '../../ledger/choices.ts';
import { appendFacts } from '../../ledger/facts.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { owe, peopleWaiting, releaseHeld } from '../../ledger/outbox.ts';
import { findPerson, rememberConversation, rememberPerson, rememberRoles } from '../../ledger/people.ts';
import { insertTransfer } from '../../ledger/transfers.ts';
import { remind } from '../../watcher/remind.ts';
import { AT, FJORDLINE, NORDVIND, aCustomer, aPerson, aTransfer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LINK, LONN } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { stringsOf } from '../cards/inspect.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

const ASTRID = aPerson('partner');
const WHO = { tenantId: FJORDLINE, personId: ASTRID.personId };
const TRANSFER = aTransfer();

/** Sent on Tuesday 3 February; the first reminder falls due on Tuesday the 10th. */
const waiting = (): Fact[] => [
  // Long enough ago to be no news.
  ...CUSTOMER_UNTIL.invite().map((fact) => ({ ...fact, at: '2026-01-10T08:00:00.000Z' }) as Fact),
  aFact('invitation-drafted', { providerId: NORDVIND, link: LINK, text: LINK }, { subject: LONN }),
  aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject: LONN, at: '2026-02-03T09:00:00.000Z' }),
  aFact('incentive-enrolled', { programme: 'indirect' }),
  // Keeps the API's end out of these stories.
  aFact('exported', { rows: 1, of: 1 }),
];
const accepted = aFact('invitation-accepted', { providerId: NORDVIND }, { subject: LONN, proof: 'verified', at: '2026-02-10T20:00:00.000Z' });

describe('How reminders reach a person', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  let clock = new Date(AT);
  let sent: Partial<Activity>[] = [];
  let answer: Delivery = { ok: true, activityId: 'm1' };
  let roles: readonly Role[] = ['admin-agent'];

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    [sent, answer, roles] = [[], { ok: true, activityId: 'm1' }, ['admin-agent']];
    await rememberPerson(db.kysely, { ...WHO, name: ASTRID.name, side: 'partner', locale: 'en', timeZone: 'Europe/Stockholm' });
    await rememberConversation(db.kysely, { ...WHO, conversationId: 'chat', serviceUrl: 'https://teams.example', userId: 'u', botId: 'b' });
    await rememberRoles(db.kysely, WHO, roles, new Date(AT));
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const courier: Courier = {
    send: async (_to, activity) => {
      if (answer.ok) sent.push(activity);
      return answer;
    },
    update: async () => ({ ok: true, activityId: 'm1' }),
  };
  const now = (): Date => clock;
  const record = (...facts: readonly Fact[]): Promise<void> => db.kysely.transaction().execute((trx) => appendFacts(trx, facts.map((fact) => ({ ...fact, factId: randomUUID() }) as Fact)));
  const sweep = async (): Promise<void> => {
    await remind({ db: db.kysely, now, send: async () => true, partnerCenter: { customers: { list: async () => [aCustomer()] } } as never }, FJORDLINE);
  };
  const deliver = (): Promise<void> =>
    deliverTo({ db: db.kysely, courier, now, withFreshRoles: async (person) => ({ ...person, roles }), signInMessage: () => ({}), crashPoint: () => undefined, portal: (path: string) => `https://partner.microsoft.com${path}`, log: { warn: () => undefined } }, WHO);
  /** One round of the watcher at this moment; returns what was sent by then, as words. */
  const at = async (moment: string): Promise<string[]> => {
    clock = new Date(moment);
    sent = [];
    await sweep();
    await deliver();
    return sent.map((activity) => stringsOf(activity.attachments?.[0]?.content).join(' | '));
  };
  const choose = async (over: Partial<Choice>): Promise<void> => {
    await saveChoice(db.kysely, WHO, { ...defaultChoice('Europe/Stockholm'), ...over });
    await releaseHeld(db.kysely, WHO, clock);
  };
  const rows = async () => (await db.kysely.selectFrom('outbox').select(['kind', 'state', 'held', 'next_at', 'last_error']).where('kind', '!=', 'update').orderBy('sequence').execute()).map((row) => ({ ...row, next_at: row.next_at.toISOString() }));

  it('say what, how long, what to do and how to hear less, ring, and open the step', async () => {
    await record(...waiting());
    const [card = '', ...others] = await at('2026-02-10T12:00:00Z');
    deepEqual(others, []);
    match(card, /Lönn & Björk Trä AB has not answered yet.*has waited 7 days, since 3 February 2026.*Växla sends customers nothing.*Remind the customer politely.*Type “notifications”.*Open: /s);
    match(JSON.stringify(sent[0]), /"verb":"open-step","step":"invite","subject":"customer:3c91e5d8/);
    deepEqual(sent[0]?.channelData, { notification: { alert: true } });
    equal(sent[0]?.summary, 'Lönn & Björk Trä AB has not answered yet');
    deepEqual(await at('2026-02-10T12:01:00Z'), []);
  });

  it('wait for the morning, wake their delivery then, and are not lost by a send that fails', async () => {
    await record(...waiting());
    deepEqual(await at('2026-02-10T17:30:00Z'), []);
    deepEqual((await rows()).map(({ held, next_at }) => [held, next_at]), [['quiet', '2026-02-11T07:00:00.000Z']]);
    deepEqual(await peopleWaiting(db.kysely, new Date('2026-02-11T06:59:00Z')), []);
    deepEqual(await peopleWaiting(db.kysely, new Date('2026-02-11T07:00:00Z')), [WHO]);
    answer = { ok: false, why: 'later' };
    deepEqual(await at('2026-02-11T07:00:00Z'), []);
    answer = { ok: true, activityId: 'm1' };
    equal((await at('2026-02-11T07:00:02Z')).length, 1);
  });

  it('are never said once they are no longer true: the customer accepted in the night (R107)', async () => {
    await record(...waiting());
    await at('2026-02-10T18:00:00Z');
    await record({ ...accepted, by: undefined } as Fact);
    const [card = '', ...others] = await at('2026-02-11T08:00:00Z');
    deepEqual(others, []);
    match(card, /Lönn & Björk Trä AB has accepted.*Växla read this in Partner Center.*Nobody needs to remind/s);
    deepEqual((await rows()).map(({ state, last_error }) => [state, last_error]), [['dropped', 'no longer true'], ['sent', null]]);
    deepEqual(await at('2026-03-30T12:00:00Z'), []);
  });

  it('come as one summary a day where that is wanted, with the ends of transfers, and decisions on their own', async () => {
    await choose({ mode: 'daily' });
    await record(...waiting());
    await db.kysely.transaction().execute(async (trx) => {
      await insertTransfer(trx, { ...TRANSFER, phase: 'complete' }, new Date(AT));
      await owe(trx, [{ dedupe: 'complete', ...WHO, kind: 'complete', transferId: TRANSFER.transferId }, { dedupe: 'rejected', ...WHO, kind: 'rejected', transferId: TRANSFER.transferId }], new Date(AT));
    });
    equal((await at('2026-02-10T12:00:00Z')).length, 1, 'a rejection asks for something, so it comes at once');
    deepEqual((await rows()).filter(({ state }) => state === 'waiting').map(({ kind, held, next_at }) => [kind, held, next_at]), [['complete', 'digest', '2026-02-11T07:00:00.000Z'], ['reminder', 'digest', '2026-02-11T07:00:00.000Z']]);
    const [summary = '', ...others] = await at('2026-02-11T07:00:00Z');
    deepEqual(others, []);
    match(summary, /Your summary.*2 matters since the last one.*complete.*has not answered yet.*Type “notifications”/is);
    deepEqual((await rows()).filter(({ state }) => state !== 'sent'), []);
  });

  it('come as one message when many have waited', async () => {
    await record(...waiting(), ...[1, 2, 3].map((n) => aFact('agreement-asked', { providerId: NORDVIND }, { subject: `customer:${n}`, at: '2026-02-04T09:00:00.000Z' })), ...[1, 2, 3].map((n) => aFact('customer-classed', { class: 'extended', why: 'both' }, { subject: `customer:${n}` })));
    const [summary = '', ...others] = await at('2026-02-11T12:00:00Z');
    deepEqual(others, []);
    match(summary, /4 matters since the last one/);
  });

  it('are for others to hear where only one’s own is wanted', async () => {
    await choose({ mode: 'mine' });
    await record(...waiting());
    equal((await at('2026-02-10T12:00:00Z')).length, 1, 'Astrid has sent the invitation herself');
    await rememberPerson(db.kysely, { tenantId: FJORDLINE, personId: 'erik', name: 'Erik Holm', side: 'partner', locale: 'en', timeZone: 'UTC' });
    await rememberConversation(db.kysely, { tenantId: FJORDLINE, personId: 'erik', conversationId: 'c2', serviceUrl: 'https://teams.example', userId: 'u2', botId: 'b' });
    await rememberRoles(db.kysely, { tenantId: FJORDLINE, personId: 'erik' }, ['sales-agent'], new Date(AT));
    await record(aFact('invitation-sent', { providerId: NORDVIND, how: 'mail' }, { subject: LONN, at: '2026-02-12T09:00:00.000Z', by: aPerson('partner', ['sales-agent'], { personId: 'erik', name: 'Erik Holm' }) }));
    deepEqual(await at('2026-02-19T12:00:00Z'), [], 'Erik has sent it this time');
    equal((await rows()).filter(({ last_error }) => last_error === 'not-mine').length, 1);
  });

  it('fall silent when muted, for this kind, this subject, or altogether', async () => {
    await record(...waiting());
    for (const [muted, day] of [['kind:invitation-waiting', '10'], [`subject:${LONN}`, '17']] as const) {
      await choose({ muted: [muted] });
      deepEqual(await at(`2026-02-${day}T12:00:00Z`), [], muted);
    }
    deepEqual((await rows()).map(({ last_error }) => last_error), ['muted', 'muted']);
  });

  it('show no customer to somebody who has lost every role, and are looked at again', async () => {
    await record(...waiting());
    roles = [];
    deepEqual(await at('2026-02-10T12:00:00Z'), []);
    roles = ['admin-agent'];
    equal((await at('2026-02-10T13:00:01Z')).length, 1);
  });

  it('leave cards of transfers alone: they come at once, by night without a sound', async () => {
    await db.kysely.transaction().execute(async (trx) => {
      await insertTransfer(trx, TRANSFER, new Date(AT));
      await owe(trx, [{ dedupe: 'a', ...WHO, kind: 'rejected', transferId: TRANSFER.transferId }], new Date(AT));
    });
    equal((await at('2026-02-03T22:00:00Z')).length, 1);
    equal(sent[0]?.channelData, undefined);
    await db.kysely.transaction().execute((trx) => owe(trx, [{ dedupe: 'b', ...WHO, kind: 'not-created', transferId: TRANSFER.transferId }], new Date(AT)));
    await at('2026-02-03T22:01:00Z');
    deepEqual(sent[0]?.channelData, { notification: { alert: true } }, 'an answer to what the person has just done');
    doesNotMatch(JSON.stringify(await findPerson(db.kysely, FJORDLINE, ASTRID.personId)), /undefined/);
  });

  it('stop with a chat that is gone, and colleagues are told in their own right', async () => {
    await record(...waiting());
    answer = { ok: false, why: 'gone' };
    await at('2026-02-10T12:00:00Z');
    deepEqual((await rows()).map(({ state, last_error }) => [state, last_error]), [['dropped', 'no chat to send to']]);
    await rememberPerson(db.kysely, { tenantId: FJORDLINE, personId: 'erik', name: 'Erik Holm', side: 'partner', locale: 'en', timeZone: 'UTC' });
    await rememberConversation(db.kysely, { tenantId: FJORDLINE, personId: 'erik', conversationId: 'c2', serviceUrl: 'https://teams.example', userId: 'u2', botId: 'b' });
    await rememberRoles(db.kysely, { tenantId: FJORDLINE, personId: 'erik' }, ['sales-agent'], new Date(AT));
    await sweep();
    equal((await rows()).filter(({ state }) => state === 'waiting').length, 1);
  });
});
