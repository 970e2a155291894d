import { doneBy } from '../done-by.ts';
import { closeVerdicts } from '../rules/close.ts';
import type { Verdict } from '../rules/verdict.ts';
import type { Step, StepAttempt, StepInput, StepState } from '../steps.ts';

type Progress = Exclude<StepState, { state: 'blocked' | 'ready' }>;

const progress = ({ facts, subject, profile }: StepInput): Progress | undefined => {
  if (facts.latest('customer-classed', subject)?.value.class === 'indirect') return { state: 'not-needed', why: { code: 'nothing-direct', rule: 120, profile } };
  const closed = facts.latest('customer-closed', subject);
  if (closed !== undefined) return doneBy(closed);
  const checked = facts.latest('close-checked', subject);
  if (checked === undefined || checked.value.undecided.length > 0) return undefined;
  if (checked.value.withoutProvider.length > 0) return { state: 'waiting', on: 'provider', since: checked.at };
  return checked.value.withoutPartner.length > 0 ? { state: 'waiting', on: 'partner', since: checked.at } : undefined;
};

/** Nobody closes a customer by word alone: what was read goes with it, and has to be clean (R120, R151). */
const refuses = ({ profile }: StepInput, { facts }: StepAttempt): readonly Verdict[] => {
  if (!facts.some(({ kind }) => kind === 'customer-closed')) return [];
  const checked = facts.find((fact) => fact.kind === 'close-checked');
  return checked === undefined ? [{ code: 'close-unchecked', rule: 151, profile }] : closeVerdicts(checked.value, profile);
};

/** The customer has landed when both sides have signed and every direct subscription is decided; then what is left behind is cleared up (R120, R144-R153). */
export const close: Step = {
  id: 'close',
  rules: [120, 125, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153],
  of: 'customer',
  side: 'partner',
  roles: ['admin-agent', 'sales-agent'],
  needs: ['transfer', 'replace'],
  blocks: () => [],
  progress,
  refuses,
};
