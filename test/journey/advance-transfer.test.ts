import { deepEqual, equal, notEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { advanceTransfer, isSettled, isVerified } from '../../journey/advance-transfer.ts';
import type { SeenPhase, TransferEvent } from '../../journey/events.ts';
import type { Transfer, TransferPhase, TransferVerb } from '../../journey/records.ts';
import { aLine, aSignature, aTransfer, anOutcome, seenAs } from '../helpers/builders.ts';

const NOW = '2026-02-04T10:00:00.000Z';
const trouble = { kind: 'refused', code: '13605', httpStatus: 403, correlationId: 'c-1', at: NOW } as const;
const decided = (verb: Exclude<TransferVerb, 'create'>) => ({ ...aSignature('provider'), verb });

/** From a phase, after an event, to a phase. Each row is a sentence of the state machine (API sheet 9.4, threats F22-F26). */
const ROWS: [from: TransferPhase, event: TransferEvent, to: TransferPhase, why: string][] = [
  ['creating', { kind: 'seen', seen: seenAs('active') }, 'open', 'created and read back'],
  ['creating', { kind: 'refused', verb: 'create', trouble }, 'not-created', 'Partner Center said no'],
  ['creating', { kind: 'delayed', trouble }, 'creating', 'no answer yet'],
  ['open', { kind: 'decided', verb: 'accept', by: aSignature('provider') }, 'accepting', 'recorded, not yet there'],
  ['open', { kind: 'decided', verb: 'reject', by: aSignature('provider') }, 'rejecting', 'recorded, not yet there'],
  ['open', { kind: 'decided', verb: 'withdraw', by: aSignature('partner') }, 'withdrawing', 'recorded, not yet there'],
  ['open', { kind: 'seen', seen: seenAs('in-progress') }, 'in-progress', 'accepted in the portal (F24)'],
  ['open', { kind: 'seen', seen: seenAs('rejected') }, 'rejected', 'rejected in the portal (F24)'],
  ['open', { kind: 'gone' }, 'withdrawn', 'withdrawn in the portal (F26)'],
  ['accepting', { kind: 'seen', seen: seenAs('active') }, 'accepting', 'the read lags (F22)'],
  ['accepting', { kind: 'seen', seen: seenAs('in-progress') }, 'in-progress', 'it has arrived'],
  ['accepting', { kind: 'refused', verb: 'accept', trouble }, 'open', 'nothing changed: decidable again'],
  ['open', { kind: 'seen', seen: seenAs('cancelled') }, 'withdrawn', 'shown as cancelled instead of not at all'],
  ['withdrawing', { kind: 'seen', seen: seenAs('cancelled') }, 'withdrawn', 'read back'],
  ['rejected', { kind: 'seen', seen: seenAs('cancelled') }, 'rejected', 'the end is the end'],
  ['accepting', { kind: 'gone' }, 'withdrawn', 'the partner was quicker'],
  ['in-progress', { kind: 'seen', seen: seenAs('active') }, 'in-progress', 'a state never steps back'],
  ['in-progress', { kind: 'seen', seen: seenAs('complete', [anOutcome('complete')]) }, 'complete', 'every line read back'],
  ['in-progress', { kind: 'seen', seen: seenAs('complete') }, 'not-known', 'complete without a line is not proof (I3)'],
  ['in-progress', { kind: 'seen', seen: seenAs('partly-complete', [anOutcome('failed')]) }, 'failed', 'no line moved'],
  ['in-progress', { kind: 'seen', seen: seenAs('unknown: Paused') }, 'not-known', 'a word nobody knows'],
  ['not-known', { kind: 'seen', seen: seenAs('complete', [anOutcome('complete')]) }, 'complete', 'known again'],
  ['rejecting', { kind: 'seen', seen: seenAs('rejected') }, 'rejected', 'read back'],
  ['withdrawing', { kind: 'gone' }, 'withdrawn', 'read back'],
  ['complete', { kind: 'seen', seen: seenAs('active') }, 'complete', 'the end is the end'],
  ['rejected', { kind: 'gone' }, 'rejected', 'the end is the end'],
  ['complete', { kind: 'delayed', trouble }, 'complete', 'the end is the end'],
];

describe('A transfer moves on', () => {
  for (const [from, event, to, why] of ROWS) {
    const what = event.kind === 'seen' ? `seen ${event.seen.phase}` : event.kind === 'decided' || event.kind === 'refused' ? `${event.kind} ${event.verb}` : event.kind;
    it(`${from} + ${what} -> ${to}: ${why}`, () => {
      const before = aTransfer({ phase: from, decided: from === 'accepting' ? decided('accept') : undefined });
      equal(advanceTransfer(before, event, NOW).phase, to);
    });
  }

  it('is the same object when nothing changed', () => {
    const open = aTransfer();
    equal(advanceTransfer(open, { kind: 'seen', seen: seenAs('active') }, NOW), open);
    const progress = advanceTransfer(aTransfer({ phase: 'accepting', decided: decided('accept') }), { kind: 'seen', seen: seenAs('in-progress') }, NOW);
    equal(advanceTransfer(progress, { kind: 'seen', seen: seenAs('in-progress') }, NOW), progress);
  });

  it('takes the quantities of the server as the snapshot (R158)', () => {
    const seen = { ...seenAs('active'), lines: [aLine({ quantity: 40, addons: [aLine({ subscriptionId: 'a', name: 'Audio', quantity: 10 })] })] };
    const open = advanceTransfer(aTransfer({ phase: 'creating', revision: 0 }), { kind: 'seen', seen }, NOW);
    equal(open.lines[0]?.quantity, 40);
    equal(open.lines[0]?.addons.length, 1);
    deepEqual([open.revision, open.openedAt], [1, NOW]);
  });

  it('becomes decidable under a new number after a refusal, so that an old card decides nothing (A15)', () => {
    const accepting = aTransfer({ phase: 'accepting', decided: decided('accept') });
    const open = advanceTransfer(accepting, { kind: 'refused', verb: 'accept', trouble }, NOW);
    deepEqual([open.revision, open.decided, open.trouble?.code], [2, undefined, '13605']);
  });

  it('names who decided, and nobody of ours when it happened in the portal (F24)', () => {
    const ours = advanceTransfer(aTransfer({ phase: 'accepting', decided: decided('accept') }), { kind: 'seen', seen: seenAs('in-progress') }, NOW);
    deepEqual([ours.decided?.name, ours.decided?.elsewhere], ['Sofia Dahl', undefined]);
    const theirs = advanceTransfer(aTransfer({ phase: 'rejecting', decided: decided('reject') }), { kind: 'seen', seen: seenAs('in-progress') }, NOW);
    deepEqual([theirs.decided?.verb, theirs.decided?.elsewhere, theirs.decided?.name], ['accept', true, '']);
  });

  it('is verified only when the provider has confirmed and the partner’s side is as it must be (R151)', () => {
    const complete = aTransfer({ phase: 'complete' });
    const landed = advanceTransfer(complete, { kind: 'landed', by: aSignature('provider') }, NOW);
    equal(isVerified(landed), false);
    const check = { subscriptionId: 's', name: 'n', expected: 'suspended', found: 'active', ok: false } as const;
    const wrong = advanceTransfer(landed, { kind: 'source-checked', checks: [check] }, NOW);
    equal(isVerified(wrong), false);
    const right = advanceTransfer(wrong, { kind: 'source-checked', checks: [{ ...check, found: 'suspended', ok: true }] }, NOW);
    equal(isVerified(right), true);
    equal(advanceTransfer(right, { kind: 'landed', by: aSignature('provider', NOW) }, NOW), right);
  });

  it('never leaves an end and never goes back to open, whatever is seen in whatever order', () => {
    const phases: SeenPhase[] = ['active', 'in-progress', 'complete', 'partly-complete', 'failed', 'rejected', 'unknown: x'];
    const events = fc.oneof<fc.Arbitrary<TransferEvent>[]>(
      fc.constantFrom(...phases).chain((phase) => fc.constantFrom('complete', 'failed', 'in-progress').map((state) => ({ kind: 'seen' as const, seen: seenAs(phase, [anOutcome(state as 'complete')]) }))),
      fc.constant({ kind: 'gone' as const }),
      fc.constantFrom('accept', 'reject', 'withdraw').map((verb) => ({ kind: 'decided' as const, verb: verb as 'accept', by: aSignature('provider') })),
    );
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (sequence) => {
        let transfer: Transfer = aTransfer({ phase: 'creating', revision: 0 });
        for (const event of sequence) {
          const next = advanceTransfer(transfer, event, NOW);
          if (isSettled(transfer.phase)) equal(next.phase, transfer.phase);
          if (transfer.phase === 'in-progress') notEqual(next.phase, 'open');
          if (next.phase === 'complete') equal(next.outcomes.every((outcome) => outcome.state === 'complete'), true);
          transfer = next;
        }
      }),
      { numRuns: 500 },
    );
  });
});
