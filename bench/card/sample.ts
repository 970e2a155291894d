import { actionsOf } from '../../cards/transfer-buttons.ts';
import type { TransferViewer } from '../../cards/transfer-buttons.ts';
import { headingOf, transferCard, waitingWords } from '../../cards/transfer-card.ts';
import { factsOf, sectionsOf } from '../../cards/transfer-sections.ts';
import { shortId } from '../../cards/words.ts';
import type { CardData } from '../../cards/render.ts';
import type { Transfer, TransferLine } from '../../journey/records.ts';
import { createText } from '../../locales/text.ts';

/** The approval card's subject: a request that waits for the provider, with some lines. A transfer holds 25 at most, so 100 cannot be measured. */
export const LINE_COUNTS = [1, 10, 25] as const;

const id = (n: number): string => `5e0b7c1a-91f2-4c52-8d0e-${String(n).padStart(12, '0')}`;
const NAMES = ['Office 365 E3', 'Exchange Online (Plan 1)', 'Microsoft 365 Business Standard', 'Project Online Professional'];

const lineOf = (n: number, addons: readonly TransferLine[] = []): TransferLine => ({
  subscriptionId: id(100 + n), entitlementId: id(100 + n), name: `${NAMES[n % NAMES.length]} ${n}`, offerId: id(900 + n), class: 'legacy-licence',
  quantity: 5 + n, unit: 'licences', billingCycle: n % 2 === 0 ? 'monthly' : 'annual', addons,
});

const AT = '2026-02-03T08:12:40.118Z';

/** Every fifth line has an add-on, as in a usual book of customers. */
export const sampleTransfer = (count: number): Transfer => ({
  transferId: id(1), customer: { customerId: id(2), name: 'Lönn & Björk Trä AB', domain: 'lonnbjork.example' },
  source: { tenantId: id(3), name: 'Fjordline IT AB' }, target: { tenantId: id(4), name: 'Nordvind Distribution', mpnId: '7000456' },
  partnerOfRecord: '7000123', lines: Array.from({ length: count }, (_, n) => lineOf(n, n % 5 === 4 ? [lineOf(n + 500)] : [])),
  phase: 'open', revision: 1, partnerCenterId: id(9), outcomes: [], decided: undefined, rejection: undefined, landed: undefined,
  requested: { tenantId: id(3), personId: id(5), name: 'Astrid Lind', at: AT, role: 'admin-agent' },
  idMap: [], sourceChecks: [], sourceVerifiedAt: undefined, trouble: undefined, replaces: undefined, since: AT, openedAt: AT, version: 1,
});

const VIEWER: TransferViewer = { side: 'provider', mayDecide: true, mayWithdraw: false, mayConfirm: false, mayResend: false, mayCheck: false };
const HANDLE = 'q9X2c5aYFz0dT1uKQwE3bA';
/** Longest name that the fullest form of a card shows. */
const FULL = { name: 120, rows: 40, ids: 40, addons: 'named' } as const;

const text = createText('en', 'Europe/Stockholm');

/** Our card, from the record to the finished JSON. */
export const ourCard = (transfer: Transfer): object => transferCard({ transfer, viewer: VIEWER, handle: HANDLE, waitingOn: 'provider' }, text);

/** The words of the same card; floor and stock begin from them, because finding words is not what they compete in. */
export const wordsOf = (transfer: Transfer): CardData => {
  const { phase, sentence } = headingOf(transfer, text);
  const short = shortId(transfer.transferId);
  return {
    lang: text.locale,
    speak: text.t('transfer.spoken', { id: short, customer: transfer.customer.name, phase }),
    tone: 'accent',
    title: text.t('transfer.title', { id: short, phase }),
    headline: sentence,
    facts: factsOf(transfer, waitingWords('provider', transfer, text), text),
    troubles: [],
    sections: sectionsOf(transfer, VIEWER, text, FULL),
    byHand: [],
    handle: HANDLE,
    ...actionsOf(transfer, VIEWER, text),
    refreshTitle: text.t('button.refresh', { id: short }),
    hasRefresh: false,
    refreshFor: [],
  };
};
