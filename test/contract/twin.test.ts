import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { PersonAccess } from '../../partnercenter/access.ts';
import { isPartnerCenterError, isTokenError } from '../../partnercenter/errors.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import { theOtherWay } from '../helpers/other-way.ts';
import { partnerCenterContract } from './partner-center.ts';
import type { ContractWorld } from './partner-center.ts';
import { startTwinWorld } from './twin-world.ts';
import type { TwinWorld } from './twin-world.ts';

const LONN_BJORK = '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303';

type Switches = Readonly<Record<string, string>>;

const makeContractWorld = async (switches: Switches = {}): Promise<ContractWorld> => {
  const twins = await startTwinWorld();
  for (const [name, value] of Object.entries(switches)) await twins.portal('/switches', { [name]: value });
  const { partnerCenter, access } = twins;
  for (const name of ['Astrid Lind', 'Sofia Dahl', 'Lena Fors', 'Peter Gran']) assert.deepEqual({ name, ok: (await twins.signIn(name)).ok }, { name, ok: true });
  const partnerApp = { kind: 'app', tenantId: FJORDLINE } as const;
  const customers = await partnerCenter.customers.list(partnerApp);
  const customerNamed = (start: string): string => customers.find(({ name }) => name.startsWith(start))?.customerId ?? assert.fail(`no customer ${start}`);
  const subscriptions = await partnerCenter.subscriptions.list(partnerApp, LONN_BJORK);
  const holding = (offer: string): string => subscriptions.find(({ offerName }) => offerName.startsWith(offer))?.subscriptionId ?? assert.fail(`no ${offer}`);
  return {
    partnerCenter,
    partnerApp,
    partnerAdmin: access('Astrid Lind'),
    providerAdmin: access('Sofia Dahl'),
    providerHelpdesk: access('Lena Fors'),
    bystanderAdmin: access('Peter Gran'),
    partnerOfRecord: '7000123',
    customer: {
      id: LONN_BJORK, name: 'Lönn & Björk Trä AB', provider: { tenantId: NORDVIND, name: 'Nordvind Distribution' },
      withoutProvider: customerNamed('Norrsken'), attested: customerNamed('Fjällsippan'), noAgreement: customerNamed('Skärgård'),
    },
    holdings: {
      withAddons: holding('Office 365 E3'), plain: holding('Exchange Online'), azure: holding('Microsoft Azure'), suspended: holding('Visio'), newCommerce: holding('Microsoft 365 Business Standard'),
    },
    settle: async () => {
      await twins.portal('/clock', { advanceMs: 60_000 });
    },
    failNextAccept: async (subscriptionId) => {
      await twins.portal('/portal/fail-line', { subscriptionId, description: 'Source subscription is not fully provisioned yet.' });
    },
    disturb: async (match, trouble) => {
      const kind = trouble === 429 ? { kind: 'throttle', retryAfter: 1 } : { kind: 'status', status: trouble };
      await twins.portal('/faults', { match, ...(trouble === 'lose-answer' ? { kind: 'drop-after' } : kind) });
    },
    close: twins.close,
  };
};

partnerCenterContract('the twin', () => makeContractWorld());
partnerCenterContract('the twin, every doubt decided the other way', () => makeContractWorld(theOtherWay()));

describe('signing in at the Entra twin', () => {
  let twins: TwinWorld;
  let astrid: PersonAccess;
  beforeEach(async () => {
    twins = await startTwinWorld();
    astrid = twins.access('Astrid Lind');
  });
  afterEach(() => twins.close());
  const withdraw = (): Promise<unknown> => twins.partnerCenter.transfers.withdraw(astrid, { customerId: LONN_BJORK, partnerCenterId: randomUUID(), requestId: randomUUID() });

  it('reads the roles of people, by group and by role template', async () => {
    const roles = async (name: string): Promise<string[]> => twins.graph.rolesOf(twins.access(name));
    assert.deepEqual(await roles('Astrid Lind'), ['admin-agent']);
    assert.deepEqual(await roles('Karin Berg'), ['global-admin']);
    assert.deepEqual(await roles('Johan Ek'), []);
    assert.deepEqual(await roles('Bodil Nord'), [], 'a Billing admin may do nothing of the journey');
    assert.deepEqual(await roles('Lena Fors'), ['helpdesk-agent']);
    assert.deepEqual(await twins.graph.rolesOf({ tenantId: FJORDLINE, personId: twins.access('Sofia Dahl').personId }), []);
  });

  it('without a second factor nobody gets in, and nothing is kept', async () => {
    await twins.entra(`/twin/people/${astrid.personId}`, { amr: ['pwd'] });
    assert.deepEqual(await twins.signIn('Astrid Lind'), { ok: false, why: 'no-mfa' });
    await twins.entra('/twin/faults', { requireMfa: astrid.personId });
    assert.deepEqual(await twins.signIn('Astrid Lind'), { ok: false, why: 'no-mfa' });
    await twins.entra('/twin/faults', { requireMfa: null, denyConditionalAccess: astrid.personId });
    assert.deepEqual(await twins.signIn('Astrid Lind'), { ok: false, why: 'conditional-access' });
    assert.equal(twins.partitions.rows.size, 0);
  });

  it('a sign-in that was revoked stops the next write before it is sent, and the partition is gone', async () => {
    await twins.signIn('Astrid Lind');
    await assert.rejects(withdraw(), (error) => isPartnerCenterError(error) && error.code === '900100');
    await twins.entra(`/twin/people/${astrid.personId}`, { revoked: true });
    await assert.rejects(withdraw(), (error) => isTokenError(error) && error.why === 'sign-in-needed');
    assert.equal(twins.partitions.rows.size, 0);
  });

  it('a role that was taken away counts from the next write on', async () => {
    await twins.signIn('Astrid Lind');
    await twins.entra(`/twin/people/${astrid.personId}`, { roles: ['HelpdeskAgents'] });
    await assert.rejects(withdraw(), (error) => isPartnerCenterError(error) && error.code === '900150');
  });

  it('a token used every day lives beyond day 90, because every rotation is stored', async () => {
    await twins.signIn('Astrid Lind');
    const day = 86_400_000;
    await twins.portal('/clock', { advanceMs: 89 * day });
    await assert.rejects(withdraw(), (error) => isPartnerCenterError(error) && error.code === '900100');
    await twins.portal('/clock', { advanceMs: 2 * day });
    await assert.rejects(withdraw(), (error) => isPartnerCenterError(error) && error.code === '900100');
    await twins.portal('/clock', { advanceMs: 91 * day });
    await assert.rejects(withdraw(), (error) => isTokenError(error) && error.why === 'sign-in-needed');
  });
});
