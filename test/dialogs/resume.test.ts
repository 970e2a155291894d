import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import type { Fact } from '../../journey/facts.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { aCustomer } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL } from '../helpers/customer-facts.ts';
import { KARIN, NILS, UNTIL, aFact } from '../helpers/facts.ts';
import { E3 } from './conversations.table.ts';
import { Stage, aScene } from './stage.ts';

const said = async (sent: Promise<string[]>): Promise<string> => (await sent).join('\n');
const DAYS_LATER = new Date('2026-02-09T07:30:00Z');
const partnerCenter = { customers: { list: async () => [aCustomer()] } } as unknown as Partial<PartnerCenter>;

const stageWith = (facts: readonly Fact[], over: Parameters<typeof aScene>[0] = {}): Stage => {
  const stage = new Stage(aScene({ person: KARIN, partnerCenter, ...over }));
  stage.facts.push(...facts);
  return stage;
};

/** Days later, in Swedish: the same chat, or another one that remembers nothing but what was recorded. */
const later = (stage: Stage, where: 'same chat' | 'another device'): Stage => {
  const next = where === 'same chat' ? stage : stageWith(stage.facts);
  Object.assign(next.scene, { locale: 'sv', now: DAYS_LATER });
  return next;
};

describe('Left in English, resumed days later in Swedish', () => {
  for (const where of ['same chat', 'another device'] as const) {
    it(`goes on behind what was recorded, and asks for the next thing: ${where}`, async () => {
      const begun = stageWith(UNTIL.enrol());
      await begun.send({ text: 'enrol' });
      await begun.press('send', { reviewed: 'true' });
      match(await said(begun.press('send', { typed: 'Fjordline IT AB' })), /Open the Overview page/);
      await begun.press('leave');
      const resumed = later(begun, where);
      const card = await said(resumed.send({ text: 'registrera' }));
      match(card, /Registrera|registrer/);
      doesNotMatch(card, /Overview page of|I have read|Type /);
      await resumed.press('send', { found: 'submitted', when: '2026-02-08', evidence: 'Skärmbild' });
      equal(resumed.facts.at(-1)?.kind, 'enrol-submitted');
    });
  }

  it('asks the same question again in the middle of a step, in the language of now, by the word or by choosing the language', async () => {
    for (const words of ['fortsätt', 'continue', 'svenska']) {
      const stage = later(await halfway(), 'same chat');
      const old = stage.data('send');
      const card = await said(stage.send({ text: words }));
      match(card, /~Det här kortet används inte längre/, words);
      match(card, /Lönn & Björk Trä AB.*Lämna utan att/s, words);
      doesNotMatch(card, /Vilken kund|Inform the customer/, words);
      match(await said(stage.send({ value: old })), /senaste kortet|nyaste kortet/, words);
    }
  });

  it('keeps what was answered before the typed word, and records nothing until it comes', async () => {
    const stage = stageWith(UNTIL.enrol());
    await stage.send({ text: 'enrol' });
    await stage.press('send', { reviewed: 'true' });
    later(stage, 'same chat');
    await stage.send({ text: 'fortsätt' });
    deepEqual([stage.inputs()['reviewed'], stage.facts.length], ['true', UNTIL.enrol().length]);
  });

  it('keeps customer and lines of a transfer', async () => {
    const stage = new Stage(aScene());
    await stage.send({ text: 'transfer' });
    await stage.press('choose-customer', { customer: aCustomer().customerId });
    await stage.press('choose-lines', { [E3]: 'true' });
    stage.scene.locale = 'sv';
    const card = await said(stage.send({ text: 'fortsätt' }));
    match(card, /Vilka prenumerationer ska flyttas/);
    equal(stage.inputs()[E3], 'true');
    await stage.press('choose-lines', { [E3]: 'true' });
    await stage.press('send');
    equal(stage.orders.callCount, 1);
  });

  it('stays where it is when somebody asks for status or help in between', async () => {
    const stage = await halfway();
    for (const [word, heard] of [['status', '<status>'], ['läget', '<status>'], ['hjälp', '<help>']] as const) equal(await said(stage.send({ text: word })), heard);
    match(await said(stage.press('leave')), /You left without recording/);
  });

  it('shows where the move stands when there is nothing to go on with', async () => {
    equal(await said(stageWith(UNTIL.enrol()).send({ text: 'continue' })), '<status>');
  });
});

/** In the middle of a customer's step, with nothing recorded of it. */
const halfway = async (): Promise<Stage> => {
  const stage = stageWith(CUSTOMER_UNTIL.consent());
  await stage.send({ text: 'consent' });
  match(await said(stage.press('choose-subject', { customer: aCustomer().customerId })), /Inform the customer/);
  return stage;
};

describe('The second person (R204)', () => {
  const waiting = () => [...UNTIL.enrol(), aFact('four-eyes', { wanted: true }), aFact('irreversible-confirmed', { act: 'enrol', typed: 'Fjordline IT AB' }, { by: KARIN })];

  it('finds what waits for them by one word, and seconds it', async () => {
    const stage = stageWith(waiting(), { person: NILS, locale: 'sv' });
    match(await said(stage.send({ text: 'andra person' })), /Karin Berg/);
    await stage.press('send', { reviewed: 'true' });
    await stage.press('send', { typed: 'Fjordline IT AB' });
    deepEqual([stage.facts.at(-1)?.kind, stage.facts.at(-1)?.by?.name], ['seconded', 'Nils Ahl']);
    match(await said(stageWith(stage.facts).send({ text: 'second' })), /Nothing waits for a second person/);
  });

  it('is never the one who has confirmed', async () => {
    const stage = stageWith(waiting());
    match(await said(stage.send({ text: 'second' })), /Karin Berg has confirmed this; a second person.*rule R204/s);
    deepEqual([Object.keys(stage.inputs()), stage.facts.length], [[], waiting().length]);
  });

  it('is told when nothing waits', async () => {
    match(await said(stageWith(UNTIL.enrol()).send({ text: 'second' })), /Nothing waits for a second person/);
  });
});
