import type { Fact, Subject } from '../facts.ts';
import { idOf, newCustomerName } from '../facts.ts';
import { acceptedProviders } from '../rules/partner-up.ts';
import type { Reminder, ReminderInput, ReminderKind } from './reminder.ts';
import { ruleOf } from './reminder.ts';

type About = {
  readonly subject?: Subject;
  /** What makes it this one and no other: the fact or day that it goes back to, and the rung of its ladder. */
  readonly key: string;
  readonly at: string;
  readonly by?: Fact['by'];
  readonly owners?: readonly string[];
  readonly values?: Reminder['values'];
  readonly opens?: Reminder['opens'];
};

/** A reminder to the partner's own people. The key's parts are joined into the name that it has for ever. */
export const remindPartner = ({ tenantId }: Pick<ReminderInput, 'tenantId'>, kind: ReminderKind, about: About): Reminder => ({
  kind,
  tenantId,
  subject: about.subject ?? 'organisation',
  fact: `${kind}:${about.key}`,
  opens: about.opens ?? ruleOf(kind).opens,
  owners: about.owners ?? (about.by === undefined ? [] : [about.by.personId]),
  by: about.by?.name ?? '',
  at: about.at,
  values: about.values ?? {},
});

/** A customer's name: its own if it is none yet, else as a list or a transfer has told it; empty when nobody has. */
export const customerName = ({ names, transfers }: Pick<ReminderInput, 'names' | 'transfers'>, subject: Subject): string =>
  newCustomerName(subject) ?? names.get(idOf(subject)) ?? transfers.find(({ customer }) => customer.customerId === idOf(subject))?.customer.name ?? '';

/** The name of a provider whose invitation was accepted; empty for any other. */
export const nameOfProvider = ({ facts }: Pick<ReminderInput, 'facts'>, providerId: string): string =>
  acceptedProviders(facts).find(({ tenantId }) => tenantId === providerId)?.name ?? '';
