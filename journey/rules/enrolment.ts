import type { Fact, Facts } from '../facts.ts';

/** Where the enrolment stands: not started, submitted, approved (R25), and complete only when the agreement is accepted too (R35). */
export type EnrolmentState = 'not-started' | 'submitted' | 'approved' | 'complete';

/** Partner Center's own word that all of it is behind the organisation, for one that was enrolled before it met this program. */
export const resellerSeen = (facts: Facts): Fact<'reseller-seen'> | undefined => {
  const seen = facts.latest('reseller-seen');
  return seen?.proof === 'verified' ? seen : undefined;
};

export const enrolmentState = (facts: Facts): EnrolmentState => {
  if (resellerSeen(facts) !== undefined) return 'complete';
  const approved = facts.has('enrol-approved');
  if (approved && facts.has('partner-agreement-signed')) return 'complete';
  if (approved) return 'approved';
  return facts.has('enrol-submitted') ? 'submitted' : 'not-started';
};

/**
 * "Enrolment complete", wherever a later rule asks for it (R41, R85, R122, R173): approved and the indirect reseller agreement accepted (R35).
 * An agreement without an approval is not enough, nor the other way round (R25, R32).
 */
export const isEnrolled = (facts: Facts): boolean => enrolmentState(facts) === 'complete';

/** When the enrolment became complete, as ISO-8601: the later of approval and agreement; the thirty days of R173 begin here. */
export const enrolledAt = (facts: Facts): string | undefined => {
  const [approved, signed] = [facts.latest('enrol-approved'), facts.latest('partner-agreement-signed')];
  if (approved === undefined || signed === undefined) return undefined;
  return approved.at > signed.at ? approved.at : signed.at;
};

/** The profile shows the company as direct-bill partner and indirect reseller at once (R34); both businesses go on side by side (R36-R39). */
export const isDual = (facts: Facts): boolean => isEnrolled(facts) && facts.has('dual-role-seen');
