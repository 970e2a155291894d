import type { Side, Transfer, RejectReason } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, LONGEST_COMMENT, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData } from './render.ts';
import { factsOf, sectionsOf } from './transfer-sections.ts';
import type { CardVerb } from './verbs.ts';
import { shortId, troubleWords } from './words.ts';

/** What the reader may press; worked out by the journey's rules, never by the card. */
export type TransferViewer = {
  readonly side: Side;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  readonly mayConfirm: boolean;
  readonly mayResend: boolean;
  readonly mayCheck: boolean;
};

export type WaitingOn = 'partner' | 'provider' | 'microsoft' | 'nobody';

export type TransferCardData = {
  readonly transfer: Transfer;
  readonly viewer: TransferViewer;
  readonly handle: string;
  readonly waitingOn: WaitingOn;
  /** Teams user ids (29:…, at most 60) whose clients fetch the newest card by themselves; none when unset. */
  readonly refreshFor?: readonly string[];
};

export const REJECT_REASONS: readonly RejectReason[] = ['wrong-lines', 'wrong-quantity', 'agreement', 'relationship', 'credit', 'other'];

export const waitingWords = (waitingOn: WaitingOn, transfer: Transfer, text: Text): string =>
  text.t(`waiting.${waitingOn}`, { source: clean(transfer.source.name), target: clean(transfer.target.name) });

type Heading = { readonly phase: string; readonly sentence: string };

const isFinished = ({ phase, landed, sourceVerifiedAt }: Transfer): boolean =>
  phase === 'complete' && landed !== undefined && sourceVerifiedAt !== undefined;

/** The phase in words; a complete transfer goes on until both sides are verified (R151). */
export const headingOf = (transfer: Transfer, text: Text): Heading => {
  if (isFinished(transfer)) return { phase: text.t('phase.finished'), sentence: text.t('phase.finished.text') };
  const names = { source: clean(transfer.source.name), target: clean(transfer.target.name), customer: clean(transfer.customer.name) };
  return { phase: text.t(`phase.${transfer.phase}`), sentence: text.t(`phase.${transfer.phase}.text`, names) };
};

/** Container styles: the words carry the meaning, the tint only helps to find the card again. */
const TONES: Readonly<Record<Transfer['phase'], string>> = {
  creating: 'emphasis', open: 'accent', accepting: 'emphasis', rejecting: 'emphasis', withdrawing: 'emphasis', 'in-progress': 'emphasis',
  complete: 'good', 'partly-complete': 'warning', failed: 'attention', rejected: 'warning', withdrawn: 'warning',
  'not-created': 'attention', 'not-known': 'attention',
};

const buttonsOf = ({ transfer, viewer }: TransferCardData, text: Text): CardData[] => {
  const id = shortId(transfer.transferId);
  const button = (verb: Exclude<CardVerb, 'reject' | 'withdraw' | 'refresh'>): CardData => ({ verb, title: text.t(`button.${verb}`, { id }) });
  return [
    ...(viewer.mayDecide ? [button('accept')] : []),
    ...(viewer.mayConfirm ? [button('confirm-landed')] : []),
    ...(viewer.mayCheck ? [button('check-source')] : []),
    ...(viewer.mayResend ? [button('resend')] : []),
  ];
};

const refreshOf = ({ transfer }: TransferCardData, text: Text): CardData[] =>
  isFinished(transfer) ? [] : [{ verb: 'refresh', title: text.t('button.refresh', { id: shortId(transfer.transferId) }) }];

const rejectForm = (data: TransferCardData, text: Text): CardData[] => {
  const id = shortId(data.transfer.transferId);
  if (!data.viewer.mayDecide) return [];
  return [{
    title: text.t('button.reject', { id }),
    send: text.t('button.reject.send', { id }),
    reasonLabel: text.t('reject.reason.label'),
    reasonError: text.t('reject.reason.error'),
    commentLabel: text.t('reject.comment.label'),
    commentHint: text.t('reject.comment.hint'),
    commentError: text.t('reject.comment.error'),
    commentLength: LONGEST_COMMENT,
    reasons: REJECT_REASONS.map((reason) => ({ value: reason, title: text.t(`reason.${reason}`) })),
  }];
};

const withdrawForm = (data: TransferCardData, text: Text): CardData[] => {
  const id = shortId(data.transfer.transferId);
  if (!data.viewer.mayWithdraw) return [];
  return [{ title: text.t('button.withdraw', { id }), send: text.t('button.withdraw.send', { id }), note: text.t('withdraw.note') }];
};

/** The living card of a transfer, for both companies: one card that is replaced in place until everything is verified. */
export const transferCard = (data: TransferCardData, text: Text): AdaptiveCard => {
  const { transfer, viewer, handle } = data;
  const heading = headingOf(transfer, text);
  const id = shortId(transfer.transferId);
  const { trouble } = transfer;
  return renderFitting('transfer-card', (density) => ({
    lang: text.locale,
    speak: plain(text.t('transfer.spoken', { id, customer: clean(transfer.customer.name), phase: heading.phase })),
    tone: isFinished(transfer) ? 'good' : TONES[transfer.phase],
    title: text.t('transfer.title', { id, phase: heading.phase }),
    headline: heading.sentence,
    facts: factsOf(transfer, waitingWords(data.waitingOn, transfer, text), text),
    troubles: trouble === undefined ? [] : [troubleWords(trouble, transfer.phase, text)],
    sections: sectionsOf(transfer, viewer.mayDecide, text, density),
    handle,
    buttons: buttonsOf(data, text),
    rejections: rejectForm(data, text),
    withdrawals: withdrawForm(data, text),
    refreshes: refreshOf(data, text),
    refreshTitle: text.t('button.refresh', { id }),
    hasRefresh: (data.refreshFor?.length ?? 0) > 0,
    refreshFor: data.refreshFor ?? [],
  }));
};
