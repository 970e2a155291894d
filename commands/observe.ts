import { canLand } from '../journey/advance-transfer.ts';
import type { TransferEvent } from '../journey/events.ts';
import type { LineDrift, Transfer } from '../journey/records.ts';
import { awaitsRecreation, driftOf } from '../journey/rules/drift.ts';
import { checkSource, pairIds } from '../journey/rules/landing.ts';
import { findTransfer, lockTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import type { Actor } from './record.ts';
import { recordStep } from './record.ts';
import { recreate } from './recreate.ts';
import { toSeen } from './seen.ts';

const WATCHER: Actor = { tenantId: '', personId: '', role: 'watcher' };

/**
 * Looks at Partner Center and records what is seen: the request line by line and, once lines have moved, both companies' lists
 * (R144, R148). Reads only, by each organisation's own application; what was withdrawn in order to be made anew is ordered here (R161). Returns the record as it stands afterwards.
 */
export const observe = async (deps: CommandDeps, transferId: string): Promise<Transfer | undefined> => {
  const transfer = await findTransfer(deps.db, transferId);
  if (transfer === undefined || transfer.partnerCenterId === undefined) return transfer;
  if (awaitsRecreation(transfer)) return recreate(deps, transfer);
  const after = canLand(transfer) ? transfer : await recordSeen(deps, transfer, await look(deps, transfer, transfer.partnerCenterId));
  if (after.phase === 'open') return checkDrift(deps, after);
  return canLand(after) ? checkLanding(deps, after) : after;
};

/** What would be moved beside what the partner has now, as long as nobody has decided (R158-R160). */
const checkDrift = async (deps: CommandDeps, transfer: Transfer): Promise<Transfer> =>
  recordSeen(deps, transfer, { kind: 'drift-seen', drift: await readDrift(deps, transfer) });

/** Read by the source's own application: the provider has no eyes there, and the partner's people may all be away. */
export const readDrift = async (deps: Pick<CommandDeps, 'partnerCenter'>, transfer: Transfer): Promise<LineDrift[]> =>
  driftOf(transfer, await deps.partnerCenter.subscriptions.list({ kind: 'app', tenantId: transfer.source.tenantId }, transfer.customer.customerId));

const look = async (deps: CommandDeps, transfer: Transfer, partnerCenterId: string): Promise<TransferEvent> => {
  const access = { kind: 'app' as const, tenantId: transfer.source.tenantId };
  const seen = await deps.partnerCenter.transfers.get(access, { customerId: transfer.customer.customerId, partnerCenterId });
  return seen === undefined ? { kind: 'gone' } : { kind: 'seen', seen: toSeen(transfer, seen) };
};

/** Both lists are read at every look until they agree, because new subscriptions and suspensions come late (F22). */
const checkLanding = async (deps: CommandDeps, transfer: Transfer): Promise<Transfer> => {
  const { customerId } = transfer.customer;
  const source = await deps.partnerCenter.subscriptions.list({ kind: 'app', tenantId: transfer.source.tenantId }, customerId);
  const target = await deps.partnerCenter.subscriptions.list({ kind: 'app', tenantId: transfer.target.tenantId }, customerId);
  const paired = await recordSeen(deps, transfer, { kind: 'ids-seen', idMap: pairIds(transfer, target) });
  return recordSeen(deps, paired, { kind: 'source-checked', checks: checkSource(paired, source) });
};

/** The record is read again under lock: what was seen is an event, not a state, so it may meet a newer record. */
const recordSeen = async (deps: CommandDeps, transfer: Transfer, event: TransferEvent): Promise<Transfer> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    return current === undefined ? transfer : recordStep(deps, trx, current, { event, actor: WATCHER });
  });
