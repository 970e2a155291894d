import { randomUUID } from 'node:crypto';
import type { WireAgreement, WireContact } from '../../../partnercenter/wire.ts';
import { CUSTOMER_AGREEMENT, TEMPLATES } from '../agreement-templates.ts';
import { acceptanceUrl } from '../attestation-page.ts';
import { writeAudit } from '../audit-log.ts';
import { forCustomer, objectBody, type Answer, type Call, type CustomerCall, type Resource } from '../call.ts';
import { ApiError } from '../errors.ts';
import { key } from '../ids.ts';
import { programOf } from '../program.ts';
import { switchOf } from '../switches.ts';

/** §7.5: attestation by the partner's word alone ends, its replacement begins (P, both moved once or more). */
const WITHDRAWN = Date.parse('2026-01-05T00:00:00Z');
const ENHANCED_FROM = Date.parse('2025-10-07T00:00:00Z');

const need = (body: Record<string, unknown>, name: string, pattern = /\S/): string => {
  const value = body[name];
  if (typeof value !== 'string' || value.length > 256 || !pattern.test(value)) throw new ApiError('badProperty', `The property ${name} is missing or not valid.`);
  return value;
};
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const readContact = (value: unknown): WireContact => {
  const contact = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const phoneNumber = contact['phoneNumber'] === undefined || contact['phoneNumber'] === null ? {} : { phoneNumber: need(contact, 'phoneNumber') };
  return { firstName: need(contact, 'firstName'), lastName: need(contact, 'lastName'), email: need(contact, 'email', EMAIL), ...phoneNumber };
};

/** The body of an attestation: everything must be there, and nobody agrees tomorrow. */
const readAgreement = ({ caller, now }: CustomerCall, body: Record<string, unknown>): WireAgreement => {
  const template = TEMPLATES.find((t) => t.templateId === need(body, 'templateId'));
  if (template === undefined) throw new ApiError('badProperty', 'The templateId is not known.');
  if (need(body, 'type') !== template.agreementType) throw new ApiError('agreementTypeUnknown');
  const agreed = Date.parse(need(body, 'dateAgreed', /^\d{4}-\d{2}-\d{2}/));
  if (!(agreed <= now.getTime())) throw new ApiError('badProperty', 'dateAgreed is not a date or lies in the future.');
  return {
    userId: caller.personId, primaryContact: readContact(body['primaryContact']), templateId: template.templateId, dateAgreed: new Date(agreed).toISOString(),
    type: template.agreementType, agreementLink: template.agreementLink,
  };
};

const nameOf = (c: WireContact): string => [c.firstName, c.lastName, c.email, c.phoneNumber ?? ''].join('\n').toLowerCase();

/** The same contact cannot be attested twice by the same partner for the same agreement. */
const put = ({ state, customer, caller, now }: CustomerCall, agreement: WireAgreement): Answer => {
  const same = customer.attestations.some(
    (a) => a.partnerId === caller.tenantId && a.agreement.type === agreement.type && nameOf(a.agreement.primaryContact) === nameOf(agreement.primaryContact),
  );
  if (same) throw new ApiError(switchOf(state, 'agreements.attestedTwice') === '400' ? 'attestedTwiceAsInput' : 'attestedTwice');
  state.customers.set(customer.id, { ...customer, attestations: [...customer.attestations, { partnerId: caller.tenantId, agreement }] });
  writeAudit(state, {
    operationType: 'create_agreement', resourceType: 'agreement', customer, seenBy: [caller.tenantId], by: caller.name, at: now, subject: agreement.templateId,
  });
  return { status: 201, body: agreement };
};

const attest = (call: CustomerCall, body: Record<string, unknown>): Answer => {
  if (call.caller.mode === 'app') throw new ApiError('userContextNeeded');
  if (call.now.getTime() >= WITHDRAWN) {
    throw new ApiError(switchOf(call.state, 'agreements.withdrawn') === '404' ? 'notFound' : 'denied', 'Attestation was withdrawn on 5 January 2026.');
  }
  return put(call, readAgreement(call, body));
};

/** Direct partners and providers only: an indirect reseller may not attest (§7.5). */
const requireDirectOrProvider = ({ state, partner }: Call): void => {
  const { directBill } = programOf(state, partner);
  if (!partner.isProvider && (directBill === 'none' || directBill === 'revoked')) throw new ApiError('denied', 'Indirect resellers may not attest.');
};

/** The agreement of a customer that has accepted in the hosted page; the name of the field is not confirmed (U). */
const conclude = (call: CustomerCall, attestationId: string): Answer => {
  const { state, caller, customer } = call;
  if (caller.mode !== 'app') throw new ApiError('denied', 'An enhanced attestation is concluded by applications only.');
  requireDirectOrProvider(call);
  const record = state.attestations.get(key(attestationId));
  if (record?.partnerId !== caller.tenantId) throw new ApiError('notFound', 'There is no such attestation.');
  if (record.acceptedAt === undefined) throw new ApiError('badProperty', 'The customer has not accepted yet.');
  if (record.usedFor !== undefined && record.usedFor !== customer.id) throw new ApiError('badProperty', 'The attestation was used for another customer.');
  const { firstName, lastName, email, phone, acceptedAt } = record;
  const template = TEMPLATES.find((t) => t.templateId === CUSTOMER_AGREEMENT);
  const answer = put(call, {
    userId: caller.personId, primaryContact: { firstName, lastName, email, ...(phone === undefined ? {} : { phoneNumber: phone }) },
    templateId: CUSTOMER_AGREEMENT, dateAgreed: acceptedAt, type: 'MicrosoftCustomerAgreement', agreementLink: template?.agreementLink ?? '',
  });
  state.attestations.set(record.id, { ...record, usedFor: customer.id });
  return answer;
};

const create = (call: CustomerCall): Answer => {
  const body = objectBody(call.ask);
  return body['attestationId'] === undefined ? attest(call, body) : conclude(call, need(body, 'attestationId'));
};

/** Opens an enhanced attestation; the customer accepts behind the link, whose name is ours (U). */
const open = (call: Call): Answer => {
  requireDirectOrProvider(call);
  if (call.now.getTime() < ENHANCED_FROM && switchOf(call.state, 'environment') === 'production') throw new ApiError('notInThisEnvironment');
  const body = objectBody(call.ask);
  const phone = body['phone'] === undefined || body['phone'] === null ? {} : { phone: need(body, 'phone') };
  const id = randomUUID();
  call.state.attestations.set(id, {
    id, partnerId: call.partner.id, country: need(body, 'country', /^[A-Z]{2}$/), language: need(body, 'language', /^[a-z]{2}(-[A-Za-z]{2,8})?$/),
    companyName: need(body, 'companyName'), firstName: need(body, 'signatoryFirstName'), lastName: need(body, 'signatoryLastName'),
    email: need(body, 'email', EMAIL), ...phone, createdAt: call.now.toISOString(),
  });
  return { status: 201, body: { attestationId: id, acceptanceUrl: acceptanceUrl(String(call.ask.headers.host), id) } };
};

export const attestations: readonly Resource[] = [
  { method: 'post', path: '/v1/customers/:customerId/agreements', modes: 'A/U', roles: ['AdminAgents'], family: 'customers', handle: forCustomer(create) },
  { method: 'post', path: '/v1/attestations/enhanced', modes: 'A', handle: open },
];
