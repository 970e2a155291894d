import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { FJORDLINE } from '../helpers/builders.ts';
import { KARIN, UNTIL } from '../helpers/facts.ts';
import { Stage, aScene, unreachable } from './stage.ts';

const LEGAL = { companyName: 'Fjordline IT AB', address: 'Kajen 4, 211 10 Malmö, SE', contactName: 'Karin Berg', contactMail: 'kontakt@fjordline.example', vettingStatus: 'authorized' };

type Read = { legal?: Partial<typeof LEGAL>; mpn?: { mpnId: string; name: string } | undefined; tenantId?: string };

const reading = (read: Read = {}): Partial<PartnerCenter> => ({
  profiles: {
    legalBusiness: async () => ({ ...LEGAL, ...read.legal }),
    partnerId: async () => ('mpn' in read ? read.mpn : { mpnId: '7000123', name: 'Fjordline IT AB' }),
    organisation: async () => ({ tenantId: read.tenantId ?? FJORDLINE, domain: 'fjordline.example' }),
  },
});

const opened = async (read: Read = {}, locale: 'en' | 'sv' = 'en'): Promise<[Stage, string]> => {
  const stage = new Stage(aScene({ person: KARIN, partnerCenter: reading(read), locale }));
  stage.facts.push(...UNTIL.prepare());
  return [stage, (await stage.send({ text: 'prepare' })).join('\n')];
};
const ALL = { profile: 'true', mpn: 'true', tenant: 'true', mailbox: 'true', incentives: 'incitament@fjordline.example' };
const added = (stage: Stage) => stage.facts.slice(UNTIL.prepare().length).map(({ kind, value }) => [kind, value]);

describe('Prepare, the card (R13, R14, R15, R24, R174, R175)', () => {
  it('shows what Partner Center says of the company, the PartnerID and the tenant (R13, R14, R15)', async () => {
    const [, card] = await opened();
    match(card, /Legal name: .*Fjordline IT AB.*Kajen 4, 211 10 Malmö, SE.*Karin Berg kontakt@fjordline.example.*authorized.*7000123, Fjordline IT AB/);
    match(card, new RegExp(`fjordline.example \\(${FJORDLINE}\\)`));
  });

  it('says which mailbox gets the outcome and which one the incentives (R24, R174, R175)', async () => {
    const [, card] = await opened();
    match(card, /outcome of the enrolment is mailed to the primary contact.*invitation to the reseller incentives goes to the e-mail address of the MPN account/);
    match(card, /Somebody reads kontakt@fjordline.example/);
    match((await opened({}, 'sv'))[1], /Någon läser kontakt@fjordline.example/);
  });

  it('needs a sign-in, because it reads in the person’s own name', async () => {
    const stage = new Stage(aScene({ person: KARIN, signedIn: false, partnerCenter: reading() }));
    stage.facts.push(...UNTIL.prepare());
    match((await stage.send({ text: 'förbered' })).join(), /<sign in>/);
  });

  it('explains a Partner Center that does not answer', async () => {
    const stage = new Stage(aScene({ person: KARIN, partnerCenter: { profiles: { ...reading().profiles!, legalBusiness: async () => Promise.reject(unreachable()) } } }));
    stage.facts.push(...UNTIL.prepare());
    match((await stage.send({ text: 'prepare' })).join(), /<fault unreachable>/);
    deepEqual(added(stage), []);
  });
});

describe('Prepare, the answers', () => {
  it('records profile, PartnerID with both addresses, and the mailbox, and warns that the addresses differ (R13, R14, R24, R175)', async () => {
    const [stage] = await opened();
    const said = (await stage.press('send', ALL)).join('\n');
    match(said, /Outcome of the enrolment: .*kontakt@fjordline.example.*Invitation to the incentives: .*incitament@fjordline.example/);
    match(said, /two addresses are different/);
    deepEqual(added(stage), [
      ['legal-profile-confirmed', { companyName: 'Fjordline IT AB', contactMail: 'kontakt@fjordline.example', vettingStatus: 'authorized' }],
      ['partner-id-confirmed', { mpnId: '7000123', name: 'Fjordline IT AB', incentivesMail: 'incitament@fjordline.example' }],
      ['mailbox-monitored', { mail: 'kontakt@fjordline.example' }],
    ]);
  });

  it('does not warn when they are the same (R175)', async () => {
    const [stage] = await opened();
    doesNotMatch((await stage.press('send', { ...ALL, incentives: 'Kontakt@fjordline.example' })).join(), /different/);
  });

  for (const left of ['profile', 'mpn', 'tenant', 'mailbox']) {
    it(`records nothing until "${left}" is confirmed (R13, R14, R15, R24)`, async () => {
      const [stage] = await opened();
      match((await stage.press('send', { ...ALL, [left]: 'false' })).join(), /Confirm every point/);
      deepEqual(added(stage), []);
    });
  }

  it('asks for a real address of the MPN account (R175)', async () => {
    const [stage] = await opened();
    match((await stage.press('send', { ...ALL, incentives: 'somebody' })).join(), /Give the e-mail address of the MPN account/);
  });

  const forbidden: [what: string, read: Read, words: RegExp][] = [
    ['a profile that is not vetted (R13)', { legal: { vettingStatus: 'pending' } }, /says “pending”, not “authorized”.*rule R13/],
    ['no PartnerID (R14)', { mpn: undefined }, /no MPN ID.*rule R14/],
    ['another tenant (R15)', { tenantId: '4d02f6e9-8b35-4c70-81ea-26a8b9d44404' }, /signed in to another tenant.*rule R15/],
    ['no contact mail (R24)', { legal: { contactMail: '' } }, /no primary contact with an e-mail address.*rule R24/],
  ];
  for (const [what, read, words] of forbidden) {
    it(`refuses ${what}, whatever is ticked`, async () => {
      const [stage, card] = await opened(read);
      match(card, words);
      match((await stage.press('send', ALL)).join(), words);
      deepEqual(added(stage), []);
    });
  }
});
