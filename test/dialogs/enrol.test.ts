import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { aPerson } from '../helpers/builders.ts';
import { KARIN, NILS, UNTIL, aFact } from '../helpers/facts.ts';
import type { Fact } from '../../journey/facts.ts';
import type { Scene } from './stage.ts';
import { Stage, aScene } from './stage.ts';

const stageWith = (over: Partial<Scene> = {}, ...more: Fact[]): Stage => {
  const stage = new Stage(aScene({ person: KARIN, ...over }));
  stage.facts.push(...UNTIL.enrol(), ...more);
  return stage;
};
const BY_2020 = aFact('profile-chosen', { profile: '2020' });
const kinds = (stage: Stage, from: number) => stage.facts.slice(from).map(({ kind }) => kind);
const said = async (turn: Promise<string[]>): Promise<string> => (await turn).join('\n');

/** Through the warning and the typed word, to the card that leads to the portal. */
const confirm = async (stage: Stage): Promise<string> => {
  await stage.send({ text: 'enrol' });
  await stage.press('send', { reviewed: 'true' });
  return said(stage.press('send', { typed: 'Fjordline IT AB' }));
};

describe('Enrol, before the portal (R10, R16, R18, R20, R30)', () => {
  it('is for a Global administrator only (R2, R16)', async () => {
    const card = await said(stageWith({ person: aPerson('partner') }).send({ text: 'enrol' }));
    match(card, /takes another role: Global administrator/);
    doesNotMatch(card, /compared these details/);
  });

  it('shows what the form will hold, and asks that it is compared (R18)', async () => {
    const stage = stageWith();
    match(await said(stage.send({ text: 'enrol' })), /Legal name: .*Fjordline IT AB.*kontakt@fjordline.example.*7000123/);
    match(await said(stage.press('send', { reviewed: 'false' })), /Compare the details and tick/);
  });

  it('warns that there is no way back and does not show the portal before the company’s name is typed (R30)', async () => {
    const stage = stageWith();
    const first = await said(stage.send({ text: 'enrol' }));
    match(first, /NO way back for this tenant/);
    doesNotMatch(first, /Open the Overview page/);
    const typed = await said(stage.press('send', { reviewed: 'true' }));
    match(typed, /NO way back for this tenant.*Type Fjordline IT AB to confirm/s);
    match(await said(stage.press('send', { typed: 'yes' })), /Type exactly Fjordline IT AB/);
    deepEqual(kinds(stage, UNTIL.enrol().length), []);
  });

  it('records the confirmation with who typed it, and goes on to the portal (R19, R30)', async () => {
    const stage = stageWith();
    match(await confirm(stage), /choose “Enroll now”.*Open the Overview page/s);
    const [confirmed] = stage.facts.slice(UNTIL.enrol().length);
    deepEqual([confirmed?.kind, confirmed?.value, confirmed?.by?.name], ['irreversible-confirmed', { act: 'enrol', typed: 'Fjordline IT AB' }, 'Karin Berg']);
  });

  it('2020: the existing tenant, no second one, and no option to revert (R10, R20, R30)', async () => {
    const card = await said(stageWith({}, BY_2020).send({ text: 'enrol' }));
    match(card, /NO option to revert this tenant.*existing direct-bill tenant. Do not create a second one/s);
  });

  it('2026: restricted first, or a new tenant, and that Microsoft contradicts itself (R10, R20)', async () => {
    match(await said(stageWith().send({ text: 'enrol' })), /may first have to be restricted.*contradict each other.*recommends two tenants/s);
    const restricted = stageWith({}, aFact('direct-bill-state', { state: 'restricted', since: '2026-01-20' }));
    match(await said(restricted.send({ text: 'enrol' })), /restricted already/);
  });

  it('says it in Swedish as well (R30)', async () => match(await said(stageWith({ locale: 'sv' }).send({ text: 'registrera' })), /INGEN väg tillbaka/));
});

describe('Enrol, the window (R21, R23)', () => {
  it('2020: refuses a month outside, says that nothing is wrong and promises no day (R21, R23)', async () => {
    const card = await said(stageWith({}, BY_2020, aFact('anniversary', { month: 3 })).send({ text: 'enrol' }));
    match(card, /anniversary month \(3\) is not between September and December.*rule R21, rule set 2020/);
    match(card, /promises no day.*rule R23, rule set 2020/);
    doesNotMatch(card, /compared these details/);
  });
});

describe('Enrol, reported from the portal (R19, R22)', () => {
  const REPORT = { found: 'submitted', when: '2026-02-03', evidence: 'Screenshot 14.png' };

  it('is recorded as a person’s word with what shows it, and is not called approved (R19, R24)', async () => {
    const stage = stageWith();
    await confirm(stage);
    match(await said(stage.press('send', REPORT)), /Submitted, not yet approved.*Watch the mailbox kontakt@fjordline.example/s);
    const fact = stage.facts.at(-1);
    deepEqual([fact?.kind, fact?.value, fact?.proof, fact?.evidence], ['enrol-submitted', { when: '2026-02-03' }, 'attested', 'Screenshot 14.png']);
  });

  const wrong: [over: Record<string, string>, words: RegExp][] = [
    [{ found: '' }, /Choose what happened/], [{ when: '2026-03-01' }, /cannot be in the future/], [{ when: '2026-02-30' }, /Give the day/], [{ evidence: ' ' }, /Name something that shows it/],
  ];
  for (const [over, words] of wrong) {
    it(`takes no ${JSON.stringify(over)} (R19)`, async () => {
      const stage = stageWith();
      await confirm(stage);
      match(await said(stage.press('send', { ...REPORT, ...over })), words);
      deepEqual(kinds(stage, UNTIL.enrol().length), ['irreversible-confirmed']);
    });
  }

  it('explains a missing button by the window in 2020 and by the restriction today, never by the role first (R22)', async () => {
    const stage = stageWith();
    await confirm(stage);
    match(await said(stage.press('send', { found: 'no-button' })), /tenant is not restricted yet; your role is not the first suspect.*rule R22, rule set 2026/);
    const old = stageWith({}, BY_2020);
    await confirm(old);
    match(await said(old.press('send', { found: 'no-button' })), /not open for your anniversary month; your role is not the first suspect.*rule R22, rule set 2020/);
  });

  it('goes on where it was when it is opened again later', async () => {
    const stage = stageWith();
    await confirm(stage);
    await stage.press('leave');
    match(await said(stage.send({ text: 'enrol' })), /Open the Overview page/);
  });
});

describe('Enrol, by two (R204)', () => {
  it('waits for another person, refuses the same one, and goes on with the second', async () => {
    const stage = stageWith({}, aFact('four-eyes', { wanted: true }));
    match(await confirm(stage), /A second person is needed.*Nothing goes on before/s);
    match(await said(stage.send({ text: 'enrol' })), /Karin Berg has confirmed this; a second person.*rule R204/);
    await stage.press('leave');
    stage.scene.person = NILS;
    match(await said(stage.send({ text: 'enrol' })), /colleague has confirmed this.*Confirmed by Karin Berg on 3 Feb 2026/s);
    await stage.press('send', { reviewed: 'true' });
    match(await said(stage.press('send', { typed: 'fjordline it ab' })), /Open the Overview page/);
    deepEqual(stage.facts.slice(UNTIL.enrol().length + 1).map(({ kind, by }) => [kind, by?.name]), [['irreversible-confirmed', 'Karin Berg'], ['seconded', 'Nils Ahl']]);
  });
});
