import { deepEqual, equal } from 'node:assert/strict';
import type { NewFact } from '../../../journey/facts.ts';
import { providerSubject } from '../../../journey/facts.ts';
import { acceptedProviders, isAccepted, linkVerdict, newlyAccepted, partnershipState } from '../../../journey/rules/partner-up.ts';
import { partnerUp } from '../../../journey/steps/partner-up.ts';
import { FJORDLINE, NORDVIND, aPerson, aProvider } from '../../helpers/builders.ts';
import { LINK, SVEA, withProvider } from '../../helpers/customer-facts.ts';
import { KARIN, UNTIL, aFact, blocksOf, factsWith, stateWith } from '../../helpers/facts.ts';

const GOOD = 'https://partner.microsoft.com/dashboard/partnerinvitation?type=indirectReseller&from=nordvind';
const invited = () => aFact('provider-invited', { host: 'partner.microsoft.com', link: GOOD });
const input = { facts: factsWith(), now: new Date('2026-02-03T10:00:00Z'), profile: '2026', subject: 'organisation' } as const;
const accepted = (proof: 'verified' | 'attested'): NewFact => ({ subject: providerSubject(NORDVIND), kind: 'provider-accepted', value: { name: 'Nordvind', mpnId: '7000456' }, proof });

describe('The partnership with a provider', () => {
  it('needs approval and agreement both: without them the menu has no indirect providers (R35, R40, R41)', () => {
    deepEqual(blocksOf(stateWith('partner-up', { facts: UNTIL.sign() })), ['sign/201', 'providers-not-open/40']);
    equal(stateWith('partner-up', { facts: UNTIL.after() }).state, 'ready');
  });

  it('goes from none over asked and invited to accepted, and says who is waited for (R47, R48)', () => {
    const asked = aFact('provider-asked', { text: 'Please' });
    deepEqual([[], [asked], [asked, invited()], [asked, invited(), withProvider()]].map((facts) => partnershipState(factsWith(...facts))), ['none', 'asked', 'invited', 'accepted']);
    const waits = [[asked], [asked, invited()]].map((facts) => stateWith('partner-up', { facts: [...UNTIL.after(), ...facts] }));
    deepEqual(waits.map((state) => (state.state === 'waiting' ? state.on : state.state)), ['provider', 'partner']);
  });

  it('takes a link to an invitation on Microsoft’s own hosts (R49)', () => {
    for (const link of [GOOD, GOOD.replace('partner.', 'admin.')]) equal(linkVerdict(link, { tenantId: FJORDLINE, profile: '2026' }), undefined, link);
  });

  for (const [link, code] of [
    ['no link', 'link-not-https'],
    [GOOD.replace('https', 'http'), 'link-not-https'],
    [GOOD.replace('microsoft.com', 'microsoft.com.evil.example'), 'link-other-host'],
    [GOOD.replace('https://', 'https://partner.microsoft.com@evil.example/'), 'link-other-host'],
    [GOOD.replace('https://', 'https://user:word@'), 'link-other-host'],
    [GOOD.replace('.com/', '.com:8443/'), 'link-other-host'],
    [LINK, 'link-for-customer'],
    ['https://partner.microsoft.com/dashboard/home', 'link-no-invitation'],
  ] as const) {
    it(`refuses ${link} as ${code} (R49)`, () => equal(linkVerdict(link, { tenantId: FJORDLINE, profile: '2026' })?.code, code));
  }

  it('refuses an invitation that the partner has issued itself: the provider begins (R48)', () => {
    equal(linkVerdict(`${GOOD}&partnerId=${FJORDLINE.toUpperCase()}`, { tenantId: FJORDLINE, profile: '2026' })?.rule, 48);
  });

  it('is accepted by a Global administrator only (R50), and only what was read counts (R51)', () => {
    const codes = (person: typeof KARIN, proof: 'verified' | 'attested') => partnerUp.refuses?.(input, { person, facts: [accepted(proof)] }).map(({ code, rule }) => `${code}/${rule}`);
    deepEqual(codes(KARIN, 'verified'), []);
    deepEqual(codes(aPerson('partner', ['admin-agent']), 'verified'), ['acceptance-role/50']);
    deepEqual(codes(KARIN, 'attested'), ['acceptance-unseen/51']);
    deepEqual(partnerUp.roles, ['global-admin']);
  });

  it('does not count what somebody only says (R51)', () => {
    const said = aFact('provider-accepted', { name: 'Nordvind', mpnId: '7000456' }, { subject: providerSubject(NORDVIND) });
    equal(isAccepted(factsWith(said), NORDVIND), false);
    equal(partnershipState(factsWith(said)), 'none');
  });

  it('holds several providers, and records only those that are new (R52)', () => {
    const facts = factsWith(withProvider());
    const svea = aProvider({ tenantId: SVEA, name: 'Svea Distribution', mpnId: '7000789' });
    deepEqual(newlyAccepted(facts, [aProvider(), svea]).map(({ subject, proof }) => [subject, proof]), [[`provider:${SVEA}`, 'verified']]);
    deepEqual(acceptedProviders(factsWith(withProvider(), withProvider(SVEA, 'Svea Distribution'))).map(({ name }) => name), ['Nordvind Distribution', 'Svea Distribution']);
  });
});
