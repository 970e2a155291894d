import { deepEqual, match } from 'node:assert/strict';
import type { Fact } from '../../journey/facts.ts';
import type { Subscription, Transfer } from '../../journey/records.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { AT, aCustomer, aSignature, aSubscription, aTransfer, anOutcome } from '../helpers/builders.ts';
import { THE_CUSTOMER, aFact } from '../helpers/known-facts.ts';
import { Stage, aScene } from './stage.ts';

const { customerId } = aCustomer();
const landed = aTransfer({
  phase: 'complete', landed: aSignature('provider'), sourceVerifiedAt: AT, outcomes: [anOutcome('complete')],
  idMap: [{ name: 'Office 365 E3', oldId: 'old-1', newId: 'new-1', quantity: 42 }],
});
const replaced = aFact('replacement-needed', { subject: THE_CUSTOMER, proof: 'verified', value: { subscriptions: [] } });
const moved = aFact('transfer-seen', { subject: THE_CUSTOMER, proof: 'verified', value: { transferId: landed.transferId, providerId: landed.target.tenantId, state: 'verified', lines: [] } });
const ALL = { ids: 'true', 'partner-of-record': 'true', access: 'true', told: 'Mail of 3 February' };

type Play = { readonly transfers: readonly Transfer[]; readonly subscriptions?: readonly Subscription[]; readonly locale?: 'en' | 'sv'; readonly profile?: '2020' | '2026'; readonly known?: readonly Fact[] };

const opened = async ({ transfers, subscriptions = [aSubscription({ status: 'suspended' })], locale = 'en', profile = '2026', known = [replaced, moved] }: Play): Promise<{ stage: Stage; card: string }> => {
  const partnerCenter = { customers: { list: async () => [aCustomer()] }, subscriptions: { list: async () => subscriptions } } as unknown as Partial<PartnerCenter>;
  const stage = new Stage(aScene({ locale, partnerCenter }));
  stage.facts.push(...known, aFact('profile-chosen', { value: { profile } }));
  stage.transfers.push(...transfers);
  await stage.send({ text: locale === 'sv' ? 'avsluta' : 'close' });
  return { stage, card: (await stage.press('choose-subject', { customer: customerId })).join('\n') };
};

describe('Close (R120, R125, R144-R153)', () => {
  it('shows both sign-offs, the new ids, and that suspended is success (R125, R150, R151, R152, R153)', async () => {
    const { card } = await opened({ transfers: [landed] });
    match(card, /8c2f0000 .Nordvind Distribution.: .*Provider: signed by .*Your side: verified/s);
    match(card, /old-1 → new-1/);
    match(card, /suspended. That is as it should be, no outage; do not activate them again/);
    match(card, /For Azure the id that the Azure portal shows stays the same/);
    match(card, /granular rights \(GDAP\)/);
    match(card, /partner of record \(7000123\)/);
  });

  it('says on which new subscription the partner of record is wrong, as read (R152)', async () => {
    const idMap = [{ name: 'Office 365 E3', oldId: 'old-1', newId: 'new-1', quantity: 42, partnerOfRecord: '7000999' }];
    match((await opened({ transfers: [{ ...landed, idMap }] })).card, /Office 365 E3: partner of record is 7000999, but should be 7000123/);
  });

  it('closes only when everything left behind is ticked and the customer was told (R120, R151)', async () => {
    const { stage } = await opened({ transfers: [landed] });
    match((await stage.press('send', { ...ALL, access: 'false' })).join(), /Go through what is left behind/);
    match((await stage.press('send', { ...ALL, told: '' })).join(), /Write how the customer was told/);
    match((await stage.press('send', ALL)).join(), /The customer has landed/);
    deepEqual(stage.facts.slice(3).map(({ kind, proof }) => [kind, proof]), [['close-checked', 'verified'], ['customer-told', 'attested'], ['customer-closed', 'attested']]);
  });

  it('records who is waited for when a sign-off is missing, and does not close (R144, R145, R147, R151)', async () => {
    const { stage, card } = await opened({ transfers: [{ ...landed, landed: undefined }] });
    match(card, /has not confirmed yet that the subscriptions arrived.*rule R144/s);
    match((await stage.press('send', ALL)).join(), /Not closed yet/);
    deepEqual(stage.facts.slice(3).map(({ kind }) => kind), ['close-checked']);
  });

  it('names each direct subscription that nobody has decided on (R120)', async () => {
    const { stage } = await opened({ transfers: [], subscriptions: [aSubscription({ name: 'Visio Plan 2' })] });
    match((await stage.press('send', ALL)).join(), /Nothing has been decided yet about these direct subscriptions: Visio Plan 2.*rule R120/s);
    deepEqual(stage.facts.length, 3);
  });

  it('cannot begin while nobody knows what became of the customer’s transfers (R120, R201)', async () => {
    const { card } = await opened({ transfers: [landed], known: [replaced] });
    match(card, /An earlier step is missing: Transfer the subscriptions/);
  });

  it('speaks of the old rights by the guide of 2020, and Swedish (R150, R207)', async () => {
    match((await opened({ transfers: [landed], profile: '2020' })).card, /administrator rights at the customer do not end by the move/);
    match((await opened({ transfers: [landed], locale: 'sv' })).card, /pausade. Så ska det vara, det är inget avbrott/);
  });
});
