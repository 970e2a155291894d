import type { WireTransferEligibility } from '../../../partnercenter/wire.ts';
import { forCustomer, objectBody, ok, withoutBody, wordOf, type Answer, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { key, shout } from '../ids.ts';
import { holdings, type TransferRecord } from '../state.ts';
import { switchOf } from '../switches.ts';
import { createTransfer } from '../transfers/create.ts';
import { acceptTransfer, findTransfer, isShown, rejectTransfer, withdrawTransfer } from '../transfers/decide.ts';
import { whyNot } from '../transfers/eligible.ts';
import { createNewCommerceTransfer } from '../transfers/new-commerce-create.ts';
import { changeNewCommerce, isNewCommerce, type NewCommerceTransfer } from '../transfers/new-commerce-decide.ts';
import { submitResult, transferView } from '../transfers/view.ts';

/** §9.1: a bare array; ids in capitals, reasons as sentences nobody should parse. */
const eligibility = ({ ask, state, caller, customer }: CustomerCall): WireTransferEligibility[] => {
  if (ask.query.get('transferType')?.toLowerCase() !== 'directtoindirect') throw new ApiError('badInput', 'transferType is not known.');
  return holdings(state, caller.tenantId, customer.id).map((record) => {
    const reason = whyNot(state, record);
    return reason === undefined ? { id: shout(record.wire.id), isEligible: true } : { id: shout(record.wire.id), isEligible: false, reason };
  });
};

const shown = (call: CustomerCall, transfer: TransferRecord): object => transferView(call, transfer, call.caller.tenantId);

/** Both models in one bare array, all states; a withdrawn transfer is gone (§9.3, §10.8). */
const list = (call: CustomerCall): object[] => {
  const { state, customer, caller } = call;
  const own = state.transfersOfCustomer(customer.id).filter((t) => t.source === caller.tenantId || t.target === caller.tenantId);
  return own.filter((t) => isShown(state, t)).map((t) => shown(call, t));
};

/** `transferType` makes the difference: with it the target asks (§10.1), without it the source offers (§9.2). */
const create = (call: CustomerCall): Answer => {
  const { transferType } = objectBody(call.ask);
  const isLegacy = transferType === undefined || transferType === null;
  return { status: 201, body: shown(call, isLegacy ? createTransfer(call) : createNewCommerceTransfer(call)) };
};

/** PATCH: a new-commerce transfer is accepted or cancelled (§10.2, §10.3), a legacy one rejected by its target (§9.3). */
const change = (call: CustomerCall): object => {
  const body = objectBody(call.ask);
  if (typeof body['id'] !== 'string' || key(body['id']) !== key(call.ask.params['transferId'] ?? '')) throw new ApiError('transferInput', 'The id does not match.');
  const transfer = findTransfer(call);
  if (isNewCommerce(transfer)) return changed(call, transfer);
  if (wordOf(body['status']) !== 'reject') throw new ApiError('transferInput', 'The status is not one that can be set.');
  return shown(call, rejectTransfer(call));
};

/** The answer to an accept says InProgress, while reads still say Pending for a while (§10.3, §10.5). */
const changed = (call: CustomerCall, before: NewCommerceTransfer): object => {
  const after = changeNewCommerce(call, before);
  const isTold = after.phase === 'InProgress' && switchOf(call.state, 'transfers.acceptAnswer') === 'InProgress';
  return isTold ? { ...shown(call, after), status: 'InProgress' } : shown(call, after);
};

const withdraw = (call: CustomerCall): Answer => {
  withdrawTransfer(call);
  return { status: 204 };
};

const BASE = '/v1/customers/:customerId/transfers';
const common = { modes: 'A/U', roles: ['AdminAgents', 'SalesAgents'] } as const;

export const transfers: readonly Resource[] = [
  { ...common, method: 'get', path: '/v1/customers/:customerId/transferseligibility', handle: forCustomer((call) => ok(eligibility(call))) },
  // Of the transfers, the list alone is among the calls whose budget is enforced (§3.5).
  { ...common, method: 'get', path: BASE, family: 'transfers', handle: forCustomer((call) => ok(list(call))) },
  { ...common, method: 'post', path: BASE, handle: forCustomer(create) },
  { ...common, method: 'get', path: `${BASE}/:transferId`, handle: forCustomer((call) => ok(shown(call, findTransfer(call)))) },
  { ...common, method: 'patch', path: `${BASE}/:transferId`, handle: forCustomer((call) => ok(change(call))) },
  { ...common, method: 'del', path: `${BASE}/:transferId`, handle: forCustomer(withdraw) },
  { ...common, method: 'post', path: `${BASE}/:transferId/accept`, handle: forCustomer(withoutBody((call) => ok(submitResult(acceptTransfer(call))))) },
];
