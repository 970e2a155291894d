import type { WaitingOn } from '../journey/next-steps.ts';
import type { Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, Density } from './render.ts';
import { headingOf, waitingWords } from './transfer-card.ts';
import { limited, shortId } from './words.ts';
import type { Row } from './words.ts';

/** `since` is when the present wait began. */
export type StatusItem = { readonly transfer: Transfer; readonly waitingOn: WaitingOn; readonly since: string };
export type StatusData = { readonly items: readonly StatusItem[]; readonly now: string };

const DAY = 24 * 60 * 60 * 1000;

const ageWords = (since: string, now: string, text: Text): string => {
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY);
  return days < 1 ? text.t('status.age.today') : text.t('status.age', { count: days });
};

const rowOf = ({ transfer, waitingOn, since }: StatusItem, now: string, text: Text, density: Density): Row => {
  const title = text.t('status.row.title', { id: shortId(transfer.transferId), customer: clean(transfer.customer.name, density.name) });
  const wait = { phase: headingOf(transfer, text).phase, who: waitingWords(waitingOn, transfer, text), when: text.dateTime(since) };
  return { strong: title, text: `: ${text.t('status.row', wait)} ${ageWords(since, now, text)}` };
};

/** What is open, waiting for whom, since when. Longest wait first is the caller's order to choose. */
export const statusCard = ({ items, now }: StatusData, text: Text): AdaptiveCard => {
  const count = items.length === 0 ? text.t('status.none') : text.t('status.count', { count: items.length });
  return renderFitting('status-card', (density) => ({
    lang: text.locale,
    speak: plain(count),
    title: text.t('status.title'),
    count,
    rows: limited(items.map((item) => rowOf(item, now, text, density)), density.rows, text),
  }));
};
