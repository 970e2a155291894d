import { derivedGuid } from '../ids.ts';
import type { GdapRecord } from '../portal-records.ts';
import type { State, TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import type { EventName } from './names.ts';
import { publish } from './publish.ts';

const HOUR = 3_600_000;
type News = { readonly at: Date; readonly audit?: Readonly<Record<string, string>> };

/** The event that a transfer's state is worth (§11.3); one that came in part is told as complete, and its lines tell the rest (U). */
const transferEvent = ({ phase }: TransferRecord, isNew: boolean): EventName => {
  if (phase === 'Complete' || phase === 'PartiallyComplete') return 'complete-transfer';
  if (phase === 'Failed') return 'fail-transfer';
  if (phase === 'Expired') return 'expire-transfer';
  return isNew ? 'create-transfer' : 'update-transfer';
};

/** Tells both partners that a transfer is new or has changed. By default the uri stops at the customer, as the real one does. */
export const announceTransfer = (state: State, transfer: TransferRecord, { isNew = false, ...news }: News & { readonly isNew?: boolean }): void => {
  const customer = `/v1/customers/${transfer.customerId}`;
  const resource = switchOf(state, 'webhooks.transferUri') === 'customer' ? customer : `${customer}/transfers/${transfer.id}`;
  publish(state, { ...news, name: transferEvent(transfer, isNew), to: [transfer.source, transfer.target], resource, resourceName: 'Transfer' });
};

/** A customer has accepted an invitation; an indirect one concerns reseller and provider. */
export const announceAcceptance = (state: State, accepted: { customerId: string; partners: readonly string[]; indirect: boolean }, news: News): void =>
  publish(state, {
    ...news, name: accepted.indirect ? 'indirect-reseller-relationship-accepted-by-customer' : 'reseller-relationship-accepted-by-customer',
    to: accepted.partners, resource: `/v1/customers/${accepted.customerId}`, resourceName: 'Customer',
  });

/** A subscription has changed. The event comes up to 48 hours of business time later; how much later depends on the event only. */
export const announceSubscription = (state: State, changed: { owner: string; customerId: string; subscriptionId: string }, news: News): void => {
  const { owner, customerId, subscriptionId } = changed;
  if (state.registrations.get(owner) === undefined) return;
  const longest = Number(switchOf(state, 'webhooks.subscriptionLagHours')) * HOUR;
  const share = Number.parseInt(derivedGuid(owner, subscriptionId, news.at.toISOString()).slice(0, 8), 16) / 0xffff_ffff;
  publish(state, {
    ...news, name: 'subscription-updated', to: [owner], resource: `/v1/customers/${customerId}/subscriptions/${subscriptionId}`, resourceName: 'subscription',
    lagMs: Math.floor(longest * share),
  });
};

/** Granular admin rights have come, begun, run out or been ended; they live in Microsoft Graph. */
export const announceGdap = (state: State, gdap: GdapRecord, news: News): void => {
  const word = gdap.phase === 'active' ? 'activated' : gdap.phase;
  publish(state, {
    ...news, name: `granular-admin-relationship-${word}`, to: [gdap.partnerId], resourceName: 'delegatedAdminRelationship',
    resource: `https://graph.microsoft.com/v1.0/tenantRelationships/delegatedAdminRelationships/${gdap.id}`,
  });
};
