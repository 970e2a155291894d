import { canLand } from '../journey/advance-transfer.ts';
import type { Person, Transfer } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { authorize } from '../journey/rules/authority.ts';
import { signedBy } from '../journey/sign.ts';
import type { Trx } from '../ledger/database.ts';
import { findTransfer, lockTransfer } from '../ledger/transfers.ts';
import { auditRefusal } from './audit-refusal.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';
import { recordStep } from './record.ts';

export type Confirmed =
  | { readonly ok: true; readonly transfer: Transfer }
  | { readonly ok: false; readonly code: RefusalCode; readonly transfer?: Transfer };

/**
 * The provider's sign-off that the subscriptions are in its list (R144). It is attested by a person; the id map beside it is what
 * was read. Pressed twice it stays with the first name. A look at the partner's side follows at once (R145, R148).
 */
export const confirmLanded = async (deps: CommandDeps, person: Person, transferId: string): Promise<Confirmed> => {
  const confirmed = await deps.db.transaction().execute((trx) => confirm(deps, trx, { person, transferId }));
  if (!confirmed.ok) await auditRefusal(deps, { person, transferId, deed: 'confirm-landed', code: confirmed.code });
  return confirmed;
};

const confirm = async (deps: CommandDeps, trx: Trx, { person, transferId }: { person: Person; transferId: string }): Promise<Confirmed> => {
  const transfer = await lockTransfer(trx, transferId);
  if (transfer === undefined) return { ok: false, code: 'unknown-handle' };
  const authority = authorize(person, 'confirm-landed', transfer);
  if (!authority.ok) return { ok: false, code: authority.code, ...(authority.code === 'wrong-tenant' ? {} : { transfer }) };
  if (!canLand(transfer)) return { ok: false, code: 'not-open', transfer };
  if (transfer.landed !== undefined) return { ok: false, code: 'already-decided', transfer };
  const by = signedBy(person, authority.role, deps.now());
  await deps.send(trx, QUEUES.observe, { transferId }, { singletonKey: transferId });
  return { ok: true, transfer: await recordStep(deps, trx, transfer, { event: { kind: 'landed', by }, actor: by }) };
};

/** Wakes a look at Partner Center for a transfer of the person's own organisation (`refresh`). */
export const lookNow = async (deps: CommandDeps, transferId: string): Promise<void> => {
  await deps.db.transaction().execute((trx) => deps.send(trx, QUEUES.observe, { transferId }, { singletonKey: transferId }));
};

/** Whether this person's role opens a deed that begins with no decision of its own (`check-source`, `resend`); a refusal is audited. */
export const mayBegin = async (deps: CommandDeps, person: Person, begun: { transferId: string; deed: 'check-source' | 'resend' }): Promise<Confirmed> => {
  const transfer = await findTransfer(deps.db, begun.transferId);
  if (transfer === undefined) return { ok: false, code: 'unknown-handle' };
  const authority = authorize(person, begun.deed, transfer);
  if (authority.ok) return { ok: true, transfer };
  await auditRefusal(deps, { person, ...begun, code: authority.code });
  return { ok: false, code: authority.code, transfer };
};
