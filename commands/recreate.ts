import type { Person, Transfer } from '../journey/records.ts';
import { linesNow } from '../journey/rules/drift.ts';
import { findTransfer, lockTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { orderTransfer } from './order-transfer.ts';
import { recordStep } from './record.ts';

/**
 * The second half of *withdraw and create again* (R161): once the old request is read back as withdrawn, the same lines are ordered with
 * today's numbers. The new id was minted with the press, so whatever dies in between, the next look orders the same transfer once. Returns the old one.
 */
export const recreate = async (deps: CommandDeps, old: Transfer): Promise<Transfer> => {
  const { recreation } = old;
  if (recreation === undefined) return old;
  const subscriptions = await deps.partnerCenter.subscriptions.list({ kind: 'app', tenantId: old.source.tenantId }, old.customer.customerId);
  const lines = linesNow(old, subscriptions);
  // All of them or none: a request that silently holds less than was asked for would be somebody else's decision.
  if (lines.length < old.lines.length) return fail(deps, old);
  const { by, transferId } = recreation;
  const ordered = await orderTransfer(deps, { person: presser(by), customer: old.customer, target: old.target, lines, transferId, replaces: old.transferId });
  return ordered.ok ? ((await findTransfer(deps.db, old.transferId)) ?? old) : fail(deps, old);
};

/** In the name and role in which the button was pressed; Partner Center checks the role again when the request is made. */
const presser = ({ tenantId, personId, name, role }: NonNullable<Transfer['recreation']>['by']): Person => ({ tenantId, personId, name, side: 'partner', roles: [role] });

const fail = (deps: CommandDeps, old: Transfer): Promise<Transfer> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, old.transferId);
    if (current === undefined) return old;
    return recordStep(deps, trx, current, { event: { kind: 'recreation-failed' }, actor: { tenantId: '', personId: '', role: 'watcher' } });
  });
