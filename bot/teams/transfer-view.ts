import type { AdaptiveCard } from '../../cards/render.ts';
import { transferCard } from '../../cards/transfer-card.ts';
import { CUSTOMER_PAGES } from '../../dialogs/steps/customer-pages.ts';
import { abilities, waitingOn } from '../../journey/next-steps.ts';
import type { Transfer } from '../../journey/records.ts';
import type { KnownPerson } from '../../ledger/people.ts';
import { textFor } from './turn.ts';

/**
 * The transfer as this person may see it. Only their newest copy has buttons: an older one shows the same state, so that nobody
 * has to wonder which of two cards to press.
 */
export const viewTransfer = (person: KnownPerson, transfer: Transfer, { handle, isNewest, portal }: { handle: string; isNewest: boolean; portal?: (path: string) => string }): AdaptiveCard => {
  const side = person.tenantId === transfer.target.tenantId ? ('provider' as const) : ('partner' as const);
  const nothing = { side, mayDecide: false, mayWithdraw: false, mayConfirm: false, mayCheck: false, mayResend: false };
  const viewer = isNewest ? abilities(person, transfer) : nothing;
  return transferCard({ transfer, viewer, handle, waitingOn: waitingOn(transfer), portal: portal?.(CUSTOMER_PAGES.subscriptions(transfer.customer.customerId)) }, textFor(person));
};
