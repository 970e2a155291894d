import type { CustomerCall } from '../partner-center/call.ts';
import { key } from '../partner-center/ids.ts';
import type { PipelineDeps } from '../partner-center/pipeline.ts';
import type { TransferRecord } from '../partner-center/state.ts';
import { acceptTransfer, rejectTransfer, withdrawTransfer } from '../partner-center/transfers/decide.ts';
import { acceptNewCommerce, cancelNewCommerce, isNewCommerce } from '../partner-center/transfers/new-commerce-decide.ts';
import { productTypeOf } from '../partner-center/transfers/product-types.ts';
import { customerOf, partnerOf, personOf } from './actors.ts';
import { PortalError } from './errors.ts';

type Deps = Pick<PipelineDeps, 'state' | 'clock' | 'completionDelayMs'>;
export type PortalVerb = 'accept' | 'reject' | 'withdraw' | 'cancel';
type Decision = { readonly transferId: string; readonly verb: PortalVerb; readonly subscriptionIds?: readonly string[] | undefined; readonly personId?: string | undefined };

/** A decision taken in the portal, past any other program; the same rules as on the public surface hold. */
export const decideByHand = (deps: Deps, ask: Decision): TransferRecord => {
  const transfer = deps.state.transfers.get(key(ask.transferId));
  if (transfer === undefined) throw new PortalError(404, 'There is no such transfer.');
  if (!isNewCommerce(transfer)) return decideLegacy(deps, transfer, ask);
  if (ask.verb === 'cancel') return cancelNewCommerce(callOf(deps, transfer, { ask, tenantId: transfer.target }), transfer);
  if (ask.verb === 'accept') return acceptNewCommerce(callOf(deps, transfer, { ask, tenantId: transfer.source }), transfer);
  throw new PortalError(409, 'A transfer of new commerce is accepted by its source or cancelled by its target.');
};

const decideLegacy = (deps: Deps, transfer: TransferRecord, ask: Decision): TransferRecord => {
  if (ask.verb === 'cancel') throw new PortalError(409, 'A legacy transfer is withdrawn, not cancelled.');
  const run = { accept: acceptTransfer, reject: rejectTransfer, withdraw: withdrawTransfer }[ask.verb];
  return run(callOf(deps, transfer, { ask, tenantId: ask.verb === 'withdraw' ? transfer.source : transfer.target }));
};

/** The request that the person's browser would have made. */
const callOf = (deps: Deps, transfer: TransferRecord, { ask, tenantId }: { ask: Decision; tenantId: string }): CustomerCall => {
  const person = personOf({ tenantId, roles: isNewCommerce(transfer) ? ['AdminAgents'] : ['AdminAgents', 'SalesAgents'], personId: ask.personId });
  return {
    state: deps.state, now: deps.clock.now(), completionDelayMs: deps.completionDelayMs,
    customer: customerOf(deps.state, transfer.customerId), partner: partnerOf(deps.state, tenantId),
    caller: { tenantId, mode: 'user', personId: person.id, name: person.upn, roles: person.roles, mfa: true, appId: 'portal' },
    ask: {
      method: 'POST', path: '/portal', params: { transferId: transfer.id }, query: new URLSearchParams(), headers: {},
      body: { lineItems: chosenLines(deps, transfer, ask.subscriptionIds) },
    },
  };
};

/** The lines that the source ticks; nothing named means all that the target asked for and that can go. */
const chosenLines = ({ state }: Deps, transfer: TransferRecord, ids: readonly string[] | undefined): object[] => {
  const wanted = transfer.newCommerce?.productTypes;
  const held = state.heldSubscriptions(`${transfer.source}/${transfer.customerId}`).filter(({ wire }) => wire.status === 'active' && !wire.isTrial && wire.isMicrosoftProduct);
  const items = held.flatMap((record) => ({ subscriptionId: record.wire.id, productType: productTypeOf(record) }));
  const fitting = items.filter(({ productType }) => productType !== undefined && wanted?.includes(productType) !== false);
  return ids === undefined ? fitting : fitting.filter(({ subscriptionId }) => ids.map(key).includes(subscriptionId));
};

/** Makes the next accept of that line fail with this text. */
export const failLine = ({ state }: Deps, ask: { subscriptionId: string; description: string }): object => {
  const subscriptionId = key(ask.subscriptionId);
  if (!state.subscriptions.all().some((s) => s.wire.id === subscriptionId)) throw new PortalError(404, 'There is no such subscription.');
  return state.failLines.set(subscriptionId, { subscriptionId, description: ask.description });
};
