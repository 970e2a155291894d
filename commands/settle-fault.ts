import { isLate } from '../journey/due.ts';
import type { NoticeKind } from '../journey/notices.ts';
import type { Transfer, Trouble } from '../journey/records.ts';
import { changeDecision } from '../ledger/decisions.ts';
import type { Decision, DecisionChange } from '../ledger/decisions.ts';
import type { Owed } from '../ledger/outbox.ts';
import { lockTransfer } from '../ledger/transfers.ts';
import { codeOfTokenError, isPartnerCenterError, isTokenError } from '../partnercenter/errors.ts';
import type { PartnerCenterError, TokenError } from '../partnercenter/errors.ts';
import type { CommandDeps } from './deps.ts';
import { readNow } from './order-verbs.ts';
import type { Reading } from './partner-center-verbs.ts';
import { oweAndWake, recordStep } from './record.ts';
import { toSeen } from './seen.ts';

/** Answers that mean `somebody is at it or was there first`, not `no`: read back and adopt (API sheet 3.6, 9.3). */
const LOOK_AGAIN = new Set(['900100', '900101', '900102', '900103', '900104']);

const UNDER_WAY = new Set(['900101', '900104']);

const MAX_PAUSE_MS = 60_000;

/** An order that Partner Center keeps failing while the request stays open is given back to people after so many tries. */
const MAX_TRIES = 8;

export type Fault = {
  readonly decision: Decision;
  readonly transfer: Transfer;
  readonly error: unknown;
  readonly during: 'reading' | 'writing';
  /** An earlier request of this order may have taken effect: no fault may be told as `nothing was changed` before a read-back. */
  readonly inDoubt: boolean;
};

/** A fault whose cause is known, in the words of the record. */
type Known = Fault & { readonly error: PartnerCenterError | TokenError; readonly trouble: Trouble };

/** Decides what a fault means for the order: wait and try again, wait for the person, or ended without an effect. */
export const settleFault = async (deps: CommandDeps, fault: Fault): Promise<void> => {
  const { error } = fault;
  if (!isPartnerCenterError(error) && !isTokenError(error)) throw error;
  const known: Known = { ...fault, error, trouble: troubleOf(error, fault.decision, deps.now()) };
  // A reading that fails says nothing of the order: the person has asked for a write.
  if (fault.during === 'reading') return !fault.inDoubt && isHopeless(known) ? refuse(deps, known) : retry(deps, known);
  if (isTokenError(error)) return error.why === 'unreachable' ? retry(deps, known) : park(deps, known);
  if (error.kind === 'unauthorised') return park(deps, known);
  if (error.kind === 'throttled' || error.kind === 'unreachable') return retry(deps, known);
  if (isUnderWay(known)) return leaveToWatcher(deps, known);
  return fault.inDoubt || LOOK_AGAIN.has(error.code ?? '') ? adopt(deps, known) : refuse(deps, known);
};

/** Accepted, by whomever, though reads may say pending for a quarter of an hour more (API topic 10.5): nothing is left to send. */
const isUnderWay = ({ decision, error }: Known): boolean => decision.verb === 'take' && isPartnerCenterError(error) && UNDER_WAY.has(error.code ?? '');

const isHopeless = ({ decision, trouble }: Known): boolean => trouble.kind !== 'unreachable' && trouble.kind !== 'throttled' && decision.attempts >= MAX_TRIES;

const troubleOf = (error: PartnerCenterError | TokenError, decision: Decision, now: Date): Trouble => {
  const base = { correlationId: decision.correlation_id, at: now.toISOString() };
  if (isPartnerCenterError(error)) return { ...base, kind: error.kind, code: error.code, httpStatus: error.httpStatus };
  return { ...base, kind: error.why === 'unreachable' ? 'unreachable' : 'unauthorised', code: codeOfTokenError(error), httpStatus: undefined };
};

/**
 * Tried again by the sweep: when the answer said, else after 1 s, then twice as long each time, a minute at most. After an answer the
 * request id is a new one, and an order whose only request was answered without an effect counts as not sent.
 */
