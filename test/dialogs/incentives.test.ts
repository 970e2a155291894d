import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { aFact, enrolled } from '../helpers/known-facts.ts';
import { Stage, aScene } from './stage.ts';

const partnerId = aFact('partner-id-confirmed', { value: { mpnId: '7000123', name: 'Fjordline IT AB', incentivesMail: 'mpn@fjordline.example' } });
const mailbox = aFact('mailbox-monitored', { value: { mail: 'info@fjordline.example' } });

const stageAt = (now = '2026-02-03T10:00:00Z', locale: 'en' | 'sv' = 'en'): Stage => {
  const stage = new Stage(aScene({ now: new Date(now), locale }));
  stage.facts.push(...enrolled(), partnerId, mailbox);
  return stage;
};

describe('Incentives (R173-R177)', () => {
  it('are blocked until the enrolment is complete (R35, R173, R201)', async () => {
    match((await new Stage(aScene()).send({ text: 'incentives' })).join(), /An earlier step is missing: Sign/);
  });

  it('say when, to which mailbox and for which PartnerID, and warn when nobody may read that mailbox (R173, R174, R175)', async () => {
    const card = (await stageAt().send({ text: 'incentives' })).join('\n');
    match(card, /within 30 days of the completed enrolment, by 3 March 2026/);
    match(card, /mailbox of the PartnerID: mpn@fjordline\.example.*not the mailbox of the enrolment form \(info@fjordline\.example\)/s);
    match(card, /7000123, Fjordline IT AB/);
    doesNotMatch(card, /invitation is late/);
    match((await stageAt('2026-03-04T10:00:00Z').send({ text: 'incentives' })).join('\n'), /Ask Partner Center support/);
  });

  it('keep both programmes, each apart, and tell today’s floors only where today’s rules hold (R176, R177, R207)', async () => {
    const stage = stageAt();
    const card = (await stage.send({ text: 'incentives' })).join('\n');
    match(card, /does not take them away.*apart from each other.*USD 25,000.*capability score of 25.*USD 1,000/s);
    const old = stageAt();
    old.facts.push(aFact('profile-chosen', { value: { profile: '2020' } }));
    doesNotMatch((await old.send({ text: 'incentives' })).join('\n'), /USD/);
  });

  it('take invitation and programmes with evidence, and nothing that says nothing (R173, R177)', async () => {
    const stage = stageAt();
    await stage.send({ text: 'incentives' });
    match((await stage.press('send')).join(), /nothing new to record/);
    match((await stage.press('send', { invited: '2027-01-01' })).join(), /not in the future/);
    match((await stage.press('send', { indirect: 'true' })).join(), /Name the mail or page/);
    match((await stage.press('send', { invited: '2026-02-02', indirect: 'true', direct: 'true', evidence: 'Mail' })).join(), /Recorded/);
    deepEqual(stage.facts.slice(-3).map(({ kind, value }) => [kind, value]), [
      ['incentive-invited', { when: '2026-02-02' }], ['incentive-enrolled', { programme: 'indirect' }], ['incentive-enrolled', { programme: 'direct' }],
    ]);
  });

  it('read in Swedish too (R173)', async () => {
    match((await stageAt(undefined, 'sv').send({ text: 'incitament' })).join('\n'), /inom 30 dagar.*senast 3 mars 2026/);
  });
});
