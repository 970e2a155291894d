import type { CustomerRecord, PartnerRecord, State, SubscriptionRecord, TransferRecord } from './state.ts';
import { putSubscription } from './state.ts';

/** The world a rehearsal begins with. */
export type StoryData = {
  readonly name: string;
  readonly partners: readonly PartnerRecord[];
  readonly customers: readonly CustomerRecord[];
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly transfers: readonly TransferRecord[];
};

/** Writes the story once; the marker comes last, so that a start cut short begins again with the same records. */
export const seed = (state: State, story: StoryData): void => {
  if (state.meta.get('story') !== undefined) return;
  for (const partner of story.partners) state.partners.set(partner.id, partner);
  for (const customer of story.customers) state.customers.set(customer.id, customer);
  for (const subscription of story.subscriptions) putSubscription(state, subscription);
  for (const transfer of story.transfers) state.transfers.set(transfer.id, transfer);
  state.meta.set('story', { value: story.name });
};
