import { writeAudit } from '../audit-log.ts';
import { forCustomer, objectBody, objectType, ok, wordOf, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { fieldOf, pascalNames } from '../pascal.ts';
import { holdings, type CustomerLink } from '../state.ts';

/** Reservations must be cancelled and everything else be suspended first; no code is published for this (U). */
const refuseWhileRunning = ({ state, caller, customer }: CustomerCall): void => {
  const held = holdings(state, caller.tenantId, customer.id).map(({ wire }) => wire);
  if (held.some((s) => s.productType?.id === 'AzureReservation' && s.status !== 'deleted')) throw new ApiError('badInput', 'Reservations must be cancelled first.');
  if (held.some((s) => s.status === 'active')) throw new ApiError('badInput', 'Running subscriptions must be suspended first.');
};

const BLANK = ['commerceId', 'companyProfile', 'billingProfile', 'allowDelegatedAccess', 'userCredentials', 'customDomains', 'associatedPartnerId', 'domain'];

/** §5.5: the partner leaves its customer. The echo is in PascalCase and nearly empty. */
const remove = (call: CustomerCall): object => {
  const { ask, state, customer, caller, now } = call;
  if (wordOf(fieldOf(objectBody(ask), 'relationshipToPartner')) !== 'none') throw new ApiError('badProperty', 'relationshipToPartner can be set to none only.');
  refuseWhileRunning(call);
  const concerns = (link: CustomerLink): boolean => link.partnerId === caller.tenantId || (link.kind === 'provider' && link.resellerId === caller.tenantId);
  const links = customer.links.filter((link) => !concerns(link));
  state.customers.set(customer.id, { ...customer, links, version: customer.version + 1 });
  writeAudit(state, {
    operationType: 'remove_partner_customer_relationship', resourceType: 'partner_customer_relationship', customer, seenBy: [caller.tenantId],
    by: caller.name, at: now, subject: caller.tenantId,
  });
  return { ...pascalNames({ id: customer.id, relationshipToPartner: 'none' }, BLANK), Attributes: pascalNames(objectType('Customer')) };
};

export const removals: readonly Resource[] = [
  { method: 'patch', path: '/v1/customers/:customerId', modes: 'U', roles: ['AdminAgents'], family: 'customers', handle: forCustomer((call) => ok(remove(call))) },
];
