import type { RejectReason, Side, Transfer, TransferPhase } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { LONGEST_COMMENT } from './clean.ts';
import type { CardData } from './render.ts';
import type { CardVerb } from './verbs.ts';
import { shortId } from './words.ts';

/** What the reader may press; worked out by the journey's rules, never by the card. */
export type TransferViewer = {
  readonly side: Side;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  readonly mayConfirm: boolean;
  readonly mayResend: boolean;
  readonly mayCheck: boolean;
  /** The numbers have changed: Accept is held back (R160); unset: they have not. */
  readonly isHeld?: boolean;
  /** Withdraw and create again with today's numbers (R161); unset: no. */
  readonly mayRecreate?: boolean;
  readonly mayTake?: boolean;
  readonly mayCancel?: boolean;
  readonly mayAskAgain?: boolean;
};

export const REJECT_REASONS: readonly RejectReason[] = ['wrong-lines', 'wrong-quantity', 'agreement', 'relationship', 'credit', 'other'];

/** Nothing more happens to a transfer in these phases, so there is nothing to refresh. */
const ENDED: ReadonlySet<TransferPhase> = new Set(['not-created', 'failed', 'rejected', 'withdrawn', 'cancelled', 'expired']);

const isOver = ({ phase, landed, sourceVerifiedAt }: Transfer): boolean =>
  ENDED.has(phase) || (landed !== undefined && sourceVerifiedAt !== undefined);

const buttonsOf = ({ id, model }: Titled, viewer: TransferViewer, text: Text): CardData[] => {
  const button = (verb: Exclude<CardVerb, ConfirmedVerb | 'reject' | 'recreate' | 'refresh'>): CardData => ({ verb, title: text.t(`button.${verb}`, { id }) });
  return [
    ...(viewer.mayDecide && viewer.isHeld !== true ? [button(model === 'new-commerce' ? 'offer' : 'accept')] : []),
    ...(viewer.mayTake === true ? [button('take')] : []),
    ...(viewer.mayAskAgain === true ? [button('ask-again')] : []),
    ...(viewer.mayConfirm ? [button('confirm-landed')] : []),
    ...(viewer.mayCheck ? [button('check-source')] : []),
    ...(viewer.mayResend ? [button('resend')] : []),
  ];
};

const rejectForm = (id: string, viewer: TransferViewer, text: Text): CardData[] => {
  if (!viewer.mayDecide) return [];
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

/** Decisions that are asked about once more before they go. */
type ConfirmedVerb = 'withdraw' | 'decline' | 'cancel';
type Titled = { readonly id: string; readonly model: Transfer['model'] };

const confirmForms = ({ id, model }: Titled, viewer: TransferViewer, text: Text): CardData[] => {
  const form = (verb: ConfirmedVerb, note: string): CardData => ({ verb, title: text.t(`button.${verb}`, { id }), send: text.t(`button.${verb}.send`, { id }), note });
  return [
    ...(viewer.mayWithdraw ? [form('withdraw', text.t(model === 'new-commerce' ? 'withdraw.asked.note' : 'withdraw.note'))] : []),
    ...(viewer.mayTake === true ? [form('decline', text.t('decline.note'))] : []),
    ...(viewer.mayCancel === true ? [form('cancel', text.t('cancel.note'))] : []),
  ];
};

const recreateForm = (id: string, viewer: TransferViewer, text: Text): CardData[] =>
  viewer.mayRecreate === true ? [{ title: text.t('button.recreate', { id }), send: text.t('button.recreate.send', { id }), note: text.t('recreate.note') }] : [];

/** The buttons and forms under the card, each titled so that it can be told apart out of context. */
export const actionsOf = (transfer: Transfer, viewer: TransferViewer, text: Text): CardData => {
  const id = shortId(transfer.transferId);
  return {
    buttons: buttonsOf({ id, model: transfer.model }, viewer, text),
    rejections: rejectForm(id, viewer, text),
    recreations: recreateForm(id, viewer, text),
    withdrawals: confirmForms({ id, model: transfer.model }, viewer, text),
    refreshes: isOver(transfer) ? [] : [{ verb: 'refresh', title: text.t('button.refresh', { id }) }],
  };
};
