import { canLand } from '../journey/advance-transfer.ts';
import { nextLook } from '../journey/due.ts';
import type { TransferEvent } from '../journey/events.ts';
import type { LineDrift } from '../journey/line-changes.ts';
import type { Transfer } from '../journey/records.ts';
import { awaitsRecreation, driftOf } from '../journey/rules/drift.ts';
import { checkSource, pairIds } from '../journey/rules/landing.ts';
import { lockOffers, mayTakeOver } from '../ledger/offers.ts';
import { findTransfer, lockTransfer, postponeLook } from '../ledger/transfers.ts';
import { changedLines } from './changed-lines.ts';
import type { CommandDeps } from './deps.ts';
import { findOffer } from './new-commerce-verbs.ts';
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
  if (transfer?.phase === 'asked') return takeOver(deps, await recount(deps, transfer));
  if (transfer === undefined || transfer.partnerCenterId === undefined) return transfer;
  if (awaitsRecreation(transfer)) return recreate(deps, transfer);
  const after = canLand(transfer) ? transfer : await recordSeen(deps, transfer, await look(deps, transfer, transfer.partnerCenterId));
  if (after.phase === 'open') return checkDrift(deps, after);
  if (after.phase === 'offered') return recount(deps, after);
  return canLand(after) ? checkLanding(deps, after) : after;
};

/** What would be moved beside what the partner has now, as long as nobody has decided (R158-R160). */
const checkDrift = async (deps: CommandDeps, transfer: Transfer): Promise<Transfer> =>
  recordSeen(deps, transfer, { kind: 'drift-seen', drift: await readDrift(deps, transfer) });

/** Read by the source's own application: the provider has no eyes there, and the partner's people may all be away. */
export const readDrift = async (deps: Pick<CommandDeps, 'partnerCenter'>, transfer: Transfer): Promise<LineDrift[]> =>
  driftOf(transfer, await deps.partnerCenter.subscriptions.list({ kind: 'app', tenantId: transfer.source.tenantId }, transfer.customer.customerId));

/** Nothing of a new-commerce request is frozen before the source accepts it: who is to decide sees what is there now (R158-R160). */
const recount = async (deps: CommandDeps, transfer: Transfer): Promise<Transfer> => {
  const lines = await changedLines(deps, transfer);
  return lines === undefined ? transfer : recordSeen(deps, transfer, { kind: 'lines-read', lines });
};

/** The provider may have made in the portal what it was asked for here: then that is the request (F24). Others of theirs are left alone. */
const takeOver = async (deps: CommandDeps, transfer: Transfer): Promise<Transfer> => {
  const seen = await findOffer(deps, transfer, { tenantId: transfer.source.tenantId, since: new Date(transfer.requested.at) });
  return deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    if (current === undefined) return transfer;
    await lockOffers(trx, current);
    const isOurs = seen?.phase === 'pending' && current.phase === 'asked' && (await mayTakeOver(trx, current, seen.partnerCenterId));
    if (isOurs) return recordStep(deps, trx, current, { event: { kind: 'seen', seen: toSeen(current, seen) }, actor: WATCHER });
    await postponeLook(trx, current.transferId, nextLook(current, deps.now()));
    return current;
  });
};

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
