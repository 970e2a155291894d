import { forCustomer, ok, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { envelope } from '../paging.ts';

const TYPES = ['MicrosoftCustomerAgreement', 'MicrosoftCloudAgreement', '*'];

export const agreements: readonly Resource[] = [
  {
    // §7.3: only what the calling partner itself vouched for.
    method: 'get', path: '/v1/customers/:customerId/agreements', modes: 'U', family: 'customers',
    handle: forCustomer(({ ask, customer, caller }) => {
      const type = ask.query.get('agreementType') ?? '*';
      if (!TYPES.includes(type)) throw new ApiError('agreementTypeUnknown');
      const own = customer.attestations.filter((a) => a.partnerId === caller.tenantId).map((a) => a.agreement);
      return ok(envelope(own.filter((a) => type === '*' || a.type === type)));
    }),
  },
  {
    // §7.4: the customer's own signature.
    method: 'get', path: '/v1/customers/:customerId/directSignedMicrosoftCustomerAgreementStatus', modes: 'U', family: 'customers',
    handle: forCustomer(({ customer }) => ok({ isSigned: customer.directSigned })),
  },
];
