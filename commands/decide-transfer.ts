import type { Person, RejectReason, Transfer, TransferVerb } from '../journey/records.ts';
import { isOpenFor, isOursAlone } from '../journey/new-commerce.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { authorize } from '../journey/rules/authority.ts';
import { isDrifted } from '../journey/rules/drift.ts';
import { signedBy } from '../journey/sign.ts';
import type { Trx } from '../ledger/database.ts';
import { claimDecision } from '../ledger/decisions.ts';
import { lockTransfer } from '../ledger/transfers.ts';
import { auditRefusal } from './audit-refusal.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';
import { recordStep } from './record.ts';

export type DecisionOrder = {
  readonly person: Person;
  readonly transferId: string;
  /** The revision that the pressed card showed; a press on an older one changes nothing (A15). */
  readonly revision: number;
  readonly verb: Exclude<TransferVerb, 'create'>;
  readonly rejection?: { readonly reason: RejectReason | undefined; readonly comment: string };
  /** Withdraw, and make the same request anew with today's numbers once that is read back (R161). */
  readonly recreate?: true;
};

/** `transfer` is the state to show now, whatever became of the press. */
export type Decided =
  | { readonly ok: true; readonly transfer: Transfer }
  | { readonly ok: false; readonly code: RefusalCode; readonly transfer?: Transfer };

/**
 * Records a decision: compare-and-claim on (transfer, revision), so that of any number of presses exactly one is
 * recorded (invariant I1) and the others see who decided. The job `carry-out` acts with the presser's own token.
 */
export const decideTransfer = async (deps: CommandDeps, order: DecisionOrder): Promise<Decided> => {
  const decided = await deps.db.transaction().execute((trx) => claim(deps, trx, order));
  if (decided.ok) deps.crashPoint('committed');
  else await auditRefusal(deps, { ...order, deed: order.verb, code: decided.code });
  return decided;
};

const claim = async (deps: CommandDeps, trx: Trx, order: DecisionOrder): Promise<Decided> => {
  const transfer = await lockTransfer(trx, order.transferId);
  if (transfer === undefined) return { ok: false, code: 'unknown-handle' };
  const authority = authorize(order.person, order.verb, transfer);
  if (!authority.ok) return { ok: false, code: authority.code, ...(authority.code === 'wrong-tenant' ? {} : { transfer }) };
  if (transfer.decided !== undefined) return { ok: false, code: 'already-decided', transfer };
  if (!isOpenFor(transfer, order.verb)) return { ok: false, code: 'not-open', transfer };
  if (transfer.revision !== order.revision) return { ok: false, code: 'stale-card', transfer };
  if (order.verb === 'accept' && isDrifted(transfer)) return { ok: false, code: 'drifted', transfer };
  if (order.recreate === true && !isDrifted(transfer)) return { ok: false, code: 'not-drifted', transfer };
  const rejection = order.verb === 'reject' ? toRejection(order) : undefined;
  if (order.verb === 'reject' && rejection === undefined) return { ok: false, code: 'reason-missing', transfer };
  const by = signedBy(order.person, authority.role, deps.now());
  const decisionId = deps.newId();
  const requestId = deps.newId();
  const ids = { decisionId, requestId, correlationId: deps.newId() };
  const { transferId, revision } = transfer;
  const isLocal = isOursAlone(transfer, order.verb);
  const claimed = await claimDecision(trx, { ...ids, transferId, revision, verb: order.verb, by, rejection, now: deps.now(), ...(isLocal ? { state: 'done' } : {}) });
  if (!claimed) return { ok: false, code: 'already-decided', transfer };
  deps.crashPoint('in-transaction');
  if (!isLocal) await deps.send(trx, QUEUES.carryOut, { decisionId }, { singletonKey: decisionId });
  const event = { kind: 'decided' as const, verb: order.verb, by, rejection, recreateAs: order.recreate === true ? deps.newId() : undefined };
  return { ok: true, transfer: await recordStep(deps, trx, transfer, { event, actor: by, requestId }) };
};

const toRejection = (order: DecisionOrder): { reason: RejectReason; comment: string } | undefined => {
  const reason = order.rejection?.reason;
  const comment = (order.rejection?.comment ?? '').trim();
  if (reason === undefined || (reason === 'other' && comment === '')) return undefined;
  return { reason, comment };
};
