import type { Person } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import type { Deed } from '../journey/rules/authority.ts';
import { appendAudit } from '../ledger/audit.ts';
import { findTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { summary } from './record.ts';

export type RefusedPress = { readonly person: Person; readonly transferId: string; readonly deed: Deed | 'refresh' | 'recreate' | 'ask-again'; readonly code: RefusalCode };

/** A refused press leaves one audit line, so that tries to go past the rules can be seen later (A16-A24). */
export const auditRefusal = async (deps: Pick<CommandDeps, 'db' | 'now'>, { person, transferId, deed, code }: RefusedPress): Promise<void> => {
  const transfer = await findTransfer(deps.db, transferId);
  const actor = { tenantId: person.tenantId, personId: person.personId, role: person.roles[0] ?? 'none' } as const;
  const state = transfer === undefined ? null : summary(transfer);
  const line = { at: deps.now().toISOString(), actor, event: `refused ${deed}: ${code}`, subject: transferId, before: state, after: state };
  await deps.db.transaction().execute((trx) => appendAudit(trx, line));
};
