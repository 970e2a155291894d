import type { WaitingOn } from '../journey/next-steps.ts';
import type { Transfer } from '../journey/records.ts';
import type { StepId } from '../journey/step-ids.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import type { CustomersData } from './customers-card.ts';
import { customersSection } from './customers-card.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData, Density } from './render.ts';
import type { MapRow } from './step-words.ts';
import { mapButton, openButton, stepRow, stepTitle } from './step-words.ts';
import { headingOf, waitingWords } from './transfer-card.ts';
import { limited, shortId, troubleLine } from './words.ts';
import type { Row } from './words.ts';

/** `since` is when the present wait began. */
export type StatusItem = { readonly transfer: Transfer; readonly waitingOn: WaitingOn; readonly since: string };
/** What a partner has asked of this provider and waits for; `customer` is empty when nobody has named it. */
export type AskLine = { readonly partner: string; readonly step: StepId; readonly customer: string; readonly since: string };
export type StatusData = {
  readonly items: readonly StatusItem[];
  readonly now: string;
  /** The organisation's own steps, in order; none for a provider. */
  readonly map?: readonly MapRow[];
  /** The first of its customers; left out when nothing is recorded of any. */
  readonly customers?: CustomersData;
  /** For a provider: what partners wait for from it, besides the transfers. */
  readonly asks?: readonly AskLine[];
};

/** Buttons for single steps; the choice beside them and the words open every step. */
const MOST_OPENS = 2;

const DAY = 24 * 60 * 60 * 1000;

const ageWords = (since: string, now: string, text: Text): string => {
  const days = Math.floor((Date.parse(now) - Date.parse(since)) / DAY);
  return days < 1 ? text.t('status.age.today') : text.t('status.age', { count: days });
};

const rowOf = ({ transfer, waitingOn, since }: StatusItem, now: string, text: Text, density: Density): Row => {
  const title = text.t('status.row.title', { id: shortId(transfer.transferId), customer: clean(transfer.customer.name, density.name) });
  const wait = { phase: headingOf(transfer, text).phase, who: waitingWords(waitingOn, transfer, text), when: text.dateTime(since) };
  const trouble = transfer.trouble === undefined ? '' : ` ${troubleLine(transfer.trouble, text)}`;
  return { strong: title, text: `: ${text.t('status.row', wait)} ${ageWords(since, now, text)}${trouble}` };
};

const askSection = (asks: readonly AskLine[], text: Text, density: Density): CardData[] => {
  const row = ({ partner, step, customer, since }: AskLine): Row => ({
    strong: clean(partner, density.name),
    text: `: ${text.t(step === 'invite' ? 'map.ask.tenant' : 'map.ask.agreement', { customer: clean(customer, density.name), since: text.dateTime(since) })}`,
  });
  return asks.length === 0 ? [] : [{ title: text.t('map.asks'), rows: limited(asks.map(row), density.rows, text) }];
};

const isOpen = ({ state }: MapRow): boolean => state.state === 'ready' || state.state === 'waiting';

/** The map of the organisation's own steps: every one can be opened, those that can be taken now by a button of their own. */
const mapSection = (map: readonly MapRow[], text: Text, density: Density) =>
  map.length === 0
    ? { maps: [], pickers: [], opens: [] }
    : {
        maps: [{ title: text.t('map.title'), rows: map.map((row) => stepRow(row, text, density)) }],
        pickers: [{ id: 'chosen-step', label: text.t('map.step.label'), error: text.t('map.choose'), choices: map.map(({ step }) => ({ title: stepTitle(step, text), value: step })) }],
        opens: [
          ...map.filter(isOpen).slice(0, MOST_OPENS).map(({ step }) => openButton(step, '', text)),
          mapButton({ verb: 'open-step', title: text.t('map.step.open') }),
        ],
      };

/** What is open, waiting for whom, since when, and where the move stands. Longest wait first is the caller's order to choose. */
export const statusCard = ({ items, now, map = [], customers, asks = [] }: StatusData, text: Text): AdaptiveCard => {
  const count = items.length === 0 ? text.t('status.none') : text.t('status.count', { count: items.length });
  return renderFitting('status-card', (density) => {
    const own = mapSection(map, text, density);
    const theirs = customers === undefined ? { maps: [], pickers: [], opens: [] } : customersSection(customers, text, density);
    return {
      lang: text.locale,
      speak: plain(count),
      title: text.t('status.title'),
      count,
      rows: limited(items.map((item) => rowOf(item, now, text, density)), density.rows, text),
      maps: [...askSection(asks, text, density), ...own.maps, ...theirs.maps] as CardData[],
      pickers: [...own.pickers, ...theirs.pickers] as CardData[],
      opens: [...own.opens, ...theirs.opens] as CardData[],
    };
  });
};
