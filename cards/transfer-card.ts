import type { WaitingOn } from '../journey/next-steps.ts';
import type { Transfer } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { driftTroubles } from './drift-words.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, CardData } from './render.ts';
import { actionsOf } from './transfer-buttons.ts';
import type { TransferViewer } from './transfer-buttons.ts';
import { factsOf, sectionsOf } from './transfer-sections.ts';
import { shortId, troubleWords } from './words.ts';

export type TransferCardData = {
  readonly transfer: Transfer;
  readonly viewer: TransferViewer;
  readonly handle: string;
  readonly waitingOn: WaitingOn;
  /** Where the request can be looked at and decided by hand (R121, R141). */
  readonly portal?: string;
  /** Teams user ids (29:…, at most 60) whose clients fetch the newest card by themselves; none when unset. */
  readonly refreshFor?: readonly string[];
};

export const waitingWords = (waitingOn: WaitingOn, transfer: Transfer, text: Text): string =>
  text.t(`waiting.${waitingOn}`, { source: clean(transfer.source.name), target: clean(transfer.target.name) });

type Heading = { readonly phase: string; readonly sentence: string };

/** The phase in words; a complete transfer goes on until both sides are verified (R151). */
export const headingOf = (transfer: Transfer, text: Text): Heading => {
  const names = { source: clean(transfer.source.name), target: clean(transfer.target.name), customer: clean(transfer.customer.name) };
  if (transfer.phase === 'complete' && transfer.landed !== undefined) {
    const verified = transfer.sourceVerifiedAt !== undefined;
    return verified
      ? { phase: text.t('phase.finished'), sentence: text.t('phase.finished.text') }
      : { phase: text.t('phase.complete'), sentence: text.t('phase.landed.text', names) };
  }
  if (transfer.phase === 'open' && (transfer.drift?.length ?? 0) > 0) return { phase: text.t('phase.drifted'), sentence: text.t('phase.drifted.text', names) };
  return { phase: text.t(`phase.${transfer.phase}`), sentence: recreationSentence(transfer, text) ?? text.t(`phase.${transfer.phase}.text`, names) };
};

/** Taken back in order to come again with other numbers (R161); undefined for every other transfer. */
const recreationSentence = ({ phase, recreation, replacedBy }: Transfer, text: Text): string | undefined => {
  if (recreation === undefined) return undefined;
  if (phase === 'withdrawing') return text.t('phase.withdrawing.recreate.text');
  if (phase !== 'withdrawn') return undefined;
  return replacedBy === undefined ? text.t('phase.withdrawn.recreate.text') : text.t('phase.withdrawn.recreated.text', { id: shortId(replacedBy) });
};

/** Container styles: the words carry the meaning, the tint only helps to find the card again. */
const TONES: Readonly<Record<Transfer['phase'], string>> = {
  creating: 'emphasis', open: 'accent', accepting: 'emphasis', rejecting: 'emphasis', withdrawing: 'emphasis', 'in-progress': 'emphasis',
  complete: 'good', 'partly-complete': 'warning', failed: 'attention', rejected: 'warning', withdrawn: 'warning',
  'not-created': 'attention', 'not-known': 'attention',
  asked: 'accent', offering: 'emphasis', offered: 'accent', taking: 'emphasis', declined: 'warning', cancelling: 'emphasis', cancelled: 'warning', expired: 'warning',
};

/** Companies', customers' and people's names cut to what the density allows, so that every part of the card shrinks alike. */
const shortened = (transfer: Transfer, longest: number): Transfer => {
  const cut = <T extends { readonly name: string }>(named: T): T => ({ ...named, name: clean(named.name, longest) });
  const { customer, source, target, requested, decided, offered, declined, landed } = transfer;
  return {
    ...transfer,
    customer: { ...cut(customer), domain: clean(customer.domain, longest) },
    source: cut(source),
    target: cut(target),
    requested: cut(requested),
    decided: decided === undefined ? undefined : cut(decided),
    ...(offered === undefined ? {} : { offered: cut(offered) }),
    ...(declined === undefined ? {} : { declined: cut(declined) }),
    landed: landed === undefined ? undefined : cut(landed),
  };
};

/** The same without Växla: for the provider the way to the request (R141), for the partner its own function (R121). */
const byHandOf = ({ viewer, portal }: TransferCardData, { customer, partnerCenterId }: Transfer, text: Text): CardData[] =>
  portal === undefined ? [] : [{
    text: text.t(`transfer.by-hand.${viewer.side}`, { customer: clean(customer.name), request: clean(partnerCenterId ?? '–', 60) }),
    title: text.t('transfer.by-hand.link'),
    url: portal,
  }];

/** The living card of a transfer, for both companies: one card that is replaced in place until everything is verified. */
export const transferCard = (data: TransferCardData, text: Text): AdaptiveCard => {
  const { transfer, viewer, handle } = data;
  const id = shortId(transfer.transferId);
  const { trouble } = transfer;
  return renderFitting('transfer-card', (density) => {
    const seen = shortened(transfer, density.name);
    const heading = headingOf(seen, text);
    return {
      lang: text.locale,
      speak: plain(text.t('transfer.spoken', { id, customer: clean(seen.customer.name), phase: heading.phase })),
      tone: TONES[transfer.phase],
      title: text.t('transfer.title', { id, phase: heading.phase }),
      headline: heading.sentence,
      facts: factsOf(seen, waitingWords(data.waitingOn, seen, text), text),
      troubles: [...(trouble === undefined ? [] : [troubleWords(trouble, transfer.phase, text)]), ...driftTroubles(seen, { side: viewer.side, text, density })],
      sections: sectionsOf(seen, viewer, text, density),
      byHand: transfer.phase === 'open' ? byHandOf(data, seen, text) : [],
      handle,
      ...actionsOf(transfer, viewer, text),
      refreshTitle: text.t('button.refresh', { id }),
      hasRefresh: (data.refreshFor?.length ?? 0) > 0,
      refreshFor: data.refreshFor ?? [],
    };
  });
};
