import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Activity, TurnContext } from 'botbuilder';
import { createReminderPresses } from '../../bot/teams/reminder-presses.ts';
import { setSpeaker } from '../../bot/teams/turn.ts';
import { REMINDERS } from '../../journey/reminders/reminder.ts';
import type { Reminder } from '../../journey/reminders/reminder.ts';
import type { Person } from '../../journey/records.ts';
import { choiceOf } from '../../ledger/choices.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { owe } from '../../ledger/outbox.ts';
import { insertTransfer } from '../../ledger/transfers.ts';
import { stringsOf } from '../cards/inspect.ts';
import { AT, FJORDLINE, NORDVIND, aPerson, aTransfer } from '../helpers/builders.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

const SOFIA = aPerson('provider');
const REMINDER: Reminder = {
  kind: 'transfer-decide', tenantId: NORDVIND, subject: `customer:${aTransfer().customer.customerId}`, fact: 'transfer-decide:1', opens: REMINDERS['transfer-decide'].opens,
  transferId: aTransfer().transferId, owners: [], by: '', at: AT, values: { customer: 'Lönn & Björk Trä AB', partner: 'Fjordline IT AB', provider: 'Nordvind Distribution', since: AT, days: 2 },
};

describe('Buttons of reminders', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  let handle = '';
  let sent: Partial<Activity>[] = [];

  before(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    await db.kysely.transaction().execute(async (trx) => {
      await insertTransfer(trx, aTransfer(), new Date(AT));
      await owe(trx, [{ dedupe: 'r', tenantId: NORDVIND, personId: SOFIA.personId, kind: 'reminder', transferId: aTransfer().transferId, reminder: { reminder: REMINDER, origin: FJORDLINE, isMine: true } }], new Date(AT));
    });
    handle = (await db.kysely.selectFrom('outbox').select('outbox_id').executeTakeFirstOrThrow()).outbox_id;
  });
  after(async () => {
    await db.close();
    await fresh.drop();
  });

  const press = async (value: unknown, by: Person = SOFIA): Promise<boolean> => {
    sent = [];
    const keep = async (activity: Partial<Activity> | string): Promise<void> => {
      sent.push(typeof activity === 'string' ? { text: activity } : activity);
    };
    const context = { activity: { value, id: 'press-1', replyToId: 'card-1' }, turnState: new Map(), sendActivity: keep, updateActivity: keep } as unknown as TurnContext;
    setSpeaker(context, { ...by, rolesReadAt: undefined, locale: 'en', timeZone: 'Europe/Stockholm' });
    return createReminderPresses({ db: db.kysely, send: async () => true, now: () => new Date(AT) })(context);
  };
  const shown = async (): Promise<number> => (await db.kysely.selectFrom('outbox').select('kind').where('kind', '=', 'shown').execute()).length;

  it('are for the person they were sent to: somebody else’s handle changes and shows nothing (A20)', async () => {
    const strangers = [aPerson('provider', ['admin-agent'], { personId: 'somebody-else' }), aPerson('partner', ['admin-agent'], { personId: SOFIA.personId })];
    for (const stranger of strangers) {
      for (const verb of ['mute', 'show-transfer']) {
        equal(await press({ verb, handle, mute: 'all' }, stranger), true);
        match(String(sent[0]?.text), /not yours.*Nothing was changed/);
        doesNotMatch(JSON.stringify(sent), /Lönn/);
      }
    }
    equal(await press({ verb: 'mute', handle: 'made-up', mute: 'all' }), true);
    deepEqual([await shown(), await db.kysely.selectFrom('choice').selectAll().execute()], [0, []]);
  });

  it('show the transfer anew once, also when Teams repeats the press', async () => {
    await press({ verb: 'show-transfer', handle });
    await press({ verb: 'show-transfer', handle });
    equal(await shown(), 1);
  });

  it('mute what was chosen, say so in place, and leave the way back', async () => {
    await press({ verb: 'mute', handle, mute: 'subject', muted: ['all'] });
    equal(sent[0]?.id, 'card-1');
    const words = stringsOf(sent[0]?.attachments?.[0]?.content).join(' ');
    match(words, /Muted: everything about Lönn & Björk Trä AB\. Type “notifications”/);
    doesNotMatch(words, /Mute this/);
    const { muted } = await choiceOf(db.kysely, { ...SOFIA, timeZone: 'UTC' });
    deepEqual(muted, [REMINDER.subject && `subject:${REMINDER.subject}`]);
    await press({ verb: 'mute', handle, mute: 'nonsense' });
    deepEqual((await choiceOf(db.kysely, { ...SOFIA, timeZone: 'UTC' })).muted, [`subject:${REMINDER.subject}`, 'kind:transfer-decide']);
  });

  it('leave every other press to others', async () => {
    for (const value of [undefined, {}, { verb: 'accept', handle }, { verb: 'open-step', step: 'sign', handle }]) equal(await press(value), false);
  });
});
