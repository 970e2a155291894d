import type { WireTransferLineItem } from '../../../partnercenter/wire.ts';
import { derivedGuid, shout } from '../ids.ts';
import type { LineRecord, State } from '../state.ts';
import { switchOf } from '../switches.ts';
import type { NewCommerceTransfer } from './new-commerce-decide.ts';

export type Viewing = { readonly state: State; readonly viewer: string; readonly now: Date; readonly settled: boolean };

/** What a reader is told: for some minutes after the accept still Pending (§10.5). */
export const newCommerceStatus = ({ phase, newCommerce }: NewCommerceTransfer, { state, now }: Viewing): string => {
  if (phase === 'Cancel') return switchOf(state, 'transfers.cancelWord');
  return phase === 'InProgress' && now.getTime() < Date.parse(newCommerce.startsAt ?? '') ? 'Pending' : phase;
};

/** Incoming or outgoing, from somebody's perspective (§10.1: nobody should branch on it). */
const direction = ({ source }: NewCommerceTransfer, { state, viewer }: Viewing): number => {
  const isOutgoing = source === viewer;
  return isOutgoing === (switchOf(state, 'transfers.direction') === 'viewer') ? 2 : 1;
};

/** The fields of §10.1 that a legacy transfer lacks. */
export const newCommerceFields = (transfer: NewCommerceTransfer, viewing: Viewing): Record<string, unknown> => {
  const { newCommerce: part, id, source, target } = transfer;
  return {
    alternateId: derivedGuid(id, 'alternate'), transferType: part.transferType, customerEmailId: part.customerEmailId, sourcePartnerName: part.sourcePartnerName,
    sourcePartnerEmailId: part.sourcePartnerEmailId, targetPartnerEmailId: part.targetPartnerEmailId, targetProductTypes: part.productTypes,
    partnerOnRecord: part.partnerOnRecord === '' ? undefined : part.partnerOnRecord, expirationTime: part.expiresAt, completedTime: part.completedAt,
    participants: [source, target], transferDirection: direction(transfer, viewing), ignoreEligibilityCheck: false,
  };
};

/** The target sees no line before the end (§10.4). */
export const newCommerceLines = (transfer: NewCommerceTransfer, { viewer, settled }: Viewing): WireTransferLineItem[] =>
  viewer === transfer.target && !settled ? [] : transfer.lines.map((line) => lineView(line, settled));

const lineView = (line: LineRecord, settled: boolean): WireTransferLineItem => {
  const outcome = settled ? line.outcome : undefined;
  return {
    id: line.id, subscriptionId: shout(line.subscriptionId), quantity: line.quantity, billingCycle: line.billingCycle, productType: line.productType,
    ...(outcome === undefined ? {} : 'error' in outcome ? { status: 'Failed', transferError: outcome.error } : { status: 'Complete' }),
  };
};
