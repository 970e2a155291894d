import type { StoryData } from '../partner-center/seed.ts';
import { HAVSKOG, NORDVIND } from '../people.ts';
import type { ProductName } from './catalogue.ts';
import type { Holding, Household } from './household.ts';
import { FIRST, LAST, PLACES, STREETS, TOWNS, TRADES } from './names.ts';
import type { Condition, Plan, Reach } from './plans.ts';
import { createRandom, type Random } from '../random.ts';
import { tell } from './tell.ts';

/** Makes the portfolio that a plan describes. Same plan, same `now`: same story, down to each id. */
export const createPortfolio = (plan: Plan, now: Date): StoryData => tell({ ...plan, households: households(plan) }, now);

export const households = (plan: Plan): Household[] => {
  const random = createRandom(plan.seed);
  const sizes = deal(random, plan.customers, plan.subscriptions);
  const drafts = sizes.map((size, number) => household(plan, random, { number, size }));
  return openRequests(drafts, plan.openTransfers);
};

/** One for each, and the rest dealt out unevenly: a few customers, anywhere in the list, have much, most have little. */
const deal = (random: Random, hands: number, cards: number): number[] => {
  const sizes = Array.from({ length: hands }, () => 1);
  for (let left = cards - hands; left > 0; left -= 1) {
    const place = Math.floor(random.next() ** 1.6 * hands);
    sizes[place] = (sizes[place] ?? 0) + 1;
  }
  return sizes.map((size) => ({ size, place: random.next() })).sort((a, b) => a.place - b.place).map(({ size }) => size);
};

const FORMS = ['AB', 'AB', 'AB', 'HB', 'ekonomisk förening', '& Co AB'];
const REACH: Readonly<Record<Reach, Pick<Household, 'providers' | 'indirect'>>> = {
  nobody: { providers: [] }, nordvind: { providers: [NORDVIND] }, havskog: { providers: [HAVSKOG] }, both: { providers: [NORDVIND, HAVSKOG] },
  throughNordvind: { providers: [NORDVIND], indirect: true }, throughHavskog: { providers: [HAVSKOG], indirect: true },
};

const household = (plan: Plan, random: Random, { number, size }: { number: number; size: number }): Household => {
  const place = PLACES[number % PLACES.length] ?? '';
  const trade = TRADES[(number * 7 + Math.floor(number / PLACES.length)) % TRADES.length] ?? '';
  const [postalCode, city] = random.one(TOWNS);
  const reach = REACH[random.weighted(plan.reach)];
  const wished = random.weighted(plan.agreements);
  return {
    name: `${place} ${trade} ${random.one(FORMS)}`, slug: `${ascii(place)}${ascii(trade)}${number}`, ...reach,
    // Only a provider that deals with the customer can have confirmed its agreement.
    agreement: wished === 'provider' && reach.providers.length === 0 ? 'none' : wished,
    contact: [random.one(FIRST), random.one(LAST)], place: [`${random.one(STREETS)} ${random.whole(1, 60)}`, postalCode, city],
    holds: holdings(plan, random, size),
  };
};

const ascii = (word: string): string => word.toLowerCase().normalize('NFD').replace(/[^a-z]/g, '');

const SUITES: readonly ProductName[] = ['e1', 'e3'];
const ADDONS: readonly ProductName[] = ['audio', 'defender', 'archive'];

const holdings = (plan: Plan, random: Random, size: number): Holding[] => {
  const held: Holding[] = [];
  for (let left = size; left > 0; ) {
    const product = random.weighted(plan.products as Readonly<Record<ProductName, number>>);
    const condition = random.weighted(plan.conditions);
    const seats = product === 'azure' || product === 'plan' ? 1 : Math.ceil(random.next() ** 3 * 180);
    const carries = left > 1 && condition === 'active' && SUITES.includes(product) && random.next() * 100 < plan.addons;
    held.push({ product, seats: Math.max(1, seats), ...unusual(condition), ...(carries ? { addons: [[random.one(ADDONS), Math.max(1, Math.ceil(seats / 3))]] } : {}) });
    left -= carries ? 2 : 1;
  }
  return held;
};

const unusual = (condition: Condition): Partial<Holding> => {
  if (condition === 'active') return {};
  if (condition === 'trial') return { trial: true };
  return condition === 'justBought' ? { age: 2 } : { status: condition };
};

const LEGACY: readonly ProductName[] = ['e1', 'e3', 'essentials', 'exchange', 'project', 'visio', 'intune', 'dynamics', 'powerBi'];
const mayBeAsked = ({ product, status, trial, addons }: Holding): boolean => LEGACY.includes(product) && status === undefined && trial !== true && addons === undefined;

/** Puts one line each of the first customers that can have one into a request of its own. */
const openRequests = (drafts: readonly Household[], wanted: number): Household[] => {
  let left = wanted;
  return drafts.map((draft) => {
    const chosen = left > 0 && draft.indirect !== true && draft.providers.length > 0 ? draft.holds.find(mayBeAsked) : undefined;
    if (chosen === undefined) return draft;
    left -= 1;
    return { ...draft, holds: draft.holds.map((holding) => (holding === chosen ? { ...holding, open: true } : holding)) };
  });
};
