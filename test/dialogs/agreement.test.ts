import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import type { AgreementChannel } from '../../journey/records.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { NORDVIND, aCustomer, aProvider } from '../helpers/builders.ts';
import { THE_CUSTOMER, aFact } from '../helpers/known-facts.ts';
import { Stage, aScene } from './stage.ts';

const CUSTOMER = aCustomer().customerId;

const stageWith = (channel: AgreementChannel, locale: 'en' | 'sv' = 'en'): Stage => {
  const partnerCenter = {
    customers: { list: async () => [aCustomer()] }, agreements: { agreementChannel: async () => channel }, relationships: { providers: async () => [aProvider()] },
  } as unknown as Partial<PartnerCenter>;
  const stage = new Stage(aScene({ locale, partnerCenter }));
  stage.facts.push(aFact('customer-classed', { subject: THE_CUSTOMER, value: { class: 'extended', why: '' } }));
  return stage;
};

const opened = async (stage: Stage): Promise<string> => {
  await stage.send({ text: stage.scene.locale === 'sv' ? 'kundavtal' : 'agreement' });
  return (await stage.press('choose-subject', { customer: CUSTOMER })).join('\n');
};

describe('Agreement (R110-R117)', () => {
  it('says that a customer’s own acceptance is kept and records what was read (R113)', async () => {
    const stage = stageWith('direct');
    match(await opened(stage), /kept when the provider comes in.*rule R113, rule set 2026/s);
    match((await stage.press('send')).join(), /there is nothing to do/);
    deepEqual(stage.facts.slice(1).map(({ kind, value, proof }) => [kind, value, proof]), [['agreement-case', { case: 'B', channel: 'direct' }, 'verified']]);
  });

  it('drafts the provider’s task and the customer’s letter where nothing was accepted, and waits without sending anything itself (R111, R112, R203)', async () => {
    const stage = stageWith('none');
    const card = await opened(stage);
    match(card, /has not accepted the Microsoft Customer Agreement\..*rule R112/s);
    match(card, /ended on 31 January 2020/);
    const task = 'Hello Nordvind Distribution';
    match((await stage.press('send', { provider: NORDVIND, task })).join(), /Say where it stands/);
    match((await stage.press('send', { provider: NORDVIND, state: 'asked', task })).join(), /Waiting for the provider/);
    deepEqual(stage.facts.slice(1).map(({ kind }) => kind), ['agreement-case', 'agreement-asked']);
    match(stage.facts[2]?.evidence ?? '', /Nordvind/);
  });

  it('calls an attestation lost, tells today’s rules of attestation, and takes the renewal only with a day and evidence (R114, R115, R116)', async () => {
    const stage = stageWith('attested');
    const card = await opened(stage);
    match(card, /lost on the move, even though its status says accepted.*rule R114/s);
    match(card, /Since 5 January 2026 a partner can no longer attest.*not to indirect resellers/s);
    const given = { provider: NORDVIND, state: 'renewed', accepted: '2026-02-02', evidence: 'Mail of 2 February' };
    match((await stage.press('send', { ...given, provider: 'stranger' })).join(), /Choose one of your accepted providers/);
    match((await stage.press('send', { ...given, accepted: '2027-01-01' })).join(), /Give the day of the acceptance/);
    match((await stage.press('send', { ...given, evidence: ' ' })).join(), /Name the provider’s mail/);
    match((await stage.press('send', given)).join(), /no longer held back by the agreement/);
    deepEqual(stage.facts.at(-1)?.value, { providerId: NORDVIND, accepted: '2026-02-02' });
  });

  it('goes by the guide of 2020 where the organisation chose it: the provider attests, no link of today (R114, R207)', async () => {
    const stage = stageWith('attested');
    stage.facts.push(aFact('profile-chosen', { value: { profile: '2020' } }));
    const card = await opened(stage);
    match(card, /The provider can confirm the customer’s acceptance.*/);
    match(card, /rule R114, rule set 2020/);
    doesNotMatch(card, /enhanced attestation/i);
  });

  it('names the step that brings customer and provider together when it is missing (R123, R201)', async () => {
    const stage = stageWith('direct');
    stage.facts.push(aFact('customer-classed', { subject: THE_CUSTOMER, value: { class: 'direct', why: '' } }));
    match(await opened(stage), /An earlier step is missing: Choose the way for a customer.*rule R201/s);
  });

  it('treats an unknown channel as lost and says why, in Swedish too (R116)', async () => {
    match(await opened(stageWith('unknown', 'sv')), /Sättet avgör.*inte följer med/s);
  });
});
