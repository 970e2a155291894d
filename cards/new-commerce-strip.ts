import type { Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean } from './clean.ts';
import type { Row } from './words.ts';

export type StepState = 'done' | 'now' | 'later' | 'stopped' | 'not-needed';

/** With new commerce the partner has two turns: it asks before there is a request, and accepts afterwards (API topic 10). */
type Strip = { readonly ask: StepState; readonly offer: StepState; readonly take: StepState; readonly arrival: StepState; readonly source: StepState };

const ORDER: readonly (keyof Strip)[] = ['ask', 'offer', 'take', 'arrival', 'source'];

/** So many steps are done; the next one is under way, or the last that there will be. */
const strip = (done: number, next: StepState): Strip => {
  const rest: StepState = next === 'stopped' ? 'not-needed' : 'later';
  const state = (index: number): StepState => (index < done ? 'done' : index === done ? next : rest);
  return { ask: state(0), offer: state(1), take: state(2), arrival: state(3), source: state(4) };
};

const afterTheMove = ({ landed, sourceVerifiedAt }: Transfer): Strip => {
  if (landed === undefined) return { ...strip(3, 'now'), ...(sourceVerifiedAt === undefined ? {} : { source: 'done' }) };
  return sourceVerifiedAt === undefined ? strip(4, 'now') : strip(5, 'later');
};

/** The steps as they stand. */
export const newCommerceStripOf = (transfer: Transfer): Strip => {
  switch (transfer.phase) {
    case 'asked':
    case 'offering':
      return strip(1, 'now');
    case 'rejected':
    case 'withdrawn':
      return strip(1, 'stopped');
    case 'declined':
    case 'cancelling':
    case 'cancelled':
    case 'expired':
      return strip(2, 'stopped');
    case 'in-progress':
      return strip(3, 'later');
    case 'failed':
      return strip(3, 'stopped');
    case 'complete':
    case 'partly-complete':
      return afterTheMove(transfer);
    default:
      return strip(2, 'now');
  }
};

export const newCommerceStripRows = (transfer: Transfer, text: Text): readonly Row[] => {
  const states = newCommerceStripOf(transfer);
  const { source, target } = transfer;
  const owners: Readonly<Record<keyof Strip, string>> = { ask: source.name, offer: target.name, take: source.name, arrival: target.name, source: source.name };
  return ORDER.map((step) => ({
    strong: text.t(`strip.${states[step]}`),
    text: `: ${text.t('value.pair', { first: text.t(`strip.${step}`), second: clean(owners[step]) })}`,
  }));
};
