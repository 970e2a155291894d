import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import type { AgreementStatus } from '../../partnercenter/compliance.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { aPerson } from '../helpers/builders.ts';
import { KARIN, NILS, UNTIL, aFact } from '../helpers/facts.ts';
import type { Fact } from '../../journey/facts.ts';
import type { Scene } from './stage.ts';
import { Stage, aScene, unreachable } from './stage.ts';

const NOT_YET: AgreementStatus = { signed: false, why: 'not-signed' };

const reading = (status: AgreementStatus | 'down'): Partial<PartnerCenter> => ({
  profiles: { partnerId: async () => ({ mpnId: '7000123', name: 'Fjordline IT AB' }) } as unknown as PartnerCenter['profiles'],
  compliance: { agreementStatus: async () => (status === 'down' ? Promise.reject(unreachable()) : status) },
});

const stageWith = (status: AgreementStatus | 'down' = NOT_YET, over: Partial<Scene> = {}, ...more: Fact[]): Stage => {
  const stage = new Stage(aScene({ person: KARIN, partnerCenter: reading(status), ...over }));
  stage.facts.push(...UNTIL.sign(), ...more);
  return stage;
};
const said = async (turn: Promise<string[]>): Promise<string> => (await turn).join('\n');
const added = (stage: Stage) => stage.facts.slice(UNTIL.sign().length).map(({ kind, value }) => [kind, value]);
const SURE = { again: 'true', authorised: 'true', role: 'Managing director' };
const DONE = { found: 'accepted', dual: 'both', evidence: '' };

const confirm = async (stage: Stage): Promise<string> => {
  await stage.send({ text: 'sign' });
  await stage.press('send', SURE);
  return said(stage.press('send', { typed: 'Fjordline IT AB' }));
};

describe('Sign, authority and warning (R29, R30, R33)', () => {
  it('is for a Global administrator, after the approval (R25, R202)', async () => {
    match(await said(stageWith(NOT_YET, { person: aPerson('partner') }).send({ text: 'sign' })), /takes another role: Global administrator/);
    const early = new Stage(aScene({ person: KARIN, partnerCenter: reading(NOT_YET) }));
    early.facts.push(...UNTIL.approval());
    match(await said(early.send({ text: 'sign' })), /earlier step is missing: Wait for Microsoft’s approval/);
  });

  it('warns once more, never signs for anybody, and shows no portal before the typed word (R30, R33)', async () => {
    const stage = stageWith();
    const card = await said(stage.send({ text: 'signera' }));
    match(card, /NO way back.*Växla never accepts an agreement for anybody/s);
    doesNotMatch(card, /Open the agreement/);
    match(await said(stage.press('send', SURE)), /Type Fjordline IT AB to confirm/);
    match(await said(stage.press('send', { typed: 'ja' })), /Type exactly/);
    deepEqual(added(stage), []);
  });

  it('asks whether the person may sign, and by what right (R33)', async () => {
    const stage = stageWith();
    await stage.send({ text: 'sign' });
    match(await said(stage.press('send', { ...SURE, authorised: 'false' })), /takes a person with authority to sign.*rule R33/);
    match(await said(stage.press('send', { ...SURE, role: '' })), /by what right/);
  });

  it('wants a new sign-in to Partner Center first (R29)', async () => {
    const stage = stageWith();
    await stage.send({ text: 'sign' });
    match(await said(stage.press('send', { ...SURE, again: 'false' })), /only after a new sign-in.*rule R29/);
  });

  it('records confirmation, authority and sign-in, and goes on to the portal (R29, R30, R31, R33)', async () => {
    const stage = stageWith();
    match(await confirm(stage), /Accept and continue.*not accepted yet.*Open the agreement in Partner Center/s);
    deepEqual(added(stage), [['irreversible-confirmed', { act: 'sign', typed: 'Fjordline IT AB' }], ['authority-confirmed', { role: 'Managing director' }], ['signed-in-again', {}]]);
  });
});

