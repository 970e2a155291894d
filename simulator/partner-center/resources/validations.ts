import { forCustomer, objectBody, ok, type Answer, type Call, type CustomerCall, type Resource } from '../call.ts';
import { judgeAddress } from '../address-check.ts';
import { accountOf } from '../account.ts';
import { ApiError } from '../errors.ts';
import { switchOf } from '../switches.ts';

/** §6.6: how Microsoft sees the customer's account; no record is 404/600074, in the newer shape of errors. */
const validationStatus = ({ ask, state, customer }: CustomerCall): object => {
  const type = ask.query.get('type');
  if (type === null) throw new ApiError('inputMissing', 'type is missing.');
  if (type.toLowerCase() !== 'account') throw new ApiError('badInput', 'type is not known.');
  const { status, changedAt } = accountOf(state, customer.id);
  if (status === 'none') throw new ApiError('accountStatusNotFound');
  return { type: 'account', status, lastUpdateDateTime: changedAt };
};

/** §6.7, in today's shape or as it once was: true or 400. */
const address = ({ ask, state }: Call): Answer => {
  const verdict = judgeAddress(objectBody(ask));
  if (switchOf(state, 'validations.address') === 'object') return ok(verdict);
  if (verdict.status !== 'VerifiedShippable' && verdict.status !== 'Verified') throw new ApiError('badInput', 'The address is not valid.');
  return ok(true);
};

/** Whether `{prefix}.onmicrosoft.com` is still free. */
const isDomainFree = ({ ask, state }: Call): boolean => {
  const prefix = (ask.params['prefix'] ?? '').toLowerCase();
  if (!/^[a-z0-9]{1,27}$/.test(prefix)) throw new ApiError('badInput', 'The prefix has letters and digits only, 27 at most.');
  return !state.customers.all().some((c) => c.onmicrosoft.toLowerCase() === `${prefix}.onmicrosoft.com`);
};

export const validations: readonly Resource[] = [
  { method: 'get', path: '/v1/customers/:customerId/validationStatus', modes: 'U', family: 'customers', handle: forCustomer((call) => ok(validationStatus(call))) },
  // Codes for government clouds, of which the commercial cloud has none.
  { method: 'get', path: '/v1/customers/all/validations', modes: 'U', family: 'customers', handle: () => ok([]) },
  { method: 'get', path: '/v1/customers/:customerId/validations', modes: 'U', family: 'customers', handle: forCustomer(() => ok([])) },
  { method: 'post', path: '/v1/validations/address', modes: 'A/U', handle: address },
  { method: 'get', path: '/v1/validations/checkdomainavailability/:prefix', modes: 'A/U', handle: (call) => ok(isDomainFree(call)) },
];
