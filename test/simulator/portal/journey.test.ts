import assert from 'node:assert/strict';
import { businessDaysAfter } from '../../../simulator/partner-center/program-clock.ts';
import { createFresh } from '../../../simulator/stories/beginnings.ts';
import { at, BYSTANDER, FJORDLINE, HAVSKOG, list, LONN, NORDVIND, startWorld, type Answer, type World } from '../partner-center/world.ts';

const KARIN = 'c0ffee00-0000-4000-8000-000000000003';
const ASTRID = 'c0ffee00-0000-4000-8000-000000000001';
const DAY = 86_400_000;

describe('The portal: what only people can do, from nothing to a provider with the customer', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    assert.equal((await world.portal('/story', { name: 'fresh' })).status, 200);
  });
  afterEach(() => world.close());

  const program = async (id = FJORDLINE): Promise<unknown> => list(at((await world.portal('/state')).body, 'programs')).find((p) => at(p, 'partnerId') === id);
  const is = async (path: string, body: object, status: number): Promise<unknown> => {
    const answer = await world.portal(path, body);
    assert.equal(answer.status, status, `${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const providers = async (): Promise<unknown[]> => list(at((await world.call('Astrid', '/v1/relationships?relationship_type=IsIndirectResellerOf')).body, 'items')).map((p) => at(p, 'id'));
  const signed = async (): Promise<unknown> => {
    const { body } = await world.call('Astrid', `/v1/compliance/csp/agreementstatus?tenantId=${FJORDLINE}`);
    return at(body, 'isAgreementSigned') ?? Number(at(body, 'code'));
  };
  const enrolWhole = async (): Promise<void> => {
    await is('/portal/enrol', { partnerId: FJORDLINE }, 200);
    await is('/portal/sign', { partnerId: FJORDLINE }, 200);
  };
  const partnerUp = async (providerId = NORDVIND): Promise<void> => {
    const invitation = await is('/portal/partnerships', { providerId, partnerId: FJORDLINE }, 200);
    await is(`/portal/partnerships/${String(at(invitation, 'id'))}`, { verb: 'accept' }, 200);
  };

  it('enrols, waits five business days, is approved by the clock and signs', async () => {
    assert.equal(await signed(), 2206);
    await is('/portal/sign', { partnerId: FJORDLINE }, 409);
    const submitted = await is('/portal/enrol', { partnerId: FJORDLINE, businessDays: 5, personId: KARIN }, 200);
    assert.equal(at(submitted, 'reseller'), 'submitted');
    const wait = Date.parse(String(at(submitted, 'approvalDueAt'))) - Date.parse(String(at(submitted, 'submittedAt')));
    assert.ok(wait >= 5 * DAY && wait <= 7 * DAY);
    await is('/portal/enrol', { partnerId: FJORDLINE }, 409);
    await is('/clock', { businessDays: 4 }, 200);
    assert.equal(at(await program(), 'reseller'), 'submitted');
    await is('/clock', { businessDays: 1 }, 200);
    assert.equal(at(await program(), 'reseller'), 'approved');
    assert.equal(await signed(), 2206);
    await is('/portal/sign', { partnerId: FJORDLINE }, 200);
    assert.equal(at(await program(), 'reseller'), 'signed');
    assert.equal(await signed(), true);
  });

  it('is approved at once by default, and by hand when asked to', async () => {
    await is('/portal/enrol', { partnerId: FJORDLINE }, 200);
    assert.equal(at(await program(), 'reseller'), 'approved');
    await is('/portal/enrol', { partnerId: BYSTANDER, businessDays: 'byHand' }, 409);
    await world.portal('/story', { name: 'fresh' });
    await is('/portal/enrol', { partnerId: FJORDLINE, businessDays: 'byHand' }, 200);
    await is('/clock', { advanceMs: 90 * DAY }, 200);
    assert.equal(at(await program(), 'reseller'), 'submitted');
    await is('/portal/approve', { partnerId: FJORDLINE }, 200);
    await is('/portal/approve', { partnerId: FJORDLINE }, 409);
  });

  it('lets only a Global administrator enrol and sign, and only direct partners', async () => {
    await is('/portal/enrol', { partnerId: FJORDLINE, personId: ASTRID }, 403);
    await is('/portal/enrol', { partnerId: NORDVIND }, 409);
    await is('/switches', { 'program.anniversaryWindow': 'on' }, 200);
    await is('/portal/program', { partnerId: FJORDLINE, anniversary: '03-15' }, 200);
    await is('/portal/enrol', { partnerId: FJORDLINE }, 409);
    await is('/portal/program', { partnerId: FJORDLINE, anniversary: '09-01' }, 200);
    await is('/portal/enrol', { partnerId: FJORDLINE }, 200);
  });

  it('makes a partnership when the provider invites and the Global administrator accepts, after enrolment', async () => {
    const invitation = await is('/portal/partnerships', { providerId: NORDVIND, partnerId: FJORDLINE }, 200);
    const path = `/portal/partnerships/${String(at(invitation, 'id'))}`;
    assert.deepEqual(await is('/portal/partnerships', { providerId: NORDVIND, partnerId: FJORDLINE }, 200), invitation);
    await is(path, { verb: 'accept' }, 409);
    await enrolWhole();
    await is(path, { verb: 'accept', personId: ASTRID }, 403);
    assert.deepEqual(await providers(), []);
    await is(path, { verb: 'accept' }, 200);
    await is(path, { verb: 'accept' }, 409);
    assert.deepEqual(await providers(), [NORDVIND]);
    await is('/portal/partnerships', { providerId: NORDVIND, partnerId: FJORDLINE }, 409);
    await is('/portal/partnerships', { providerId: FJORDLINE, partnerId: NORDVIND }, 409);
    const other = await is('/portal/partnerships', { providerId: HAVSKOG, partnerId: FJORDLINE }, 200);
    await is(`/portal/partnerships/${String(at(other, 'id'))}`, { verb: 'decline' }, 200);
    assert.deepEqual(await providers(), [NORDVIND]);
  });

  it('tells of an accepted partnership in the audit records of both, and of a declined one in none', async () => {
    const trail = async (who: string): Promise<unknown[]> =>
      list(at((await world.call(who, `/v1/auditrecords?startDate=${world.clock.now().toISOString().slice(0, 10)}&filter=${encodeURIComponent('{"Field":"ResourceType","Value":"partner_relationship","Operator":"equals"}')}`)).body, 'items'));
    await enrolWhole();
    const other = await is('/portal/partnerships', { providerId: HAVSKOG, partnerId: FJORDLINE }, 200);
    await is(`/portal/partnerships/${String(at(other, 'id'))}`, { verb: 'decline' }, 200);
    const invitation = await is('/portal/partnerships', { providerId: NORDVIND, partnerId: FJORDLINE }, 200);
    await is(`/portal/partnerships/${String(at(invitation, 'id'))}`, { verb: 'accept', personId: KARIN }, 200);
    for (const who of ['Astrid', 'Sofia']) {
      const found = await trail(who);
      assert.equal(found.length, 1, who);
      assert.deepEqual(['operationType', 'userPrincipalName', 'customerId'].map((name) => at(found[0], name)), ['create_partner_relationship', 'karin.berg@fjordline.example', undefined], who);
      assert.deepEqual(at(found[0], 'participants'), [FJORDLINE, NORDVIND]);
    }
    assert.deepEqual(await trail('Maria'), []);
  });

  it('tells of an accepted invitation and of a signed customer agreement in the audit records of the partners concerned', async () => {
    const trail = async (who: string, type: string): Promise<unknown[]> =>
      list(at((await world.call(who, `/v1/auditrecords?startDate=${world.clock.now().toISOString().slice(0, 10)}&filter=${encodeURIComponent(JSON.stringify({ Field: 'ResourceType', Value: type, Operator: 'equals' }))}`)).body, 'items'));
    const { id } = (await is('/portal/invitations/accept', { partnerId: FJORDLINE, name: 'Ny Kund AB', slug: 'nykund' }, 200)) as { id: string };
    await is('/portal/agreement', { customerId: id, channel: 'direct' }, 200);
    const [accepted] = await trail('Astrid', 'partner_customer_relationship');
    assert.match(String(at(accepted, 'id')), new RegExp(`^${FJORDLINE}_${id}_resellerrelationshipacceptedbycustomer_\\d+$`));
    assert.deepEqual((await trail('Astrid', 'agreement')).map((record) => [at(record, 'operationType'), at(record, 'customerId')]), [['create_agreement', id]]);
    assert.deepEqual([await trail('Maria', 'agreement'), await trail('Maria', 'partner_customer_relationship')], [[], []]);
  });

  it('extends a direct customer to an accepted provider only, by an admin agent', async () => {
    const extension = { customerId: LONN, partnerId: FJORDLINE, providerId: NORDVIND };
    await is('/portal/extend', extension, 409);
    await enrolWhole();
    await is('/portal/extend', extension, 409);
    await partnerUp();
    await is('/portal/extend', { ...extension, personId: KARIN }, 403);
    assert.equal((await world.call('Sofia', `/v1/customers/${LONN}`)).status, 403);
    await is('/portal/extend', extension, 200);
    assert.equal((await world.call('Sofia', `/v1/customers/${LONN}`)).status, 200);
    const audit = list(at((await world.call('Astrid', `/v1/auditrecords?startDate=${new Date(world.clock.now()).toISOString().slice(0, 10)}`)).body, 'items'));
    assert.ok(audit.some((record) => at(record, 'operationType') === 'extend_relationship'));
    await is('/portal/extend', { ...extension, providerId: HAVSKOG }, 409);
  });

  it('lets the customer accept the joint invitation by its link, and a newcomer, too', async () => {
    await enrolWhole();
    await partnerUp();
    const { body } = await world.call('Astrid', `/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=${NORDVIND}&dualRoleIndirectRelationship=true`);
    const url = String(at(body, 'url'));
    await is('/portal/invitations/accept', { customerId: LONN, url }, 200);
    assert.equal((await world.call('Sofia', `/v1/customers/${LONN}`)).status, 200);
    const newcomer = await is('/portal/invitations/accept', { name: 'Ny Kund AB', slug: 'nykund', url }, 200);
    const id = String(at(newcomer, 'id'));
    assert.equal((await world.call('Sofia', `/v1/customers/${id}`)).status, 200);
    assert.equal((await world.call('Astrid', `/v1/customers/${id}`)).status, 200);
    await is('/portal/extend', { customerId: id, partnerId: FJORDLINE, providerId: NORDVIND }, 409);
    await is('/portal/invitations/accept', { customerId: LONN }, 400);
    await is('/portal/invitations/accept', { customerId: LONN, partnerId: FJORDLINE, providerId: HAVSKOG }, 409);
  });

  it('climbs the ladder from restricted to revoked by the clock, and then the interface is lost', async () => {
    await is('/portal/program', { partnerId: FJORDLINE, directBill: 'restricted' }, 200);
    await is('/portal/invitations/accept', { name: 'Ny Kund AB', slug: 'nykund', partnerId: FJORDLINE }, 409);
    await is('/clock', { advanceMs: 30 * DAY }, 200);
    assert.equal(at(await program(), 'directBill'), 'suspended');
    assert.equal((await world.call('Astrid', '/v1/customers')).status, 200);
    await is('/clock', { advanceMs: 30 * DAY }, 200);
    assert.equal(at(await program(), 'directBill'), 'revoked');
    const calls: Answer[] = await Promise.all([world.call('Astrid', '/v1/customers'), world.call(FJORDLINE, '/v1/customers'), world.call('Astrid', '/v1/profiles/mpn')]);
    assert.deepEqual(calls.map((c) => c.status), [403, 403, 403]);
    assert.equal((await world.call('Sofia', '/v1/customers')).status, 200);
    await is('/portal/program', { partnerId: FJORDLINE, directBill: 'active' }, 200);
    assert.equal((await world.call('Astrid', '/v1/customers')).status, 200);
  });

  it('stays restricted when the ladder is climbed by hand only', async () => {
    await is('/switches', { 'program.ladder': 'by-hand' }, 200);
    await is('/portal/program', { partnerId: FJORDLINE, directBill: 'restricted' }, 200);
    await is('/clock', { advanceMs: 90 * DAY }, 200);
    assert.equal(at(await program(), 'directBill'), 'restricted');
  });

  it('gives admin rights when the customer approves, until they run out', async () => {
    const gdap = async (): Promise<unknown> => at(list(at((await world.portal('/state')).body, 'gdap'))[0], 'phase');
    const asked = await is('/portal/gdap', { customerId: LONN, partnerId: FJORDLINE }, 200);
    const path = `/portal/gdap/${String(at(asked, 'id'))}`;
    await is(path, { verb: 'activate' }, 409);
    await is(path, { verb: 'approve', days: 90 }, 200);
    await is(path, { verb: 'activate' }, 200);
    assert.equal(await gdap(), 'active');
    await is('/clock', { advanceMs: 90 * DAY }, 200);
    assert.equal(await gdap(), 'expired');
    await is(path, { verb: 'terminate' }, 409);
    await is('/portal/gdap', { customerId: LONN, partnerId: HAVSKOG }, 409);
  });

  const subscribe = async (who: string, names: string[]): Promise<void> => {
    const body = { WebhookUrl: 'http://127.0.0.1:9/nobody', WebhookEvents: names };
    assert.equal((await world.call(who, '/webhooks/v1/registration', { method: 'POST', body })).status, 200);
  };
  const told = async (): Promise<string[]> => list(at((await world.portal('/state')).body, 'deliveries')).map((d) => `${at(d, 'tenantId') === FJORDLINE ? 'reseller' : 'provider'} ${String(at(d, 'eventName'))}`).sort();

  it('tells of admin rights as they come, begin and end', async () => {
    const names = ['created', 'approved', 'activated', 'expired', 'terminated'].map((word) => `granular-admin-relationship-${word}`);
    await subscribe('Astrid', names);
    for (const last of ['expired', 'terminated']) {
      const path = `/portal/gdap/${String(at(await is('/portal/gdap', { customerId: LONN, partnerId: FJORDLINE }, 200), 'id'))}`;
      const shown = async (): Promise<unknown> => at((await world.call('Astrid', `/v1/customers/${LONN}`)).body, 'companyProfile', 'email');
      assert.equal(await shown(), undefined);
      await is(path, { verb: 'approve', days: 30 }, 200);
      await is(path, { verb: 'activate' }, 200);
      assert.equal(await shown(), 'faktura@lonnbjork.example');
      if (last === 'expired') await is('/clock', { advanceMs: 30 * DAY }, 200);
      else await is(path, { verb: 'terminate' }, 200);
      assert.equal(await shown(), undefined);
    }
    assert.deepEqual([...new Set(await told())], names.map((name) => `reseller ${name}`).sort());
  });

  it('tells reseller and provider when a customer accepts their invitation', async () => {
    await enrolWhole();
    await partnerUp();
    const names = ['reseller-relationship-accepted-by-customer', 'indirect-reseller-relationship-accepted-by-customer'];
    await Promise.all([subscribe('Astrid', names), subscribe('Sofia', names)]);
    await is('/portal/invitations/accept', { customerId: LONN, partnerId: FJORDLINE, providerId: NORDVIND }, 200);
    assert.deepEqual(await told(), [`provider ${String(names[1])}`, `reseller ${String(names[1])}`]);
    await is('/portal/invitations/accept', { name: 'Ny Kund AB', slug: 'nykund', partnerId: FJORDLINE }, 200);
    assert.deepEqual(await told(), [`provider ${String(names[1])}`, `reseller ${String(names[1])}`, `reseller ${String(names[0])}`]);
  });

  it('counts no Saturday and no Sunday as a business day', () => {
    const after = (from: string, days: number): string => businessDaysAfter(new Date(from), days).toISOString();
    assert.equal(after('2026-11-20T09:00:00Z', 1), '2026-11-23T09:00:00.000Z');
    assert.equal(after('2026-11-21T09:00:00Z', 5), '2026-11-27T09:00:00.000Z');
    assert.equal(after('2026-11-23T09:00:00Z', 5), '2026-11-30T09:00:00.000Z');
    assert.equal(after('2026-11-21T09:00:00Z', 0), '2026-11-21T09:00:00.000Z');
  });

  it('tells the same story for the same time', () => {
    const now = new Date('2026-02-03T08:00:00Z');
    assert.deepEqual(createFresh(now), createFresh(now));
  });
});
