import type { NewCommerceVerb } from '../journey/new-commerce-records.ts';
import type { Transfer, TransferVerb } from '../journey/records.ts';
import type { Decision } from '../ledger/decisions.ts';
import { otherPartnerCenterIds } from '../ledger/transfers.ts';
import type { Access, PersonAccess } from '../partnercenter/access.ts';
import type { SeenTransfer } from '../partnercenter/seen.ts';
import type { CommandDeps } from './deps.ts';

/** `settled`: nothing is left to write. `event` undefined: not to be seen (yet). */
export type Reading = { readonly settled: boolean; readonly event: SeenTransfer | 'gone' | undefined };

/** Clocks of two companies differ a little; a request this much older than the order is still not ours. */
export const SKEW_MS = 5 * 60_000;

/** In the name of the person who pressed, never by the application alone (invariant I4). */
export const presser = (decision: Decision): PersonAccess => ({ kind: 'person', tenantId: decision.tenant_id, personId: decision.person_id });

/**
 * The organisation's own application reads: the truth must be known whoever loses a role or a sign-in meanwhile, and a token of the
 * presser that was issued before a role came or went would answer for the past. Only writes are in their name.
 */
export const reader = (decision: Decision): Access => ({ kind: 'app', tenantId: decision.tenant_id });

export const alreadyAnswered = (decision: Decision): boolean => (decision.last_answer as { answered?: boolean } | null)?.answered === true;

/** The id that an earlier answer gave, when the request itself could not be read back yet. */
export const answeredId = (decision: Decision): string | undefined => (decision.last_answer as { partnerCenterId?: string } | null)?.partnerCenterId;

/** An order of the legacy model (API topic 9). */
export type LegacyDecision = Decision & { readonly verb: Exclude<TransferVerb, NewCommerceVerb> };

/** What there is at Partner Center of an order to create, accept, reject or withdraw. */
export const readLegacy = async (deps: CommandDeps, decision: LegacyDecision, transfer: Transfer): Promise<Reading> =>
  decision.verb === 'create' ? readForCreate(deps, decision, transfer) : readForVerb(deps, decision, transfer);

const readForVerb = async (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Reading> => {
  const partnerCenterId = transfer.partnerCenterId ?? '';
  const seen = await deps.partnerCenter.transfers.get(reader(decision), { customerId: transfer.customer.customerId, partnerCenterId });
  if (seen === undefined) return { settled: true, event: 'gone' };
  return { settled: seen.phase !== 'active' || alreadyAnswered(decision), event: seen };
};

const readForCreate = async (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Reading> => {
  const { customerId } = transfer.customer;
  const id = answeredId(decision);
  if (id !== undefined) {
    const seen = await deps.partnerCenter.transfers.get(reader(decision), { customerId, partnerCenterId: id });
    return { settled: true, event: seen };
  }
  // A first attempt has sent nothing: there is nothing of ours to find.
  if (decision.state === 'recorded') return { settled: false, event: undefined };
  const others = await otherPartnerCenterIds(deps.db, transfer);
  const listed = await deps.partnerCenter.transfers.list(reader(decision), customerId);
  const seen = listed.find((one) => !others.has(one.partnerCenterId) && isOurs(one, decision, transfer));
  return { settled: seen !== undefined, event: seen };
};

/** The request that an unanswered create may have made: same two partners, same lines, not older than the order. */
const isOurs = (seen: SeenTransfer, decision: Decision, transfer: Transfer): boolean => {
  const lines = (of: readonly { subscriptionId: string }[]): string => of.map((line) => line.subscriptionId).sort().join();
  const made = seen.createdAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(seen.createdAt);
  return (
    seen.model === 'legacy' &&
    seen.sourceTenantId === transfer.source.tenantId &&
    seen.targetTenantId === transfer.target.tenantId &&
    lines(seen.lines) === lines(transfer.lines) &&
    made >= decision.decided_at.getTime() - SKEW_MS
  );
};

/** What is kept of an answer: that there was one, the id it gave, and the lines that failed inside a 200. */
export type Answer = { answered: true; correlationId: string; partnerCenterId?: string; errors?: unknown };

/** Sends a legacy order once. */
export const writeLegacy = async (deps: CommandDeps, decision: LegacyDecision, transfer: Transfer): Promise<Answer> => {
  const { transfers } = deps.partnerCenter;
  const ids = { requestId: decision.request_id, correlationId: decision.correlation_id };
  const key = { customerId: transfer.customer.customerId, partnerCenterId: transfer.partnerCenterId ?? '', ...ids };
  switch (decision.verb) {
    case 'create': {
      const created = await transfers.create(presser(decision), { ...draft(transfer), ...ids });
      return { answered: true, correlationId: created.correlationId, partnerCenterId: created.transfer.partnerCenterId };
    }
    case 'accept': {
      const accepted = await transfers.accept(presser(decision), key);
      return { answered: true, correlationId: accepted.correlationId, errors: accepted.errors };
    }
    case 'reject':
      return { answered: true, correlationId: (await transfers.reject(presser(decision), key)).correlationId };
    case 'withdraw':
      return { answered: true, correlationId: (await transfers.withdraw(presser(decision), key)).correlationId };
  }
};

const draft = (transfer: Transfer) => ({
  customerId: transfer.customer.customerId,
  targetTenantId: transfer.target.tenantId,
  partnerOfRecord: transfer.partnerOfRecord,
  subscriptionIds: transfer.lines.map((line) => line.subscriptionId),
  sourceName: transfer.source.name,
  targetName: transfer.target.name,
  customerName: transfer.customer.name,
});
