import type { IdPair, SourceCheck, Subscription, Transfer, TransferLine } from '../records.ts';

/** Lines that were read back as complete, with their add-ons behind them. */
const moved = (transfer: Transfer): { line: TransferLine; orderId: string | undefined }[] =>
  transfer.lines.flatMap((line) => {
    const outcome = transfer.outcomes.find((o) => o.subscriptionId === line.subscriptionId);
    if (outcome?.state !== 'complete') return [];
    return [line, ...line.addons].map((one) => ({ line: one, orderId: outcome.orderId }));
  });

/**
 * What the partner's own list must show now (R148): licences stay, suspended, and that is success, not an outage (R150);
 * legacy Azure is gone altogether (R149). Of new commerce it is published only that the source pays no longer (API topic 10.6).
 */
export const checkSource = (transfer: Transfer, sourceSubscriptions: readonly Subscription[]): SourceCheck[] =>
  moved(transfer).map(({ line }) => {
    const found = sourceSubscriptions.find((s) => s.subscriptionId === line.subscriptionId)?.status ?? 'absent';
    const expected = expectedOf(transfer, line);
    const ok = expected === 'inactive' ? OVER.includes(found) : found === expected;
    return { subscriptionId: line.subscriptionId, name: line.name, expected, found, ok };
  });

const OVER: readonly SourceCheck['found'][] = ['absent', 'deleted', 'suspended', 'expired', 'disabled'];

const expectedOf = ({ model }: Transfer, line: TransferLine): SourceCheck['expected'] => {
  if (model === 'new-commerce') return 'inactive';
  return line.class === 'legacy-azure' ? 'absent' : 'suspended';
};

/**
 * Old id -> new id (R152). Azure is found by the entitlement id that survives (R153); licences by order, offer and quantity,
 * each new subscription being used once.
 */
export const pairIds = (transfer: Transfer, targetSubscriptions: readonly Subscription[]): IdPair[] => {
  const taken = new Set<string>();
  return moved(transfer).map(({ line, orderId }) => {
    const found = targetSubscriptions.find((s) => !taken.has(s.subscriptionId) && matches(line, s, orderId) && isSince(transfer, s));
    if (found !== undefined) taken.add(found.subscriptionId);
    return { name: line.name, oldId: line.subscriptionId, newId: found?.subscriptionId, quantity: line.quantity, ...(found === undefined ? {} : { partnerOfRecord: found.partnerId }) };
  });
};

/** A new-commerce line comes back without its order: what the provider had before the request cannot be what arrived. */
const isSince = ({ model, openedAt }: Transfer, { createdAt }: Subscription): boolean =>
  model !== 'new-commerce' || openedAt === undefined || createdAt === undefined || Date.parse(createdAt) >= Date.parse(openedAt);

const BY_ENTITLEMENT: readonly TransferLine['class'][] = ['legacy-azure', 'azure-plan', 'reservation'];

const matches = (line: TransferLine, candidate: Subscription, orderId: string | undefined): boolean => {
  if (candidate.subscriptionId === line.subscriptionId) return false;
  if (BY_ENTITLEMENT.includes(line.class)) return candidate.entitlementId === line.entitlementId;
  const sameOrder = orderId === undefined || candidate.orderId === undefined || candidate.orderId === orderId;
  return sameOrder && candidate.offerId === line.offerId && candidate.quantity === line.quantity;
};