const retry = async (deps: CommandDeps, { decision, transfer, error, trouble, during, inDoubt }: Known): Promise<void> => {
  const answered = isPartnerCenterError(error) && error.httpStatus !== undefined && !error.outcomeUnknown;
  const notSent = isPartnerCenterError(error) && !error.outcomeUnknown;
  const told = isPartnerCenterError(error) ? error.retryAfterMs : undefined;
  const pause = told ?? Math.min(1000 * 2 ** Math.min(decision.attempts - 1, 10), MAX_PAUSE_MS);
  const change: DecisionChange = {
    nextAt: new Date(deps.now().getTime() + pause),
    requestId: during === 'writing' && answered ? deps.newId() : decision.request_id,
    state: !inDoubt && (notSent || isTokenError(error)) ? 'recorded' : decision.state,
  };
  await delayed(deps, { decision, transfer, trouble }, change);
};

/** The person's token is missing or not good enough: the order waits for them, and they are asked (F27, F28). Never app-only instead. */
const park = async (deps: CommandDeps, fault: Known): Promise<void> =>
  delayed(deps, fault, { state: 'parked', ...(fault.inDoubt ? {} : { lastAnswer: { nothingSent: true } }) });

const delayed = async (deps: CommandDeps, { decision, transfer, trouble }: Pick<Known, 'decision' | 'transfer' | 'trouble'>, change: DecisionChange): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, change);
    if (current === undefined) return;
    const also = owedToOwner(decision, { isParked: change.state === 'parked', now: deps.now() });
    if (current.trouble?.kind === trouble.kind) await oweAndWake(deps, trx, also);
    else await recordStep(deps, trx, current, { event: { kind: 'delayed', trouble }, actor: workerFor(decision), also });
  });

/** The presser is asked to sign in, or told once that it takes long (F19). Whom signing in does not help is not asked for ever. */
const owedToOwner = (decision: Decision, { isParked, now }: { isParked: boolean; now: Date }): Owed[] => {
  if (!isParked && !isLate(decision.decided_at.toISOString(), now)) return [];
  const kind: NoticeKind = isParked ? 'sign-in-needed' : 'delayed';
  const dedupe = `${kind}:${decision.decision_id}:${isParked ? Math.min(decision.attempts, MAX_TRIES) : 'once'}`;
  return [{ dedupe, tenantId: decision.tenant_id, personId: decision.person_id, kind, transferId: decision.transfer_id }];
};

/** The order ends here; what becomes of the request is the watcher's to see. */
const leaveToWatcher = async (deps: CommandDeps, { decision, trouble }: Known): Promise<void> => {
  await changeDecision(deps.db, decision, { state: 'done', lastAnswer: { code: trouble.code ?? null } });
};

/** Somebody else was there first, or we were: what is read now is the truth, whoever made it (F24, F26). */
const adopt = async (deps: CommandDeps, fault: Known): Promise<void> => {
  const { decision, transfer, trouble } = fault;
  const { settled, event } = await readOrNothing(deps, fault);
  if (!settled || event === undefined) return decision.attempts >= MAX_TRIES ? refuse(deps, fault) : retry(deps, fault);
  await deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, { state: 'done', lastAnswer: { code: trouble.code ?? null } });
    if (current === undefined) return;
    // A plain `too late` to the only request that was ever sent: the deed is not this order's.
    const byOthers = !fault.inDoubt;
    const seen = event === 'gone' ? { kind: 'gone' as const, byOthers } : { kind: 'seen' as const, seen: toSeen(current, event), byOthers };
    await recordStep(deps, trx, current, { event: seen, actor: workerFor(decision), requestId: decision.request_id });
  });
};

/** A reading that fails as well tells nothing; the order is then tried again from its beginning. */
const readOrNothing = async (deps: CommandDeps, { decision, transfer }: Known): Promise<Reading> => {
  try {
    return await readNow(deps, decision, transfer);
  } catch (error) {
    if (isPartnerCenterError(error) || isTokenError(error)) return { settled: false, event: undefined };
    throw error;
  }
};

/** A plain no: nothing was changed there, and the people concerned learn why. */
const refuse = async (deps: CommandDeps, { decision, transfer, trouble }: Known): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, { state: 'refused', lastAnswer: { code: trouble.code ?? null, httpStatus: trouble.httpStatus ?? null } });
    if (current === undefined) return;
    const event = { kind: 'refused' as const, verb: decision.verb, trouble };
    await recordStep(deps, trx, current, { event, actor: workerFor(decision), requestId: decision.request_id });
  });

const workerFor = (decision: Decision) => ({ tenantId: decision.tenant_id, personId: decision.person_id, role: 'worker' as const });
