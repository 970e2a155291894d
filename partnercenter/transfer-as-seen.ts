import type { SeenPhase } from '../journey/events.ts';
import type { LineOutcome } from '../journey/records.ts';
import type { WireLineRead, WireLineWithAddonsRead, WireTransferRead } from './schemas.ts';
import type { SeenLine, SeenTransfer } from './seen.ts';

/** Wire to record. `customerId` is the one that was asked about, used where the entity leaves it out. */
export const toSeenTransfer = (read: WireTransferRead, customerId: string): SeenTransfer => {
  const phase = toPhase(read.status);
  return {
    partnerCenterId: read.id,
    model: isNewCommerce(read) ? 'new-commerce' : 'legacy',
    phase,
    customerId: read.customerTenantId ?? customerId.toLowerCase(),
    sourceTenantId: read.sourcePartnerTenantId,
    targetTenantId: read.targetPartnerTenantId,
    lines: read.lineItems.map((line) => toLineWithAddons(line, phase)),
    createdAt: read.createdTime,
    modifiedAt: read.lastModifiedTime,
    modifiedBy: read.lastModifiedUser,
    ...newCommerceParts(read),
  };
};

/** Only what is there: a legacy transfer has none of these. */
const newCommerceParts = ({ expirationTime, targetProductTypes, partnerOnRecord }: WireTransferRead): Pick<SeenTransfer, 'expiresAt' | 'productTypes' | 'partnerOfRecord'> => ({
  ...(expirationTime === undefined ? {} : { expiresAt: expirationTime }),
  ...(targetProductTypes === undefined ? {} : { productTypes: targetProductTypes }),
  ...(partnerOnRecord === undefined ? {} : { partnerOfRecord: partnerOnRecord }),
});

/** API topic 10.8. */
const isNewCommerce = ({ transferType, expirationTime, status }: WireTransferRead): boolean =>
  transferType === '3' || transferType === '5' || expirationTime !== undefined || status.toLowerCase() === 'pending';

const PHASES: Readonly<Record<string, SeenPhase>> = {
  active: 'active',
  inprogress: 'in-progress',
  complete: 'complete',
  completed: 'complete',
  partiallycomplete: 'partly-complete',
  partiallycompleted: 'partly-complete',
  failed: 'failed',
  reject: 'rejected',
  rejected: 'rejected',
  pending: 'pending',
  expired: 'expired',
  withdrawn: 'cancelled',
};

/** API topics 9.4 and 10.5: letter case varies, and so does the word for a cancellation. */
const toPhase = (raw: string): SeenPhase => {
  const word = raw.toLowerCase();
  if (word.startsWith('cancel')) return 'cancelled';
  return Object.hasOwn(PHASES, word) ? (PHASES[word] as SeenPhase) : `unknown: ${raw}`;
};

const toLineWithAddons = (read: WireLineWithAddonsRead, phase: SeenPhase): SeenLine => {
  const outcome = toOutcome(read, phase);
  return {
    ...toLine(read, outcome),
    // An add-on stands or falls with its base (R156): where it has no word of its own, the base's counts.
    addons: read.addonItems.map((addon) => toLine(addon, addon.status === undefined ? inherit(outcome, addon) : toOutcome(addon, phase))),
  };
};

const toLine = (read: WireLineRead, outcome: LineOutcome | undefined): SeenLine => ({
  subscriptionId: read.subscriptionId,
  offerId: read.offerId,
  name: read.friendlyName,
  quantity: read.quantity,
  billingCycle: read.billingCycle,
  partnerOfRecord: read.partnerIdOnRecord,
  groupId: read.transferGroupId,
  outcome,
  addons: [],
});

const inherit = (base: LineOutcome | undefined, addon: WireLineRead): LineOutcome | undefined =>
  base === undefined ? undefined : { ...base, subscriptionId: addon.subscriptionId, orderId: addon.orderId ?? base.orderId };

const UNDECIDED: readonly SeenPhase[] = ['active', 'pending', 'rejected', 'cancelled', 'expired'];

/** The line's own word, never the whole transfer's: a transfer that says complete does not make a silent line complete (I3). */
const toOutcome = (read: WireLineRead, phase: SeenPhase): LineOutcome | undefined => {
  if (read.status === undefined && UNDECIDED.includes(phase)) return undefined;
  return { subscriptionId: read.subscriptionId, state: toState(read, phase), error: read.transferError, orderId: read.orderId };
};

const toState = (read: WireLineRead, phase: SeenPhase): LineOutcome['state'] => {
  if (read.status === undefined) return phase === 'in-progress' ? 'in-progress' : 'unknown: no status';
  const word = read.status.toLowerCase();
  if (word === 'complete' || word === 'completed') return 'complete';
  if (word === 'failed') return 'failed';
  return word === 'inprogress' || word === 'active' || word === 'pending' ? 'in-progress' : `unknown: ${read.status}`;
};
