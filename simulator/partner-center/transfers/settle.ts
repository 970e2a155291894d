import { writeAudit } from '../audit-log.ts';
import type { LineRecord, State, TransferPhase, TransferRecord } from '../state.ts';
import { announceTransfer } from '../webhooks/announce.ts';
import { moveLine } from './move.ts';

/**
 * Gives every accepted transfer whose time has come its final word and its effects (§9.5, §10.6), and ends new-commerce requests that
 * nobody answered in 30 days (§10.5); runs before each request, no timers.
 */
export const settleDue = (state: State, now: Date): void => {
  for (const { value: transfer } of state.dueTransfers(now.getTime())) {
    if (transfer.phase === 'InProgress') settle(state, transfer, transfer.dueAt ?? '');
    else conclude(state, { ...transfer, phase: 'Expired', modifiedAt: transfer.newCommerce?.expiresAt ?? '' });
  }
};

/** New ids depend on the transfer and the old id only, and the final word is written last: a settlement cut short is simply done again. */
const settle = (state: State, transfer: TransferRecord, at: string): void => {
  for (const line of transfer.lines) {
    if (line.outcome === undefined || 'error' in line.outcome) continue;
    for (const member of [line, ...line.addons]) moveLine(state, transfer, { base: line, member, orderId: line.outcome.orderId, at });
  }
  const { newCommerce } = transfer;
  const part = newCommerce === undefined ? {} : { newCommerce: { ...newCommerce, completedAt: at } };
  conclude(state, { ...transfer, phase: finalWord(transfer.lines), modifiedAt: at, ...part });
};

const finalWord = (lines: readonly LineRecord[]): TransferPhase => {
  const failed = lines.filter((line) => line.outcome !== undefined && 'error' in line.outcome).length;
  if (failed === 0) return 'Complete';
  return failed === lines.length ? 'Failed' : 'PartiallyComplete';
};

const conclude = (state: State, transfer: TransferRecord): void => {
  const at = new Date(transfer.modifiedAt);
  state.transfers.set(transfer.id, transfer);
  const audit = writeAudit(state, {
    operationType: 'update_transfer', resourceType: 'transfer', customer: { id: transfer.customerId, name: transfer.customerName }, by: 'Partner Center',
    seenBy: [transfer.source, transfer.target], at, subject: transfer.id, details: { Status: transfer.phase },
  });
  announceTransfer(state, transfer, { at, audit });
};
