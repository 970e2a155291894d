import { addBusinessDays } from '../calendar.ts';
import type { DueDate } from '../calendar.ts';
import type { Facts } from '../facts.ts';

/** Often at once, but up to this many business days (R26). */
export const APPROVAL_DAYS = 5;

/** By when Microsoft's answer is due; undefined before the enrolment was submitted. Not exact in a year without holiday data: say "about". */
export const approvalDue = (facts: Facts): DueDate | undefined => {
  const submitted = facts.latest('enrol-submitted');
  return submitted === undefined ? undefined : addBusinessDays(submitted.value.when, APPROVAL_DAYS);
};

/** Only from then on is support worth a call (R26). */
export const isOverdue = (facts: Facts, now: Date): boolean => {
  const due = approvalDue(facts);
  return due !== undefined && now.toISOString() > due.at;
};
