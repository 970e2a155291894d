import type { NoticeKind } from '../journey/notices.ts';
import type { Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';

/** The toast of a card that arrives or changes (`activity.summary`): short, and useful without opening the card. */
export const noticeText = (kind: NoticeKind, transfer: Transfer, text: Text): string => {
  const name = (outside: string): string => plain(clean(outside, 60));
  return text.t(`notice.${kind}`, { source: name(transfer.source.name), target: name(transfer.target.name), customer: name(transfer.customer.name) });
};
