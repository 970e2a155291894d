import { canLand } from './advance-transfer.ts';
import { isOpenFor, mayBeAskedAgain } from './new-commerce.ts';
import type { Person, Transfer, TransferPhase, TransferVerb } from './records.ts';
import { authorize } from './rules/authority.ts';
import { awaitsRecreation, isDrifted } from './rules/drift.ts';

export type WaitingOn = 'partner' | 'provider' | 'microsoft' | 'nobody';

/** Whom the transfer waits for right now (R125: each phase has one owner). */
export const waitingOn = (transfer: Transfer): WaitingOn => {
  switch (transfer.phase) {
    case 'open':
      return isDrifted(transfer) ? 'partner' : 'provider';
    case 'asked':
    case 'declined':
      return 'provider';
    case 'offering':
    case 'taking':
    case 'cancelling':
    case 'creating':
    case 'accepting':
    case 'rejecting':
    case 'withdrawing':
    case 'in-progress':
    case 'not-known':
      return 'microsoft';
    case 'offered':
    case 'rejected':
    case 'not-created':
    case 'failed':
      return 'partner';
    case 'cancelled':
      return transfer.declined === undefined ? 'partner' : 'nobody';
    case 'expired':
      return transfer.replacedBy === undefined ? 'partner' : 'nobody';
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
  /** New commerce: accept and move, or decline; cancel at Partner Center; ask once more after it expired. */
  readonly mayTake: boolean;
  readonly mayCancel: boolean;
  readonly mayAskAgain: boolean;
};

export const abilities = (person: Person, transfer: Transfer): Abilities => {
  const may = (deed: Parameters<typeof authorize>[1]): boolean => authorize(person, deed, transfer).ok;
  const can = (verb: TransferVerb): boolean => isOpenFor(transfer, verb) && may(verb);
  const landed = canLand(transfer);
  return {
    side: person.tenantId === transfer.target.tenantId ? 'provider' : 'partner',
    mayDecide: can('accept') || can('offer'),
    mayWithdraw: can('withdraw'),
    mayConfirm: landed && transfer.landed === undefined && may('confirm-landed'),
    mayCheck: landed && transfer.sourceVerifiedAt === undefined && may('check-source'),
    mayResend: isSendable(transfer) && may('resend'),
    isHeld: transfer.phase === 'open' && isDrifted(transfer),
    mayRecreate: transfer.phase === 'open' && isDrifted(transfer) && may('withdraw') && may('resend'),
    mayTake: can('take'),
    mayCancel: can('cancel'),
    mayAskAgain: mayBeAskedAgain(transfer) && may('resend'),
  };
};

/** A request that ended without moving anything can be sent again from its own lines (R129, R161). */
export const isSendable = (transfer: Transfer): boolean => transfer.replacedBy === undefined && !awaitsRecreation(transfer) && SENDABLE.includes(transfer.phase);

const SENDABLE: readonly TransferPhase[] = ['rejected', 'withdrawn', 'not-created', 'failed', 'cancelled'];
