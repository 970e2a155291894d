import type { Access, PersonAccess } from './access.ts';
import { isPartnerCenterError } from './errors.ts';
import { parse, readAll } from './paging.ts';
import type { Requests, Write } from './request.ts';
import * as wire from './schemas.ts';
import type { AcceptError, ReadOptions, SeenTransfer, Traced, TransferDraft, TransferKey, WriteIds } from './seen.ts';
import { toSeenTransfer } from './transfer-as-seen.ts';

/**
 * Legacy transfers (API topic 9). Each write is sent once; whether to repeat it is the caller's decision. When no answer came, they throw
 * PartnerCenterError with kind `unreachable` and `outcomeUnknown: true`: read back before anything else.
 */
export type Transfers = {
  /** Every transfer of the customer, of both models and in any phase; order is not promised. */
  list(access: Access, customerId: string, options?: ReadOptions): Promise<SeenTransfer[]>;
  /** Undefined when Partner Center does not know it (404 / 900100): that is also what a withdrawn one looks like. */
  get(access: Access, key: TransferKey, options?: ReadOptions): Promise<SeenTransfer | undefined>;
  /** By the source. */
  create(access: PersonAccess, draft: TransferDraft): Promise<Traced & { transfer: SeenTransfer }>;
  /** By the target. Errors here mean that those lines failed although the answer was 200; the truth is in the read-back. */
  accept(access: PersonAccess, key: TransferKey & WriteIds): Promise<Traced & { errors: AcceptError[] }>;
  /** By the target. */
  reject(access: PersonAccess, key: TransferKey & WriteIds): Promise<Traced & { transfer: SeenTransfer }>;
  /** By the source, while open. */
  withdraw(access: PersonAccess, key: TransferKey & WriteIds): Promise<Traced>;
};

const collectionOf = (customerId: string): string => `/v1/customers/${encodeURIComponent(customerId)}/transfers`;
const pathOf = (key: TransferKey): string => `${collectionOf(key.customerId)}/${encodeURIComponent(key.partnerCenterId)}`;

/** Only this code means that the transfer is not there; another 404 may be a wrong customer. */
const TRANSFER_NOT_FOUND = '900100';

export const createTransfers = (requests: Requests): Transfers => {
  const writeTransfer = async (call: Write, customerId: string): Promise<Traced & { transfer: SeenTransfer }> => {
    const answer = await requests.write(call);
    return { correlationId: answer.attempt.correlationId, transfer: toSeenTransfer(parse(answer, wire.transfer, answer.json), customerId) };
  };

  return {
    list: async (access, customerId, options) => {
      const call = { access, attempted: 'list transfers', path: collectionOf(customerId), options };
      const found = await readAll(requests, call, { schema: wire.transfer, id: ({ id }) => id });
      return found.map((read) => toSeenTransfer(read, customerId));
    },

    get: async (access, key, options) => {
      try {
        const answer = await requests.read({ access, attempted: 'read a transfer', path: pathOf(key), options });
        return toSeenTransfer(parse(answer, wire.transfer, answer.json), key.customerId);
      } catch (error) {
        if (isPartnerCenterError(error) && error.httpStatus === 404 && error.code === TRANSFER_NOT_FOUND) return undefined;
        throw error;
      }
    },

    create: (access, draft) =>
      writeTransfer(
        { access, attempted: 'create a transfer', method: 'POST', path: collectionOf(draft.customerId), body: requestOf(access, draft), ids: draft },
        draft.customerId,
      ),

    accept: async (access, key) => {
      const answer = await requests.write({ access, attempted: 'accept a transfer', method: 'POST', path: `${pathOf(key)}/accept`, ids: key });
      // An empty 200 carries no errors; what became of the lines is in the read-back anyhow.
      const { transferErrors } = parse(answer, wire.submitResult, answer.json ?? {});
      return { correlationId: answer.attempt.correlationId, errors: transferErrors.map(toAcceptError) };
    },

    reject: (access, key) => {
      const body = { id: key.partnerCenterId, status: 'reject' };
      return writeTransfer({ access, attempted: 'reject a transfer', method: 'PATCH', path: pathOf(key), body, ids: key }, key.customerId);
    },

    withdraw: async (access, key) => {
      const answer = await requests.write({ access, attempted: 'withdraw a transfer', method: 'DELETE', path: pathOf(key), ids: key });
      return { correlationId: answer.attempt.correlationId };
    },
  };
};

const requestOf = (access: PersonAccess, draft: TransferDraft): object => ({
  sourcePartnerTenantId: access.tenantId,
  sourcePartnerName: draft.sourceName,
  targetPartnerTenantId: draft.targetTenantId,
  targetPartnerName: draft.targetName,
  customerName: draft.customerName,
  lineItems: draft.subscriptionIds.map((subscriptionId) => ({ subscriptionId, partnerIdOnRecord: draft.partnerOfRecord })),
});

const toAcceptError = ({ code, description, lineItems }: (typeof wire.submitResult)['_output']['transferErrors'][number]): AcceptError => ({
  // Of the two ids the source's is the one that our lines know.
  subscriptionIds: lineItems.flatMap(({ sourceSubscriptionId, subscriptionId }) => sourceSubscriptionId ?? subscriptionId ?? []),
  code,
  description,
});
