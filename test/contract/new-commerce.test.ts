import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { PersonAccess } from '../../partnercenter/access.ts';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import type { SeenTransfer } from '../../partnercenter/seen.ts';
import { FJORDLINE, NORDVIND } from '../../simulator/people.ts';
import { startTwinWorld } from './twin-world.ts';
import type { TwinWorld } from './twin-world.ts';

const LONN_BJORK = '3c91e5d8-7a24-4b6f-b0d9-15f7a8c33303';
const STANDARD = 'd2f6a7b8-91c0-4e3d-a5b6-c7d8e9f05504';
const MINUTE = 60_000;

const refusal = (code: string) => (error: unknown) => isPartnerCenterError(error) && error.code === code && !error.outcomeUnknown;

describe('new-commerce transfers by the client, against the twin (API topic 10)', () => {
  let twins: TwinWorld;
  let partner: PersonAccess;
  let provider: PersonAccess;
  beforeEach(async () => {
    twins = await startTwinWorld();
    partner = twins.access('Astrid Lind');
    provider = twins.access('Sofia Dahl');
    for (const name of ['Astrid Lind', 'Sofia Dahl']) assert.equal((await twins.signIn(name)).ok, true);
  });
  afterEach(() => twins.close());

  const create = async (productTypes = ['OnlineServicesNCE']): Promise<SeenTransfer> => {
    const draft = { customerId: LONN_BJORK, sourceTenantId: FJORDLINE, sourceName: 'Fjordline IT AB', customerName: 'Lönn & Björk Trä AB', partnerOfRecord: '7000123' };
    return (await twins.partnerCenter.newCommerce.create(provider, { ...draft, productTypes, requestId: randomUUID() })).transfer;
  };
  const keyOf = ({ partnerCenterId }: SeenTransfer) =>
    ({ customerId: LONN_BJORK, partnerCenterId, sourceTenantId: FJORDLINE, targetTenantId: NORDVIND, customerName: 'Lönn & Björk Trä AB', requestId: randomUUID() });
  const seenBy = (access: PersonAccess, transfer: SeenTransfer) => twins.partnerCenter.transfers.get(access, keyOf(transfer));
  const chosen = [{ subscriptionId: STANDARD, productType: 'OnlineServicesNCE' }];

  it('is created by the target and waits thirty days', async () => {
    const made = await create();
    assert.deepEqual([made.model, made.phase, made.sourceTenantId, made.targetTenantId, made.productTypes, made.partnerOfRecord], ['new-commerce', 'pending', FJORDLINE, NORDVIND, ['OnlineServicesNCE'], '7000123']);
    assert.equal(Date.parse(made.expiresAt ?? '') - Date.parse(made.createdAt ?? ''), 30 * 24 * 60 * MINUTE);
    await twins.portal('/clock', { advanceMs: 30 * 24 * 60 * MINUTE });
    assert.equal((await seenBy(partner, made))?.phase, 'expired');
  });

  it('gets its lines from the source, reads pending for a while, and hides the lines from the target until the end', async () => {
    const made = await create();
    await twins.partnerCenter.newCommerce.accept(partner, { ...keyOf(made), lines: chosen });
    assert.equal((await seenBy(partner, made))?.phase, 'pending');
    await twins.portal('/clock', { advanceMs: 15 * MINUTE });
    const moving = await seenBy(partner, made);
    assert.deepEqual([moving?.phase, moving?.lines.map(({ subscriptionId, quantity }) => [subscriptionId, quantity])], ['in-progress', [[STANDARD, 25]]]);
    assert.deepEqual((await seenBy(provider, made))?.lines, []);
    await twins.portal('/clock', { advanceMs: 60 * MINUTE });
    for (const access of [partner, provider]) assert.deepEqual((await seenBy(access, made))?.lines.map(({ outcome }) => outcome?.state), ['complete']);
  });

  it('is cancelled by the target only, and only while pending', async () => {
    const made = await create();
    await assert.rejects(twins.partnerCenter.newCommerce.cancel(partner, keyOf(made)), refusal('2032'));
    assert.equal((await twins.partnerCenter.newCommerce.cancel(provider, keyOf(made))).transfer.phase, 'cancelled');
    assert.equal((await seenBy(partner, made))?.phase, 'cancelled');
    await assert.rejects(twins.partnerCenter.newCommerce.accept(partner, { ...keyOf(made), lines: chosen }), refusal('900102'));
  });

  it('is not taken twice: the second accept hears that the first is under way', async () => {
    const made = await create();
    await twins.partnerCenter.newCommerce.accept(partner, { ...keyOf(made), lines: chosen });
    await assert.rejects(twins.partnerCenter.newCommerce.accept(partner, { ...keyOf(made), lines: chosen }), refusal('900104'));
  });

  it('refuses a line of another kind than was asked for', async () => {
    const made = await create(['Software']);
    await assert.rejects(twins.partnerCenter.newCommerce.accept(partner, { ...keyOf(made), lines: chosen }), refusal('900400'));
  });

  it('names a plan’s subscription as transfers do, and knows a trial', async () => {
    const listed = await twins.partnerCenter.subscriptions.list(partner, LONN_BJORK);
    const kinds = new Map(listed.map(({ offerName, productType }) => [offerName, productType]));
    assert.deepEqual([kinds.get('Azure plan'), kinds.get('Microsoft 365 Business Standard'), kinds.get('Office 365 E3')], ['AzureSubscription', 'OnlineServicesNCE', undefined]);
    const customers = await twins.partnerCenter.customers.list(partner);
    const akes = customers.find(({ name }) => name.startsWith('Åkes'))?.customerId ?? '';
    assert.deepEqual((await twins.partnerCenter.subscriptions.list(partner, akes)).filter(({ isTrial }) => isTrial === true).map(({ offerName }) => offerName), ['Power BI Pro']);
  });
});
