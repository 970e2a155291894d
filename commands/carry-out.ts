import type { TransferEvent } from '../journey/events.ts';
import type { Transfer } from '../journey/records.ts';
import { changeDecision, findDecision } from '../ledger/decisions.ts';
import type { Decision } from '../ledger/decisions.ts';
import { writesAllowed } from '../ledger/switches.ts';
import { StaleRecord, findTransfer, lockTransfer } from '../ledger/transfers.ts';
import { isPartnerCenterError } from '../partnercenter/errors.ts';
import type { CommandDeps } from './deps.ts';
import { readDrift } from './observe.ts';
import { changedLines } from './changed-lines.ts';
import { markSent } from './mark-sent.ts';
import { readNow, write } from './order-verbs.ts';
import type { Answer } from './partner-center-verbs.ts';
import { recordStep } from './record.ts';
import { toSeen } from './seen.ts';
import { settleFault } from './settle-fault.ts';

/** While a worker is at it the sweep leaves the order alone for so long; longer than all time-outs of one attempt together. */
const LEASE_MS = 60_000;
const PAUSE_MS = 5_000;

/**
 * The job behind every order: read, write, read back, record. Whatever happened before - nothing, a crash, an answer that was
 * lost - it begins by reading, so the same order is never carried out twice (invariant I1). Done is said from the read-back only.
 */
export const carryOut = async (deps: CommandDeps, decisionId: string): Promise<void> => {
  const found = await findDecision(deps.db, decisionId);
  if (found === undefined || (found.state !== 'recorded' && found.state !== 'sent')) return;
  const transfer = await findTransfer(deps.db, found.transfer_id);
  if (transfer === undefined) return;
  try {
    const later = (ms: number): Date => new Date(deps.now().getTime() + ms);
    const decision = await changeDecision(deps.db, found, { attempts: found.attempts + 1, nextAt: later(LEASE_MS) });
    deps.crashPoint('job-taken');
    if (await writesAllowed(deps.db)) await attempt(deps, decision, transfer);
    else await changeDecision(deps.db, decision, { nextAt: later(PAUSE_MS) });
  } catch (error) {
    // Another worker owns the order now: this one acts no more.
    if (!(error instanceof StaleRecord)) throw error;
  }
};

const attempt = async (deps: CommandDeps, taken: Decision, transfer: Transfer): Promise<void> => {
  const wasSent = taken.state === 'sent';
  let decision = taken;
  let during: 'reading' | 'writing' = 'reading';
  try {
    const before = await readNow(deps, decision, transfer);
    if (before.settled) return await finish(deps, decision, transfer, { event: before.event, byOthers: !wasSent });
    if (await heldBack(deps, decision, transfer)) return;
    const lines = decision.verb === 'take' && !wasSent ? await changedLines(deps, transfer) : undefined;
    if (lines !== undefined) return await end(deps, decision, { transfer, event: () => ({ kind: 'lines-read', lines, held: true }) });
    const sent = await markSent(deps, decision, transfer);
    if (sent === undefined) return;
    decision = sent;
    during = 'writing';
    const answer = await writeOnce(deps, decision, transfer);
    during = 'reading';
    deps.crashPoint('answer-received');
    decision = await changeDecision(deps.db, decision, { lastAnswer: answer });
    deps.crashPoint('answer-stored');
    const after = await readNow(deps, decision, transfer);
    deps.crashPoint('read-back');
    await finish(deps, decision, transfer, { event: after.event, byOthers: false });
  } catch (error) {
    if (error instanceof StaleRecord) throw error;
    const inDoubt = during === 'writing' ? wasSent : decision.state === 'sent';
    await settleFault(deps, { decision, transfer, error, during, inDoubt });
  }
};

/**
 * Right before an accept leaves, the numbers are read once more: what has changed since would move as it was (R158, R160), so the order ends and
 * the request is open again. An accept that may have left already is not stopped any more.
 */
const heldBack = async (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<boolean> => {
  if (decision.verb !== 'accept' || decision.state !== 'recorded') return false;
  const drift = await readDrift(deps, transfer);
  if (drift.length === 0) return false;
  await deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    await changeDecision(trx, decision, { state: 'refused', lastAnswer: { nothingSent: true } });
    if (current === undefined) return;
    const actor = { tenantId: decision.tenant_id, personId: decision.person_id, role: 'worker' as const };
    await recordStep(deps, trx, current, { event: { kind: 'drift-seen', drift, held: true }, actor, requestId: decision.request_id });
  });
  return true;
};

const writeOnce = async (deps: CommandDeps, decision: Decision, transfer: Transfer): Promise<Answer> => {
  try {
    return await write(deps, decision, transfer);
  } catch (error) {
    if (isPartnerCenterError(error) && error.outcomeUnknown) deps.crashPoint('request-sent');
    throw error;
  }
};

type Found = { readonly event: Awaited<ReturnType<typeof readNow>>['event']; readonly byOthers: boolean };

/**
 * Records what was read and ends the order in the same transaction. An accept that still reads `Active` after a good answer is not
 * repeated: the read lags (F22), and the watcher goes on looking. What was so before this order sent anything is others' work (F24).
 */
const finish = async (deps: CommandDeps, decision: Decision, transfer: Transfer, { event: seen, byOthers }: Found): Promise<void> => {
  if (seen === undefined) {
    // Created, says the answer, but not to be read yet: read again soon, never create again.
    await changeDecision(deps.db, decision, { nextAt: new Date(deps.now().getTime() + PAUSE_MS) });
    return;
  }
  const event = (current: Transfer): TransferEvent => (seen === 'gone' ? { kind: 'gone', byOthers } : { kind: 'seen', seen: toSeen(current, seen), byOthers });
  await end(deps, decision, { transfer, event });
};

type End = { readonly transfer: Transfer; readonly event: (current: Transfer) => TransferEvent };

const end = async (deps: CommandDeps, decision: Decision, { transfer, event }: End): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const current = await lockTransfer(trx, transfer.transferId);
    if (current === undefined) return;
    await changeDecision(trx, decision, { state: 'done' });
    const actor = { tenantId: decision.tenant_id, personId: decision.person_id, role: 'worker' as const };
    await recordStep(deps, trx, current, { event: event(current), actor, requestId: decision.request_id });
  });
