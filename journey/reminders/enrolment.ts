import { daysBetween } from '../calendar.ts';
import { stateOf } from '../map.ts';
import { approvalDue, isOverdue } from '../rules/approval.ts';
import { STEPS } from '../steps/all.ts';
import { remindPartner } from './make.ts';
import type { Reminder, ReminderInput } from './reminder.ts';
import { rungAfter } from './rungs.ts';

const SIGN_IN_DAYS = [1, 3] as const;
const UNSIGNED_DAYS = [2, 5, 10, 20] as const;

/** Microsoft has let the five business days pass (R26): from then on support is worth a call. */
const approvalOverdue = (input: ReminderInput): Reminder[] => {
  const { facts, now } = input;
  const [submitted, due] = [facts.latest('enrol-submitted'), approvalDue(facts)];
  if (submitted === undefined || due === undefined || facts.has('enrol-approved') || !isOverdue(facts, now)) return [];
  const values = { since: submitted.value.when, due: due.at, days: daysBetween(submitted.value.when, now.toISOString()) };
  return [remindPartner(input, 'approval-overdue', { key: submitted.value.when, at: due.at, owners: ownersOf(submitted.by), values })];
};

/** After the approval somebody has to sign out and in again (R29) before the agreement is there to be accepted (R31, R32). */
const afterApproval = (input: ReminderInput): Reminder[] => {
  const { facts, now, profile } = input;
  const approved = facts.latest('enrol-approved');
  if (approved === undefined || facts.has('partner-agreement-signed')) return [];
  if (stateOf({ steps: STEPS, facts, now, profile }, 'sign', 'organisation').state === 'waiting') return [];
  const signedIn = facts.latest('signed-in-again');
  const hasSignedIn = signedIn !== undefined && signedIn.at >= approved.at;
  const [kind, since, days] = hasSignedIn ? (['agreement-unsigned', signedIn.at, UNSIGNED_DAYS] as const) : (['sign-in-again', approved.at, SIGN_IN_DAYS] as const);
  const rung = rungAfter(since, days, now);
  if (rung === undefined) return [];
  return [remindPartner(input, kind, { key: `${since}:${rung}`, at: since, values: { since, days: daysBetween(since, now.toISOString()) } })];
};

const ownersOf = (by: { readonly personId: string } | undefined): string[] => (by === undefined ? [] : [by.personId]);

/** What is due between the enrolment and the agreement (R26, R29, R31, R32). */
export const enrolmentReminders = (input: ReminderInput): Reminder[] => [...approvalOverdue(input), ...afterApproval(input)];
