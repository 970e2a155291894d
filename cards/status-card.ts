import type { WaitingOn } from '../journey/next-steps.ts';
import type { Role, Transfer } from '../journey/records.ts';
import type { StepId } from '../journey/step-ids.ts';
import type { StepState } from '../journey/steps.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData, Density } from './render.ts';
import { headingOf, waitingWords } from './transfer-card.ts';
import { limited, shortId, troubleLine } from './words.ts';
import type { Row } from './words.ts';

/** `since` is when the present wait began. */
export type StatusItem = { readonly transfer: Transfer; readonly waitingOn: WaitingOn; readonly since: string };
/** A step of the journey as the map shows it. */
export type MapRow = { readonly step: StepId; readonly state: StepState; readonly roles: readonly Role[] };
export type StatusData = {
  readonly items: readonly StatusItem[];
  readonly now: string;
  /** The organisation's own steps, in order; none for a provider. */
  readonly map?: readonly MapRow[];
};

/** Buttons that a card may carry besides the rows; the words open every step too. */
const MOST_OPENS = 4;
/** Code points of what somebody pointed to; the whole of it is in the export. */
const LONGEST_EVIDENCE = 80;

/** Where a step stands, in one sentence: who, since when, how sure, and what it rests on. */
const stateWords = ({ state, roles }: MapRow, text: Text): string => {
  switch (state.state) {
    case 'done': {
      const done = text.t(`map.${state.proof}`, { who: clean(state.by), when: text.dateTime(state.at) });
      return state.evidence === undefined ? done : `${done}. ${text.t('map.evidence', { evidence: clean(state.evidence, LONGEST_EVIDENCE) })}`;
    }
    case 'waiting': {
      const waiting = text.t('map.waiting', { who: text.t(`map.on.${state.on}`), since: text.dateTime(state.since) });
      return state.due === undefined ? waiting : `${waiting} ${text.t(state.about === true ? 'map.due.about' : 'map.due', { when: text.date(state.due) })}`;
    }
    case 'ready':
      return text.t('map.ready', { roles: text.list(roles.map((role) => text.t(`role.${role}`))) });
    case 'not-needed':
      return text.t('map.not-needed');
    case 'blocked': {
      const missing = state.verdicts.find((verdict) => verdict.missing !== undefined)?.missing;
      return missing === undefined ? text.t('map.blocked') : text.t('map.blocked-by', { step: text.t(`step.${missing}.title`) });
    }
  }
};

const mapOf = (map: readonly MapRow[], text: Text): CardData[] =>
  map.length === 0 ? [] : [{ title: text.t('map.title'), rows: map.map((row) => ({ strong: text.t(`step.${row.step}.title`), text: `: ${stateWords(row, text)}` })) }];

const opensOf = (map: readonly MapRow[], text: Text): CardData[] =>
  map
    .filter((row) => row.state.state === 'ready' || row.state.state === 'waiting')
    .slice(0, MOST_OPENS)
    .map((row) => ({ step: row.step, title: text.t('map.open', { step: text.t(`step.${row.step}.title`) }) }));

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

/** What is open, waiting for whom, since when. Longest wait first is the caller's order to choose. */
export const statusCard = ({ items, now, map = [] }: StatusData, text: Text): AdaptiveCard => {
  const count = items.length === 0 ? text.t('status.none') : text.t('status.count', { count: items.length });
  return renderFitting('status-card', (density) => ({
    lang: text.locale,
    speak: plain(count),
    title: text.t('status.title'),
    count,
    rows: limited(items.map((item) => rowOf(item, now, text, density)), density.rows, text),
    maps: mapOf(map, text),
    opens: opensOf(map, text),
  }));
};
