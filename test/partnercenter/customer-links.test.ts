import { deepEqual, equal, rejects } from 'node:assert/strict';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import { ASTRID, CUSTOMER, NORDVIND, fakeApi, quietDeps } from './fake-api.ts';
import type { FakeApi } from './fake-api.ts';

const URL_AS_SENT = 'https://admin.microsoft.com/Adminportal/Home?invType=Strange&x=%C3%A5&DAP=false#/BillingAccounts/partner-invitation';

describe('Invitation links and billing details', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());
  const answering = async (json: unknown) => {
    api = await fakeApi(() => ({ json }));
    return { api, partnerCenter: createPartnerCenter(quietDeps(api.fetch)) };
  };

  it('asks for the joint invitation of a dual partner and hands the link on as it came (R55, R60, R61)', async () => {
    const { api: seen, partnerCenter } = await answering({ url: URL_AS_SENT, attributes: {} });
    equal(await partnerCenter.relationshipRequests.jointInvitation(ASTRID, NORDVIND), URL_AS_SENT);
    equal(seen.calls[0]?.url, `/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=${NORDVIND}&dualRoleIndirectRelationship=true`);
  });

  it('takes no link that is not https (R60)', async () => {
    const { partnerCenter } = await answering({ url: 'javascript:alert(1)' });
    await rejects(partnerCenter.relationshipRequests.jointInvitation(ASTRID, NORDVIND));
  });

  it('reads the billing details that an extension would share, absent parts as empty (R89)', async () => {
    const { api: seen, partnerCenter } = await answering({
      firstName: 'Maja', lastName: 'Ek', email: 'faktura@lonnbjork.example', language: 'sv-SE', companyName: 'Lönn & Björk Trä AB',
      defaultAddress: { country: 'SE', city: 'Falun', addressLine1: 'Sågvägen 4', postalCode: '79130' },
    });
    deepEqual(await partnerCenter.billing.get(ASTRID, CUSTOMER), {
      companyName: 'Lönn & Björk Trä AB', contactName: 'Maja Ek', mail: 'faktura@lonnbjork.example', phone: '', address: 'Sågvägen 4, 79130 Falun, SE', language: 'sv',
    });
    equal(seen.calls[0]?.url, `/v1/customers/${CUSTOMER}/profiles/billing`);
  });
});
