import type { Facts, NewFact, Subject } from '../journey/facts.ts';
import { customerSubject } from '../journey/facts.ts';
import { firstMissing } from '../journey/map.ts';
import { chosenProfile } from '../journey/profiles/find.ts';
import type { Person } from '../journey/records.ts';
import { agreementCase, relationMissing } from '../journey/rules/agreement.ts';
import { classOf } from '../journey/rules/classify.ts';
import { isEnrolled } from '../journey/rules/enrolment.ts';
import { newlyAccepted } from '../journey/rules/partner-up.ts';
import { movableSeen } from '../journey/rules/transfer.ts';
import type { Verdict } from '../journey/rules/verdict.ts';
import type { StepId } from '../journey/step-ids.ts';
import { STEPS } from '../journey/steps/all.ts';
import { factsOf } from '../ledger/facts.ts';
import type { PersonAccess } from '../partnercenter/access.ts';
import { isPartnerCenterError } from '../partnercenter/errors.ts';
import type { CommandDeps } from './deps.ts';
import type { CustomerOverview } from './movable.ts';
import { accessOf } from './movable.ts';
import { recordReadings } from './take-step.ts';

type Deps = Pick<CommandDeps, 'db' | 'now' | 'newId' | 'partnerCenter' | 'organisation'>;

/** A rule that keeps somebody from transferring, and the step that can be taken about it now (R201). */
export type Gate = { readonly verdict: Verdict; readonly open: StepId };

const missingBehind = (deps: Deps, facts: Facts, about: { id: StepId; subject: Subject }): StepId =>
  firstMissing({ steps: STEPS, facts, now: deps.now(), profile: chosenProfile(facts) }, about.id, about.subject);

/** By PartnerID the answer looks at the enrolment as well (API topic 5.6). Where it may not be asked, a provider in the list says as much: there is none before the enrolment (R40, R41). */
const showsReseller = async ({ partnerCenter }: Deps, access: PersonAccess, mpnId: string): Promise<boolean> => {
  try {
    return (await partnerCenter.compliance.agreementStatus(access, mpnId)).signed;
  } catch (error) {
    if (!isPartnerCenterError(error) || error.kind !== 'refused') throw error;
    return (await partnerCenter.relationships.providers(access)).length > 0;
  }
};

/**
 * Only an enrolled indirect reseller can transfer (R35, R122). What the organisation has not recorded is read from Partner Center, and kept as
 * verified: nobody types their history again. Undefined when the way is free. Throws what Partner Center throws.
 */
export const enrolmentGate = async (deps: Deps, person: Person): Promise<Gate | undefined> => {
  const facts = await factsOf(deps.db, person.tenantId);
  if (isEnrolled(facts)) return undefined;
  const access = accessOf(person);
  const mpnId = deps.organisation(person.tenantId)?.mpnId ?? '';
  const verdict: Verdict = { code: 'transfer-not-enrolled', rule: 122, profile: chosenProfile(facts), missing: 'sign' };
  if (!(await showsReseller(deps, access, mpnId))) return { verdict, open: missingBehind(deps, facts, { id: 'sign', subject: 'organisation' }) };
  const seen: NewFact = { subject: 'organisation', kind: 'reseller-seen', value: { mpnId }, proof: 'verified' };
  await recordReadings(deps, person.tenantId, [seen, ...newlyAccepted(facts, await deps.partnerCenter.relationships.providers(access))]);
  return undefined;
};

/** What was read of a customer for a transfer, as far as the journey does not know it. */
const readingsOf = (facts: Facts, subject: Subject, { choice, providers, lines }: CustomerOverview): NewFact[] => {
  if (providers.length === 0) return [];
  const direct = lines.filter(({ subscription: { partnerId, status } }) => partnerId === '' && status !== 'deleted').length;
  const classed = classOf({ hasProvider: true, directSubscriptions: direct });
  const found = agreementCase(choice.agreement);
  return [
    { subject, kind: 'customer-named', value: { name: choice.customer.name }, proof: 'verified' },
    ...(facts.has('customer-classed', subject) ? [] : [{ subject, kind: 'customer-classed' as const, value: classed, proof: 'verified' as const }]),
    ...(facts.has('agreement-case', subject) ? [] : [{ subject, kind: 'agreement-case' as const, value: { case: found, channel: choice.agreement }, proof: 'verified' as const }]),
    movableSeen(subject, lines),
  ];
};

/** Why this customer's subscriptions may not go yet: no provider (R123), or no agreement that holds there (R124). What was read is kept. */
export const customerGate = async (deps: Deps, person: Person, overview: CustomerOverview): Promise<Gate | undefined> => {
  const subject = customerSubject(overview.choice.customer.customerId);
  const before = await factsOf(deps.db, person.tenantId);
  await recordReadings(deps, person.tenantId, readingsOf(before, subject, overview));
  const facts = await factsOf(deps.db, person.tenantId);
  const profile = chosenProfile(facts);
  const { block } = overview.choice;
  if (block === 'no-provider-relationship') {
    const missing = relationMissing(facts, subject) ?? 'route';
    return { verdict: { code: 'transfer-no-provider', rule: 123, profile, missing }, open: missingBehind(deps, facts, { id: missing, subject }) };
  }
  if (block !== 'agreement-missing' && block !== 'agreement-lost') return undefined;
  return { verdict: { code: 'transfer-no-agreement', rule: 124, profile, missing: 'agreement' }, open: missingBehind(deps, facts, { id: 'agreement', subject }) };
};
