import type { SeenTransfer } from './events.ts';
import type { LineOutcome, Signature, Transfer, TransferPhase, TransferVerb } from './records.ts';

/** Somebody acted in the portal: adopt the real outcome and do not credit it to a person of ours (F24). */
export const elsewhere = (transfer: Transfer, verb: TransferVerb, now: string): Transfer => {
  if (transfer.decided?.verb === verb) return transfer;
  const nobody: Signature = { tenantId: '', personId: '', name: '', at: now, role: 'admin-agent' };
  return { ...transfer, decided: { ...nobody, verb, elsewhere: true }, rejection: undefined };
};

/** An order of ours that found the deed done before it sent anything has no claim to it. */
export const unclaimed = (transfer: Transfer, { byOthers }: { byOthers?: boolean }): Transfer =>
  byOthers === true && transfer.decided?.elsewhere !== true ? { ...transfer, decided: undefined } : transfer;

/** One outcome for each line of ours; a line that Partner Center does not speak of is not known. */
export const outcomesOf = (transfer: Transfer, seen: SeenTransfer): readonly LineOutcome[] =>
  transfer.lines.map(
    (line) =>
      seen.outcomes.find((outcome) => outcome.subscriptionId === line.subscriptionId) ?? {
        subscriptionId: line.subscriptionId,
        state: 'unknown: missing',
        error: undefined,
        orderId: undefined,
      },
  );

/** The end that the lines tell, whatever the whole request says of itself (invariant I3). */
export const phaseByLines = (outcomes: readonly LineOutcome[]): TransferPhase => {
  const complete = outcomes.filter((outcome) => outcome.state === 'complete').length;
  const failed = outcomes.filter((outcome) => outcome.state === 'failed').length;
  if (complete + failed < outcomes.length || outcomes.length === 0) return 'not-known';
  if (failed === 0) return 'complete';
  return complete === 0 ? 'failed' : 'partly-complete';
};

/** Another phase, and since when; the same record where it stands there already. */
export const move = (transfer: Transfer, phase: TransferPhase, now: string): Transfer =>
  transfer.phase === phase ? transfer : { ...transfer, phase, since: now };

/** The record as it was where nothing in it has changed. */
export const keepSame = (before: Transfer, after: Transfer): Transfer => (same(before, after) ? before : after);

/** Records are plain data in a fixed key order, so their text tells whether they are equal. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
