import type { Transfer, Trouble } from '../journey/records.ts';
import { changeDecision } from '../ledger/decisions.ts';
import type { Decision, DecisionChange } from '../ledger/decisions.ts';
import { owe } from '../ledger/outbox.ts';
import { lockTransfer } from '../ledger/transfers.ts';
import { isPartnerCenterError, isTokenError } from '../partnercenter/errors.ts';
import type { CommandDeps } from './deps.ts';
import { readNow } from './partner-center-verbs.ts';
import { recordStep, wakeDelivery } from './record.ts';
import { toSeen } from './seen.ts';

/** Answers that mean `somebody is at it or was there first`, not `no`: read back and adopt (API sheet 3.6, 9.3). */
const LOOK_AGAIN = new Set(['900100', '900101', '900102', '900103', '900104']);

const MAX_PAUSE_MS = 60_000;

/** An order that Partner Center keeps failing while the request stays open is given back to people after so many tries. */
const MAX_TRIES = 8;

/** Decides what a fault means for the order: wait and try again, wait for the person, or ended without an effect. */
export const settleFault = async (deps: CommandDeps, decision: Decision, transfer: Transfer, error: unknown): Promise<void> => {
  const trouble = troubleOf(error, decision, deps.now());
  if (isTokenError(error) && error.why !== 'unreachable') return park(deps, decision, transfer, trouble);
  if (!isPartnerCenterError(error)) {
    if (!isTokenError(error)) throw error;
    return retry(deps, decision, transfer, { trouble });
  }
  if (error.kind === 'unauthorised') return park(deps, decision, transfer, trouble);
  if (error.kind === 'throttled') return retry(deps, decision, transfer, { trouble, afterMs: error.retryAfterMs, answered: true });
  if (error.kind === 'unreachable') return retry(deps, decision, transfer, { trouble });
  if (LOOK_AGAIN.has(error.code ?? '')) return adopt(deps, decision, transfer, trouble);
  return refuse(deps, decision, transfer, trouble);
};

const troubleOf = (error: unknown, decision: Decision, now: Date): Trouble => {
  const base = { correlationId: decision.correlation_id, at: now.toISOString() };
  if (isPartnerCenterError(error)) return { ...base, kind: error.kind, code: error.code, httpStatus: error.httpStatus };
  if (isTokenError(error)) return { ...base, kind: error.why === 'unreachable' ? 'unreachable' : 'unauthorised', code: error.why, httpStatus: undefined };
  return { ...base, kind: 'unreachable', code: undefined, httpStatus: undefined };
};

type Retry = { readonly trouble: Trouble; readonly afterMs?: number | undefined; readonly answered?: boolean };

/** Tried again by the sweep: after 1 s, then twice as long each time, a minute at most. After an answer the request id is a new one. */
const retry = async (deps: CommandDeps, decision: Decision, transfer: Transfer, { trouble, afterMs, answered }: Retry): Promise<void> => {
  const pause = afterMs ?? Math.min(1000 * 2 ** Math.min(decision.attempts - 1, 10), MAX_PAUSE_MS);
  const nextAt = new Date(deps.now().getTime() + pause);
  const requestId = answered === true ? deps.newId() : decision.request_id;
  await delayed(deps, decision, transfer, { change: { nextAt, requestId }, trouble });
};

/** The person's token is missing or not good enough: the order waits for them, and they are told (F27, F28). Never app-only instead. */
const park = async (deps: CommandDeps, decision: Decision, transfer: Transfer, trouble: Trouble): Promise<void> =>
  delayed(deps, decision, transfer, { change: { state: 'parked' }, trouble });

const delayed = async (
  deps: CommandDeps,
  decision: Decision,
  transfer: Transfer,
  { change, trouble }: { change: DecisionChange; trouble: Trouble },
): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, change);
    if (current === undefined) return;
    const first = current.trouble?.kind !== trouble.kind;
    if (first) await recordStep(deps, trx, current, { event: { kind: 'delayed', trouble }, actor: workerFor(decision) });
    if (!first || change.state !== 'parked') return;
    const person = { tenantId: decision.tenant_id, personId: decision.person_id };
    const dedupe = `sign-in:${decision.decision_id}:${decision.attempts}`;
    await owe(trx, [{ dedupe, ...person, kind: 'delayed', transferId: transfer.transferId }], deps.now());
    await wakeDelivery(deps, trx, person);
  });

/** Somebody else was there first: what is read now is the truth, whoever made it (F24, F26). */
const adopt = async (deps: CommandDeps, decision: Decision, transfer: Transfer, trouble: Trouble): Promise<void> => {
  const { event } = await readNow(deps, decision, transfer);
  if (event === undefined || (event !== 'gone' && event.phase === 'active')) {
    return decision.attempts >= MAX_TRIES ? refuse(deps, decision, transfer, trouble) : retry(deps, decision, transfer, { trouble, answered: true });
  }
  await deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, { state: 'done', lastAnswer: { code: trouble.code ?? null } });
    if (current === undefined) return;
    const seen = event === 'gone' ? { kind: 'gone' as const } : { kind: 'seen' as const, seen: toSeen(current, event) };
    await recordStep(deps, trx, current, { event: seen, actor: workerFor(decision), requestId: decision.request_id });
  });
};

/** A plain no: nothing was changed there, and the people concerned learn why. */
const refuse = async (deps: CommandDeps, decision: Decision, transfer: Transfer, trouble: Trouble): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, { state: 'refused', lastAnswer: { code: trouble.code ?? null, httpStatus: trouble.httpStatus ?? null } });
    if (current === undefined) return;
    const event = { kind: 'refused' as const, verb: decision.verb, trouble };
    await recordStep(deps, trx, current, { event, actor: workerFor(decision), requestId: decision.request_id });
  });

const workerFor = (decision: Decision) => ({ tenantId: decision.tenant_id, personId: decision.person_id, role: 'worker' as const });
