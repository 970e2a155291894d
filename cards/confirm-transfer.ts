import type { Customer, Provider, TransferLine } from '../journey/records.ts';
import type { Text } from '../locales/text.ts';
import { clean, plain } from './clean.ts';
import { renderFitting } from './render.ts';
import type { AdaptiveCard } from './render.ts';
import { fact, limited, lineRow, sentence } from './words.ts';

export type ConfirmTransferData = {
  readonly handle: string;
  readonly customer: Customer;
  readonly provider: Provider;
  readonly lines: readonly TransferLine[];
  readonly partnerOfRecord: string;
};

/** The summary before the point where others are involved: what goes, to whom, what is frozen (R158), what cannot be undone (R204). */
export const confirmTransfer = (data: ConfirmTransferData, text: Text): AdaptiveCard => {
  const { customer, lines } = data;
  const provider = clean(data.provider.name);
  const intro = text.t('confirm.intro', { provider, customer: clean(customer.name) });
  const know = ['confirm.frozen', 'confirm.no-change', 'confirm.ids', 'confirm.live'] as const;
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
    sections: [
      { title: text.t('confirm.lines', { count: lines.length }), rows: limited(lines.map((line) => lineRow(line, text, density)), density.rows, text) },
      { title: text.t('confirm.know'), rows: [text.t('confirm.accept', { provider }), ...know.map((key) => text.t(key))].map(sentence) },
    ],
    undo: text.t('confirm.undo', { provider }),
    handle: data.handle,
    actions: [
      { verb: 'send', title: text.t('dialog.send'), style: 'positive' },
      { verb: 'back', title: text.t('dialog.back.lines'), style: 'default' },
      { verb: 'leave', title: text.t('dialog.leave'), style: 'default' },
    ],
  }));
};
