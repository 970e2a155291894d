import assert from 'node:assert/strict';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import { createPartnerCenter } from '../../partnercenter/partner-center.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { ASTRID, FJORDLINE, fakeApi, quietDeps } from './fake-api.ts';
import type { Call, FakeApi, Script } from './fake-api.ts';

const LEGAL = {
  companyName: 'Fjordline IT AB', vettingStatus: 'Authorized', vettingSubStatus: 'none', profileType: 'LegalBusinessProfile', companyApproverEmail: 'vd@fjordline.example',
  address: { addressLine1: 'Kajen 4', postalCode: '211 10', city: 'Malmö', country: 'SE' },
  primaryContact: { firstName: 'Karin', lastName: 'Berg', email: 'kontakt@fjordline.example', phoneNumber: '040000000' },
};

describe('reading profiles and the partner agreement', () => {
  let api: FakeApi | undefined;
  afterEach(async () => api?.close());
  const open = async (script: (call: Call) => Script): Promise<PartnerCenter> => {
    api = await fakeApi(script);
    return createPartnerCenter(quietDeps(api.fetch));
  };
  const agreement = async (script: Script) => (await open(() => script)).compliance.agreementStatus(ASTRID, '7000123');

  it('reads the legal profile as it is now, with the contact who gets the outcome (R13, R24)', async () => {
    const partnerCenter = await open(() => ({ json: LEGAL }));
    assert.deepEqual(await partnerCenter.profiles.legalBusiness(ASTRID), {
      companyName: 'Fjordline IT AB', address: 'Kajen 4, 211 10 Malmö, SE', contactName: 'Karin Berg', contactMail: 'kontakt@fjordline.example', vettingStatus: 'authorized',
    });
    assert.equal(api?.calls[0]?.url, '/v1/profiles/legalbusiness?vettingVersion=Current');
  });

  it('reads an empty legal profile as empty, never as authorised', async () => {
    const partnerCenter = await open(() => ({ json: {} }));
    assert.deepEqual(await partnerCenter.profiles.legalBusiness(ASTRID), { companyName: '', address: '', contactName: '', contactMail: '', vettingStatus: 'none' });
  });

  it('reads the PartnerID, and takes 404 and 3000 for "none" but nothing else (R14)', async () => {
    assert.deepEqual(await (await open(() => ({ json: { mpnId: 7000123, partnerName: 'Fjordline IT AB' } }))).profiles.partnerId(ASTRID), { mpnId: '7000123', name: 'Fjordline IT AB' });
    await api?.close();
    assert.equal(await (await open(() => ({ status: 404, json: { code: 3000, source: 'PartnerFD' } }))).profiles.partnerId(ASTRID), undefined);
    await api?.close();
    const denied = await open(() => ({ status: 403, json: { code: 2033 } }));
    await assert.rejects(denied.profiles.partnerId(ASTRID), (error) => isPartnerCenterError(error) && error.code === '2033');
  });

  it('reads the tenant of the organisation, in lower case (R15)', async () => {
    const partnerCenter = await open(() => ({ json: { id: 'x', tenantId: FJORDLINE.toUpperCase(), domain: 'fjordline.example' } }));
    assert.deepEqual(await partnerCenter.profiles.organisation(ASTRID), { tenantId: FJORDLINE, domain: 'fjordline.example' });
  });

  it('asks for the agreement by PartnerID alone, and believes the answer (R35)', async () => {
    assert.deepEqual(await agreement({ json: { isAgreementSigned: true } }), { signed: true });
    assert.equal(api?.calls[0]?.url, '/v1/compliance/csp/agreementstatus?mpnId=7000123');
    await api?.close();
    assert.deepEqual(await agreement({ json: { isAgreementSigned: false } }), { signed: false, why: 'not-signed' });
  });

  for (const [code, why] of [[2203, 'not-signed'], [2204, 'not-enrolled'], [2206, 'not-signed']] as const) {
    it(`takes ${code} for an answer: ${why} (R32, R35)`, async () => assert.deepEqual(await agreement({ status: 400, json: { code, description: 'no' } }), { signed: false, why }));
  }

  for (const code of [2000, 2001, 2200, 2201, 2205]) {
    it(`takes ${code} for no answer`, async () => {
      await assert.rejects(agreement({ status: 400, json: { code, description: 'no' } }), (error) => isPartnerCenterError(error) && error.code === String(code));
    });
  }

  it('does not take a reading without the word for a signature', async () => {
    await assert.rejects(agreement({ json: {} }), (error) => isPartnerCenterError(error) && error.kind === 'unreachable');
  });
});
