import { nextLook } from '../journey/due.ts';
import type { Transfer } from '../journey/records.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Trx } from '../ledger/database.ts';
import { holdLines, insertTransfer, postponeLook } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { summary, tell } from './record.ts';
import { noteTransfer } from './transfer-facts.ts';

/**
 * Stores a new-commerce transfer that begins: the provider is asked, and nothing is at Partner Center before it says yes (API topic 10.1). Returns the
 * id of the transfer that holds one of the lines already (R154); the caller then has to give up its transaction.
 */
export const recordAsked = async (deps: CommandDeps, trx: Trx, transfer: Transfer): Promise<string | undefined> => {
  const now = deps.now();
  const { requested: by, transferId } = transfer;
  await insertTransfer(trx, transfer, now);
  await postponeLook(trx, transferId, nextLook(transfer, now));
  const [held] = await holdLines(trx, transfer);
  if (held !== undefined) return held.transferId;
  await noteTransfer(deps, trx, { before: undefined, after: transfer });
  const requester = { dedupe: `recorded:${transferId}`, tenantId: by.tenantId, personId: by.personId, kind: 'recorded', transferId };
  await tell(deps, trx, { before: undefined, after: transfer, also: [requester] });
  await appendAudit(trx, { at: by.at, actor: by, event: 'ordered', subject: transferId, before: null, after: summary(transfer) });
  return undefined;
};
