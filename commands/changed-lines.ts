import { changesOf } from '../journey/new-commerce.ts';
import type { Transfer, TransferLine } from '../journey/records.ts';
import { linesNow } from '../journey/rules/drift.ts';
import type { CommandDeps } from './deps.ts';

/**
 * The lines of a new-commerce transfer as the source has them now, read by its own application; undefined when they are as they were shown.
 * Nothing is frozen before the source accepts, so what goes is what is there at that moment (R158-R160 today).
 */
export const changedLines = async (deps: Pick<CommandDeps, 'partnerCenter'>, transfer: Transfer): Promise<readonly TransferLine[] | undefined> => {
  const access = { kind: 'app' as const, tenantId: transfer.source.tenantId };
  const lines = linesNow(transfer, await deps.partnerCenter.subscriptions.list(access, transfer.customer.customerId));
  return changesOf(transfer.lines, lines).length === 0 ? undefined : lines;
};
