import { deepEqual, equal, match } from 'node:assert/strict';
import { NORDVIND, aCustomer, aProvider } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LINK } from '../helpers/customer-facts.ts';
import { aFact } from '../helpers/facts.ts';
import type { Fact } from '../../journey/facts.ts';
import { Stage, aScene } from './stage.ts';

type Over = { language?: string; profile?: '2020' | '2026'; facts?: Fact[] };

const stageAt = ({ language = 'sv', profile = '2026', facts = CUSTOMER_UNTIL.invite() }: Over = {}): Stage => {
  const partnerCenter = {
    customers: { list: async () => [aCustomer()] },
    relationships: { providers: async () => [aProvider()] },
    relationshipRequests: { jointInvitation: async (_access: unknown, providerId: string) => (providerId === NORDVIND ? LINK : 'https://admin.microsoft.com/other') },
    billing: { get: async () => ({ companyName: '', contactName: '', mail: 'faktura@lonnbjork.example', phone: '', address: '', language }) },
  };
  const stage = new Stage(aScene({ partnerCenter: partnerCenter as never }));
  stage.facts.push(aFact('profile-chosen', { profile }), ...facts);
  return stage;
};
const open = async (stage: Stage): Promise<string> => {
  await stage.send({ text: 'invite' });
  return (await stage.press('choose-subject', { customer: aCustomer().customerId })).join();
};

describe('Invite the customer, in conversation', () => {
  it('drafts the mail in the customer’s language with both names and the link as it came (R54, R55, R57, R58, R65)', async () => {
    const stage = stageAt();
    match(await open(stage), /Review the mail.*link ties the customer.*sends nothing.*GDAP.*only when the customer has authorised both.*Invite new customers.*opening its row/s);
    const text = String(stage.inputs()['text']);
    match(text, /^Hej Lönn & Björk Trä AB,\n\nFjordline IT AB och Nordvind Distribution.*behöver relationen för att kunna beställa/);
    equal(text.includes(`\n${LINK}\n`), true);
    const english = stageAt({ language: 'en' });
    await open(english);
    match(String(english.inputs()['text']), /^Hello Lönn/);
  });

  it('promises admin rights in 2020 only (R63, R108)', async () => match(await open(stageAt({ profile: '2020' })), /you get admin rights/));

  it('refuses a text whose link was touched, and one with another link (R60, R61)', async () => {
    const stage = stageAt();
    await open(stage);
    const text = String(stage.inputs()['text']);
    match((await stage.press('send', { text: text.replace('DAP=false', 'DAP=true') })).join(), /gone or changed.*rule R60/s);
    match((await stage.press('send', { text: `${text}\nhttps://admin.microsoft.com/Adminportal/Home?invType=x` })).join(), /another invitation link.*rule R61/s);
    equal(stage.facts.some(({ kind }) => kind === 'invitation-drafted'), false);
  });

  it('offers mail program and clipboard, sends nothing, and then waits for the customer (R53, R59, R62, R64, R105, R106, R107, R109)', async () => {
    const stage = stageAt();
    await open(stage);
    const text = `Hej Maja!\r\n${LINK}\r\nHälsningar`;
    match((await stage.press('send', { text })).join(), /The draft is kept/);
    const [mailto = ''] = stage.links();
    match(decodeURIComponent(mailto), /^mailto:faktura@lonnbjork\.example\?subject=Inbjudan från Fjordline IT AB&body=Hej Maja!\nhttps:/);
    equal(decodeURIComponent(mailto).includes(LINK), true);
    match((await stage.press('send', { text })).join(), /Say how you sent/);
    const done = (await stage.press('send', { text, how: 'copied' })).join();
    match(done, /Recorded as invited. Växla waits for Lönn.*cannot order.*The provider may order.*Not yet/s);
    deepEqual(stage.facts.slice(-2).map(({ kind }) => kind), ['invitation-drafted', 'invitation-sent']);
    match(await open(stage), /has not authorised it yet. You may remind it/);
  });

  it('takes a new company with a tenant through provider, draft and sending (R55, R56)', async () => {
    const stage = stageAt({ facts: CUSTOMER_UNTIL.classify() });
    await stage.send({ text: 'invite' });
    match((await stage.press('choose-subject', { customer: 'new' })).join(), /Enter the name of the new company/);
    match((await stage.press('choose-subject', { customer: 'new', 'new-name': 'Ek & Asp AB' })).join(), /Through which provider shall Ek & Asp AB/);
    match((await stage.press('send', { tenant: 'has' })).join(), /accepted can be chosen.*rule R56/s);
    await stage.press('send', { tenant: 'has', provider: NORDVIND });
    deepEqual([stage.facts.at(-1)?.subject, stage.facts.at(-1)?.kind], ['customer:new:Ek & Asp AB', 'route-chosen']);
    match(String(stage.inputs()['text']), /^Hello Ek & Asp AB/);
  });

  it('turns to the provider for a company without a tenant, with the own PartnerID (R66, R67, R68)', async () => {
    const stage = stageAt({ facts: CUSTOMER_UNTIL.classify() });
    await stage.send({ text: 'invite' });
    match((await stage.press('choose-subject', { customer: 'new', 'new-name': 'Ek AB' })).join(), /cannot create tenants.*forgotten to name you/s);
    const request = String(stage.inputs()['request']);
    match(request, /create a Microsoft tenant for Ek AB and name Fjordline IT AB.*PartnerID 7000123/);
    match((await stage.press('send', { tenant: 'none', provider: NORDVIND, request: 'Please' })).join(), /does not name your PartnerID.*rule R67/s);
    match((await stage.press('send', { tenant: 'none', provider: NORDVIND, request })).join(), /has been asked to create the tenant for Ek AB/);
    equal(stage.facts.at(-1)?.kind, 'tenant-asked');
  });
});
