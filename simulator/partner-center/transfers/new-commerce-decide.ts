import { objectBody, wordOf, type CustomerCall } from '../call.ts';
import { ApiError } from '../errors.ts';
import type { NewCommercePart } from '../money-records.ts';
import type { TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { changeTransfer, fate } from './decide.ts';
import { requireAdminAgent, requireOperator } from './new-commerce-create.ts';
import { readLines } from './new-commerce-lines.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** The literal of the accept sample could not be verified (§10.3): each of these, or none, means accept. */
const ACCEPT = ['inprogress', 'accept', 'active'];

/** A new-commerce transfer as it was found; the caller has made sure that it is one. */
export type NewCommerceTransfer = TransferRecord & { readonly newCommerce: NewCommercePart };
export const isNewCommerce = (transfer: TransferRecord): transfer is NewCommerceTransfer => transfer.newCommerce !== undefined;

/** `PATCH` of a new-commerce transfer: the target's cancel (§10.2) or the source's accept (§10.3), by the word in `status`. */
export const changeNewCommerce = (call: CustomerCall, transfer: NewCommerceTransfer): TransferRecord => {
  requireAdminAgent(call.caller);
  requireOperator(call.state, call.partner);
  const { status } = objectBody(call.ask);
  const word = status === undefined || status === null ? 'accept' : wordOf(status);
  if (word.startsWith('cancel')) return cancelNewCommerce(call, transfer);
  if (ACCEPT.includes(word)) return acceptNewCommerce(call, transfer);
  throw new ApiError('transferInput', 'The status is not one that can be set.');
};

/** Only the target cancels, and only while nobody has accepted. */
export const cancelNewCommerce = (call: CustomerCall, transfer: NewCommerceTransfer): TransferRecord => {
  if (transfer.target !== call.caller.tenantId) throw new ApiError('denied', 'Only the target partner may cancel the transfer.');
  requirePending(call.now, transfer);
  return changeTransfer(call, { ...transfer, phase: 'Cancel' });
};

/** The source adds lines and accepts in one step; the fate of each line is decided now, its effects wait for lag and completion. */
export const acceptNewCommerce = (call: CustomerCall, transfer: NewCommerceTransfer): TransferRecord => {
  const { state, caller, now } = call;
  if (transfer.source !== caller.tenantId) throw new ApiError('denied', 'Only the source partner may accept the transfer.');
  requirePending(now, transfer);
  const lines = readLines(call, transfer, transfer.newCommerce).map((line) => ({ ...line, outcome: fate(state, transfer, line) }));
  const starts = now.getTime() + Number(switchOf(state, 'transfers.acceptLagMinutes')) * MINUTE;
  const retried = lines.some((line) => 'error' in line.outcome) ? Number(switchOf(state, 'transfers.retryDays')) * DAY : 0;
  return changeTransfer(call, {
    ...transfer, phase: 'InProgress', lines, dueAt: new Date(starts + retried + call.completionDelayMs).toISOString(),
    newCommerce: { ...transfer.newCommerce, startsAt: new Date(starts).toISOString() },
  });
};

/** Accepted, though it may still read Pending: another request is at work (900104), later in progress (900101); a last word stays (900102). */
const requirePending = (now: Date, { phase, newCommerce }: NewCommerceTransfer): void => {
  if (phase === 'Pending') return;
  if (phase !== 'InProgress') throw new ApiError('transferFinished');
  throw new ApiError(now.getTime() < Date.parse(newCommerce.startsAt ?? '') ? 'transferBusy' : 'transferInProgress');
};
