import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { chosenProfile } from '../../journey/profiles/find.ts';
import { createFacts } from '../../journey/facts.ts';
import { aPerson } from '../helpers/builders.ts';
import { Stage, aScene } from './stage.ts';

const GOOD = {
  rules: '2026', programme: 'direct-bill', state: 'active', since: '2020-01-01', revenue: '2000000', scope: 'account', month: '10',
  mpn: 'true', authority: 'true', 'first-level': 'true', managed: 'true', ip: 'false', app: 'false', billing: 'true', security: 'true', designation: 'true', plan: 'asfp', credit: 'passed', tenure: '',
};

const answered = async (over: Record<string, string> = {}, stage = new Stage(aScene())): Promise<string> => {
  await stage.send({ text: 'assess' });
  return (await stage.press('send', { ...GOOD, ...over })).join('\n');
};

describe('Assess, the card (R4, R5, R6, R7, R9, R178, R179, R194, R196)', () => {
  it('says what a direct partner owns, how old the requirements are, the floor with its source, and where to look (R5, R7, R9, R178, R179, R194, R196)', async () => {
    const [card] = await new Stage(aScene()).send({ text: 'assess' });
    match(card ?? '', /own the whole relationship/);
    match(card ?? '', /renewed on 31 August 2018.*rule set 2026/);
    match(card ?? '', /must meet them as well to remain one.*suspended 30 days later, and revoked 60 days/);
    match(card ?? '', /Since 1 October 2025 it takes at least USD 1,000,000.*partner global account. Source: Direct-bill partner requirements/);
    match(card ?? '', /Only Microsoft restricts.*Växla cannot see it/);
    match(card ?? '', /Do NOT buy a Microsoft support plan before/);
    match(card ?? '', /Open Program info in Partner Center/);
  });

  it('names the floor that is to come, with its day, before it holds (R6)', async () => {
    const stage = new Stage(aScene({ now: new Date('2020-11-03T10:00:00Z') }));
    match((await stage.send({ text: 'bedöm' })).join(), /From 1 January 2021 it will take at least USD 300,000/);
  });

  it('is written in Swedish, too', async () => {
    const [card] = await new Stage(aScene({ locale: 'sv' })).send({ text: 'bedöm' });
    match(card ?? '', /Köp INTE någon supportplan hos Microsoft/);
    match(card ?? '', /minst 1\s000\s000 USD i CSP-omsättning/);
    match(card ?? '', /CSP-omsättning i USD från 3 februari 2025 till 3 februari 2026/);
    match(card ?? '', /oktober/);
  });

  it('is open to every agent of the partner, and to nobody of the provider', async () => {
    const [card] = await new Stage(aScene({ person: aPerson('provider') })).send({ text: 'assess' });
    doesNotMatch(card ?? '', /CSP revenue in USD/);
  });
});

describe('Assess, the answers', () => {
  it('refuses the journey to whoever is no direct-bill partner, with the reason, and records nothing (R1)', async () => {
    const stage = new Stage(aScene());
    match(await answered({ programme: 'reseller' }, stage), /only for a company that is a CSP direct-bill partner today.*rule R1, rule set 2026/);
    deepEqual(stage.facts, []);
  });

  const wrong: [over: Record<string, string>, words: RegExp][] = [
    [{ programme: '' }, /which programme/], [{ state: 'fine' }, /state that Program info shows/], [{ state: 'restricted', since: '2027-01-01' }, /cannot be in the future/],
    [{ revenue: 'much' }, /as a number in US dollars/], [{ scope: '' }, /what the revenue figure covers/], [{ month: '13' }, /month of your anniversary/],
    [{ plan: 'gold' }, /which support plan/], [{ credit: '' }, /how far the credit check/], [{ state: 'revoked', tenure: '' }, /how many months/],
  ];
  for (const [over, words] of wrong) it(`asks again for ${JSON.stringify(over)}`, async () => match(await answered(over), words));

  it('brings the card back as it was filled, so that nobody fills it twice', async () => {
    const stage = new Stage(aScene());
    await stage.send({ text: 'assess' });
    await stage.press('send', { ...GOOD, scope: '' });
    const inputs = stage.inputs();
    deepEqual([inputs['revenue'], inputs['mpn'], inputs['ip'], inputs['plan']], ['2000000', 'true', 'false', 'asfp']);
  });

  it('records state, month and answers, and indicates only: Microsoft decides (R5, R190, R199)', async () => {
    const stage = new Stage(aScene());
    const said = await answered({}, stage);
    match(said, /Indication: stay direct-bill.*indication only.*Microsoft decides/s);
    match(said, /If you decide to move, type “decide”/);
    deepEqual(stage.facts.map(({ kind }) => kind), ['direct-bill-state', 'anniversary', 'assessed']);
    const [state, month, assessed] = stage.facts.map(({ value }) => value as Record<string, unknown>);
    deepEqual([state, month, assessed?.['verdict']], [{ state: 'active', since: '2020-01-01' }, { month: 10 }, 'stay']);
  });

  it('names the month of the yearly check', async () => match(await answered(), /every year in your anniversary month: next in the month that begins on 1 October 2026/));

  it('lists every requirement and says of each missing one which rule asks for it (R180-R188)', async () => {
    const said = await answered({ mpn: 'false', authority: 'false', 'first-level': 'false', managed: 'false', billing: 'false', plan: 'other', revenue: '1 000', security: 'false', designation: 'false' });
    for (const rule of [180, 181, 182, 183, 186, 187, 188]) match(said, new RegExp(`rule R${rule}, rule set 2026`), String(rule));
    match(said, /USD 1,000 in the last twelve months is below the floor of USD 1,000,000.*rule R7/);
    match(said, /Indication: switch/);
    equal(said.match(/✗ not met/g)?.length, 9);
  });

  it('warns of a figure that covers one tenant only (R8)', async () => match(await answered({ scope: 'one-tenant' }), /whole partner global account, not of one tenant.*rule R8/));
});

