import { documentLink } from '../agreement-documents.ts';
import { TEMPLATES, typeTest } from '../agreement-templates.ts';
import { forCustomer, objectType, ok, type Call, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { envelope } from '../paging.ts';

/** §7.1: the Cloud Agreement alone unless another type is asked for. */
const metadata = ({ ask }: Call): object => {
  const fits = typeTest(ask.query.get('agreementType') ?? 'MicrosoftCloudAgreement');
  return envelope(TEMPLATES.filter((t) => fits(t.agreementType)));
};

/** §7.2: links to the text; template and country are case-sensitive. */
const document = ({ ask, now }: Call): object => {
  const { query, params, headers } = ask;
  const templateId = params['templateId'] ?? '';
  const [language, country] = [query.get('language') ?? 'en-US', query.get('country') ?? 'US'];
  if (!TEMPLATES.some((t) => t.templateId === templateId)) throw new ApiError('notFound', 'There is no such agreement template.');
  if (!/^[A-Z]{2}$/.test(country)) throw new ApiError('badInput', 'country is not known.');
  if (!/^[a-z]{2}(-[A-Za-z]{2,8})?$/.test(language)) throw new ApiError('badInput', 'language is not known.');
  const link = documentLink({ host: String(headers.host), templateId, language, country, now });
  return { displayUri: link, downloadUri: `${link}&download=1`, language, country, attributes: objectType('AgreementDocument') };
};

/** §7.3: only what the calling partner itself vouched for. */
const acceptances = ({ ask, customer, caller }: CustomerCall): object => {
  const fits = typeTest(ask.query.get('agreementType') ?? '*');
  const own = customer.attestations.filter((a) => a.partnerId === caller.tenantId).map((a) => a.agreement);
  return envelope(own.filter((a) => fits(a.type)));
};

export const agreements: readonly Resource[] = [
  { method: 'get', path: '/v1/agreements', modes: 'U', handle: (call) => ok(metadata(call)) },
  { method: 'get', path: '/v1/agreementtemplates/:templateId/document', modes: 'U', handle: (call) => ok(document(call)) },
  { method: 'get', path: '/v1/customers/:customerId/agreements', modes: 'U', family: 'customers', handle: forCustomer((call) => ok(acceptances(call))) },
  {
    // §7.4: the customer's own signature.
    method: 'get', path: '/v1/customers/:customerId/directSignedMicrosoftCustomerAgreementStatus', modes: 'U', family: 'customers',
    handle: forCustomer(({ customer }) => ok({ isSigned: customer.directSigned })),
  },
];
