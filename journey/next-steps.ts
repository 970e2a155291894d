import { canLand } from './advance-transfer.ts';
import type { Person, Transfer } from './records.ts';
import { authorize } from './rules/authority.ts';
import { awaitsRecreation, isDrifted } from './rules/drift.ts';

export type WaitingOn = 'partner' | 'provider' | 'microsoft' | 'nobody';

/** Whom the transfer waits for right now (R125: each phase has one owner). */
export const waitingOn = (transfer: Transfer): WaitingOn => {
  switch (transfer.phase) {
    case 'open':
      return isDrifted(transfer) ? 'partner' : 'provider';
    case 'creating':
    case 'accepting':
    case 'rejecting':
    case 'withdrawing':
    case 'in-progress':
    case 'not-known':
      return 'microsoft';
    case 'rejected':
    case 'not-created':
    case 'failed':
      return 'partner';
    case 'withdrawn':
      return awaitsRecreation(transfer) ? 'microsoft' : 'nobody';
    case 'complete':
    case 'partly-complete':
      return afterCompletion(transfer);
  }
};

const afterCompletion = (transfer: Transfer): WaitingOn => {
  if (transfer.landed === undefined) return 'provider';
  return transfer.sourceVerifiedAt === undefined ? 'partner' : 'nobody';
};

/** The buttons that make sense for this person on this transfer, by state and by role. */
export type Abilities = {
  readonly side: Person['side'];
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  readonly mayConfirm: boolean;
  readonly mayCheck: boolean;
  readonly mayResend: boolean;
  /** Numbers have changed at the source: nobody may accept, however entitled (R160). */
  readonly isHeld: boolean;
  readonly mayRecreate: boolean;
};

export const abilities = (person: Person, transfer: Transfer): Abilities => {
  const may = (deed: Parameters<typeof authorize>[1]): boolean => authorize(person, deed, transfer).ok;
  const open = transfer.phase === 'open';
  const landed = canLand(transfer);
  return {
    side: person.tenantId === transfer.target.tenantId ? 'provider' : 'partner',
    mayDecide: open && may('accept'),
    mayWithdraw: open && may('withdraw'),
    mayConfirm: landed && transfer.landed === undefined && may('confirm-landed'),
    mayCheck: landed && transfer.sourceVerifiedAt === undefined && may('check-source'),
    mayResend: isSendable(transfer) && may('resend'),
    isHeld: open && isDrifted(transfer),
    mayRecreate: open && isDrifted(transfer) && may('withdraw') && may('resend'),
  };
};

/** A request that ended without moving anything can be sent again from its own lines (R129, R161). */
export const isSendable = (transfer: Transfer): boolean => {
  const { phase, replacedBy } = transfer;
  return replacedBy === undefined && !awaitsRecreation(transfer) && (phase === 'rejected' || phase === 'withdrawn' || phase === 'not-created' || phase === 'failed');
};
