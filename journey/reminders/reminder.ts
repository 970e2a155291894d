import type { Facts, ProfileId, Subject } from '../facts.ts';
import type { Role, Transfer } from '../records.ts';
import type { StepId } from '../step-ids.ts';

/** `news`: what somebody waited for has come. `deadline`: a day is near or over, or a wait is long. `decision`: it waits for the reader's own word. */
export type Nature = 'news' | 'deadline' | 'decision';

/** Who is told, by what they may do about it (R202), and which step the message opens. */
type Rule = { readonly nature: Nature; readonly roles: readonly Role[]; readonly opens: StepId };

const rule = (nature: Nature, opens: StepId, ...roles: readonly Role[]): Rule => ({ nature, roles, opens });

/** Everything that people are told unasked about the steps of a move, and about transfers that wait. */
export const REMINDERS = {
  'approval-overdue': rule('deadline', 'approval', 'global-admin', 'admin-agent'),
  'second-person': rule('decision', 'enrol', 'global-admin', 'admin-agent'),
  'sign-in-again': rule('deadline', 'sign', 'global-admin'),
  'agreement-unsigned': rule('deadline', 'sign', 'global-admin'),
  countdown: rule('deadline', 'assess', 'global-admin', 'admin-agent'),
  'export-first': rule('deadline', 'export', 'global-admin', 'admin-agent'),
  'partnership-asked': rule('deadline', 'partner-up', 'global-admin', 'admin-agent'),
  'partnership-open': rule('decision', 'partner-up', 'global-admin'),
  'invitation-waiting': rule('deadline', 'invite', 'admin-agent', 'sales-agent'),
  'invitation-call': rule('deadline', 'invite', 'admin-agent', 'sales-agent'),
  'tenant-waiting': rule('deadline', 'invite', 'admin-agent', 'sales-agent'),
  'extension-waiting': rule('deadline', 'extend', 'admin-agent'),
  'agreement-asked': rule('deadline', 'agreement', 'admin-agent', 'sales-agent'),
  'incentives-mailbox': rule('deadline', 'incentives', 'global-admin', 'admin-agent', 'sales-agent'),
  'incentives-overdue': rule('deadline', 'incentives', 'global-admin', 'admin-agent', 'sales-agent'),
  'incentives-join': rule('deadline', 'incentives', 'global-admin', 'admin-agent', 'sales-agent'),
  'revenue-reseller': rule('deadline', 'incentives', 'global-admin', 'admin-agent'),
  'revenue-direct': rule('deadline', 'assess', 'global-admin', 'admin-agent'),
  'transfer-decide': rule('decision', 'transfer', 'admin-agent', 'sales-agent'),
  'transfer-undecided': rule('deadline', 'transfer', 'admin-agent', 'sales-agent'),
  'transfer-expiring': rule('decision', 'transfer', 'admin-agent'),
  'transfer-expiring-offered': rule('deadline', 'transfer', 'admin-agent', 'sales-agent'),
  'news-approved': rule('news', 'sign', 'global-admin', 'admin-agent'),
  'news-signed': rule('news', 'find-provider', 'global-admin', 'admin-agent'),
  'news-provider': rule('news', 'classify', 'global-admin', 'admin-agent', 'sales-agent'),
  'news-invitation': rule('news', 'agreement', 'admin-agent', 'sales-agent'),
  'news-tenant': rule('news', 'classify', 'admin-agent', 'sales-agent'),
  'news-extension': rule('news', 'agreement', 'admin-agent', 'sales-agent'),
  'news-agreement': rule('news', 'transfer', 'admin-agent', 'sales-agent'),
} as const satisfies Readonly<Record<string, Rule>>;

export type ReminderKind = keyof typeof REMINDERS;

/** The table as plain records: the compiler knows each row's own roles and would refuse to compare them with others. */
export const ruleOf = (kind: ReminderKind): Rule => REMINDERS[kind];

export type Reminder = {
  readonly kind: ReminderKind;
  /** Whose people are told. */
  readonly tenantId: string;
  readonly subject: Subject;
  /** Names for ever what this is about, inside the organisation whose move it is: told once a person, whatever crashes (invariant I6). */
  readonly fact: string;
  readonly opens: StepId;
  readonly transferId?: string;
  /** Object ids of those whose own doing it goes back to; empty when it is nobody's more than anybody else's. */
  readonly owners: readonly string[];
  /** Who did it, by name; empty when it was read in Partner Center, or when nobody has done anything. */
  readonly by: string;
  /** When it came about: the news, the day that has come, the beginning of the wait. ISO-8601, as are `since` and `due` among the values. */
  readonly at: string;
  readonly values: Readonly<Record<string, string | number>>;
};

/** As it is owed to one person. `origin`: the partner whose move it comes from. `isMine`: it goes back to this person, or to nobody who could be told. */
export type OwedReminder = { readonly reminder: Reminder; readonly origin: string; readonly isMine: boolean };

/** A transfer that waits for somebody's word. `expiresAt` stands on offers of new commerce only, which lapse after thirty days (API topic 10.5). */
export type WaitingTransfer = Pick<Transfer, 'transferId' | 'customer' | 'source' | 'target' | 'requested' | 'since' | 'openedAt' | 'phase' | 'offered' | 'expiresAt'>;

export type ReminderInput = {
  /** The partner whose move it is; its transfers are those that it gives away. */
  readonly tenantId: string;
  readonly facts: Facts;
  readonly transfers: readonly WaitingTransfer[];
  readonly now: Date;
  readonly profile: ProfileId;
  /** Names of customers by id, as far as they are known. */
  readonly names: ReadonlyMap<string, string>;
};
