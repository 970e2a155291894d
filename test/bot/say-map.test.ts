import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import type { Activity, TurnContext } from 'botbuilder';
import { TestAdapter } from 'botbuilder';
import type { CustomersWanted } from '../../bot/teams/say-map.ts';
import { createSay } from '../../bot/teams/say.ts';
import { setSpeaker } from '../../bot/teams/turn.ts';
import type { Fact, Facts, Subject } from '../../journey/facts.ts';
import { createFacts, customerSubject, newCustomerSubject } from '../../journey/facts.ts';
import type { Person } from '../../journey/records.ts';
import { FJORDLINE, NORDVIND, aPerson } from '../helpers/builders.ts';
import { CUSTOMER_UNTIL, LONN, SVEA, classed, routed, withProvider } from '../helpers/customer-facts.ts';
import { UNTIL, aFact } from '../helpers/facts.ts';
import { ofType, wordsOf } from '../cards/inspect.ts';

const named = (subject: Subject, name: string): Fact => aFact('customer-named', { name }, { subject, proof: 'verified' });
const lonn = [...CUSTOMER_UNTIL.extend(), named(LONN, 'Lönn & Björk Trä AB')];
const many = (count: number): Fact[] => Array.from({ length: count }, (_, n) => customerSubject(`id-${n}`)).flatMap((subject, n) => [classed(n % 3 === 0 ? 'indirect' : 'direct', subject), named(subject, `Kund ${String(n).padStart(3, '0')}`)]);

type Asking = { readonly partners?: readonly { name: string; facts: Facts }[]; readonly facts: readonly Fact[]; readonly person?: Person; readonly locale?: 'en' | 'sv'; readonly text?: string; readonly wanted?: CustomersWanted };

/** What the status word, or a button of a map, brings: the words of the card, and what its buttons carry. */
const seen = async ({ facts, partners = [], person = aPerson('partner'), locale = 'en', text = 'status', wanted }: Asking): Promise<{ words: string; buttons: string[]; choices: number }> => {
  const say = createSay({ transfersOf: async () => [], factsOf: async (tenantId) => createFacts(tenantId === FJORDLINE ? facts : []), partnersAsking: async () => partners, now: () => new Date('2026-02-03T10:00:00Z') });
  const adapter = new TestAdapter(async (context: TurnContext) => {
    setSpeaker(context, { ...person, locale, timeZone: 'Europe/Stockholm', rolesReadAt: undefined });
    await (wanted === undefined ? say.status(context) : say.customers(context, wanted));
  });
  await adapter.receiveActivity({ type: 'message', text } as Activity);
  const sent = adapter.activeQueue[0];
  const card: unknown = sent?.attachments?.[0]?.content;
  const buttons = ofType(card, 'Action.').map((action) => {
    const { verb, step, subject, page } = action['data'] as Record<string, string>;
    return [verb, step, subject, page].filter((part) => part !== '' && part !== '0').join(' ');
  });
  const choices = ofType(card, 'Input.ChoiceSet').reduce((sum, set) => sum + (set['choices'] as unknown[]).length, 0);
  return { words: card === undefined ? (sent?.text ?? '') : wordsOf(card), buttons, choices };
};

