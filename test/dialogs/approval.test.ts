import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { KARIN, UNTIL, aFact } from '../helpers/facts.ts';
import type { Fact } from '../../journey/facts.ts';
import type { Scene } from './stage.ts';
import { Stage, aScene } from './stage.ts';

const stageWith = (over: Partial<Scene> = {}, ...more: Fact[]): Stage => {
  const stage = new Stage(aScene({ person: KARIN, ...over }));
  stage.facts.push(...UNTIL.approval(), ...more);
  return stage;
};
const said = async (turn: Promise<string[]>): Promise<string> => (await turn).join('\n');
const added = (stage: Stage) => stage.facts.slice(UNTIL.approval().length).map(({ kind, value }) => [kind, value]);
const YES = { words: 'Indirect reseller: Approved', answer: 'approved', when: '2026-02-03', evidence: 'Your enrolment is approved' };

describe('Approval, the card (R26, R27, R28, R36, R37)', () => {
  it('says until when, which mailbox and where, and not to call support yet (R26, R27, R28)', async () => {
    const card = await said(stageWith().send({ text: 'approval' }));
    match(card, /up to 5 business days: until 9 February 2026.*no need to contact support before 9 February 2026/);
    match(card, /Microsoft mails the primary contact of the form: kontakt@fjordline.example/);
    match(card, /Account settings > Legal profile > Program info/);
    doesNotMatch(card, /service request/);
  });

  it('2020: names the path as it was then (R28)', async () => {
    match(await said(stageWith({}, aFact('profile-chosen', { profile: '2020' })).send({ text: 'approval' })), /Account settings > Partner profile > Program info/);
  });

  it('suggests support only when the last day is over (R26)', async () => {
    const card = await said(stageWith({ now: new Date('2026-02-10T08:00:00Z') }).send({ text: 'godkännande' }));
    match(card, /That day has passed. Contact Microsoft’s support now.*Open a service request/s);
  });

  it('says "about" when the holidays of the year are not known (R26)', async () => {
    const stage = stageWith({ now: new Date('2029-02-05T08:00:00Z') }, aFact('enrol-submitted', { when: '2029-02-02' }));
    match(await said(stage.send({ text: 'approval' })), /until about 9 February 2029/);
  });

  it('says that direct business goes on, with its invoices (R36, R37)', async () => {
    match(await said(stageWith().send({ text: 'approval' })), /keep managing your direct customers’ subscriptions, and you keep billing them until they are transferred/);
    match(await said(stageWith({ locale: 'sv' }).send({ text: 'approval' })), /fortsätter att fakturera dem tills de är överförda/);
  });
});

describe('Approval, the answers (R25, R28, R29)', () => {
  it('records the reported words, and goes on waiting (R25, R28)', async () => {
    const stage = stageWith();
    await stage.send({ text: 'approval' });
    match(await said(stage.press('send', { words: 'In review', answer: 'waiting' })), /Not approved yet.*until 9 February 2026/s);
    deepEqual(added(stage), [['enrol-status-reported', { words: 'In review' }]]);
    match(await said(stage.send({ text: 'approval' })), /Last status reported: .*In review/);
  });

  it('records the approval with what shows it, and says to sign in again before the agreement (R25, R29)', async () => {
    const stage = stageWith();
    await stage.send({ text: 'approval' });
    match(await said(stage.press('send', YES)), /Approved.*Sign out of Partner Center and in again/s);
    deepEqual(added(stage), [['enrol-status-reported', { words: 'Indirect reseller: Approved' }], ['enrol-approved', { when: '2026-02-03' }]]);
    deepEqual([stage.facts.at(-1)?.proof, stage.facts.at(-1)?.evidence], ['attested', 'Your enrolment is approved']);
  });

  const wrong: [over: Record<string, string>, words: RegExp][] = [
    [{ words: '' }, /Give the status in the words/], [{ answer: '' }, /Choose whether it is approved/], [{ when: '2026-02-01' }, /not before the enrolment/],
    [{ when: '2026-02-09' }, /not in the future/], [{ evidence: '' }, /Name something that shows it/],
  ];
  for (const [over, words] of wrong) {
    it(`takes no ${JSON.stringify(over)} (R25)`, async () => {
      const stage = stageWith();
      await stage.send({ text: 'approval' });
      match(await said(stage.press('send', { ...YES, ...over })), words);
      deepEqual(added(stage), []);
    });
  }
});