describe('Assess, the credit check (R184, R185, R191, R192, R193, R194, R195)', () => {
  const rows: [credit: string, words: RegExp][] = [
    ['not-applied', /begins once the eligibility is verified/],
    ['applied', /review and verify your business information; the credit check is a part of that/],
    ['under-review', /several days or more.*Microsoft mails you when it is passed/],
  ];
  for (const [credit, words] of rows) {
    it(`${credit}: never leads to a purchase (R184, R191-R195)`, async () => {
      const said = await answered({ plan: 'none', credit });
      match(said, words);
      match(said, /Do not buy a Microsoft support plan now.*rule R194/);
      doesNotMatch(said, /Compare Microsoft’s support plans/);
    });
  }
  it('passed: now the plans may be compared (R183, R185, R195)', async () => match(await answered({ plan: 'none' }), /You may buy a support plan now.*Compare Microsoft’s support plans/s));
});

describe('Assess, questionnaire and further reading (R189, R200)', () => {
  it('opens the questionnaire after a checklist that holds, not before (R189)', async () => {
    const stage = new Stage(aScene());
    doesNotMatch((await stage.send({ text: 'assess' })).join(), /questionnaire/);
    match((await stage.press('send', GOOD)).join(), /Open Microsoft’s questionnaire page/);
    doesNotMatch(await answered({ 'first-level': 'false' }), /questionnaire page/);
  });

  it('says that old links to further reading may be dead (R200)', async () => match(await answered(), /FAQ and additional information.*may be dead/));
});

describe('Assess, restricted (R11, R197, R198)', () => {
  it('2026: closes purchases and counts down (R11, R198)', async () => {
    const said = await answered({ state: 'restricted', since: '2026-02-01' });
    match(said, /nothing new can be bought for customers directly any more.*offers no way to buy.*rule R198/);
    match(said, /suspended on 3 March 2026, in 28 days/);
    match(await answered({ state: 'suspended', since: '2026-01-01' }), /was due to be revoked on 31 January 2026\. Look at Program info again/);
    match(await answered({ state: 'suspended', since: '2026-02-01' }), /is revoked on 3 March 2026, in 28 days/);
  });

  it('2020: says "eventually" and names no day (R197)', async () => {
    const stage = new Stage(aScene());
    await answered({ rules: '2020' }, stage);
    match((await stage.press('send', { ...GOOD, rules: '2020', state: 'restricted', since: '2026-02-01' })).join(), /eventually lost.*name no day/s);
  });
});

describe('Assess, the rule set (R207)', () => {
  it('is recorded alone and asks its own questions at once', async () => {
    const stage = new Stage(aScene());
    const said = await answered({ rules: '2020' }, stage);
    equal(chosenProfile(createFacts(stage.facts)), '2020');
    match(said, /rule set 2020/);
    match(said, /eventually restricted; the documents name no day/);
    doesNotMatch(said, /Multifactor authentication/);
    match((await stage.press('send', { ...GOOD, rules: '2020', revenue: '300000' })).join(), /Indication: stay/);
  });
});
