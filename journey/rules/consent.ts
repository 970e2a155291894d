import type { Fact, Facts, FactValues, Subject } from '../facts.ts';
import type { StepAttempt, StepInput } from '../steps.ts';
import { isForPresentRoute } from './route.ts';
import type { Verdict } from './verdict.ts';

export const CONSENT_WAYS = ['mail', 'meeting', 'phone', 'contract'] as const;
export type ConsentWay = (typeof CONSENT_WAYS)[number];

type Consent = FactValues['customer-consented'];

/** Days as `YYYY-MM-DD` begin earlier in the east: one day of grace. */
const GRACE_MS = 86_400_000;

/** What is missing from a record of consent (R96): who, when (never in the future), how, and what shows it. */
export const consentVerdicts = ({ profile, now }: Pick<StepInput, 'profile' | 'now'>, { who, when, how, evidence }: Consent): readonly Verdict[] => {
  const at = Date.parse(when);
  const blank = [who, how, evidence].some((word) => word.trim() === '') || Number.isNaN(at);
  return [
    ...(blank ? [{ code: 'consent-incomplete', rule: 96, profile }] : []),
    ...(at > now.getTime() + GRACE_MS ? [{ code: 'consent-in-future', rule: 96, profile }] : []),
  ];
};

export const refusesConsent = (input: StepInput, { facts }: StepAttempt): readonly Verdict[] =>
  facts.flatMap((fact) => (fact.kind === 'customer-consented' ? consentVerdicts(input, fact.value) : []));

/** The customer's consent to the provider that is chosen now; one that was given for another provider does not count (R96). */
export const consentFor = (facts: Facts, subject: Subject): Fact<'customer-consented'> | undefined => {
  const consented = facts.latest('customer-consented', subject);
  return consented !== undefined && isForPresentRoute(facts, subject, facts.all.indexOf(consented)) ? consented : undefined;
};
