import { isVerified } from './advance-transfer.ts';
import { newCommerceNotices } from './new-commerce-notices.ts';
import type { NewCommerceNoticeKind } from './new-commerce-notices.ts';
import type { Person, Role, Transfer } from './records.ts';
import { isDrifted } from './rules/drift.ts';

/** What a person is told about a transfer; one fact, one message a person. `card` means: bring their card up to date silently. */
export type NoticeKind =
  /** The order is in the ledger; the requester's living card. */
  | 'recorded'
  | 'request-open'
  | 'please-decide'
  | 'accepted'
  | 'complete'
  | 'partly-complete'
  | 'failed'
  | 'rejected'
  | 'withdrawn'
  | 'not-created'
  | 'refused'
  | 'not-known'
  | 'please-confirm'
  | 'landed'
  | 'source-wrong'
  | 'verified'
  /** Numbers at the source have changed since the request was made: nobody can accept it (R160). */
  | 'drifted'
  /** Withdrawn, but not made anew (R161). */
  | 'not-recreated'
  /** The person has asked to see the transfer: their card comes anew. */
  | 'shown'
  | NewCommerceNoticeKind
  /** Partner Center does not answer for so long that its owner should know; nothing is asked of them. */
  | 'delayed'
  /** The order waits for the person's own sign-in. */
  | 'sign-in-needed';

export type Notice = { readonly kind: NoticeKind; readonly side: Person['side']; readonly to: 'everyone-involved' | 'deciders' | 'admin-agents'; readonly fact: string };

/** Answers to what the reader has just done: they ring in quiet hours too, because the reader is there. */
const ANSWERS: ReadonlySet<string> = new Set<NoticeKind>(['recorded', 'not-created', 'refused', 'delayed', 'sign-in-needed', 'not-recreated', 'shown']);
/** Ends that ask the reader for nothing: whoever wants one summary a day finds them there, and the card is right meanwhile. */
const ENDS: ReadonlySet<string> = new Set<NoticeKind>(['complete', 'withdrawn', 'landed', 'verified', 'taken', 'cancelled']);

export const isAnswer = (kind: string): boolean => ANSWERS.has(kind);
export const canWaitForSummary = (kind: string): boolean => ENDS.has(kind);

const DECIDERS: readonly Role[] = ['admin-agent', 'sales-agent'];

/** The people of a side whom a notice concerns: agents who can act, not the whole company (store check 7). */
export const concerns = (person: Pick<Person, 'roles'>): boolean => person.roles.some((role) => DECIDERS.includes(role));

/**
 * What has to be told after a step, compared before and after. `fact` names the event for ever: the outbox keeps it unique per
 * person, so a crash between two steps repeats nothing.
 */
export const noticesFor = (before: Transfer | undefined, after: Transfer): Notice[] => [
  ...(after.model === 'new-commerce' ? newCommerceNotices(before, after) : phaseNotices(before, after)),
  ...driftNotices(before, after),
  ...signOffNotices(before, after),
];

const phaseNotices = (before: Transfer | undefined, after: Transfer): Notice[] => {
  const fact = `${after.phase}:${after.revision}`;
  const both = (kind: NoticeKind): Notice[] => [tell(kind, 'partner', fact), tell(kind, 'provider', fact)];
  if (before?.phase === after.phase && before.revision === after.revision) return [];
  switch (after.phase) {
    case 'open':
      if (isDrifted(after)) return [];
      if (after.trouble !== undefined) return both('refused');
      return [tell('request-open', 'partner', fact), { ...tell('please-decide', 'provider', fact), to: 'deciders' }];
    case 'in-progress':
      return [tell('accepted', 'partner', fact)];
    case 'complete':
    case 'partly-complete':
      return [tell(after.phase, 'partner', fact), { ...tell('please-confirm', 'provider', fact), to: 'deciders' }];
    case 'failed':
    case 'rejected':
    case 'withdrawn':
    case 'not-known':
      return both(after.phase);
    case 'not-created':
      return [tell('not-created', 'partner', fact)];
    default:
      return [];
  }
};

/** Both sides hear once that the numbers differ (R160), and the provider once that it can decide again; what changes in between is on the card. */
const driftNotices = (before: Transfer | undefined, after: Transfer): Notice[] => {
  const fact = `drift:${after.version}`;
  const failed = before?.recreation !== undefined && after.recreation === undefined && after.phase === 'withdrawn';
  if (failed) return [tell('not-recreated', 'partner', fact)];
  if (after.phase !== 'open') return [];
  const wasHeld = before?.phase === 'open' && isDrifted(before);
  if (isDrifted(after)) return wasHeld ? [] : [tell('drifted', 'partner', fact), { ...tell('drifted', 'provider', fact), to: 'deciders' }];
  return wasHeld && before.revision === after.revision ? [{ ...tell('please-decide', 'provider', fact), to: 'deciders' }] : [];
};

const signOffNotices = (before: Transfer | undefined, after: Transfer): Notice[] => {
  const notices: Notice[] = [];
  if (before?.landed === undefined && after.landed !== undefined) notices.push(tell('landed', 'partner', 'landed'));
  const wrong = after.sourceChecks.some((check) => !check.ok);
  const wasWrong = before?.sourceChecks.some((check) => !check.ok) ?? false;
  if (wrong && !wasWrong && after.landed !== undefined) notices.push(tell('source-wrong', 'partner', 'source-wrong'));
  if (isVerified(after) && (before === undefined || !isVerified(before))) {
    notices.push(tell('verified', 'partner', 'verified'), tell('verified', 'provider', 'verified'));
  }
  return notices;
};

const tell = (kind: NoticeKind, side: Person['side'], fact: string): Notice => ({ kind, side, to: 'everyone-involved', fact });
