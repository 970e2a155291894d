import type { WireSubscription } from '../../../partnercenter/wire.ts';
import { ApiError } from '../errors.ts';

export type Wish = { readonly quantity?: unknown; readonly status?: unknown; readonly autoRenewEnabled?: unknown };
/** Business time, and the hours in which new commerce can be cancelled. */
export type Moment = { readonly now: Date; readonly hours: number };

const MOST = 1_000_000;
const HOUR = 3_600_000;
/** Bought once and for all, or for a term: their window is told in days. */
const FINAL = ['Software', 'AzureReservation', 'AzureSavingsPlan'];

const isOpen = (until: string | undefined, now: Date): boolean => until !== undefined && now.getTime() <= Date.parse(until);

export const withRenewal = (wire: WireSubscription, { autoRenewEnabled }: Wish): WireSubscription => {
  if (autoRenewEnabled === undefined) return wire;
  if (typeof autoRenewEnabled !== 'boolean') throw new ApiError('badProperty', 'autoRenewEnabled is not valid.');
  return { ...wire, autoRenewEnabled };
};

/** More licences can be had at any time, and each time open a window to give as many back; fewer within a window only. */
export const withQuantity = (wire: WireSubscription, { quantity }: Wish, { now, hours }: Moment): WireSubscription => {
  if (quantity === undefined) return wire;
  const isWhole = typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST;
  if (!isWhole || wire.billingType !== 'license') throw new ApiError('badProperty', 'quantity is not valid.');
  if (wire.productType === undefined) return { ...wire, quantity };
  const details = (wire.refundableQuantity?.details ?? []).filter((d) => isOpen(d.allowedUntilDateTime, now));
  const more = quantity - wire.quantity;
  if (more > 0) return refundable({ ...wire, quantity }, [...details, { quantity: more, allowedUntilDateTime: new Date(now.getTime() + hours * HOUR).toISOString() }]);
  if (isOpen(wire.cancellationAllowedUntilDate, now)) return refundable({ ...wire, quantity }, takeBack(details, -more));
  if (details.length === 0) throw new ApiError('seatWindowClosed');
  if (-more > details.reduce((sum, d) => sum + d.quantity, 0)) throw new ApiError('reductionTooLarge');
  return refundable({ ...wire, quantity }, takeBack(details, -more));
};

type Refundable = { quantity: number; allowedUntilDateTime: string }[];

/** The newest licences go back first. */
const takeBack = (details: Refundable, licences: number): Refundable => {
  let left = licences;
  const kept = [...details].reverse().map((detail) => {
    const taken = Math.min(left, detail.quantity);
    left -= taken;
    return { ...detail, quantity: detail.quantity - taken };
  });
  return kept.reverse().filter((detail) => detail.quantity > 0);
};

const refundable = (wire: WireSubscription, details: Refundable): WireSubscription => ({
  ...wire, refundableQuantity: { totalQuantity: details.reduce((sum, d) => sum + d.quantity, 0), details },
});

/** Legacy subscriptions are suspended and made active again, those of new commerce cancelled within their window (§8.3). */
export const withStatus = (wire: WireSubscription, { status }: Wish, { now }: Moment): WireSubscription => {
  if (status === undefined) return wire;
  const { suspensionReasons: _, ...rest } = wire;
  if (wire.productType === undefined) {
    if (status === 'suspended') return { ...rest, status, suspensionReasons: ['CustomerCancellation'] };
    if (status === 'active') return { ...rest, status };
    throw new ApiError('badProperty', 'status is not one that can be set.');
  }
  if (status !== 'deleted' || wire.productType.id === 'Azure') throw new ApiError('badProperty', 'status is not one that can be set.');
  if (isOpen(wire.cancellationAllowedUntilDate, now)) return { ...wire, status, autoRenewEnabled: false };
  throw new ApiError(FINAL.includes(wire.productType.id) ? 'cancelDaysOver' : 'cancelWindowClosed');
};
