import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { takeStep } from '../../commands/take-step.ts';
import type { Fact, Subject } from '../../journey/facts.ts';
import { newCustomerSubject } from '../../journey/facts.ts';
import { classify } from '../../journey/steps/classify.ts';
import { invite } from '../../journey/steps/invite.ts';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { appendFacts, factsOf, tenantsAsking } from '../../ledger/facts.ts';
import { AT, FJORDLINE, NORDVIND, aPerson } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, SVEA } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

describe('Taking a step of a customer in the ledger', () => {
  let fresh: FreshDatabase;
  let db: Database;

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    await db.kysely.transaction().execute((trx) => appendFacts(trx, CUSTOMER_UNTIL.classify()));
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const deps = () => ({ db: db.kysely, now: () => new Date(AT), newId: randomUUID, send: async () => true });
  const asDirect = (subjectName: string) =>
    takeStep(deps(), { person: aPerson('partner'), step: classify, subject: LONN, subjectName, facts: [{ subject: LONN, kind: 'customer-classed', value: { class: 'direct', why: 'listed' }, proof: 'verified' }] });
  const names = async (subject: Subject) => (await factsOf(db.kysely, FJORDLINE)).all.flatMap((fact) => (fact.kind === 'customer-named' && fact.subject === subject ? [fact.value.name] : []));

  it('keeps the customer’s name beside its first facts, and again only when it has changed', async () => {
    for (const name of ['Lönn & Björk Trä AB', 'Lönn & Björk Trä AB', 'Lönn & Ek Trä AB', '']) equal((await asDirect(name)).ok, true);
    deepEqual(await names(LONN), ['Lönn & Björk Trä AB', 'Lönn & Ek Trä AB']);
  });

  it('keeps no second name of a company that is told apart by its name', async () => {
    const subject = newCustomerSubject('Ek AB');
    const facts = [{ subject, kind: 'tenant-asked' as const, value: { providerId: NORDVIND, text: '7000123' }, proof: 'attested' as const }];
    equal((await takeStep(deps(), { person: aPerson('partner'), step: invite, subject, subjectName: 'Ek AB', facts })).ok, true);
    deepEqual([(await factsOf(db.kysely, FJORDLINE)).has('tenant-asked', subject), await names(subject)], [true, []]);
  });

  it('tells a provider which organisations have asked just this one for something, and nobody about itself (I5)', async () => {
    const ask = (providerId: string, tenantId: string): Fact => ({ ...aFact('agreement-asked', { providerId }, { subject: LONN }), tenantId });
    await db.kysely.transaction().execute((trx) => appendFacts(trx, [ask(NORDVIND, FJORDLINE), ask(NORDVIND, 'partner-2'), ask(SVEA, 'partner-3'), ask(NORDVIND, NORDVIND)]));
    deepEqual([(await tenantsAsking(db.kysely, NORDVIND)).sort(), await tenantsAsking(db.kysely, SVEA), await tenantsAsking(db.kysely, "x' or true --")], [[FJORDLINE, 'partner-2'].sort(), ['partner-3'], []]);
  });
});
