import type { Facts, Subject } from '../facts.ts';
import { providerSubject } from '../facts.ts';
import type { StepAttempt, StepInput } from '../steps.ts';
import { mayDo } from './classify.ts';
import { consentFor } from './consent.ts';
import { isEnrolled } from './enrolment.ts';
import { classKnown, routeOf, routeVerdicts } from './route.ts';
import { confirmationState, refusesUnconfirmed } from './second-person.ts';
import type { Verdict } from './verdict.ts';

/**
 * What must hold before the relationship of this customer is extended: own enrolment complete (R85), a direct customer (R86, R87), an
 * accepted provider (R88), no need for administrator rights that only an invitation brings (R93), and the customer's consent (R96).
 */
export const extendVerdicts = ({ facts, profile, subject }: StepInput): readonly Verdict[] => {
  const may = mayDo(classKnown(facts, subject), 'extend', profile);
  const chosen = routeOf(facts, subject);
  // The class is already among the verdicts of the route, once there is one.
  const reasons = chosen?.route === 'extension' ? routeVerdicts({ facts, profile, subject }, chosen) : may.allowed ? [] : [may.verdict];
  return [
    ...(isEnrolled(facts) ? [] : [{ code: 'extend-not-enrolled', rule: 85, profile }]),
    ...reasons,
    ...(consentFor(facts, subject) !== undefined ? [] : [{ code: 'consent-missing', rule: 96, profile, missing: 'consent' as const }]),
  ];
};

/** Reported as saved in the portal, for the provider that is planned now. */
export const isSaved = (facts: Facts, subject: Subject): boolean => {
  const saved = facts.latest('extension-saved', subject);
  return saved !== undefined && saved.value.providerId === routeOf(facts, subject)?.providerId;
};

/** Whether the sharing of billing details was agreed to for the provider that is planned now (R91). */
export const isSharingAgreed = (facts: Facts, subject: Subject): boolean => {
  const shared = facts.latest('billing-sharing-consented', subject)?.value.providerId;
  return shared !== undefined && shared === routeOf(facts, subject)?.providerId;
};

/** Nothing is reported as saved before it was confirmed (R102, R204) and the sharing agreed to (R91); seen is only what was read (R103), with the planned provider (R101). */
export const refusesExtension = (input: StepInput, attempt: StepAttempt): readonly Verdict[] => {
  const { facts, profile, subject } = input;
  const claims = attempt.facts.some(({ kind }) => kind === 'extension-saved');
  const planned = routeOf(facts, subject)?.providerId;
  const seen = attempt.facts.filter((fact) => fact.kind === 'extension-seen');
  return [
    // While a second person is waited for, the step is not asked again what blocks it; a class or a provider may have changed since.
    ...(confirmationState(input, 'extend') === 'second-needed' ? extendVerdicts(input) : []),
    // What was read stands whoever confirmed it; only new acts are held to the confirmation.
    ...(isSaved(facts, subject) ? [] : refusesUnconfirmed(input, attempt, { act: 'extend', results: ['extension-saved'] })),
    ...(claims && !isSharingAgreed(facts, subject) ? [{ code: 'sharing-not-agreed', rule: 91, profile }] : []),
    ...(seen.some(({ proof }) => proof !== 'verified') ? [{ code: 'extension-not-read', rule: 103, profile }] : []),
    ...(seen.some(({ value }) => value.providerId !== planned) ? [{ code: 'extension-other-provider', rule: 101, profile, values: { provider: facts.latest('provider-accepted', providerSubject(planned ?? ''))?.value.name ?? '' } }] : []),
  ];
};
