import { CATALOGUE } from '../../../simulator/stories/catalogue.ts';
import { wish, line } from './money.ts';
import { E3, FJORDLINE, LONN, transferBody } from './world.ts';

const address = { country: 'SE', city: 'Falun', state: 'W', addressLine1: 'Sågvägen 4', addressLine2: '', postalCode: '79130', region: '', firstName: 'Maja', lastName: 'Ek', phoneNumber: '+4623000000' };
const contact = { firstName: 'Maja', lastName: 'Ek', email: 'maja@lonnbjork.example', phoneNumber: '023000000' };
const billing = { firstName: 'Maja', lastName: 'Ek', email: 'faktura@lonnbjork.example', culture: 'sv-SE', language: 'sv', companyName: 'Lönn & Björk Trä AB', defaultAddress: address };
const GUID = '00000000-0000-4000-8000-000000000000';

/** For each route that reads a body: bodies with every field that it looks at, as a client would send them. */
export const GOOD_BODIES: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  'PUT /v1/profiles/legalbusiness': [{ companyName: 'Fjordline IT AB', address, primaryContact: contact, companyApproverAddress: address, companyApproverEmail: contact.email }],
  'PUT /v1/profiles/organization': [{ companyName: 'Fjordline IT AB', defaultAddress: address, email: contact.email, language: 'sv', culture: 'sv-SE' }],
  'PUT /v1/profiles/billing': [{ companyName: 'Fjordline IT AB', address, primaryContact: contact, purchaseOrderNumber: '1', taxId: '2', billingCurrency: 'SEK' }],
  'PUT /v1/profiles/support': [{ email: contact.email, telephone: '08', website: 'https://fjordline.example' }],
  'PATCH /v1/customers/:customerId': [{ relationshipToPartner: 'none', attributes: { objectType: 'Customer' } }],
  'POST /v1/partners/validateresellers': [{ partnerIds: ['7000123'] }],
  'PUT /v1/customers/:customerId/profiles/billing': [billing],
  'POST /v1/customers': [{ associatedPartnerId: FJORDLINE, companyProfile: { domain: 'ny.onmicrosoft.com', companyName: 'Ny AB', organizationRegistrationNumber: '1' }, billingProfile: billing }],
  'POST /v1/validations/address': [address],
  'POST /v1/customers/:customerId/agreements': [
    { primaryContact: contact, templateId: '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901', dateAgreed: '2025-01-02T00:00:00Z', type: 'MicrosoftCustomerAgreement' }, { attestationId: GUID },
  ],
  'POST /v1/attestations/enhanced': [{ country: 'SE', language: 'sv', companyName: 'Lönn', signatoryFirstName: 'Maja', signatoryLastName: 'Ek', email: contact.email, phone: '023' }],
  'PATCH /v1/customers/:customerId/subscriptions/:subscriptionId': [{ status: 'active', quantity: 26, autoRenewEnabled: true, friendlyName: 'x', attributes: { etag: 'x' } }],
  'POST /v1/customers/:customerId/orders': [{
    referenceCustomerId: LONN, billingCycle: 'monthly',
    lineItems: [{ lineItemNumber: 0, offerId: CATALOGUE.standard.offerId, quantity: 5, termDuration: 'P1Y', friendlyName: 'x', parentSubscriptionId: E3, partnerIdOnRecord: '7000123' }],
  }],
  'POST /v1/customers/:customerId/transfers': [transferBody([E3]), wish({ sourcePartnerEmailId: 'a@fjordline.example', partnerOnRecord: '7000123', targetPartnerEmailId: 'b@nordvind.example' })],
  'PATCH /v1/customers/:customerId/transfers/:transferId': [{ id: GUID, status: 'reject', lineItems: [line()] }],
  'POST /webhooks/v1/registration': [{ WebhookUrl: 'http://127.0.0.1:9/hook', WebhookEvents: ['test-created'], SignatureTokenToMsSignatureHeader: false }],
  'PUT /webhooks/v1/registration': [{ WebhookUrl: 'http://127.0.0.1:9/hook', WebhookEvents: ['test-created'], SignatureTokenToMsSignatureHeader: false }],
};

