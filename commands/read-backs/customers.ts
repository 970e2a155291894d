import type { Facts, NewFact } from '../../journey/facts.ts';
import { idOf, newCustomerName } from '../../journey/facts.ts';
import type { Customer } from '../../journey/records.ts';
import { isSaved } from '../../journey/rules/extend.ts';
import { acceptedProviders, newlyAccepted } from '../../journey/rules/partner-up.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { CommandDeps } from '../deps.ts';

type Reads = Pick<CommandDeps, 'partnerCenter'>;

const isVerified = (facts: Facts, kind: 'invitation-accepted' | 'extension-seen' | 'tenant-seen', subject: NewFact['subject']): boolean => facts.latest(kind, subject)?.proof === 'verified';

/** A new company has no id until it is a customer; until then it is known by its name alone. */
const isListed = (subject: NewFact['subject'], customers: readonly Customer[]): Customer | undefined => {
  const name = newCustomerName(subject)?.toLocaleLowerCase();
  return customers.find((customer) => (name === undefined ? customer.customerId === idOf(subject) : customer.name.toLocaleLowerCase() === name));
};

const awaitedInvitations = (facts: Facts, providerId: string): NewFact['subject'][] =>
  facts.subjects('invitation-sent').filter((subject) => facts.latest('invitation-sent', subject)?.value.providerId === providerId && !isVerified(facts, 'invitation-accepted', subject));

const awaitedExtensions = (facts: Facts, providerId: string): NewFact['subject'][] =>
  facts.subjects('extension-saved').filter((subject) => isSaved(facts, subject) && facts.latest('extension-saved', subject)?.value.providerId === providerId && !isVerified(facts, 'extension-seen', subject));

const awaitedTenants = (facts: Facts): NewFact['subject'][] => facts.subjects('tenant-asked').filter((subject) => !isVerified(facts, 'tenant-seen', subject));

/** Whether anything is waited for that customer lists would tell. */
export const wantsCustomerReadBack = (facts: Facts): boolean =>
  awaitedTenants(facts).length > 0 || acceptedProviders(facts).some(({ tenantId }) => awaitedInvitations(facts, tenantId).length + awaitedExtensions(facts, tenantId).length > 0);

/**
 * What Partner Center shows of everything that is waited for: accepted invitations (R63, R64, R107-R109), extensions (R103), and customers
 * whose tenant the provider has created (R68). Only lists that somebody waits for are read. Throws what Partner Center or Entra throw.
 */
export const readCustomers = async ({ partnerCenter }: Reads, access: PersonAccess, facts: Facts): Promise<NewFact[]> => {
  const found: NewFact[] = [];
  for (const { tenantId: providerId } of acceptedProviders(facts)) {
    const [invited, extended] = [awaitedInvitations(facts, providerId), awaitedExtensions(facts, providerId)];
    if (invited.length + extended.length === 0) continue;
    const customers = await partnerCenter.customers.withProvider(access, providerId);
    const seen = (subject: NewFact['subject']): boolean => isListed(subject, customers) !== undefined;
    found.push(...invited.filter(seen).map((subject): NewFact => ({ subject, kind: 'invitation-accepted', value: { providerId }, proof: 'verified' })));
    // A company that was invited by its name is a customer with an id from now on; what was recorded of it goes with it.
    found.push(...invited.filter((subject) => newCustomerName(subject) !== undefined).flatMap((subject) => becoming(subject, customers)));
    found.push(...extended.filter(seen).map((subject): NewFact => ({ subject, kind: 'extension-seen', value: { providerId }, proof: 'verified' })));
  }
  const asked = awaitedTenants(facts);
  if (asked.length === 0) return found;
  const customers = await partnerCenter.customers.list(access);
  return [...found, ...asked.flatMap((subject) => becoming(subject, customers))];
};

const becoming = (subject: NewFact['subject'], customers: readonly Customer[]): NewFact[] => {
  const customer = isListed(subject, customers);
  if (customer === undefined) return [];
  const { customerId, name } = customer;
  return [{ subject, kind: 'tenant-seen', value: { customerId }, proof: 'verified' }, { subject, kind: 'customer-named', value: { name }, proof: 'verified' }];
};

/** Providers that stand in the list of relationships and were not known (R51, R52). */
export const readProviders = async ({ partnerCenter }: Reads, access: PersonAccess, facts: Facts): Promise<readonly NewFact[]> => newlyAccepted(facts, await partnerCenter.relationships.providers(access));
