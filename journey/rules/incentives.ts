import { addDays } from '../calendar.ts';
import type { Facts } from '../facts.ts';
import { enrolledAt } from './enrolment.ts';

/** The invitation comes within so many calendar days of the completed enrolment (R173). */
export const INVITATION_DAYS = 30;

export type Programme = 'direct' | 'indirect';

/** When to ask support for the invitation (R173, R206); undefined before the enrolment is complete (R35). ISO-8601. */
export const invitationDue = (facts: Facts): string | undefined => {
  const at = enrolledAt(facts);
  return at === undefined ? undefined : addDays(at, INVITATION_DAYS);
};

export const isInvitationOverdue = (facts: Facts, now: Date): boolean => {
  const due = invitationDue(facts);
  return due !== undefined && !facts.has('incentive-invited') && now.toISOString() > due;
};

/** The two programmes go each its own way (R176, R177). */
export const programmes = (facts: Facts): ReadonlySet<Programme> =>
  new Set(facts.all.flatMap((fact) => (fact.kind === 'incentive-enrolled' ? [fact.value.programme] : [])));

/** The invitation goes to the mailbox of the PartnerID, which may be another than that of the enrolment form (R175). */
export const mailboxesOf = (facts: Facts): { readonly incentives: string; readonly enrolment: string; readonly differ: boolean } => {
  const incentives = facts.latest('partner-id-confirmed')?.value.incentivesMail ?? '';
  const enrolment = facts.latest('mailbox-monitored')?.value.mail ?? '';
  return { incentives, enrolment, differ: incentives.toLowerCase() !== enrolment.toLowerCase() };
};
