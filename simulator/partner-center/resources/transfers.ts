import type { WireTransferEligibility } from '../../../partnercenter/wire.ts';
import { forCustomer, objectBody, ok, type Answer, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { key, shout } from '../ids.ts';
import { holdings, type TransferRecord } from '../state.ts';
import { createTransfer } from '../transfers/create.ts';
import { acceptTransfer, findTransfer, rejectTransfer, withdrawTransfer } from '../transfers/decide.ts';
import { whyNot } from '../transfers/eligible.ts';
import { submitResult, transferView } from '../transfers/view.ts';

/** §9.1: a bare array; ids in capitals, reasons as sentences nobody should parse. */
const eligibility = ({ ask, state, caller, customer }: CustomerCall): WireTransferEligibility[] => {
  if (ask.query.get('transferType')?.toLowerCase() !== 'directtoindirect') throw new ApiError('badInput', 'transferType is not known.');
  return holdings(state, caller.tenantId, customer.id).map((record) => {
    const reason = whyNot(state, record);
    return reason === undefined ? { id: shout(record.wire.id), isEligible: true } : { id: shout(record.wire.id), isEligible: false, reason };
  });
};

const shown = (call: CustomerCall, transfer: TransferRecord): object => transferView(call.state, transfer, call.caller.tenantId);

/** Both partners see all states; a withdrawn transfer is gone. */
const list = (call: CustomerCall): object[] => {
  const { state, customer, caller } = call;
  const own = state.transfers.all().filter((t) => t.customerId === customer.id && (t.source === caller.tenantId || t.target === caller.tenantId));
  return own.filter((t) => t.phase !== 'Withdrawn').map((t) => shown(call, t));
};

/** The one change that a legacy transfer takes by PATCH is the target's "reject" (§9.3). */
const reject = (call: CustomerCall): object => {
  const body = objectBody(call.ask);
  if (typeof body['id'] !== 'string' || key(body['id']) !== key(call.ask.params['transferId'] ?? '')) throw new ApiError('transferInput', 'The id does not match.');
  if (String(body['status']).toLowerCase() !== 'reject') throw new ApiError('transferInput', 'The status is not one that can be set.');
  return shown(call, rejectTransfer(call));
};

const withdraw = (call: CustomerCall): Answer => {
  withdrawTransfer(call);
  return { status: 204 };
};

const BASE = '/v1/customers/:customerId/transfers';
const common = { modes: 'A/U', roles: ['AdminAgents', 'SalesAgents'] } as const;

export const transfers: readonly Resource[] = [
  { ...common, method: 'get', path: '/v1/customers/:customerId/transferseligibility', handle: forCustomer((call) => ok(eligibility(call))) },
  { ...common, method: 'get', path: BASE, handle: forCustomer((call) => ok(list(call))) },
  { ...common, method: 'post', path: BASE, handle: forCustomer((call) => ({ status: 201, body: shown(call, createTransfer(call)) })) },
  { ...common, method: 'get', path: `${BASE}/:transferId`, handle: forCustomer((call) => ok(shown(call, findTransfer(call)))) },
  { ...common, method: 'patch', path: `${BASE}/:transferId`, handle: forCustomer((call) => ok(reject(call))) },
  { ...common, method: 'del', path: `${BASE}/:transferId`, handle: forCustomer(withdraw) },
  { ...common, method: 'post', path: `${BASE}/:transferId/accept`, handle: forCustomer((call) => ok(submitResult(acceptTransfer(call)))) },
];
