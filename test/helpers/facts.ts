import type { Fact, FactKind, Facts, FactValues, Proof, ProfileId, Subject } from '../../journey/facts.ts';
import { createFacts } from '../../journey/facts.ts';
import { stateOf } from '../../journey/map.ts';
import type { Person } from '../../journey/records.ts';
import type { StepId } from '../../journey/step-ids.ts';
import type { StepState } from '../../journey/steps.ts';
import { STEPS } from '../../journey/steps/all.ts';
import { AT, FJORDLINE, aPerson } from './builders.ts';

type Over = { readonly by?: Person; readonly at?: string; readonly proof?: Proof; readonly subject?: Subject };

let made = 0;

/** One recorded fact, by Astrid Lind unless somebody else is named. */
export const aFact = <K extends FactKind>(kind: K, value: FactValues[K], { by = aPerson('partner'), at = AT, proof = 'attested', subject = 'organisation' }: Over = {}): Fact => {
  const { tenantId, personId, name, roles } = by;
  const signature = { tenantId, personId, name, at, role: roles[0] ?? 'helpdesk-agent' };
  return { factId: `fact-${(made += 1)}`, tenantId: FJORDLINE, subject, kind, value, proof, by: signature, at, evidence: '' } as Fact;
};

export const KARIN: Person = aPerson('partner', ['global-admin'], { personId: 'c0ffee00-0000-4000-8000-000000000003', name: 'Karin Berg' });
export const NILS: Person = aPerson('partner', ['global-admin'], { personId: 'c0ffee00-0000-4000-8000-000000000009', name: 'Nils Ahl' });

/** Everything up to a step, as a partner with its anniversary in October would have recorded it. */
export const UNTIL = {
  assess: (): Fact[] => [],
  decide: (): Fact[] => [
    aFact('direct-bill-state', { state: 'active', since: '2020-01-01' }),
    aFact('anniversary', { month: 10 }),
    aFact('assessed', { answers: {}, verdict: 'switch' }),
  ],
  prepare: (): Fact[] => [...UNTIL.decide(), aFact('business-need-evaluated', { items: ['customers'] }), aFact('decided', { choice: 'switch' })],
  enrol: (): Fact[] => [
    ...UNTIL.prepare(),
    aFact('legal-profile-confirmed', { companyName: 'Fjordline IT AB', contactMail: 'kontakt@fjordline.example', vettingStatus: 'authorized' }),
    aFact('partner-id-confirmed', { mpnId: '7000123', name: 'Fjordline IT AB', incentivesMail: 'incitament@fjordline.example' }),
    aFact('mailbox-monitored', { mail: 'kontakt@fjordline.example' }),
  ],
  approval: (): Fact[] => [...UNTIL.enrol(), aFact('irreversible-confirmed', { act: 'enrol', typed: 'Fjordline IT AB' }, { by: KARIN }), aFact('enrol-submitted', { when: '2026-02-02' }, { by: KARIN })],
  sign: (): Fact[] => [...UNTIL.approval(), aFact('enrol-approved', { when: '2026-02-03' }, { by: KARIN })],
  after: (): Fact[] => [...UNTIL.sign(), aFact('partner-agreement-signed', { mpnId: '7000123' }, { by: KARIN, proof: 'verified' }), aFact('dual-role-seen', {}, { by: KARIN })],
} as const;

export const factsWith = (...facts: Fact[]): Facts => createFacts(facts);

type Asked = { readonly facts: readonly Fact[]; readonly now?: string; readonly profile?: ProfileId; readonly subject?: Subject };

/** Where a step stands by these facts. */
export const stateWith = (id: StepId, { facts, now = '2026-02-03T10:00:00Z', profile = '2026', subject = 'organisation' }: Asked): StepState =>
  stateOf({ steps: STEPS, facts: createFacts(facts), now: new Date(now), profile }, id, subject);

/** Codes and rules that stand in the way, as `code/rule`; empty when none does. */
export const blocksOf = (state: StepState): string[] => (state.state === 'blocked' ? state.verdicts.map(({ code, rule, missing }) => `${missing ?? code}/${rule}`) : []);
