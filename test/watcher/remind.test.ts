import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Fact } from '../../journey/facts.ts';
import type { Person } from '../../journey/records.ts';
import { appendFacts } from '../../ledger/facts.ts';
import type { Database } from '../../ledger/database.ts';
import { openDatabase } from '../../ledger/database.ts';
import { claimWelcome, markDead, rememberConversation, rememberPerson, rememberRoles } from '../../ledger/people.ts';
import { insertTransfer } from '../../ledger/transfers.ts';
import { PartnerCenterError } from '../../partnercenter/errors.ts';
import { remind } from '../../watcher/remind.ts';
import { AT, FJORDLINE, aCustomer, aPerson, aTransfer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN } from '../helpers/customer-facts.ts';
import { KARIN, UNTIL, aFact } from '../helpers/facts.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';
import { freshDatabase } from '../helpers/postgres.ts';

const ASTRID = aPerson('partner');
const SOFIA = aPerson('provider');

describe('The watcher owes what is due', function () {
  this.timeout(60_000);
  let fresh: FreshDatabase;
  let db: Database;
  let woken: string[] = [];
  let lists = 0;
  let fault: Error | undefined;

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    [woken, lists, fault] = [[], 0, undefined];
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const deps = (now: string) => ({
    db: db.kysely,
    now: () => new Date(now),
    send: async (_trx: unknown, queue: string, data: object) => {
      woken.push(`${queue} ${(data as { personId: string }).personId}`);
      return true;
    },
    partnerCenter: {
      customers: {
        list: async () => {
          lists += 1;
          if (fault !== undefined) throw fault;
          return [aCustomer()];
        },
      },
    } as never,
  });
  const meet = async (person: Person, welcomed = '2026-01-01T08:00:00Z'): Promise<void> => {
    const { tenantId, personId, name, side } = person;
    await rememberPerson(db.kysely, { tenantId, personId, name, side, locale: 'en', timeZone: 'Europe/Stockholm' });
    await rememberConversation(db.kysely, { tenantId, personId, conversationId: `chat-${personId}`, serviceUrl: 'https://teams.example', userId: 'u', botId: 'b' });
    await rememberRoles(db.kysely, person, person.roles, new Date(AT));
    await claimWelcome(db.kysely, tenantId, personId, new Date(welcomed));
  };
  const record = (facts: readonly Fact[]): Promise<void> => db.kysely.transaction().execute((trx) => appendFacts(trx, facts.map((fact) => ({ ...fact, factId: randomUUID() }) as Fact)));
  const owed = async (): Promise<string[]> => {
    const rows = await db.kysely.selectFrom('outbox').select(['reminder', 'person_id']).orderBy('sequence').execute();
    return rows.map((row) => `${row.reminder?.reminder.kind} ${row.person_id.slice(-2)}`);
  };

  it('to those who can act, once a person, in however many sweeps and replicas (I6)', async () => {
    await meet(ASTRID);
    await meet(KARIN);
    await meet(aPerson('partner', ['sales-agent'], { personId: 'c0ffee00-0000-4000-8000-000000000002' }));
    await record(UNTIL.approval());
    equal(await remind(deps('2026-02-09T12:00:00Z'), FJORDLINE), 0);
    const both = [deps('2026-02-10T12:00:00Z'), deps('2026-02-10T12:00:01Z')];
    await Promise.all(both.map((one) => remind(one, FJORDLINE)));
    equal(await remind(deps('2026-02-20T12:00:00Z'), FJORDLINE), 0);
    deepEqual((await owed()).toSorted(), ['approval-overdue 01', 'approval-overdue 03']);
    deepEqual([...new Set(woken)].toSorted(), [`deliver ${ASTRID.personId}`, `deliver ${KARIN.personId}`]);
  });

  it('to whoever has any role where nobody with the right one is in reach, and again to the right one who comes', async () => {
    await meet(ASTRID);
    await record([...UNTIL.sign(), aFact('signed-in-again', {}, { by: KARIN })]);
    await remind(deps('2026-02-06T12:00:00Z'), FJORDLINE);
    deepEqual(await owed(), ['news-approved 01', 'agreement-unsigned 01']);
    await meet(KARIN, '2026-02-06T13:00:00Z');
    await remind(deps('2026-02-06T14:00:00Z'), FJORDLINE);
    deepEqual(await owed(), ['news-approved 01', 'agreement-unsigned 01', 'agreement-unsigned 03']);
  });

  it('never to a chat that is gone, and no old news to newcomers', async () => {
    await meet(ASTRID, '2026-02-05T08:00:00Z');
    await meet(aPerson('partner', ['admin-agent'], { personId: 'c0ffee00-0000-4000-8000-000000000004' }));
    await markDead(db.kysely, FJORDLINE, 'c0ffee00-0000-4000-8000-000000000004', new Date(AT));
    await record(UNTIL.sign());
    equal(await remind(deps('2026-02-03T20:00:00Z'), FJORDLINE), 0);
  });

  it('names the customer as its list does, reads that list only for something new, and does without when it cannot', async () => {
    await meet(ASTRID);
    await record([...CUSTOMER_UNTIL.route(), aFact('agreement-asked', { providerId: 'x' }, { subject: LONN })]);
    const names = async () => (await db.kysely.selectFrom('outbox').select('reminder').where('reminder', 'is not', null).execute()).filter(({ reminder }) => reminder?.reminder.kind === 'agreement-asked').map(({ reminder }) => reminder?.reminder.values['customer']);
    await remind(deps('2026-02-08T12:00:00Z'), FJORDLINE);
    await remind(deps('2026-02-08T13:00:00Z'), FJORDLINE);
    deepEqual([await names(), lists], [['Lönn & Björk Trä AB'], 1]);
    fault = new PartnerCenterError({ kind: 'unreachable', correlationId: 'c', outcomeUnknown: false, attempted: 'list customers' });
    await remind(deps('2026-02-13T12:00:00Z'), FJORDLINE);
    deepEqual(await names(), ['Lönn & Björk Trä AB', '']);
  });

  it('tells both companies of a request that waits, each its own part', async () => {
    await meet(ASTRID);
    await meet(SOFIA);
    await db.kysely.transaction().execute((trx) => insertTransfer(trx, aTransfer(), new Date(AT)));
    await remind(deps('2026-02-06T12:00:00Z'), FJORDLINE);
    deepEqual((await owed()).toSorted(), ['transfer-decide 11', 'transfer-undecided 01']);
  });
});
