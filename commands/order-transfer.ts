import { chosenProfile, profileOf } from '../journey/profiles/find.ts';
import type { Customer, Person, Provider, Signature, Transfer, TransferLine } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { authorize } from '../journey/rules/authority.ts';
import { modelOf } from '../journey/rules/lines.ts';
import { splitLines } from '../journey/rules/split.ts';
import type { Part } from '../journey/rules/split.ts';
import { signedBy } from '../journey/sign.ts';
import { appendAudit } from '../ledger/audit.ts';
import type { Trx } from '../ledger/database.ts';
import { claimDecision } from '../ledger/decisions.ts';
import { factsOf } from '../ledger/facts.ts';
import { holdLines, insertTransfer, lockTransfer } from '../ledger/transfers.ts';
import type { CommandDeps } from './deps.ts';
import { QUEUES } from './deps.ts';
import { recordAsked } from './record-asked.ts';
import { oweAndWake, recordStep, summary } from './record.ts';
import { noteTransfer } from './transfer-facts.ts';

export type TransferOrder = {
  readonly person: Person;
  readonly customer: Customer;
  readonly target: Provider;
  readonly lines: readonly TransferLine[];
  /** Id of the first request; minted when the person was shown the summary, so that the same press sent twice orders once. */
  readonly transferId: string;
  readonly replaces?: string;
};

/** `transfer`: the first of the requests that the order was split into. */
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
 * Records a partner's order to move lines, as the requests that it takes: by model, and at most 25 lines each (R126-R128, R131, R154, API topic 10.3).
 * Reserved lines, decisions, jobs and audit lines of all of them are one transaction. Nothing is sent to Partner Center here: the job `carry-out` creates
 * legacy requests with the person's own token, and those of new commerce are the provider's to create.
 */
export const orderTransfer = async (deps: CommandDeps, order: TransferOrder): Promise<Ordered> => {
  const authority = authorize(order.person, 'create', { source: order.person, target: order.target });
  if (!authority.ok) return { ok: false, code: authority.code };
  const organisation = deps.organisation(order.person.tenantId);
  if (organisation === undefined) return { ok: false, code: 'wrong-tenant' };
  if (order.lines.length === 0) return { ok: false, code: 'empty-selection' };
  if (!(await mayGo(deps, order))) return { ok: false, code: 'not-eligible' };
  const by = signedBy(order.person, authority.role, deps.now());
  const transfers = begin(deps, { order, by, organisation });
  const [transfer] = transfers;
  if (transfer === undefined) return { ok: false, code: 'empty-selection' };
  try {
    await deps.db.transaction().execute((trx) => store(deps, trx, transfers, by));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!error.outcome.ok) return error.outcome;
  }
  deps.crashPoint('committed');
  if (order.replaces !== undefined) await markReplaced(deps, order.replaces, by, transfer.transferId);
  return { ok: true, transfer };
};

/** Whether the rules that the organisation goes by have a way for each line (R163-R169). */
const mayGo = async (deps: CommandDeps, { lines, person }: TransferOrder): Promise<boolean> => {
  const models = lines.map((line) => modelOf(line.class));
  if (!models.includes('new-commerce')) return !models.includes(undefined);
  const profile = profileOf(chosenProfile(await factsOf(deps.db, person.tenantId)));
  return !models.includes(undefined) && profile.newCommerceTransfers.value;
};

/** A transaction of its own: were it lost, the old card would offer once more what the held lines then refuse, and the same order made again marks it. */
const markReplaced = async (deps: CommandDeps, oldId: string, by: Signature, newId: string): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const old = await lockTransfer(trx, oldId);
    if (old === undefined || old.source.tenantId !== by.tenantId) return;
    await recordStep(deps, trx, old, { event: { kind: 'replaced', by: newId }, actor: by });
  });

type Beginning = { readonly order: TransferOrder; readonly by: Signature; readonly organisation: { name: string; mpnId: string } };

const begin = (deps: CommandDeps, beginning: Beginning): Transfer[] => {
  const parts = splitLines(beginning.order.lines);
  return parts.map((part, index) => ({
    ...beginPart(beginning, part),
    ...(index === 0 ? {} : { transferId: deps.newId() }),
    ...(parts.length === 1 ? {} : { part: { number: index + 1, of: parts.length } }),
  }));
};

const beginPart = ({ order, by, organisation }: Beginning, { model, lines }: Part): Transfer => ({
  transferId: order.transferId,
  customer: order.customer,
  source: { tenantId: by.tenantId, name: organisation.name },
  target: order.target,
  partnerOfRecord: organisation.mpnId,
  model,
  lines,
  phase: model === 'legacy' ? 'creating' : 'asked',
  revision: model === 'legacy' ? 0 : 1,
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

const store = async (deps: CommandDeps, trx: Trx, transfers: readonly Transfer[], by: Signature): Promise<void> => {
  const repeated = await trx.selectFrom('transfer').select('record').where('transfer_id', '=', transfers[0]?.transferId ?? '').executeTakeFirst();
  if (repeated !== undefined) throw new Refused({ ok: true, transfer: repeated.record });
  for (const transfer of transfers) {
    const heldBy = transfer.model === 'new-commerce' ? await recordAsked(deps, trx, transfer) : await storeLegacy(deps, trx, transfer, by);
    if (heldBy !== undefined) throw new Refused({ ok: false, code: 'line-in-open-transfer', detail: heldBy });
  }
  deps.crashPoint('in-transaction');
};

/** Returns the transfer that holds one of the lines already; nothing may stay of this one then. */
const storeLegacy = async (deps: CommandDeps, trx: Trx, transfer: Transfer, by: Signature): Promise<string | undefined> => {
  const now = deps.now();
  await insertTransfer(trx, transfer, now);
  const [held] = await holdLines(trx, transfer);
  if (held !== undefined) return held.transferId;
  await noteTransfer(deps, trx, { before: undefined, after: transfer });
  const decisionId = deps.newId();
  const ids = { decisionId, requestId: deps.newId(), correlationId: deps.newId() };
  await claimDecision(trx, { ...ids, transferId: transfer.transferId, revision: 0, verb: 'create', by, now });
  await deps.send(trx, QUEUES.carryOut, { decisionId }, { singletonKey: decisionId });
  const person = { tenantId: by.tenantId, personId: by.personId };
  await oweAndWake(deps, trx, [{ dedupe: `recorded:${transfer.transferId}`, ...person, kind: 'recorded', transferId: transfer.transferId }]);
  await appendAudit(trx, { at: by.at, actor: by, event: 'ordered', subject: transfer.transferId, before: null, after: summary(transfer) });
  return undefined;
};
