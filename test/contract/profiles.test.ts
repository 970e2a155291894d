import assert from 'node:assert/strict';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import { FJORDLINE } from '../../simulator/people.ts';
import { startTwinWorld } from './twin-world.ts';
import type { TwinWorld } from './twin-world.ts';

describe('profiles and the partner agreement at the twin', () => {
  let twins: TwinWorld;
  before(async () => {
    twins = await startTwinWorld();
    assert.equal((await twins.signIn('Karin Berg')).ok, true);
  });
  after(() => twins.close());

  it('tells what the preparation shows (R13, R14, R15, R24)', async () => {
    const { profiles } = twins.partnerCenter;
    const karin = twins.access('Karin Berg');
    const legal = await profiles.legalBusiness(karin);
    assert.deepEqual([legal.companyName, legal.vettingStatus], ['Fjordline IT AB', 'authorized']);
    assert.match(legal.contactMail, /@fjordline\.example$/);
    assert.match(legal.address, /, SE$/);
    assert.deepEqual(await profiles.partnerId(karin), { mpnId: '7000123', name: 'Fjordline IT AB' });
    assert.deepEqual(await profiles.organisation(karin), { tenantId: FJORDLINE, domain: 'fjordline.example' });
  });

  it('tells whether the agreement is accepted, and is silent about an unknown PartnerID (R35)', async () => {
    const { compliance } = twins.partnerCenter;
    const karin = twins.access('Karin Berg');
    assert.deepEqual(await compliance.agreementStatus(karin, '7000123'), { signed: true });
    await assert.rejects(compliance.agreementStatus(karin, '7999999'), (error) => isPartnerCenterError(error) && error.code === '2200');
  });
});
