import type { Fact } from '../journey/facts.ts';
import type { Transfer } from '../journey/records.ts';
import { transferSeen, transferState } from '../journey/rules/transfer.ts';
import type { Trx } from '../ledger/database.ts';
import { appendFacts } from '../ledger/facts.ts';
import type { CommandDeps } from './deps.ts';

/**
 * Tells the journey of the transfer's customer where it stands, in the transaction that changes it; `before` is undefined for a new one. Rules
 * look at facts only, so what they need of a transfer has to be one (R205).
 */
export const noteTransfer = async (deps: Pick<CommandDeps, 'now' | 'newId'>, trx: Trx, { before, after }: { before: Transfer | undefined; after: Transfer }): Promise<void> => {
  if (before !== undefined && transferState(before) === transferState(after)) return;
  const own = { factId: deps.newId(), tenantId: after.source.tenantId, by: undefined, at: deps.now().toISOString(), evidence: '' };
  await appendFacts(trx, [{ ...transferSeen(after), ...own } as Fact]);
};
