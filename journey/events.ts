import type { LineDrift } from './line-changes.ts';
import type { IdPair, LineOutcome, RejectReason, Signature, SourceCheck, TransferLine, TransferVerb, Trouble } from './records.ts';

/** What Partner Center was seen to say of a request; a word that is not known stays visible as `unknown: <raw>`. */
export type SeenPhase =
  | 'active'
  | 'in-progress'
  | 'complete'
  | 'partly-complete'
  | 'failed'
  | 'rejected'
  // New commerce only (API topic 10.5).
  | 'pending'
  | 'cancelled'
  | 'expired'
  | `unknown: ${string}`;

export type SeenTransfer = {
  readonly partnerCenterId: string;
  readonly phase: SeenPhase;
  readonly lines: readonly TransferLine[];
  readonly outcomes: readonly LineOutcome[];
  /** New commerce only: ISO-8601. */
  readonly expiresAt?: string;
};

/** True when it was so before anything of ours was sent: the same verb, but somebody else's deed (F24). */
type Origin = { readonly byOthers?: boolean };

/** Everything that can happen to a transfer. `seen` and `gone` are observations; the others are deeds of people or answers to them. */
export type TransferEvent =
  | ({ readonly kind: 'seen'; readonly seen: SeenTransfer } & Origin)
  /** 404 / 900100: withdrawn, here or in the portal (API sheet 9.4). */
  | ({ readonly kind: 'gone' } & Origin)
  | {
      readonly kind: 'decided';
      readonly verb: Exclude<TransferVerb, 'create'>;
      readonly by: Signature;
      readonly rejection?: { readonly reason: RejectReason; readonly comment: string };
      /** Withdrawn in order to be made anew under this id (R161). */
      readonly recreateAs?: string;
    }
  /** Partner Center refused the order for good; nothing was changed there. */
  | { readonly kind: 'refused'; readonly verb: TransferVerb; readonly trouble: Trouble }
  /** The order waits: no answer, throttled, or the presser must sign in again. */
  | { readonly kind: 'delayed'; readonly trouble: Trouble }
  /** The source's numbers beside the frozen ones (R158); `held`: an accept was stopped before it was sent because of it (R160). */
  | { readonly kind: 'drift-seen'; readonly drift: readonly LineDrift[]; readonly held?: true }
  /** It could not be made anew; whoever wanted that decides what comes next. */
  | { readonly kind: 'recreation-failed' }
  /** New commerce: the chosen lines as the source has them now, because nothing is frozen yet; `held`: read right before sending. */
  | { readonly kind: 'lines-read'; readonly lines: readonly TransferLine[]; readonly held?: true }
  /** Sent again as another transfer. */
  | { readonly kind: 'replaced'; readonly by: string }
  | { readonly kind: 'landed'; readonly by: Signature }
  | { readonly kind: 'ids-seen'; readonly idMap: readonly IdPair[] }
  | { readonly kind: 'source-checked'; readonly checks: readonly SourceCheck[] };
