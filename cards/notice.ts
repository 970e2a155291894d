import type { Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';

export const NOTICE_KINDS = [
  'request-open', // to the provider: decide
  'request-created', // to the partner: it is open now
  'not-created',
  'accepted',
  'rejected',
  'withdrawn',
  'complete',
  'partly-complete',
  'failed',
  'landed',
  'source-verified',
  'not-known',
  'trouble',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The toast of a card that arrives or changes (`activity.summary`): short, and useful without opening the card. */
export const noticeText = (kind: NoticeKind, transfer: Transfer, text: Text): string => {
  const name = (outside: string): string => plain(clean(outside, 60));
  return text.t(`notice.${kind}`, { source: name(transfer.source.name), target: name(transfer.target.name), customer: name(transfer.customer.name) });
};
