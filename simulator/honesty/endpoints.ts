import type { Row, Sure } from './row.ts';

const C = 'documented';
const U = 'inferred';
const on = (sheet: string, route: string, about: string, sure: Sure = C): Row => ({ sheet, what: route, about, sure, built: { route } });
const not = (sheet: string, what: string, about: string, no: string): Row => ({ sheet, what, about, sure: C, built: { no } });

const CUSTOMER = '/v1/customers/:customerId';

/** Every operation of sections 2 to 13. */
export const ENDPOINTS: readonly Row[] = [
  on('2.2', 'GET /v1/partnerRequests', 'calls of people in seven days, with their MFA evidence', 'inferred'),
  on('2.2', 'GET /v1/nonMfaCompliantPartnerPrincipals', 'people without evidence', 'inferred'),
  on('2.2', 'GET /v1/applicationmfaadoptionstatus', 'counts by day and application', 'inferred'),
  on('4.1', 'GET /v1/profiles/mpn', 'own, or somebody else’s by MPN id'),
  on('4.2', 'GET /v1/profiles/legalbusiness', 'with vettingVersion'),
  on('4.2', 'PUT /v1/profiles/legalbusiness', 'vetted again afterwards'),
  on('4.3', 'GET /v1/profiles/organization', ''), on('4.3', 'PUT /v1/profiles/organization', ''),
  on('4.3', 'GET /v1/profiles/billing', 'with etag'), on('4.3', 'PUT /v1/profiles/billing', 'under If-Match'),
  on('4.3', 'GET /v1/profiles/support', ''), on('4.3', 'PUT /v1/profiles/support', ''),
  on('5.1', 'GET /v1/relationships', 'providers of a reseller, resellers of a provider'),
  on('5.2', `GET ${CUSTOMER}/relationships`, 'partners linked with a customer'),
  on('5.3', 'GET /v1/customers/relationshiprequests', 'invitation link, direct or joint'),
  on('5.5', `PATCH ${CUSTOMER}`, 'ends the reseller relationship; answers in PascalCase'),
  on('5.6', 'GET /v1/compliance/csp/agreementstatus', 'exactly one argument'),
  on('5.7', 'POST /v1/partners/validateresellers', 'verdict for each PartnerID; field names are ours', 'unknown'),
  on('6.1', 'GET /v1/customers', 'filters and pages'),
  on('6.2', `GET ${CUSTOMER}`, 'address, e-mail and domains left out without admin rights'),
  on('6.3', `GET ${CUSTOMER}/profiles/billing`, 'what the extension copies'), on('6.3', `PUT ${CUSTOMER}/profiles/billing`, 'complete, under If-Match'),
  on('6.3', `GET ${CUSTOMER}/profiles/company`, ''),
  on('6.4', 'POST /v1/customers', 'provider for its reseller, direct partner for itself'),
  on('6.4', 'HEAD /v1/domains/:domain', '200 taken, 404 free'),
  on('6.6', `GET ${CUSTOMER}/validationStatus`, 'type=account'),
  on('6.6', 'GET /v1/customers/all/validations', 'GCC only: always empty'), on('6.6', `GET ${CUSTOMER}/validations`, 'GCC only: always empty'),
  on('6.7', 'POST /v1/validations/address', 'all eight verdicts'),
  on('6.7', 'GET /v1/validations/checkdomainavailability/:prefix', 'bare true or false'),
  on('7.1', 'GET /v1/agreements', 'agreement metadata'),
  on('7.2', 'GET /v1/agreementtemplates/:templateId/document', 'links for five minutes'),
  on('7.3', `GET ${CUSTOMER}/agreements`, 'what the caller itself attested'),
  on('7.4', `GET ${CUSTOMER}/directSignedMicrosoftCustomerAgreementStatus`, 'the customer’s own signature'),
  on('7.5', `POST ${CUSTOMER}/agreements`, 'attestation until 5 January 2026; conclusion of an enhanced one', 'inferred'),
  on('7.5', 'POST /v1/attestations/enhanced', 'application only; the hosted page is part of the twin', 'inferred'),
  on('8.1', `GET ${CUSTOMER}/subscriptions`, 'one envelope; order_id narrows'),
  on('8.1', `GET ${CUSTOMER}/subscriptions/:subscriptionId`, 'ids in the other letter case'),
  on('8.1', `GET ${CUSTOMER}/subscriptions/:subscriptionId/addons`, ''),
  on('8.3', `PATCH ${CUSTOMER}/subscriptions/:subscriptionId`, 'status, quantity, autoRenewEnabled; PascalCase echo'),
  on('8.4', `GET ${CUSTOMER}/orders`, ''), on('8.4', `GET ${CUSTOMER}/orders/:orderId`, ''),
  on('8.4', `POST ${CUSTOMER}/orders`, 'not for resellers and restricted partners'),
  on('9.1', `GET ${CUSTOMER}/transferseligibility`, 'bare array with reasons'),
  on('9.2, 10.1', `POST ${CUSTOMER}/transfers`, 'legacy by the source, new commerce by the target'),
  on('9.3, 10.4', `GET ${CUSTOMER}/transfers`, 'bare array of both models'),
  on('9.3, 10.4', `GET ${CUSTOMER}/transfers/:transferId`, ''),
  on('9.3, 10.2, 10.3', `PATCH ${CUSTOMER}/transfers/:transferId`, 'reject; cancel; accept of new commerce'),
  on('9.3', `DELETE ${CUSTOMER}/transfers/:transferId`, 'withdraw'),
  on('9.3', `POST ${CUSTOMER}/transfers/:transferId/accept`, '200 also when a part fails'),
  on('11.1', 'GET /webhooks/v1/registration/events', 'bare array of names'),
  on('11.1', 'GET /webhooks/v1/registration', ''), on('11.1', 'POST /webhooks/v1/registration', '409 if one exists'), on('11.1', 'PUT /webhooks/v1/registration', ''),
  on('11.1', 'POST /webhooks/v1/registration/validationEvents', ''),
  on('11.1', 'GET /webhooks/v1/registration/validationEvents/:correlationId', 'kept seven days'),
  on('12', 'GET /v1/auditrecords', 'filters and pages'),
  on('11.2', 'GET /auditactivity/v1/auditrecords/:recordId', 'where AuditUri of an event leads', U),
  not('13', 'POST /v1/sandboxIndirectReseller', 'test resellers of a provider', 'the rehearsal has its own tenants, and a sandbox is not what it stands for'),
  not('8.3', `POST ${CUSTOMER}/subscriptions/:subscriptionId/conversions`, 'and carts, upgrades, invoices, prices', 'no step of the journey uses them'),
];
