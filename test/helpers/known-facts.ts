import type { Fact, FactKind, FactValues, Facts, ProfileId, Subject } from '../../journey/facts.ts';
import { createFacts, customerSubject } from '../../journey/facts.ts';
import type { StepInput } from '../../journey/steps.ts';
import { aCustomer, aSignature } from './builders.ts';

/** Facts for tests of steps: everything has a sensible value, a test names only what it is about. */
export const THE_CUSTOMER: Subject = customerSubject(aCustomer().customerId);

type Told<K extends FactKind> = { readonly subject?: Subject; readonly at?: string; readonly proof?: 'verified' | 'attested'; readonly value: FactValues[K]; readonly by?: Fact['by'] };

export const aFact = <K extends FactKind>(kind: K, { subject = 'organisation', at = '2026-02-01T09:00:00.000Z', proof = 'attested', value, by = aSignature('partner', at) }: Told<K>): Fact =>
  ({ factId: `${kind}-${at}`, tenantId: by?.tenantId ?? '', subject, kind, value, proof, by, at, evidence: '' }) as Fact;

export const inputAt = (known: readonly Fact[], over: { profile?: ProfileId; subject?: Subject; now?: string } = {}): StepInput & { facts: Facts } => ({
  facts: createFacts(known), now: new Date(over.now ?? '2026-02-03T10:00:00.000Z'), profile: over.profile ?? '2026', subject: over.subject ?? THE_CUSTOMER,
});

/** An enrolment that is complete (R35): approved, and the agreement accepted. */
export const enrolled = (at = '2026-02-01T09:00:00.000Z'): readonly Fact[] => [
  aFact('enrol-approved', { at, value: { when: at.slice(0, 10) } }), aFact('partner-agreement-signed', { at, proof: 'verified', value: { mpnId: '7000123' } }),
  aFact('dual-role-seen', { at, value: {} }),
];
