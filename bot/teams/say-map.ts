import type { TurnContext } from 'botbuilder';
import type { CustomersData } from '../../cards/customers-card.ts';
import { customerMapCard, customersCard } from '../../cards/customers-card.ts';
import type { AdaptiveCard } from '../../cards/render.ts';
import type { AskLine } from '../../cards/status-card.ts';
import type { MapRow } from '../../cards/step-words.ts';
import type { CustomerStand, MapStep } from '../../journey/customer-map.ts';
import { customerStands, customerSteps, openable } from '../../journey/customer-map.ts';
import type { Facts, Subject } from '../../journey/facts.ts';
import type { MapInput } from '../../journey/map.ts';
import { stateOf } from '../../journey/map.ts';
import { chosenProfile } from '../../journey/profiles/find.ts';
import type { Person, Transfer } from '../../journey/records.ts';
import { providerAsks } from '../../journey/provider-map.ts';
import { rolesFor } from '../../journey/rules/authority.ts';
import { STEPS } from '../../journey/steps/all.ts';
import type { Text } from '../../locales/text.ts';
import { cardActivity } from './courier.ts';
import { speakerOf, textOf } from './turn.ts';

export type MapDeps = {
  readonly transfersOf: (tenantId: string) => Promise<readonly Transfer[]>;
  readonly factsOf: (tenantId: string) => Promise<Facts>;
  /** Partners of this bot that have asked something of a provider, with what they have recorded. */
  readonly partnersAsking: (providerId: string) => Promise<readonly { readonly name: string; readonly facts: Facts }[]>;
  readonly now: () => Date;
};

/** What a button or a sentence asked to see: one customer by what a client has sent as its subject, those of a name, or a page of all. */
export type CustomersWanted = { readonly subject: string; readonly name?: string; readonly page: number };

/** The partner's own map: its steps, and the first customers. A provider has none of either. */
export type OwnMap = { readonly map: readonly MapRow[]; readonly customers?: CustomersData };

/** Customers on the status card beside everything else, and on a page of their own. */
const ON_STATUS = 8;
const ON_PAGE = 20;

const rowOf = ({ step, state }: MapStep): MapRow => ({ step: step.id, state, roles: step.roles });

const pageOf = (stands: readonly CustomerStand[], page: number, size: number): CustomersData => {
  const pages = Math.max(1, Math.ceil(stands.length / size));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const lines = stands.slice(shown * size, (shown + 1) * size).map(({ subject, name, at }) => ({ subject, name, at: at === undefined ? undefined : rowOf(at) }));
  return { lines, landed: stands.filter(({ at }) => at === undefined).length, of: stands.length, page: shown, pages };
};

const inputOf = (facts: Facts, now: Date): MapInput => ({ steps: STEPS, facts, now, profile: chosenProfile(facts) });

/** Everything here is asked by the speaker's own organisation only (invariant I5); the buttons carry ids that are looked up among its own. */
export const ownMap = async (deps: MapDeps, person: Person, transfers: readonly Transfer[]): Promise<OwnMap> => {
  if (person.side !== 'partner') return { map: [] };
  const facts = await deps.factsOf(person.tenantId);
  const input = inputOf(facts, deps.now());
  const map = STEPS.filter((step) => step.of === 'organisation').map((step) => rowOf({ step, state: stateOf(input, step.id, 'organisation') }));
  const stands = customerStands(input, transfers);
  return stands.length === 0 ? { map } : { map, customers: pageOf(stands, 0, ON_STATUS) };
};

/**
 * What partners wait for from the speaker's organisation, for those of a provider who may decide for it (R202). Each partner's facts are
 * reduced to what it has asked of just this provider before anything is shown (invariant I5).
 */
export const partnersAsks = async (deps: MapDeps, person: Person): Promise<readonly AskLine[]> => {
  if (person.side !== 'provider' || !rolesFor('accept').some((role) => person.roles.includes(role))) return [];
  const partners = await deps.partnersAsking(person.tenantId);
  return partners.flatMap(({ name, facts }) => providerAsks(inputOf(facts, deps.now()), person.tenantId).map((ask) => ({ ...ask, partner: name })));
};

const wholeMap = (input: MapInput, { subject, name, at }: CustomerStand, text: Text): AdaptiveCard => {
  const rows = customerSteps(input, subject);
  const opens = openable(rows).map(({ step }) => ({ step, ofCustomer: STEPS.some(({ id, of }) => id === step && of === 'customer') }));
  return customerMapCard({ subject, name, rows: rows.map(rowOf), hasLanded: at === undefined, opens }, text);
};

/** The customers that words behind `status` may mean: all whose name holds them, or none when there are no words. */
const named = (stands: readonly CustomerStand[], words: string): readonly CustomerStand[] =>
  words === '' ? [] : stands.filter(({ name }) => name.toLocaleLowerCase().includes(words.toLocaleLowerCase()));

/** One customer's whole map where it is one of the organisation's own, else a page of them; false when there are none to show. */
export const sayCustomers = async (deps: MapDeps, context: TurnContext, { subject, name, page }: CustomersWanted): Promise<boolean> => {
  const [person, text] = [speakerOf(context), textOf(context)];
  if (person.side !== 'partner') return false;
  const [facts, transfers] = await Promise.all([deps.factsOf(person.tenantId), deps.transfersOf(person.tenantId)]);
  const input = inputOf(facts, deps.now());
  const all = customerStands(input, transfers);
  const stands = name === undefined ? all : named(all, name);
  const wanted = name === undefined ? all.find((stand) => stand.subject === facts.subjectOf(subject as Subject)) : stands.length === 1 ? stands[0] : undefined;
  if (stands.length === 0) return false;
  await context.sendActivity(cardActivity(wanted === undefined ? customersCard(pageOf(stands, page, ON_PAGE), text) : wholeMap(input, wanted, text)));
  return true;
};
