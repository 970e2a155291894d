import { Journal } from '../../simulator/journal.ts';
import { seed, type StoryData } from '../../simulator/partner-center/seed.ts';
import { openState, type CustomerRecord, type SubscriptionRecord } from '../../simulator/partner-center/state.ts';
import { whyNot } from '../../simulator/partner-center/transfers/eligible.ts';
import { FJORDLINE } from '../../simulator/people.ts';
import type { Creation } from './setup.ts';

/** What is asked of the twin: reads of customers all over the portfolio, and each creation once, all of them ones that succeed. */
export type Work = { readonly customers: readonly string[]; readonly creations: readonly Creation[] };

const providerOf = ({ links }: CustomerRecord): string | undefined =>
  links.find((link) => link.kind === 'provider' && link.resellerId === FJORDLINE)?.partnerId;

/** Spreads `wanted` picks evenly over all; fewer where there are fewer. */
const spread = <T>(all: readonly T[], wanted: number): T[] => {
  const step = Math.max(1, all.length / wanted);
  return Array.from({ length: Math.min(wanted, all.length) }, (_, n) => all[Math.floor(n * step)] as T);
};

/** Reads the story itself: ids depend on its seed only, so that they are the same in the measured process. */
export const workOf = (story: StoryData, readCustomers: number): Work => {
  const journal = new Journal();
  const state = openState(journal);
  seed(journal, state, story);
  const isBase = ({ owner, wire }: SubscriptionRecord): boolean => owner === FJORDLINE && wire.parentSubscriptionId === undefined;
  const eligible = story.subscriptions.filter((record) => isBase(record) && whyNot(state, record) === undefined);
  const creations = eligible.flatMap(({ customerId, wire }): Creation[] => {
    const customer = state.customers.get(customerId);
    const target = customer === undefined ? undefined : providerOf(customer);
    return target === undefined ? [] : [{ customerId, target, subscriptionId: wire.id }];
  });
  const own = story.customers.filter(({ links }) => links.some(({ kind }) => kind === 'direct'));
  return { customers: spread(own.map(({ id }) => id), readCustomers), creations };
};
