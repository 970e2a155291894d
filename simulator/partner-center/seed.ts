import { Journal } from '../journal.ts';
import type { GdapRecord, PartnershipInvitation, ProgramRecord } from './portal-records.ts';
import type { CustomerRecord, PartnerRecord, State, SubscriptionRecord, TransferRecord } from './state.ts';
import { openState, putSubscription } from './state.ts';

/** The world a rehearsal begins with. */
export type StoryData = {
  readonly name: string;
  readonly partners: readonly PartnerRecord[];
  readonly programs?: readonly ProgramRecord[];
  readonly partnerships?: readonly PartnershipInvitation[];
  readonly gdap?: readonly GdapRecord[];
  readonly customers: readonly CustomerRecord[];
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly transfers: readonly TransferRecord[];
};

/** A story, or how to make it: a large one is not made for a journal that already has its own. */
export type Story = StoryData | (() => StoryData);

/** Writes the story into an empty journal; the marker comes last, so that a start cut short begins again with the same records. */
export const seed = (journal: Journal, state: State, story: Story): void => {
  if (state.meta.get('story') !== undefined) return;
  const told = typeof story === 'function' ? story() : story;
  journal.bulk(() => write(state, told));
};

const write = (state: State, story: StoryData): void => {
  for (const partner of story.partners) state.partners.set(partner.id, partner);
  for (const program of story.programs ?? []) state.programs.set(program.partnerId, program);
  for (const invitation of story.partnerships ?? []) state.partnerships.set(invitation.id, invitation);
  for (const relationship of story.gdap ?? []) state.gdap.set(relationship.id, relationship);
  for (const customer of story.customers) state.customers.set(customer.id, customer);
  for (const subscription of story.subscriptions) putSubscription(state, subscription);
  for (const transfer of story.transfers) state.transfers.set(transfer.id, transfer);
  state.meta.set('story', { value: story.name });
};

/** Forgets everything but the time, which never goes back, and begins with this story, in the file as a whole or not at all. */
export const startOver = (journal: Journal, state: State, story: StoryData): void => {
  const offset = state.meta.get('clock-offset');
  const fresh = new Journal();
  seed(fresh, openState(fresh), story);
  journal.replaceAll([...(offset === undefined ? [] : [{ c: 'meta', k: 'clock-offset', v: offset }]), ...fresh.entries()]);
};
