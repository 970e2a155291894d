import { isDeepStrictEqual } from 'node:util';
import type { Fact, Facts, NewFact, Subject } from '../journey/facts.ts';
import { newCustomerName } from '../journey/facts.ts';
import { stateOf } from '../journey/map.ts';
import { chosenProfile } from '../journey/profiles/find.ts';
import type { Person, Role, Signature } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import type { Verdict } from '../journey/rules/verdict.ts';
import type { Step } from '../journey/steps.ts';
import { STEPS } from '../journey/steps/all.ts';
import { signedBy } from '../journey/sign.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Trx } from '../ledger/database.ts';
import { appendFacts, factsOf, lockFacts } from '../ledger/facts.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';

type Deps = Pick<CommandDeps, 'db' | 'now' | 'newId'>;

/** `subjectName`: what the customer is called, as it was read; kept beside the first facts of each customer. */
export type StepOrder = { readonly person: Person; readonly step: Step; readonly subject: Subject; readonly subjectName?: string; readonly facts: readonly NewFact[] };

/** `verdicts`: rules that stand in the way, each with its number, profile and next step. */
export type Taken =
  | { readonly ok: true; readonly facts: Facts }
  | { readonly ok: false; readonly code?: RefusalCode; readonly verdicts: readonly Verdict[] };

/**
 * Records what a person said or confirmed in a step: role and rules are checked again here, under a lock, whatever a dialog showed before;
 * facts and audit line are one transaction (R201, R202, R205).
 */
export const takeStep = async (deps: Deps & Pick<CommandDeps, 'send'>, order: StepOrder): Promise<Taken> => {
  const role = order.step.roles.find((allowed) => order.person.roles.includes(allowed));
  if (order.person.side !== order.step.side) return { ok: false, code: 'wrong-side', verdicts: [] };
  if (role === undefined) return { ok: false, code: 'role-missing', verdicts: [] };
  return deps.db.transaction().execute(async (trx) => {
    await lockFacts(trx, order.person.tenantId);
    const before = await factsOf(trx, order.person.tenantId);
    const profile = chosenProfile(before);
    const view = { facts: before, now: deps.now(), profile };
    const state = stateOf({ steps: STEPS, ...view }, order.step.id, order.subject);
    if (state.state === 'blocked') return { ok: false, verdicts: state.verdicts };
    if (state.state === 'not-needed') return { ok: false, verdicts: [state.why] };
    const refused = order.step.refuses?.({ ...view, subject: before.subjectOf(order.subject) }, order) ?? [];
    if (refused.length > 0) return { ok: false, verdicts: refused };
    const by = signedBy(order.person, role, deps.now());
    await record(deps, trx, { tenantId: order.person.tenantId, by, event: `step ${order.step.id}`, facts: [...order.facts, ...naming(order, before)] });
    // What was only said now may be there to read already.
    await deps.send(trx, QUEUES.readBack, { tenantId: order.person.tenantId }, { singletonKey: order.person.tenantId });
    return { ok: true, facts: await factsOf(trx, order.person.tenantId) };
  });
};

/** Names are kept once and again when they change: whoever reads the map later needs no Partner Center for them. */
const naming = ({ subject, subjectName = '' }: StepOrder, known: Facts): NewFact[] =>
  subjectName === '' || newCustomerName(subject) !== undefined || known.latest('customer-named', subject)?.value.name === subjectName
    ? []
    : [{ subject, kind: 'customer-named', value: { name: subjectName }, proof: 'verified' }];

/** What the program itself has read: verified facts without a person. Facts that say nothing new are left out. */
export const recordReadings = async (deps: Deps, tenantId: string, readings: readonly NewFact[]): Promise<number> =>
  deps.db.transaction().execute(async (trx) => {
    await lockFacts(trx, tenantId);
    const known = await factsOf(trx, tenantId);
    const news = readings.filter((reading) => !isKnown(reading, known));
    if (news.length > 0) await record(deps, trx, { tenantId, by: undefined, event: 'read back', facts: news });
    return news.length;
  });

/** What a person has only attested is news once it is read. The database keeps keys in an order of its own. */
const isKnown = (reading: NewFact, known: Facts): boolean => {
  const before = known.latest(reading.kind, reading.subject);
  return before?.proof === reading.proof && isDeepStrictEqual(before.value, reading.value);
};

type Recording = { readonly tenantId: string; readonly by: Signature | undefined; readonly event: string; readonly facts: readonly NewFact[] };

const record = async (deps: Deps, trx: Trx, { tenantId, by, event, facts }: Recording): Promise<void> => {
  const at = deps.now().toISOString();
  const full = facts.map((fact) => ({ ...fact, factId: deps.newId(), tenantId, by, at, evidence: fact.evidence ?? '' }) as Fact);
  await appendFacts(trx, full);
  const actor = by ?? { tenantId, personId: '', role: 'watcher' as Role | 'watcher' };
  const after = full.map((fact) => ({ id: fact.factId, subject: fact.subject, kind: fact.kind, proof: fact.proof }));
  await appendAudit(trx, { at, actor, event, subject: full[0]?.subject ?? 'organisation', before: null, after });
};
