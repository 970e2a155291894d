import { askedAnew, mayBeAskedAgain } from '../journey/new-commerce.ts';
import type { Person, Signature, Transfer } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { authorize } from '../journey/rules/authority.ts';
import { signedBy } from '../journey/sign.ts';
import type { Trx } from '../ledger/database.ts';
import { lockTransfer } from '../ledger/transfers.ts';
import { auditRefusal } from './audit-refusal.ts';
import type { CommandDeps } from './deps.ts';
import { recordAsked } from './record-asked.ts';
import { recordStep } from './record.ts';

export type AskedAgain =
  | { readonly ok: true; readonly transfer: Transfer }
  | { readonly ok: false; readonly code: RefusalCode; readonly transfer?: Transfer };

/**
 * Asks the provider once more for a new-commerce request that expired, with the same lines (API topic 10.5). The old record and the new one change in
 * one transaction, so a second press finds it done. Returns the old transfer: that is the card which was pressed.
 */
export const askAgain = async (deps: CommandDeps, person: Person, transferId: string): Promise<AskedAgain> => {
  try {
    const asked = await deps.db.transaction().execute((trx) => ask(deps, trx, { person, transferId }));
    if (asked.ok) deps.crashPoint('committed');
    else await auditRefusal(deps, { person, transferId, deed: 'resend', code: asked.code });
    return asked;
  } catch (error) {
    if (!(error instanceof Held)) throw error;
    await auditRefusal(deps, { person, transferId, deed: 'resend', code: 'line-in-open-transfer' });
    return { ok: false, code: 'line-in-open-transfer' };
  }
};

/** Another request has one of the lines by now; thrown so that nothing of this one stays. */
class Held extends Error {}

const ask = async (deps: CommandDeps, trx: Trx, { person, transferId }: { person: Person; transferId: string }): Promise<AskedAgain> => {
  const old = await lockTransfer(trx, transferId);
  if (old === undefined) return { ok: false, code: 'unknown-handle' };
  const authority = authorize(person, 'resend', old);
  if (!authority.ok) return { ok: false, code: authority.code, ...(authority.code === 'wrong-tenant' ? {} : { transfer: old }) };
  if (!mayBeAskedAgain(old)) return { ok: false, code: old.replacedBy === undefined ? 'not-open' : 'already-decided', transfer: old };
  const by: Signature = signedBy(person, authority.role, deps.now());
  const again = askedAnew(old, { transferId: deps.newId(), by });
  const held = await recordAsked(deps, trx, again);
  if (held !== undefined) throw new Held();
  deps.crashPoint('in-transaction');
  return { ok: true, transfer: await recordStep(deps, trx, old, { event: { kind: 'replaced', by: again.transferId }, actor: by }) };
};
