import assert from 'node:assert/strict';
import { programOf } from '../../../simulator/partner-center/program.ts';
import type { SwitchName } from '../../../simulator/partner-center/switches.ts';
import { at, FJORDLINE, list, LONN, NORDVIND, startWorld, type World } from './world.ts';

const MCA = '6a5b4c3d-2e1f-4a0b-9c8d-7e6f5a4b9901';
const AGREEMENTS = `/v1/customers/${LONN}/agreements`;
const CONTACT = { firstName: 'Maja', lastName: 'Ek', email: 'maja.ek@lonnbjork.example' };
const WORD = { primaryContact: CONTACT, templateId: MCA, dateAgreed: '2025-05-02T00:00:00Z', type: 'MicrosoftCustomerAgreement' };

describe('Partner Center twin: agreements', () => {
  let world: World;
  const open = async (startAt?: string): Promise<void> => {
    world = await startWorld(startAt === undefined ? {} : { startAt });
  };
  afterEach(() => world.close());
  const turn = (name: SwitchName, value: string) => world.state.switches.set(name, { name, value });
  const post = (who: string, path: string, body: unknown) => world.call(who, path, { method: 'POST', body });

  it('tells the Cloud Agreement alone unless another type is asked for', async () => {
    await open();
    const types = async (query: string): Promise<unknown[]> => list(at((await world.call('Astrid', `/v1/agreements${query}`)).body, 'items')).map((i) => at(i, 'agreementType'));
    assert.deepEqual(await types(''), ['MicrosoftCloudAgreement']);
    assert.deepEqual(await types('?agreementType=MicrosoftCustomerAgreement'), ['MicrosoftCustomerAgreement']);
    assert.equal((await types('?agreementType=*')).length, 2);
    const { status, body } = await world.call('Astrid', '/v1/agreements?agreementType=Handshake');
    assert.deepEqual([status, at(body, 'code'), at(body, 'errorMessageExtended')], [400, 600002, 'InternalErrorCode=600002']);
  });

  it('links to the text for five minutes of business time, to anybody', async () => {
    await open();
    const { body } = await world.call('Astrid', `/v1/agreementtemplates/${MCA}/document?language=sv-SE&country=SE`);
    assert.deepEqual([at(body, 'language'), at(body, 'country')], ['sv-SE', 'SE']);
    const link = String(at(body, 'displayUri'));
    const shown = await fetch(link);
    assert.equal(shown.status, 200);
    assert.match(await shown.text(), /Microsofts kundavtal/);
    assert.match((await fetch(String(at(body, 'downloadUri')))).headers.get('content-disposition') ?? '', /attachment/);
    assert.equal((await fetch(link.replace('country=SE', 'country=NO'))).status, 403, 'a link is for what it was made for');
    world.clock.advance(301_000);
    assert.equal((await fetch(link)).status, 403);
  });

  it('takes template and country by the letter, with English and US left out', async () => {
    await open();
    const path = '/v1/agreementtemplates';
    const plain = (await world.call('Astrid', `${path}/${MCA}/document`)).body;
    assert.deepEqual([at(plain, 'language'), at(plain, 'country')], ['en-US', 'US']);
    assert.equal((await world.call('Astrid', `${path}/${MCA.toUpperCase()}/document`)).status, 404);
    assert.equal((await world.call('Astrid', `${path}/${MCA}/document?country=se`)).status, 400);
    assert.equal((await world.call('Astrid', `${path}/${MCA}/document?language=swedish`)).status, 400);
  });

  it('records an attestation before 2026, once for each contact', async () => {
    await open('2025-06-01T08:00:00Z');
    const first = await post('Astrid', AGREEMENTS, WORD);
    assert.equal(first.status, 201);
    assert.ok(String(at(first.body, 'userId')).length > 10);
    const again = await post('Astrid', AGREEMENTS, WORD);
    assert.deepEqual([again.status, Number(at(again.body, 'code')), at(again.body, 'errorName')], [409, 600061, 'PartnerConfirmedAgreementAlreadyExists']);
    turn('agreements.attestedTwice', '400');
    assert.equal((await post('Astrid', AGREEMENTS, WORD)).status, 400);
    assert.equal((await post('Astrid', AGREEMENTS, { ...WORD, primaryContact: { ...CONTACT, firstName: 'Moa' } })).status, 201);
    const read = async (who: string, query = ''): Promise<unknown> => at((await world.call(who, `${AGREEMENTS}${query}`)).body, 'totalCount');
    assert.deepEqual(await read('Sofia'), 0, 'another partner does not see it');
    const mine = Number(await read('Astrid'));
    assert.ok(mine >= 2);
    assert.equal(await read('Astrid', '?agreementType=MicrosoftCloudAgreement'), 0);
    assert.equal((await post('Sofia', AGREEMENTS, WORD)).status, 201, 'the same contact counts for each partner on its own');
  });

  it('refuses an attestation that is not whole, of tomorrow, or by an app', async () => {
    await open('2025-06-01T08:00:00Z');
    const bad = [
      {}, { ...WORD, primaryContact: { firstName: 'Maja' } }, { ...WORD, primaryContact: { ...CONTACT, email: 'maja' } }, { ...WORD, templateId: 'x' },
      { ...WORD, dateAgreed: '2025-06-02T00:00:00Z' }, { ...WORD, dateAgreed: 'soon' }, { ...WORD, type: 'MicrosoftCloudAgreement' },
    ];
    for (const body of bad) assert.equal((await post('Astrid', AGREEMENTS, body)).status, 400, JSON.stringify(body));
    assert.equal(at((await post(FJORDLINE, AGREEMENTS, WORD)).body, 'code'), '900329');
    assert.equal((await post('Erik', AGREEMENTS, WORD)).status, 403);
    assert.equal(at((await post('Peter', AGREEMENTS, WORD)).body, 'code'), 20002);
  });

  it('has withdrawn attestation on 5 January 2026', async () => {
    await open('2026-01-04T23:59:00Z');
    assert.equal((await post('Astrid', AGREEMENTS, WORD)).status, 201);
    world.clock.advance(120_000);
    const body = { ...WORD, primaryContact: { ...CONTACT, firstName: 'Moa' } };
    const { status, body: refused } = await post('Astrid', AGREEMENTS, body);
    assert.deepEqual([status, at(refused, 'code')], [403, 2032]);
    turn('agreements.withdrawn', '404');
    assert.equal((await post('Astrid', AGREEMENTS, body)).status, 404);
  });

  describe('enhanced attestation', () => {
    const ENHANCED = '/v1/attestations/enhanced';
    const ASK = { country: 'SE', language: 'sv-SE', companyName: 'Lönn & Björk Trä AB', signatoryFirstName: 'Maja', signatoryLastName: 'Ek', email: CONTACT.email, phone: '+4623000000' };

    it('is opened by an app, accepted by the customer in a page, and concluded by the app', async () => {
      await open('2026-02-01T08:00:00Z');
      const opened = await post(NORDVIND, ENHANCED, ASK);
      assert.equal(opened.status, 201);
      const attestationId = String(at(opened.body, 'attestationId'));
      const early = await post(NORDVIND, AGREEMENTS, { attestationId });
      assert.equal(early.status, 400, 'the customer has not accepted yet');
      const page = String(at(opened.body, 'acceptanceUrl'));
      assert.match(await (await fetch(page)).text(), /<html lang="sv">[^]*Lönn &amp; Björk Trä AB/);
      assert.equal((await fetch(page, { method: 'POST', headers: { origin: 'http://elsewhere.example' } })).status, 403);
      assert.match(await (await fetch(page, { method: 'POST' })).text(), /Avtalet är godkänt/);
      assert.equal((await post(FJORDLINE, AGREEMENTS, { attestationId })).status, 404, 'another partner knows nothing of it');
      assert.equal((await post('Sofia', AGREEMENTS, { attestationId })).status, 403, 'a person may not conclude it');
      const done = await post(NORDVIND, AGREEMENTS, { attestationId });
      assert.deepEqual([done.status, at(done.body, 'primaryContact', 'phoneNumber')], [201, '+4623000000']);
      assert.equal(Number(at((await post(NORDVIND, AGREEMENTS, { attestationId })).body, 'code')), 600061);
      assert.equal(at((await world.call('Sofia', AGREEMENTS)).body, 'totalCount'), 1);
    });

    it('is for apps of direct partners and providers, and names what is missing', async () => {
      await open('2026-02-01T08:00:00Z');
      assert.equal((await post('Sofia', ENHANCED, ASK)).status, 403);
      assert.equal((await post(FJORDLINE, ENHANCED, ASK)).status, 201);
      for (const name of ['country', 'language', 'companyName', 'signatoryFirstName', 'signatoryLastName', 'email']) {
        const { status, body } = await post(NORDVIND, ENHANCED, { ...ASK, [name]: undefined });
        assert.equal(status, 400);
        assert.match(String(at(body, 'description')), new RegExp(name));
      }
      const partner = world.state.partners.get(FJORDLINE);
      assert.ok(partner !== undefined);
      world.state.programs.set(FJORDLINE, { ...programOf(world.state, partner), directBill: 'none' });
      const { status, body } = await post(FJORDLINE, ENHANCED, ASK);
      assert.deepEqual([status, at(body, 'code')], [403, 2032]);
    });

    it('begins on 7 October 2025, in a sandbox earlier', async () => {
      await open('2025-06-01T08:00:00Z');
      assert.equal(at((await post(NORDVIND, ENHANCED, ASK)).body, 'code'), '900127');
      turn('environment', 'sandbox');
      assert.equal((await post(NORDVIND, ENHANCED, ASK)).status, 201);
    });
  });
});
