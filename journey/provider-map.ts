import { customerName } from './customer-map.ts';
import type { Facts, Subject } from './facts.ts';
import type { MapInput } from './map.ts';
import { stateOf } from './map.ts';
import { isAccepted } from './rules/partner-up.ts';
import type { StepId } from './step-ids.ts';

/** Something that a partner has asked of a provider and waits for; `customer` is empty when nobody has named it. */
export type ProviderAsk = { readonly step: StepId; readonly customer: string; readonly since: string };

const ASKED = { 'agreement-asked': 'agreement', 'tenant-asked': 'invite' } as const;
type AskKind = keyof typeof ASKED;
const KINDS = Object.keys(ASKED) as AskKind[];

const askedOf = (facts: Facts, kind: AskKind, providerId: string): Subject[] => facts.subjects(kind).filter((subject) => facts.latest(kind, subject)?.value.providerId === providerId);

/**
 * What a partner waits for from one provider, the longest wait first (R67, R112): nothing but what the partner has asked of just this one, and
 * only once the partnership was read in the list (R51). Nothing else of the partner's facts leaves here.
 */
export const providerAsks = (input: MapInput, providerId: string): ProviderAsk[] => {
  if (!isAccepted(input.facts, providerId)) return [];
  const asks = KINDS.flatMap((kind) =>
    askedOf(input.facts, kind, providerId).flatMap((subject): ProviderAsk[] => {
      const state = stateOf(input, ASKED[kind], subject);
      return state.state === 'waiting' && state.on === 'provider' ? [{ step: ASKED[kind], customer: customerName(input.facts, subject, []), since: state.since }] : [];
    }),
  );
  return asks.sort((a, b) => a.since.localeCompare(b.since));
};
