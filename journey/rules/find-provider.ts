import type { Fact, Facts } from '../facts.ts';

/** What the guide says most providers offer (R42, R44): headings of the evaluation, no promise that a named provider has it. */
export const PROVIDER_OFFERS = ['billing', 'purchases', 'support', 'training', 'marketing', 'credit'] as const;
export type ProviderOffer = (typeof PROVIDER_OFFERS)[number];

/** Every provider that was evaluated, the newest evaluation of a name, in the order in which they came; none is put before another (R43). */
export const considered = (facts: Facts): readonly Fact<'provider-considered'>[] => {
  const byName = new Map<string, Fact<'provider-considered'>>();
  for (const fact of facts.all) if (fact.kind === 'provider-considered') byName.set(fact.value.name.toLowerCase(), fact);
  return [...byName.values()];
};
