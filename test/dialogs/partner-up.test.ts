import { deepEqual, equal, match } from 'node:assert/strict';
import type { Provider } from '../../journey/records.ts';
import { aPerson, aProvider } from '../helpers/builders.ts';
import { KARIN, UNTIL } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const GOOD = 'https://partner.microsoft.com/dashboard/partnerinvitation?type=indirectReseller';

const stageAt = (listed: Provider[], over: Parameters<typeof aScene>[0] = {}): Stage => {
  const stage = new Stage(aScene({ person: KARIN, partnerCenter: { relationships: { providers: async () => listed } }, ...over }));
  stage.facts.push(...UNTIL.after());
  return stage;
};

describe('Accept the provider’s invitation, in conversation', () => {
  it('warns of links elsewhere and refuses one, with the host named (R49)', async () => {
    const stage = stageAt([]);
    match((await stage.send({ text: 'partnership' })).join(), /Follow only links to partner\.microsoft\.com.*Växla cannot accept/s);
    match((await stage.press('send', { link: 'https://partner.microsoft.com.evil.example/invitation' })).join(), /partner\.microsoft\.com\.evil\.example.*Do not follow it.*rule R49, rule set 2026/s);
    equal(stage.facts.some(({ kind }) => kind === 'provider-invited'), false);
  });

  it('says that the provider starts, takes its link, and leads to Microsoft (R47, R48, R49)', async () => {
    const stage = stageAt([]);
    match((await stage.send({ text: 'partnership' })).join(), /the provider starts it by mail/);
    match((await stage.press('send', {})).join(), /No new provider stands in your list yet/);
    match((await stage.press('send', { link: GOOD })).join(), /Follow it as Global administrator.*Open the invitation/s);
    deepEqual(stage.facts.at(-1)?.value, { host: 'partner.microsoft.com', link: GOOD });
  });

  it('records as verified whoever stands in the list of relationships, several at once (R51, R52)', async () => {
    const stage = stageAt([aProvider(), aProvider({ tenantId: '5b1ac3f7-9d20-4c1e-8a77-0c4f6e2d8801', name: 'Svea Distribution', mpnId: '7000789' })]);
    match((await stage.send({ text: 'partnership' })).join(), /Nordvind Distribution, 7000456.*Svea Distribution.*several providers|several providers.*Nordvind/s);
    match((await stage.press('send', {})).join(), /the partnership is in force/);
    deepEqual(stage.facts.slice(-2).map(({ kind, proof, subject }) => [kind, proof, subject.slice(0, 9)]), [['provider-accepted', 'verified', 'provider:'], ['provider-accepted', 'verified', 'provider:']]);
  });

  it('is read-only for everybody but a Global administrator (R50)', async () => {
    const [card] = await stageAt([aProvider()], { person: aPerson('partner', ['admin-agent']) }).send({ text: 'partnership' });
    match(card ?? '', /takes another role: Global administrator/);
  });

  it('speaks Swedish too, and says where the list comes from (R51)', async () => {
    match((await stageAt([], { locale: 'sv' }).send({ text: 'partnerinbjudan' })).join(), /Partnerskapet gäller först när leverantören finns i er lista/);
  });
});
