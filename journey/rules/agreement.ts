import type { Fact, Facts, ProfileId, Subject } from '../facts.ts';
import type { AgreementChannel, BlockCode } from '../records.ts';
import type { Verdict } from './verdict.ts';

/** The last day of the Microsoft Cloud Agreement; what was accepted until then was never the Microsoft Customer Agreement (R110, R111). */
export const CLOUD_AGREEMENT_END = '2020-01-31';

export type AgreementCase = 'A' | 'B' | 'C';

/** Not accepted (A, R112), accepted by the customer and kept (B, R113), or lost on the move (C, R114). The channel decides, an unknown one as the worst (R116). */
export const agreementCase = (channel: AgreementChannel): AgreementCase => {
  if (channel === 'direct') return 'B';
  return channel === 'none' ? 'A' : 'C';
};

/**
 * The gate for transfers (R117, R124), the same for the step and for every request: the acceptance must hold through the provider.
 * That is the customer's own acceptance, or one that was renewed with the provider; the partner's attestation is not (R114).
 */
export const agreementBlock = (channel: AgreementChannel, isRenewed = false): BlockCode | undefined => {
  const found = agreementCase(channel);
  if (found === 'B' || isRenewed) return undefined;
  return found === 'A' ? 'agreement-missing' : 'agreement-lost';
};

/** Renewed with exactly this provider: another one's acceptance does not count (R117). */
export const isAgreementRenewed = (facts: Facts, subject: Subject, providerId: string): boolean =>
  facts.all.some((fact) => fact.kind === 'agreement-valid' && fact.subject === subject && fact.value.providerId === providerId);

/** The renewed acceptance that counts for the provider the customer goes to, or for any while none was chosen. */
export const renewal = (facts: Facts, subject: Subject): Fact<'agreement-valid'> | undefined => {
  const chosen = facts.latest('route-chosen', subject)?.value.providerId ?? '';
  const isIt = (fact: Fact): fact is Fact<'agreement-valid'> => fact.kind === 'agreement-valid' && fact.subject === subject;
  return facts.all.filter(isIt).findLast((fact) => chosen === '' || fact.value.providerId === chosen);
};

const CASE_RULES: Readonly<Record<AgreementCase, number>> = { A: 112, B: 113, C: 114 };

/** What the case means and what to do, with the rule that says so. */
export const caseVerdict = (found: AgreementCase, profile: ProfileId): Verdict => ({ code: `agreement-case-${found.toLowerCase()}`, rule: CASE_RULES[found], profile });

/** A day as YYYY-MM-DD on which only the Cloud Agreement could be accepted (R110). */
export const isCloudAgreement = (accepted: string): boolean => accepted <= CLOUD_AGREEMENT_END;

/** The step that has to bring provider and customer together first (R123, R201); undefined when they are, or when everything is bought anew. */
export const relationMissing = (facts: Facts, subject: Subject): 'invite' | 'extend' | 'route' | undefined => {
  const isRead = (['extension-seen', 'invitation-accepted'] as const).some((kind) => facts.latest(kind, subject)?.proof === 'verified');
  const chosen = facts.latest('route-chosen', subject)?.value.route;
  if (isRead || chosen === 'rebuy' || facts.latest('customer-classed', subject)?.value.class === 'extended') return undefined;
  if (chosen === 'invitation') return 'invite';
  return chosen === 'extension' ? 'extend' : 'route';
};
