import type { Facts, NewFact, ProfileId } from '../facts.ts';
import { idOf, providerSubject } from '../facts.ts';
import type { Provider } from '../records.ts';
import type { StepAttempt, StepInput } from '../steps.ts';
import type { Verdict } from './verdict.ts';

/** Where a partnership stands (R47). That it was asked for or invited is known of the company only; a provider is known by name once it is seen in the list. */
export type PartnershipState = 'none' | 'asked' | 'invited' | 'accepted';

/** Providers whose invitation was accepted, as read from the list of relationships (R51, R52). */
export const acceptedProviders = (facts: Facts): readonly Provider[] =>
  facts.subjects('provider-accepted').flatMap((subject) => {
    const fact = facts.latest('provider-accepted', subject);
    return fact?.proof === 'verified' ? [{ tenantId: idOf(subject), name: fact.value.name, mpnId: fact.value.mpnId }] : [];
  });

export const isAccepted = (facts: Facts, providerId: string): boolean => facts.latest('provider-accepted', providerSubject(providerId))?.proof === 'verified';

export const partnershipState = (facts: Facts): PartnershipState => {
  if (acceptedProviders(facts).length > 0) return 'accepted';
  if (facts.has('provider-invited')) return 'invited';
  return facts.has('provider-asked') ? 'asked' : 'none';
};

/** What the list of relationships says that was not known (R51). */
export const newlyAccepted = (facts: Facts, listed: readonly Provider[]): readonly NewFact<'provider-accepted'>[] =>
  listed
    .filter(({ tenantId }) => !isAccepted(facts, tenantId))
    .map(({ tenantId, name, mpnId }) => ({ subject: providerSubject(tenantId), kind: 'provider-accepted', value: { name, mpnId }, proof: 'verified' }));

const HOSTS = ['partner.microsoft.com', 'admin.microsoft.com'];

type Asked = { readonly tenantId: string; readonly profile: ProfileId };

/**
 * What is wrong with a pasted partnership invitation (R49): it leads to Microsoft or nowhere, it invites a partner and not a customer, and
 * it is not one that the partner has issued itself.
 */
export const linkVerdict = (link: string, { tenantId, profile }: Asked): Verdict | undefined => {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined || url.protocol !== 'https:') return { code: 'link-not-https', rule: 49, profile };
  const isMicrosoft = HOSTS.includes(url.hostname) && url.port === '' && url.username === '' && url.password === '';
  if (!isMicrosoft) return { code: 'link-other-host', rule: 49, profile, values: { host: url.hostname } };
  const words = `${url.search}${url.hash}`.toLowerCase();
  if (words.includes('invtype=') || words.includes('partner-invitation')) return { code: 'link-for-customer', rule: 49, profile };
  if (!/invit/i.test(`${url.pathname}${url.search}${url.hash}`)) return { code: 'link-no-invitation', rule: 49, profile };
  return link.toLowerCase().includes(tenantId.toLowerCase()) ? { code: 'link-own', rule: 48, profile } : undefined;
};

/** A provider counts as accepted only when it was read in the list (R51), and only a Global administrator accepts (R50). */
export const refusesAcceptance = ({ profile }: StepInput, { person, facts }: StepAttempt): readonly Verdict[] => {
  const accepting = facts.filter(({ kind }) => kind === 'provider-accepted');
  if (accepting.length === 0) return [];
  const unseen = accepting.some(({ proof }) => proof !== 'verified');
  return [
    ...(person.roles.includes('global-admin') ? [] : [{ code: 'acceptance-role', rule: 50, profile }]),
    ...(unseen ? [{ code: 'acceptance-unseen', rule: 51, profile }] : []),
  ];
};