describe('Sign, the agreement itself (R31, R32, R34, R35)', () => {
  const wrong: [what: string, over: Record<string, string>, words: RegExp][] = [
    ['an agreement that does not appear: approval and sign-in are checked (R31)', { found: 'not-visible' }, /approval or the new sign-in is missing.*rule R31/],
    ['nothing accepted yet: all after it stays locked (R32)', { found: 'not-yet' }, /stays locked until the acceptance is confirmed/],
    ['a word against what Partner Center says (R32)', DONE, /Partner Center does not show the agreement as accepted.*rule R32/],
    ['no answer', { found: '' }, /Choose what you found/],
  ];
  for (const [what, over, words] of wrong) {
    it(`records nothing for ${what}`, async () => {
      const stage = stageWith();
      await confirm(stage);
      match(await said(stage.press('send', { ...DONE, ...over })), words);
      deepEqual(added(stage).length, 3);
    });
  }

  it('says when Partner Center does not know the company as reseller yet', async () => {
    const stage = stageWith({ signed: false, why: 'not-enrolled' });
    match(await confirm(stage), /not enrolled as an indirect reseller yet/);
  });

  it('records what was read as verified, with both roles, and says how both businesses go on (R34, R35, R36, R37, R38, R39)', async () => {
    const stage = stageWith();
    await confirm(stage);
    stage.scene.partnerCenter = reading({ signed: true });
    const outcome = await said(stage.press('send', DONE));
    match(outcome, /Enrolment complete: you have both roles/);
    match(outcome, /keep managing the subscriptions of your direct customers; their invoices continue until/);
    match(outcome, /Side by side.*take on customers through a provider.*looks at the class of a customer before every action/s);
    deepEqual(stage.facts.slice(-2).map(({ kind, proof }) => [kind, proof]), [['partner-agreement-signed', 'verified'], ['dual-role-seen', 'attested']]);
  });

  it('is not complete while only one role is shown, and asks again later (R34)', async () => {
    const stage = stageWith();
    await confirm(stage);
    stage.scene.partnerCenter = reading({ signed: true });
    match(await said(stage.press('send', { ...DONE, dual: '' })), /Choose what the profile shows/);
    match(await said(stage.press('send', { ...DONE, dual: 'one' })), /does not show both roles yet/);
    match(await said(stage.send({ text: 'sign' })), /Both: direct-bill partner and indirect reseller/);
    match(await said(stage.press('send', DONE)), /Enrolment complete/);
  });

  it('lets a person attest with evidence when Partner Center cannot be asked (R35)', async () => {
    const stage = stageWith('down');
    match(await confirm(stage), /could not be asked.*may attest/s);
    match(await said(stage.press('send', DONE)), /needs something that shows it.*rule R32/);
    match(await said(stage.press('send', { ...DONE, evidence: 'Screenshot 15.png' })), /Enrolment complete/);
    const fact = stage.facts.at(-2);
    deepEqual([fact?.kind, fact?.proof, fact?.evidence], ['partner-agreement-signed', 'attested', 'Screenshot 15.png']);
  });

  it('asks for the roles only when the agreement is read as accepted already', async () => {
    match(await said(stageWith({ signed: true }).send({ text: 'sign' })), /agreement is accepted.*What the profile shows/s);
  });
});

describe('Sign, by two (R204)', () => {
  it('waits for another person with authority, and goes on with them', async () => {
    const stage = stageWith(NOT_YET, {}, aFact('four-eyes', { wanted: true }));
    match(await confirm(stage), /A second person is needed/);
    match(await said(stage.send({ text: 'sign' })), /Karin Berg has confirmed this.*rule R204/);
    await stage.press('leave');
    stage.scene.person = NILS;
    match(await said(stage.send({ text: 'sign' })), /Confirmed by Karin Berg/);
    match(await said(stage.press('send', { authorised: 'false' })), /rule R33/);
    await stage.press('send', { authorised: 'true' });
    match(await said(stage.press('send', { typed: 'Fjordline IT AB' })), /Open the agreement in Partner Center/);
    deepEqual(stage.facts.slice(-1).map(({ kind, by }) => [kind, by?.name]), [['seconded', 'Nils Ahl']]);
  });
});
