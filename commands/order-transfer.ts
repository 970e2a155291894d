import type { Customer, Person, Provider, Signature, Transfer, TransferLine } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { MAX_LINES } from '../journey/rules/lines.ts';
import { authorize } from '../journey/rules/authority.ts';
import { signedBy } from '../journey/sign.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Trx } from '../ledger/database.ts';
import { claimDecision } from '../ledger/decisions.ts';
import { holdLines, insertTransfer, lockTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';
import { oweAndWake, recordStep, summary } from './record.ts';

export type TransferOrder = {
  readonly person: Person;
  readonly customer: Customer;
  readonly target: Provider;
  readonly lines: readonly TransferLine[];
  /** Minted when the person was shown the summary, so that the same press sent twice orders once. */
  readonly transferId: string;
  readonly replaces?: string;
};

export type Ordered =
  | { readonly ok: true; readonly transfer: Transfer }
  | { readonly ok: false; readonly code: RefusalCode; readonly detail?: string };

class Refused extends Error {
  readonly outcome: Ordered;
  constructor(outcome: Ordered) {
    super('refused');
    this.outcome = outcome;
  }
}

/**
 * Records a partner's order to create a transfer request: decision, reserved lines, job and audit line in one transaction
 * (R126-R128, R131, R154). Nothing is sent to Partner Center here; the job `carry-out` does that with the person's own token.
 */
export const orderTransfer = async (deps: CommandDeps, order: TransferOrder): Promise<Ordered> => {
  const authority = authorize(order.person, 'create', { source: order.person, target: order.target });
  if (!authority.ok) return { ok: false, code: authority.code };
  const organisation = deps.organisation(order.person.tenantId);
  if (organisation === undefined) return { ok: false, code: 'wrong-tenant' };
  if (order.lines.length === 0) return { ok: false, code: 'empty-selection' };
  if (order.lines.length > MAX_LINES) return { ok: false, code: 'too-many-lines' };
  const now = deps.now();
  const by = signedBy(order.person, authority.role, now);
  const transfer = begin(order, by, organisation);
  try {
    await deps.db.transaction().execute((trx) => store(deps, trx, transfer, by));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!error.outcome.ok) return error.outcome;
  }
  deps.crashPoint('committed');
  if (order.replaces !== undefined) await markReplaced(deps, order.replaces, by, transfer.transferId);
  return { ok: true, transfer };
};

/** A transaction of its own: were it lost, the old card would offer once more what the held lines then refuse, and the same order made again marks it. */
const markReplaced = async (deps: CommandDeps, oldId: string, by: Signature, newId: string): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const old = await lockTransfer(trx, oldId);
    if (old === undefined || old.source.tenantId !== by.tenantId) return;
    await recordStep(deps, trx, old, { event: { kind: 'replaced', by: newId }, actor: by });
  });

const begin = (order: TransferOrder, by: Signature, organisation: { name: string; mpnId: string }): Transfer => ({
  transferId: order.transferId,
  customer: order.customer,
  source: { tenantId: by.tenantId, name: organisation.name },
  target: order.target,
  partnerOfRecord: organisation.mpnId,
  lines: order.lines,
  phase: 'creating',
  revision: 0,
  partnerCenterId: undefined,
  outcomes: [],
  requested: by,
  decided: undefined,
  rejection: undefined,
  landed: undefined,
  idMap: [],
  sourceChecks: [],
  sourceVerifiedAt: undefined,
  trouble: undefined,
  replaces: order.replaces,
  since: by.at,
  openedAt: undefined,
  version: 1,
});

const store = async (deps: CommandDeps, trx: Trx, transfer: Transfer, by: Signature): Promise<void> => {
  const now = deps.now();
  const repeated = await trx.selectFrom('transfer').select('record').where('transfer_id', '=', transfer.transferId).executeTakeFirst();
  if (repeated !== undefined) throw new Refused({ ok: true, transfer: repeated.record });
  await insertTransfer(trx, transfer, now);
  const held = await holdLines(trx, transfer);
  if (held[0] !== undefined) throw new Refused({ ok: false, code: 'line-in-open-transfer', detail: held[0].transferId });
  const decisionId = deps.newId();
  const ids = { decisionId, requestId: deps.newId(), correlationId: deps.newId() };
  await claimDecision(trx, { ...ids, transferId: transfer.transferId, revision: 0, verb: 'create', by, now });
  deps.crashPoint('in-transaction');
  await deps.send(trx, QUEUES.carryOut, { decisionId }, { singletonKey: decisionId });
  const person = { tenantId: by.tenantId, personId: by.personId };
  await oweAndWake(deps, trx, [{ dedupe: `recorded:${transfer.transferId}`, ...person, kind: 'recorded', transferId: transfer.transferId }]);
  await appendAudit(trx, { at: by.at, actor: by, event: 'ordered', subject: transfer.transferId, before: null, after: summary(transfer) });
};
