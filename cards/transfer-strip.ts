import type { Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean } from './clean.ts';
import { newCommerceStripRows } from './new-commerce-strip.ts';
import type { StepState } from './new-commerce-strip.ts';
import type { Row } from './words.ts';

type Strip = { readonly request: StepState; readonly decision: StepState; readonly arrival: StepState; readonly source: StepState };

const strip = (request: StepState, decision: StepState, arrival: StepState, source: StepState): Strip => ({ request, decision, arrival, source });

const afterTheMove = ({ landed, sourceVerifiedAt }: Transfer): Strip => {
  const source = landed === undefined ? 'later' : 'now';
  return strip('done', 'done', landed === undefined ? 'now' : 'done', sourceVerifiedAt === undefined ? source : 'done');
};

/** The four phases of R125 as they stand: who had to act, who has to act now, and what will not come any more. */
export const stripOf = (transfer: Transfer): Strip => {
  switch (transfer.phase) {
    case 'creating':
      return strip('now', 'later', 'later', 'later');
    case 'not-created':
      return strip('stopped', 'not-needed', 'not-needed', 'not-needed');
    case 'open':
    case 'accepting':
    case 'rejecting':
    case 'withdrawing':
    case 'not-known':
    default:
      return strip('done', 'now', 'later', 'later');
    case 'rejected':
    case 'withdrawn':
      return strip('done', 'stopped', 'not-needed', 'not-needed');
    case 'in-progress':
      return strip('done', 'done', 'later', 'later');
    case 'failed':
      return strip('done', 'done', 'stopped', 'not-needed');
    case 'complete':
    case 'partly-complete':
      return afterTheMove(transfer);
  }
};

export const stripRows = (transfer: Transfer, text: Text): readonly Row[] => {
  if (transfer.model === 'new-commerce') return newCommerceStripRows(transfer, text);
  const states = stripOf(transfer);
  const row = (step: keyof Strip, owner: string): Row => ({
    strong: text.t(`strip.${states[step]}`),
    text: `: ${text.t('value.pair', { first: text.t(`strip.${step}`), second: clean(owner) })}`,
  });
  const { source, target } = transfer;
  return [row('request', source.name), row('decision', target.name), row('arrival', target.name), row('source', source.name)];
};
