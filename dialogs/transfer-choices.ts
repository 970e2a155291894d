import type { CustomerOverview } from '../commands/movable.ts';
import type { BlockCode, LineChoice, Provider, TransferLine } from '../journey/records.ts';
import type { RefusalCode } from '../journey/refusals.ts';
import { toTransferLine } from '../journey/rules/lines.ts';
import { lineInput } from '../cards/choose-lines.ts';

/** Where to begin: at the customers, or at one customer's lines with some of them chosen already. */
export type TransferStart = {
  readonly customerId?: string;
  readonly selected?: readonly string[];
  readonly error?: RefusalCode;
  /** The transfer that is sent again after a rejection or a withdrawal. */
  readonly replaces?: string;
};

/** What the person was shown and is about to send; the id makes the same press, sent twice, one order. */
export type Draft = { readonly target: Provider; readonly lines: readonly TransferLine[]; readonly transferId: string };

export type Selection = { readonly chosen: readonly LineChoice[]; readonly target: Provider | undefined; readonly fault: RefusalCode | undefined };

/** Reads the answered card against what may move now (R126-R128); the card itself is believed in nothing but its ticks. */
export const readSelection = (inputs: Readonly<Record<string, string>>, { lines, providers }: CustomerOverview): Selection => {
  const chosen = lines.filter((line) => inputs[lineInput(line.subscription.subscriptionId)] === 'true');
  const target = providers.length === 1 ? providers[0] : providers.find((provider) => provider.tenantId === inputs['provider']);
  return { chosen, target, fault: faultOf(chosen, target) };
};

const faultOf = (chosen: readonly LineChoice[], target: Provider | undefined): RefusalCode | undefined => {
  if (chosen.length === 0) return 'empty-selection';
  if (chosen.some((line) => !line.selectable)) return 'not-eligible';
  return target === undefined ? 'no-provider-relationship' : undefined;
};

/** Still exactly what the summary said: provider, lines, quantities and add-ons, read again right before sending (R133). */
export const isAsShown = (draft: Draft, now: CustomerOverview): boolean => {
  const shown = new Map(draft.lines.map((line) => [line.subscriptionId, JSON.stringify(line)]));
  const today = now.lines.filter((line) => line.selectable && JSON.stringify(toTransferLine(line)) === shown.get(line.subscription.subscriptionId));
  return now.choice.block === undefined && today.length === draft.lines.length && now.providers.some((provider) => provider.tenantId === draft.target.tenantId);
};

/** The word for a customer that may not be moved at all; undefined when its lines can be shown. */
export const customerRefusal = (block: BlockCode | undefined): RefusalCode | undefined => {
  if (block === 'no-provider-relationship' || block === 'agreement-missing' || block === 'agreement-lost') return block;
  return undefined;
};
