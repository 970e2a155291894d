import type { PersonAccess } from './access.ts';
import { parse } from './paging.ts';
import type { Requests, Write } from './request.ts';
import * as wire from './schemas.ts';
import type { ChosenLine, NewCommerceDraft, SeenTransfer, Traced, TransferKey, WriteIds } from './seen.ts';
import { toSeenTransfer } from './transfer-as-seen.ts';

/** Both parties of a request, which Partner Center wants to be told again with each change. */
export type NewCommerceKey = TransferKey & WriteIds & { readonly sourceTenantId: string; readonly targetTenantId: string; readonly customerName: string };

/**
 * The three writes of new-commerce transfers (API topic 10); reading is the same as for legacy ones. Each is sent once; when no answer came,
 * they throw PartnerCenterError with `outcomeUnknown: true`: read back before anything else.
 */
export type NewCommerceTransfers = {
  /** By the target. Waits 30 days for the source. */
  create(access: PersonAccess, draft: NewCommerceDraft): Promise<Traced & { transfer: SeenTransfer }>;
  /** By the source, while pending: adds the lines and accepts. The read-back may say pending for a quarter of an hour more. */
  accept(access: PersonAccess, key: NewCommerceKey & { readonly lines: readonly ChosenLine[] }): Promise<Traced & { transfer: SeenTransfer }>;
  /** By the target, while pending. */
  cancel(access: PersonAccess, key: NewCommerceKey): Promise<Traced & { transfer: SeenTransfer }>;
};

/** 3 and 5 both work; 5 is the name of today (API topic 10.1). */
const NEW_COMMERCE = 5;

const collectionOf = (customerId: string): string => `/v1/customers/${encodeURIComponent(customerId)}/transfers`;

export const createNewCommerceTransfers = (requests: Requests): NewCommerceTransfers => {
  const write = async (call: Write, customerId: string): Promise<Traced & { transfer: SeenTransfer }> => {
    const answer = await requests.write(call);
    return { correlationId: answer.attempt.correlationId, transfer: toSeenTransfer(parse(answer, wire.transfer, answer.json), customerId) };
  };
  const change = (access: PersonAccess, key: NewCommerceKey, { attempted, body }: { attempted: string; body: object }) => {
    const { customerId, partnerCenterId, sourceTenantId, targetTenantId, customerName } = key;
    const path = `${collectionOf(customerId)}/${encodeURIComponent(partnerCenterId)}`;
    const parties = { id: partnerCenterId, sourcePartnerTenantId: sourceTenantId, targetPartnerTenantId: targetTenantId, customerName };
    return write({ access, attempted, method: 'PATCH', path, body: { ...parties, ...body }, ids: key }, customerId);
  };

  return {
    create: (access, draft) =>
      write({ access, attempted: 'create a new-commerce transfer', method: 'POST', path: collectionOf(draft.customerId), body: requestOf(access, draft), ids: draft }, draft.customerId),
    accept: (access, key) => change(access, key, { attempted: 'accept a new-commerce transfer', body: { status: 'InProgress', lineItems: key.lines } }),
    cancel: (access, key) => change(access, key, { attempted: 'cancel a new-commerce transfer', body: { status: 'Cancel' } }),
  };
};

const requestOf = (access: PersonAccess, draft: NewCommerceDraft): object => ({
  transferType: NEW_COMMERCE,
  sourcePartnerTenantId: draft.sourceTenantId,
  sourcePartnerName: draft.sourceName,
  targetPartnerTenantId: access.tenantId,
  customerName: draft.customerName,
  // Required, and empty in every sample: filled in, Microsoft would write to the customer, which is the partner's to decide.
  customerEmailId: '',
  partnerOnRecord: draft.partnerOfRecord,
  targetProductTypes: draft.productTypes,
});
