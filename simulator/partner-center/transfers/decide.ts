import { requireAgreement, type CustomerCall } from '../call.ts';
import { ApiError, type ErrorName } from '../errors.ts';
import { resellerOfRecord } from '../reseller-of-record.ts';
import { switchOf } from '../switches.ts';
import { derivedGuid, key } from '../ids.ts';
import { subscriptionKey, type LineRecord, type State, type TransferRecord } from '../state.ts';
import { writeAudit } from '../audit-log.ts';
import { announceTransfer } from '../webhooks/announce.ts';

/** A withdrawn transfer is gone for everybody, unless the switch says that it is still shown (§9.4). */
export const isShown = (state: State, { phase }: TransferRecord): boolean => phase !== 'Withdrawn' || switchOf(state, 'transfers.withdrawn') !== 'gone';

/** Finds a transfer of this customer that the caller may see. */
export const findTransfer = ({ state, customer, caller, ask }: CustomerCall): TransferRecord => {
  const transfer = state.transfers.get(key(ask.params['transferId'] ?? ''));
  const seen = transfer !== undefined && transfer.customerId === customer.id && isShown(state, transfer);
  if (!seen || (transfer.source !== caller.tenantId && transfer.target !== caller.tenantId)) throw new ApiError('transferNotFound');
  return transfer;
};

/** Accepts for the target: decides each group's fate now, lets the effects wait for the completion delay (§9.3, §9.4). */
export const acceptTransfer = (call: CustomerCall): TransferRecord => {
  const { state, customer, caller, now } = call;
  const transfer = findLegacy(call);
  if (transfer.target !== caller.tenantId) throw new ApiError('sourceMayNotAccept');
  requireAgreement(customer, caller.tenantId);
  requireOpen(transfer);
  for (const line of transfer.lines) resellerOfRecord(state, transfer.target, line.partnerIdOnRecord);
  const dueAt = new Date(now.getTime() + call.completionDelayMs).toISOString();
  const lines = transfer.lines.map((line) => ({ ...line, outcome: fate(state, transfer, line) }));
  return changeTransfer(call, { ...transfer, phase: 'InProgress', dueAt, lines });
};

/** The target says no (§9.3). */
export const rejectTransfer = (call: CustomerCall): TransferRecord => {
  const transfer = findLegacy(call);
  if (transfer.target !== call.caller.tenantId) throw new ApiError('denied', 'Only the target partner may reject the transfer.');
  requireOpen(transfer);
  return changeTransfer(call, { ...transfer, phase: 'Reject' });
};

/** The source takes the request back; afterwards it cannot be found any more (§9.3). */
export const withdrawTransfer = (call: CustomerCall): TransferRecord => {
  const transfer = findLegacy(call);
  if (transfer.source !== call.caller.tenantId) throw new ApiError('denied', 'Only the source partner may withdraw the transfer.');
  requireOpen(transfer);
  return changeTransfer(call, { ...transfer, phase: 'Withdrawn' });
};

/** Withdrawing, rejecting and accepting by these verbs is of the legacy model; the other one is changed by PATCH (§10). */
const findLegacy = (call: CustomerCall): TransferRecord => {
  const transfer = findTransfer(call);
  if (transfer.newCommerce === undefined) return transfer;
  const isOver = transfer.phase !== 'Pending' && transfer.phase !== 'InProgress';
  throw isOver ? new ApiError('transferFinished') : new ApiError('transferRefused', 'A new-commerce transfer is cancelled or accepted by PATCH.');
};

const requireOpen = ({ phase }: TransferRecord): void => {
  if (phase === 'Active') return;
  const name: ErrorName = phase === 'InProgress' ? 'transferInProgress' : 'transferFinished';
  throw new ApiError(name);
};

/** A base and its add-ons succeed or fail together: an injected failure, or a source that changed state since creation. */
export const fate = (state: State, transfer: TransferRecord, line: LineRecord): NonNullable<LineRecord['outcome']> => {
  const members = [line, ...line.addons];
  const injected = members.map((m) => state.failLines.get(m.subscriptionId)).find((f) => f !== undefined);
  if (injected !== undefined) {
    state.failLines.delete(injected.subscriptionId);
    return { error: injected.description };
  }
  const base = state.subscriptions.get(subscriptionKey(transfer.source, line.subscriptionId));
  if (base?.wire.status !== 'active') return { error: 'Source subscription is not fully provisioned yet.' };
  return { orderId: derivedGuid(transfer.id, line.group, 'order') };
};

/** Stores the next phase, with who brought it about. */
export const changeTransfer = ({ state, caller, customer, now }: CustomerCall, next: TransferRecord): TransferRecord => {
  const stored = state.transfers.set(next.id, { ...next, modifiedAt: now.toISOString(), modifiedBy: caller.personId });
  const audit = writeAudit(state, {
    operationType: 'update_transfer', resourceType: 'transfer', customer, seenBy: [next.source, next.target], by: caller.name, at: now,
    subject: next.id, details: { Status: next.phase },
  });
  announceTransfer(state, stored, { at: now, audit });
  return stored;
};
