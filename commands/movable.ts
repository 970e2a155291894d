import type { AgreementChannel, Customer, CustomerChoice, LineChoice, Person, Provider } from '../journey/records.ts';
import type { Facts } from '../journey/facts.ts';
import { customerSubject } from '../journey/facts.ts';
import { chosenProfile, profileOf } from '../journey/profiles/find.ts';
import { isAgreementRenewed } from '../journey/rules/agreement.ts';
import { customerChoice } from '../journey/rules/customers.ts';
import { lineChoices } from '../journey/rules/lines.ts';
import { factsOf } from '../ledger/facts.ts';
import { heldLines } from '../ledger/transfers.ts';
import type { PersonAccess } from '../partnercenter/access.ts';
import type { CommandDeps } from './deps.ts';

type Reads = Pick<CommandDeps, 'db' | 'partnerCenter'>;

/** One customer with everything that decides what may move. */
export type CustomerOverview = { readonly choice: CustomerChoice; readonly providers: readonly Provider[]; readonly lines: readonly LineChoice[] };

/** Customers looked at side by side; more would only meet Partner Center's limit of 500 calls a minute sooner. */
const AT_ONCE = 6;

/** Reads in the person's own name. */
export const accessOf = (person: Person): PersonAccess => ({ kind: 'person', tenantId: person.tenantId, personId: person.personId });

/**
 * All customers of the partner and whether they may be moved (R135, R170), read now with the person's own token. Customers without a
 * provider are not looked into: the missing relationship is the first thing in their way (R123).
 */
export const movableCustomers = async (deps: Reads, person: Person): Promise<CustomerChoice[]> => {
  const [customers, linked] = await Promise.all([deps.partnerCenter.customers.list(accessOf(person)), providersByCustomer(deps, person)]);
  const [held, facts] = await Promise.all([heldLines(deps.db, person.tenantId), factsOf(deps.db, person.tenantId)]);
  const overviews = await eachOf(customers, (customer) => overviewOf(deps, { person, customer, providers: linked.get(customer.customerId) ?? [], held, facts }));
  return overviews.map((overview) => overview.choice);
};

/** One customer, read afresh: right before the card, and once more right before the request is recorded (R133). */
export const movableLines = async (deps: Reads, person: Person, customerId: string): Promise<CustomerOverview> => {
  const [customer, linked] = await Promise.all([deps.partnerCenter.customers.get(accessOf(person), customerId), providersByCustomer(deps, person)]);
  const [held, facts] = await Promise.all([heldLines(deps.db, person.tenantId), factsOf(deps.db, person.tenantId)]);
  return overviewOf(deps, { person, customer, providers: linked.get(customerId) ?? [], held, facts });
};

type Look = { person: Person; customer: Customer; providers: readonly Provider[]; held: ReadonlyMap<string, string>; facts: Facts };

const overviewOf = async (deps: Reads, { person, customer, providers, held, facts }: Look): Promise<CustomerOverview> => {
  if (providers.length === 0) return { choice: customerChoice({ customer, providers, agreement: 'unknown', lines: [] }), providers, lines: [] };
  const access = accessOf(person);
  const [agreement, subscriptions, eligibility] = await Promise.all([
    deps.partnerCenter.agreements.agreementChannel(access, customer.customerId) satisfies Promise<AgreementChannel>,
    deps.partnerCenter.subscriptions.list(access, customer.customerId),
    deps.partnerCenter.eligibility.directToIndirect(access, customer.customerId),
  ]);
  const newCommerce = profileOf(chosenProfile(facts)).newCommerceTransfers.value;
  const lines = lineChoices({ subscriptions, eligibility, held, newCommerce });
  const agreementRenewed = isAgreementRenewed(facts, customerSubject(customer.customerId), providers[0]?.tenantId ?? '');
  return { choice: customerChoice({ customer, providers, agreement, agreementRenewed, lines }), providers, lines };
};

/** Customer id -> the partner's own providers that the customer has a relationship with; one call a provider. */
const providersByCustomer = async (deps: Reads, person: Person): Promise<Map<string, Provider[]>> => {
  const linked = new Map<string, Provider[]>();
  for (const provider of await deps.partnerCenter.relationships.providers(accessOf(person))) {
    for (const customer of await deps.partnerCenter.customers.withProvider(accessOf(person), provider.tenantId)) {
      linked.set(customer.customerId, [...(linked.get(customer.customerId) ?? []), provider]);
    }
  }
  return linked;
};

const eachOf = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  const runner = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, runner));
  return results;
};
