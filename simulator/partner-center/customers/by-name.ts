import { isLinked, type CustomerRecord, type State } from '../state.ts';

type Sorted = { readonly version: number; readonly customers: readonly CustomerRecord[] };

const order = new Intl.Collator('sv');
/** Of the last version of the customers only, by partner. */
const sorted = new WeakMap<State, Map<string, Sorted>>();

/** The customers with whom this partner is linked, by name. Sorting 10,000 names takes longer than all else of a page, so it is done once a change. */
export const customersByName = (state: State, partnerId: string): readonly CustomerRecord[] => {
  const lists = sorted.get(state) ?? new Map<string, Sorted>();
  sorted.set(state, lists);
  const version = state.customers.version();
  const known = lists.get(partnerId);
  if (known?.version === version) return known.customers;
  const customers = state.customers.all().filter((c) => isLinked(c, partnerId)).sort((a, b) => order.compare(a.name, b.name));
  lists.set(partnerId, { version, customers });
  return customers;
};
