import type { TransferModel } from '../journey/new-commerce-records.ts';
import type { Customer, Provider, TransferLine } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard, Density } from './render.ts';
import { fact, limited, lineRow, sentence } from './words.ts';
import type { Row } from './words.ts';

export type ConfirmTransferData = {
  readonly handle: string;
  readonly customer: Customer;
  readonly provider: Provider;
  readonly lines: readonly TransferLine[];
  readonly partnerOfRecord: string;
  /** The requests that the lines become; left out: one of the partner's own. */
  readonly parts?: readonly Part[];
};

type Part = { readonly model: TransferModel; readonly lines: readonly TransferLine[] };

type Words = { readonly text: Text; readonly density: Density; readonly provider: string };

/** The lines of one model, headed by whose request they go in, and why. */
const waySection = (model: TransferModel, lines: readonly TransferLine[], { text, density, provider }: Words) => ({
  title: text.t(`confirm.way.${model}`, { count: lines.length }),
  rows: [sentence(text.t(`confirm.why.${model}`, { provider })), ...limited(lines.map((line) => lineRow(line, text, density)), density.rows, text)],
});

const lineSections = ({ lines, parts = [] }: ConfirmTransferData, words: Words) => {
  const { text, density } = words;
  if (!parts.some(({ model }) => model === 'new-commerce')) {
    return [{ title: text.t('confirm.lines', { count: lines.length }), rows: limited(lines.map((line) => lineRow(line, text, density)), density.rows, text) }];
  }
  const of = (wanted: TransferModel): readonly TransferLine[] => parts.filter(({ model }) => model === wanted).flatMap((part) => part.lines);
  return (['legacy', 'new-commerce'] as const).filter((model) => of(model).length > 0).map((model) => waySection(model, of(model), words));
};

/** What is good to know depends on whose request it is: what the partner's own freezes, the provider's reads again. */
const knowRows = (parts: readonly Part[], { text, provider }: Words): readonly Row[] => {
  const own = parts.length === 0 || parts.some(({ model }) => model === 'legacy');
  const asked = parts.some(({ model }) => model === 'new-commerce');
  return [
    ...(own ? [text.t('confirm.accept', { provider }), text.t('confirm.frozen'), text.t('confirm.no-change')] : []),
    ...(asked ? [text.t('confirm.accept-asked', { provider }), text.t('confirm.frozen-later')] : []),
    ...(parts.length > 1 ? [text.t('confirm.parts', { count: parts.length })] : []),
    text.t('confirm.ids'), text.t('confirm.live'),
  ].map(sentence);
};

const undoWords = (parts: readonly Part[], { text, provider }: Words): string => {
  const own = parts.length === 0 || parts.some(({ model }) => model === 'legacy') ? [text.t('confirm.undo', { provider })] : [];
  return [...own, ...(parts.some(({ model }) => model === 'new-commerce') ? [text.t('confirm.undo-asked', { provider })] : [])].join(' ');
};

/** The summary before the point where others are involved: what goes, to whom, what is frozen (R158), what cannot be undone (R204). */
export const confirmTransfer = (data: ConfirmTransferData, text: Text): AdaptiveCard => {
  const { customer, parts = [] } = data;
  const provider = clean(data.provider.name);
  const intro = text.t('confirm.intro', { provider, customer: clean(customer.name) });
  return renderFitting('confirm-transfer', (density) => ({
    lang: text.locale,
    speak: plain(intro),
    title: text.t('confirm.title'),
    intro,
    facts: [
      fact(text.t('label.customer'), text.t('value.customer', { name: clean(customer.name), domain: clean(customer.domain) })),
      fact(text.t('label.target'), text.t('value.provider', { name: provider, mpn: clean(data.provider.mpnId, 20) })),
      fact(text.t('label.partner-of-record'), clean(data.partnerOfRecord, 20)),
    ],
    sections: [...lineSections(data, { text, density, provider }), { title: text.t('confirm.know'), rows: knowRows(parts, { text, density, provider }) }],
    undo: undoWords(parts, { text, density, provider }),
    handle: data.handle,
    actions: [
      { verb: 'send', title: text.t('dialog.send'), style: 'positive' },
      { verb: 'back', title: text.t('dialog.back.lines'), style: 'default' },
      { verb: 'leave', title: text.t('dialog.leave'), style: 'default' },
    ],
  }));
};
