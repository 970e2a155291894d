import type { NewCommerceVerb } from '../journey/new-commerce-records.ts';
import type { Transfer, TransferLine } from '../journey/records.ts';
import type { Decision } from '../ledger/decisions.ts';
import { otherPartnerCenterIds } from '../ledger/transfers.ts';
import type { ChosenLine, SeenTransfer } from '../partnercenter/seen.ts';
import type { CommandDeps } from './deps.ts';
import { alreadyAnswered, answeredId, presser, reader, SKEW_MS } from './partner-center-verbs.ts';
import type { Answer, Reading } from './partner-center-verbs.ts';

export type NewCommerceDecision = Decision & { readonly verb: NewCommerceVerb };

/** What there is at Partner Center of an order to offer, take or cancel (API topic 10). */
export const readNewCommerce = async (deps: CommandDeps, decision: NewCommerceDecision, transfer: Transfer): Promise<Reading> => {
  if (decision.verb === 'offer') return readForOffer(deps, decision, transfer);
  const partnerCenterId = transfer.partnerCenterId ?? '';
  const seen = await deps.partnerCenter.transfers.get(reader(decision), { customerId: transfer.customer.customerId, partnerCenterId });
  if (seen === undefined) return { settled: true, event: 'gone' };
  return { settled: seen.phase !== 'pending' || alreadyAnswered(decision), event: seen };
};

const readForOffer = async (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Reading> => {
  const id = answeredId(decision);
  if (id !== undefined) {
    const { customerId } = transfer.customer;
    return { settled: true, event: await deps.partnerCenter.transfers.get(reader(decision), { customerId, partnerCenterId: id }) };
  }
  // A first attempt has sent nothing: there is nothing of ours to find.
  if (decision.state === 'recorded') return { settled: false, event: undefined };
  const seen = await findOffer(deps, transfer, { tenantId: decision.tenant_id, since: decision.decided_at });
  return { settled: seen !== undefined, event: seen };
};

/**
 * A request that nobody of ours goes by yet and that fits: same two partners, same reseller, room for each of our lines, made since then. It has
 * no lines to tell it by, so any that fits is as good as another (API topics 10.1, 10.4).
 */
export const findOffer = async (deps: Pick<CommandDeps, 'db' | 'partnerCenter'>, transfer: Transfer, { tenantId, since }: { tenantId: string; since: Date }): Promise<SeenTransfer | undefined> => {
  const listed = await deps.partnerCenter.transfers.list({ kind: 'app', tenantId }, transfer.customer.customerId);
  const others = await otherPartnerCenterIds(deps.db, transfer);
  return listed.find((one) => !others.has(one.partnerCenterId) && fits(one, transfer) && madeAt(one) >= since.getTime() - SKEW_MS);
};

const madeAt = ({ createdAt }: SeenTransfer): number => (createdAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(createdAt));

const fits = (seen: SeenTransfer, transfer: Transfer): boolean =>
  seen.model === 'new-commerce' &&
  seen.sourceTenantId === transfer.source.tenantId &&
  seen.targetTenantId === transfer.target.tenantId &&
  (seen.partnerOfRecord === undefined || seen.partnerOfRecord === transfer.partnerOfRecord) &&
  productTypesOf(transfer).every((type) => seen.productTypes?.includes(type) ?? true);

const flat = (lines: readonly TransferLine[]): TransferLine[] => lines.flatMap((line) => [line, ...line.addons]);

/** The kinds that the provider asks for: those of the lines, no more. */
const productTypesOf = (transfer: Transfer): string[] => [...new Set(chosenOf(transfer).map((line) => line.productType))].sort();

const chosenOf = (transfer: Transfer): ChosenLine[] =>
  flat(transfer.lines).map(({ subscriptionId, productType }) => ({ subscriptionId, productType: productType ?? 'OnlineServicesNCE' }));

/** Sends an order of new commerce once. `decline` is ours alone and never comes here (API topic 10.3). */
export const writeNewCommerce = async (deps: CommandDeps, decision: NewCommerceDecision, transfer: Transfer): Promise<Answer> => {
  const { newCommerce } = deps.partnerCenter;
  const ids = { requestId: decision.request_id, correlationId: decision.correlation_id };
  const { customer, source, target, partnerOfRecord } = transfer;
  if (decision.verb === 'offer') {
    const parties = { customerId: customer.customerId, sourceTenantId: source.tenantId, sourceName: source.name, customerName: customer.name };
    const made = await newCommerce.create(presser(decision), { ...parties, partnerOfRecord, productTypes: productTypesOf(transfer), ...ids });
    return { answered: true, correlationId: made.correlationId, partnerCenterId: made.transfer.partnerCenterId };
  }
  const key = {
    customerId: customer.customerId, partnerCenterId: transfer.partnerCenterId ?? '', customerName: customer.name,
    sourceTenantId: source.tenantId, targetTenantId: target.tenantId, ...ids,
  };
  const changed = decision.verb === 'take'
    ? await newCommerce.accept(presser(decision), { ...key, lines: chosenOf(transfer) })
    : await newCommerce.cancel(presser(decision), key);
  return { answered: true, correlationId: changed.correlationId };
};
