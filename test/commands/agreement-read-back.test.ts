import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AgreementReadBack } from '../../commands/read-backs/agreement.ts';
import { readBackAgreement, wantsAgreementReadBack } from '../../commands/read-backs/agreement.ts';
import { takeStep } from '../../commands/take-step.ts';
import type { Fact, NewFact } from '../../journey/facts.ts';
import type { Person } from '../../journey/records.ts';
import { enrol } from '../../journey/steps/enrol.ts';
import { openDatabase } from '../../ledger/database.ts';
import type { Database } from '../../ledger/database.ts';
import { appendFacts, factsOf } from '../../ledger/facts.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { AgreementStatus } from '../../partnercenter/compliance.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { AT, FJORDLINE } from '../helpers/builders.ts';
import { KARIN, NILS, UNTIL, aFact, factsWith } from '../helpers/facts.ts';
import { freshDatabase } from '../helpers/postgres.ts';
import type { FreshDatabase } from '../helpers/postgres.ts';

describe('Steps of the enrolment in the ledger (R30, R35, R204, R205)', () => {
  let fresh: FreshDatabase;
  let db: Database;
  let answer: AgreementStatus;
  let asked: [PersonAccess, string][];

  beforeEach(async () => {
    fresh = await freshDatabase();
    db = await openDatabase({ url: fresh.url });
    answer = { signed: true };
    asked = [];
  });
  afterEach(async () => {
    await db.close();
    await fresh.drop();
  });

  const deps = () => ({
    db: db.kysely, now: () => new Date(AT), newId: randomUUID, organisation: () => undefined, send: async () => true,
    partnerCenter: { compliance: { agreementStatus: async (access: PersonAccess, mpnId: string) => (asked.push([access, mpnId]), answer) } } as unknown as PartnerCenter,
  });
  const holds = (facts: readonly Fact[]) => db.kysely.transaction().execute((trx) => appendFacts(trx, facts));
  const readBack = (): Promise<AgreementReadBack> => readBackAgreement(deps(), FJORDLINE);
  const readings = async () => (await factsOf(db.kysely, FJORDLINE)).all.filter(({ kind }) => kind === 'partner-agreement-signed').map(({ proof, by }) => [proof, by?.name]);

  it('reads the agreement in the name of whoever took the step, and records it once as verified (R35)', async () => {
    await holds(UNTIL.sign());
    deepEqual([await readBack(), await readBack()], ['signed', 'signed']);
    deepEqual(await readings(), [['verified', undefined]]);
    deepEqual(asked[0], [{ kind: 'person', tenantId: FJORDLINE, personId: KARIN.personId }, '7000123']);
  });

  it('verifies what a person had only attested (R35)', async () => {
    await holds([...UNTIL.sign(), aFact('partner-agreement-signed', { mpnId: '7000123' }, { by: KARIN })]);
    await readBack();
    deepEqual(await readings(), [['attested', 'Karin Berg'], ['verified', undefined]]);
  });

  it('records nothing while it is not accepted, and asks nobody where nobody has taken a step (R32)', async () => {
    equal(await readBack(), 'nobody-to-ask');
    await holds(UNTIL.sign());
    answer = { signed: false, why: 'not-enrolled' };
    deepEqual([await readBack(), await readings()], ['not-enrolled', []]);
  });

  it('is wanted from the approval on, until it is verified (R35)', () => {
    deepEqual([UNTIL.approval(), UNTIL.sign(), UNTIL.after()].map((facts) => wantsAgreementReadBack(factsWith(...facts))), [false, true, false]);
  });

  const take = (person: Person, ...facts: NewFact[]) => takeStep(deps(), { person, step: enrol, subject: 'organisation', facts });
  const SUBMITTED: NewFact = { subject: 'organisation', kind: 'enrol-submitted', value: { when: '2026-02-03' }, proof: 'attested', evidence: 'Screenshot 14.png' };
  const CONFIRMED: NewFact = { subject: 'organisation', kind: 'irreversible-confirmed', value: { act: 'enrol', typed: 'Fjordline IT AB' }, proof: 'attested' };
  const SECONDED: NewFact = { subject: 'organisation', kind: 'seconded', value: { act: 'enrol' }, proof: 'attested' };
  const codes = (taken: Awaited<ReturnType<typeof take>>) => (taken.ok ? 'ok' : (taken.code ?? taken.verdicts.map(({ code }) => code).join()));

  it('takes no submission past the typed confirmation, whatever a dialog let through (R30)', async () => {
    await holds(UNTIL.enrol());
    equal(codes(await take(KARIN, SUBMITTED)), 'confirm-first');
    equal((await factsOf(db.kysely, FJORDLINE)).has('enrol-submitted'), false);
    deepEqual([codes(await take(KARIN, CONFIRMED)), codes(await take(KARIN, SUBMITTED))], ['ok', 'ok']);
    equal((await factsOf(db.kysely, FJORDLINE)).latest('enrol-submitted')?.evidence, 'Screenshot 14.png');
  });

  it('takes the second of two only from somebody else (R204)', async () => {
    await holds([...UNTIL.enrol(), aFact('four-eyes', { wanted: true })]);
    const taken = [await take(KARIN, CONFIRMED), await take(KARIN, SECONDED), await take(KARIN, SUBMITTED), await take(NILS, SECONDED), await take(KARIN, SUBMITTED)];
    deepEqual(taken.map(codes), ['ok', 'second-person-needed', 'second-person-needed', 'ok', 'ok']);
  });

  it('takes it from a Global administrator of the partner only (R16, R202)', async () => {
    await holds(UNTIL.enrol());
    equal(codes(await take({ ...KARIN, roles: ['admin-agent'] }, CONFIRMED)), 'role-missing');
  });
});
