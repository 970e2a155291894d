import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { UNTIL } from '../helpers/facts.ts';
import { Stage, aScene } from './stage.ts';

const stageAt = (over: Parameters<typeof aScene>[0] = {}): Stage => {
  const stage = new Stage(aScene(over));
  stage.facts.push(...UNTIL.after());
  return stage;
};
const NORD = { name: 'Nordvind', country: 'SE', currency: 'SEK', billing: 'true', training: 'true', notes: 'Answers fast' };

describe('Find a provider, in conversation', () => {
  it('says what providers do, recommends none, and links the official search and further reading (R40, R41, R42, R43, R44, R45, R46)', async () => {
    const stage = stageAt();
    const [card] = await stage.send({ text: 'find provider' });
    match(card ?? '', /can handle billing, buy products.*Växla recommends none.*official list.*Indirect providers.*Microsoft’s provider search.*Working with providers/);
    doesNotMatch(card ?? '', /Nordvind/);
  });

  it('asks for name and market, and keeps the evaluation (R43)', async () => {
    const stage = stageAt();
    await stage.send({ text: 'find provider' });
    match((await stage.press('send', { ...NORD, country: '' })).join(), /serve your market/);
    match((await stage.press('send', NORD)).join(), /Recorded.*Nordvind.*SE; SEK; Billing and Training; Answers fast/s);
    deepEqual(stage.facts.at(-1)?.value, { name: 'Nordvind', country: 'SE', currency: 'SEK', support: 'billing,training', notes: 'Answers fast' });
  });

  it('has the request ready with the PartnerID, and records it as sent only when the person says so (R48)', async () => {
    const stage = stageAt({ locale: 'sv' });
    match((await stage.send({ text: 'hitta leverantör' })).join(), /Bara leverantören kan börja ett partnerskap/);
    await stage.press('send', { ...NORD, asked: 'true' });
    const asked = stage.facts.at(-1);
    match(JSON.stringify(asked), /provider-asked.*Fjordline IT AB \(PartnerID 7000123\).*partnerinbjudan.*"evidence":"Nordvind"/);
  });
});
