import { writeAudit } from '../audit-log.ts';
import { objectBody, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import { requireEtag } from '../etags.ts';
import { etag, key } from '../ids.ts';
import { fieldOf } from '../pascal.ts';
import { putSubscription, type SubscriptionRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { addonsOf, openTransferOf } from '../transfers/eligible.ts';
import { announceSubscription } from '../webhooks/announce.ts';
import { withQuantity, withRenewal, withStatus, type Wish } from './changes.ts';

/** Legacy subscriptions carry an etag, new commerce none (§8.1). */
export const isLegacy = ({ wire }: SubscriptionRecord): boolean => wire.productType === undefined;

const PROVISIONING = 15 * 60_000;

export type Written = {
  readonly record: SubscriptionRecord;
  /** The answer is 202: provisioning goes on, and further writes are refused until it is done. */
  readonly isProvisioning: boolean;
};

/**
 * Changes quantity, state or renewal (§8.3). Throws for a stale etag (2055, 412), a subscription that is deleted (2011), suspended (800091),
 * in another state (2001) or busy (900278), a value that cannot be (3000) and a window that is over (900213, 900117, 900214, 900257).
 */
export const writeSubscription = (call: CustomerCall, record: SubscriptionRecord): Written => {
  const { state, ask, now } = call;
  if (isLegacy(record)) requireEtag(state, ask, etag(record.wire.id, record.version));
  const wish = readWish(call, record);
  if (record.wire.status === 'deleted') throw new ApiError('subscriptionDeleted');
  requireIdle(call, record);
  requireState(record, wish);
  if (Object.keys(wish).length === 0) return { record, isProvisioning: false };
  const moment = { now, hours: Number(switchOf(state, 'subscriptions.cancelWindowHours')) };
  const wire = withStatus(withRenewal(withQuantity(record.wire, wish, moment), wish), wish, moment);
  const isProvisioning = wish.quantity !== undefined && switchOf(state, 'subscriptions.write') === '202';
  const busy = isProvisioning ? { busyUntil: new Date(now.getTime() + PROVISIONING).toISOString() } : {};
  return { record: store(call, record, { ...record, ...busy, wire }), isProvisioning };
};

/** What a full object changes: fields that are left out, or say what is so already, change nothing. */
const readWish = ({ ask }: CustomerCall, { wire }: SubscriptionRecord): Wish => {
  const body = objectBody(ask);
  const id = fieldOf(body, 'id');
  if (id !== undefined && (typeof id !== 'string' || key(id) !== wire.id)) throw new ApiError('badProperty', 'The id does not match.');
  const changed = (['quantity', 'status', 'autoRenewEnabled'] as const).filter((name) => {
    const value = fieldOf(body, name);
    return value !== undefined && value !== wire[name];
  });
  return Object.fromEntries(changed.map((name) => [name, fieldOf(body, name)]));
};

/** An earlier write that goes on, or an accepted transfer, keeps others out. */
const requireIdle = ({ state, now }: CustomerCall, record: SubscriptionRecord): void => {
  const isBusy = record.busyUntil !== undefined && now.getTime() < Date.parse(record.busyUntil);
  if (isBusy || openTransferOf(state, record)?.phase === 'InProgress') throw new ApiError('operationPending');
};

/** Only an active subscription changes; a suspended one can be made active again, and nothing else. */
const requireState = ({ wire }: SubscriptionRecord, wish: Wish): void => {
  if (wire.status === 'active') return;
  if (wire.status !== 'suspended') throw new ApiError('subscriptionFixed');
  if (wish.quantity !== undefined || wish.autoRenewEnabled !== undefined) throw new ApiError('subscriptionSuspended');
};

/** Add-ons follow the state of their base. */
const store = (call: CustomerCall, before: SubscriptionRecord, after: SubscriptionRecord): SubscriptionRecord => {
  const { state, customer, caller, now } = call;
  const { status } = after.wire;
  if (status !== before.wire.status) {
    for (const addon of addonsOf(state, before)) putSubscription(state, { ...addon, version: addon.version + 1, wire: { ...addon.wire, status } });
  }
  const { quantity } = after.wire;
  const audit = writeAudit(state, {
    operationType: 'update_subscription', resourceType: 'subscription', customer, seenBy: [caller.tenantId], by: caller.name, at: now,
    subject: before.wire.id, details: { Quantity: String(quantity), Status: status }, change: { old: before.wire, fresh: after.wire },
  });
  announceSubscription(state, { owner: caller.tenantId, customerId: customer.id, subscriptionId: before.wire.id }, { at: now, audit });
  return putSubscription(state, { ...after, version: before.version + 1 });
};
