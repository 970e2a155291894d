import type { Access, PersonAccess } from './access.ts';
import type { AcceptError, ReadOptions, SeenTransfer, Traced, TransferDraft, TransferKey, WriteIds } from './seen.ts';

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