describe('The living map', () => {
  it('shows where each customer stands, waiting on whom since when, and how many have landed', async () => {
    const { words, buttons } = await seen({ facts: [...lonn, aFact('irreversible-confirmed', { act: 'extend', typed: 'x' }, { subject: LONN }), aFact('extension-saved', { providerId: '2a7d90c4-5be3-4d0a-8f16-93c1d4e02202' }, { subject: LONN })] });
    match(words, /Customers: 0 of 1 landed\nLönn & Björk Trä AB: Extend the reseller relationship\. … Waiting for Microsoft since 3 Feb 2026/);
    deepEqual(buttons.filter((button) => button.startsWith('show')), ['show-customer']);
  });

  it('says on what an attested step rests, and “about” where the holidays are not known (R26, R205)', async () => {
    const evidence = [...UNTIL.enrol(), aFact('irreversible-confirmed', { act: 'enrol', typed: 'x' }), { ...aFact('enrol-submitted', { when: '2029-02-02' }), evidence: 'Mail 4711' }];
    match((await seen({ facts: evidence })).words, /Enrol as indirect reseller: ✓ Attested by Astrid Lind, .*\. Rests on: Mail 4711\n.*approval: … Waiting for Microsoft since 2 February 2029\. Answer expected by about 9 February 2029/s);
    match((await seen({ facts: evidence, locale: 'sv' })).words, /Underlag: Mail 4711.*Svar väntas omkring den 9 februari 2029/s);
    doesNotMatch((await seen({ facts: UNTIL.sign() })).words, /Rests on|about/);
  });

  it('opens every step of the organisation, and by buttons those that can be taken', async () => {
    const { buttons, choices } = await seen({ facts: UNTIL.prepare() });
    deepEqual([buttons, choices], [['open-step prepare', 'open-step export', 'open-step'], 10]);
  });

  it('shows three hundred customers page by page, those that can be taken on first', async () => {
    const facts = [...CUSTOMER_UNTIL.classify(), ...many(300)];
    const first = await seen({ facts });
    match(first.words, /Customers: 100 of 300 landed/);
    deepEqual([first.words.match(/^Kund/gm)?.length, first.buttons.filter((button) => button.startsWith('show'))], [8, ['show-customer', 'show-customers']]);
    const page = await seen({ facts, wanted: { subject: '', page: 1 } });
    match(page.words, /100 of 300 landed Page 2 of 15\./);
    deepEqual([page.words.match(/^Kund/gm)?.length, page.buttons], [20, ['show-customer', 'show-customers', 'show-customers 2']]);
    const last = await seen({ facts, wanted: { subject: '', page: 99 } });
    match(last.words, /Page 15 of 15.*Kund \d+: ✓ Landed$/s);
    deepEqual(last.buttons, ['show-customer', 'show-customers 13']);
  });

  it('shows one customer’s whole map, and opens the step that a blocked one is missing (R201)', async () => {
    const facts = [...UNTIL.sign(), classed('direct'), named(LONN, 'Lönn & Björk Trä AB')];
    const { words, buttons, choices } = await seen({ facts, wanted: { subject: LONN, page: 0 } });
    match(words, /^Lönn & Björk Trä AB\nOn its way\nTell direct and indirect customers apart: ✓ Verified.*\nChoose the way for a customer: ○ After: Accept the provider’s partnership invitation\. Takes: /);
    deepEqual([buttons.includes('open-step partner-up'), buttons.includes(`open-step ${LONN}`), choices], [true, true, 9]);
  });

  it('finds a customer by its name behind the word, and shows the whole status for any other word', async () => {
    const facts = [...CUSTOMER_UNTIL.classify(), ...many(30)];
    match((await seen({ facts, text: 'status kund 007' })).words, /^Kund 007\n/);
    match((await seen({ facts, text: 'Status Kund 01' })).words, /^Customers\n/);
    match((await seen({ facts, text: 'läget, tack', locale: 'sv' })).words, /Flytten, steg för steg/);
  });

  it('shows nothing of another organisation, whatever a button carries (I5)', async () => {
    const person = aPerson('partner', ['admin-agent'], { tenantId: '4d02f6e9-8b35-4c70-81ea-26a8b9d44404' });
    match((await seen({ facts: lonn, person, wanted: { subject: LONN, page: 0 } })).words, /Nothing has been recorded of any customer yet/);
    doesNotMatch((await seen({ facts: lonn, person })).words, /Lönn/);
    match((await seen({ facts: lonn, person: aPerson('provider'), wanted: { subject: LONN, page: 0 } })).words, /Nothing has been recorded/);
    doesNotMatch((await seen({ facts: lonn, wanted: { subject: 'customer:constructor', page: Number.NaN } })).words, /undefined|NaN/);
  });
});

describe('What a provider’s people see of the partners that wait for them', () => {
  const EK = newCustomerSubject('Ek AB');
  const asked = (providerId: string): Fact[] => [
    named(LONN, 'Lönn & Björk Trä AB'), classed('direct'), routed({ providerId }), aFact('agreement-asked', { providerId }, { subject: LONN, at: '2026-02-02T08:00:00.000Z' }),
    aFact('tenant-asked', { providerId, text: '7000123' }, { subject: EK, at: '2026-01-30T08:00:00.000Z' }),
  ];
  const fjordline = (...facts: Fact[]) => [{ name: 'Fjordline IT AB', facts: createFacts([...CUSTOMER_UNTIL.classify(), ...facts]) }];
  const sofia = aPerson('provider');

  it('shows what was asked of their company, by whom, for which customer and since when, the longest wait first (R67, R112)', async () => {
    const partners = fjordline(...asked(NORDVIND));
    match((await seen({ facts: [], partners, person: sofia })).words, /Partners wait for your company\nFjordline IT AB: tenant for Ek AB, asked for on 30 Jan 2026.*\nFjordline IT AB: customer agreement of Lönn & Björk Trä AB, asked for on 2 Feb 2026/);
    match((await seen({ facts: [], partners, person: sofia, locale: 'sv' })).words, /Partner som väntar på ert företag\n.*klientorganisation för Ek AB/);
  });

  it('shows nothing else of a partner, nothing asked of another provider, and nothing that has been answered (I5)', async () => {
    const answered = [aFact('agreement-valid', { providerId: NORDVIND, accepted: '2026-02-02' }, { subject: LONN }), aFact('tenant-seen', { customerId: 'ek-id' }, { subject: EK, proof: 'verified' })];
    const { words, buttons } = await seen({ facts: [], partners: fjordline(...asked(NORDVIND)), person: sofia });
    deepEqual([/step by step|Customers:|PartnerID|7000123/.test(words), buttons], [false, []]);
    for (const partners of [fjordline(...asked(SVEA), withProvider(SVEA, 'Svea')), fjordline(...asked(NORDVIND), ...answered)]) doesNotMatch((await seen({ facts: [], partners, person: sofia })).words, /Partners wait|Lönn|Ek AB/);
  });

  it('shows it only where the partnership was read, and only to those who may decide (R51, R202)', async () => {
    const unread = [{ name: 'Fjordline IT AB', facts: createFacts([...UNTIL.after(), ...asked(NORDVIND)]) }];
    doesNotMatch((await seen({ facts: [], partners: unread, person: sofia })).words, /Lönn/);
    for (const person of [aPerson('provider', ['helpdesk-agent']), aPerson('provider', []), aPerson('partner')]) doesNotMatch((await seen({ facts: [], partners: fjordline(...asked(NORDVIND)), person })).words, /Partners wait/);
    match((await seen({ facts: [], partners: fjordline(...asked(NORDVIND)), person: aPerson('provider', ['sales-agent']) })).words, /Partners wait/);
  });
});
