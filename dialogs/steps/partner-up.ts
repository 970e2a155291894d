import type { NewFact } from '../../journey/facts.ts';
import type { Provider } from '../../journey/records.ts';
import { acceptedProviders, linkVerdict, newlyAccepted } from '../../journey/rules/partner-up.ts';
import { verdictWords } from '../verdict-words.ts';
import { wordIn } from './inputs.ts';
import type { StepScript, StepView } from './script.ts';

type Reading = { readonly providers: readonly Provider[] };

const row = (label: string, { name, mpnId }: Provider) => ({ label, value: `${name}, ${mpnId}` });

const listed = ({ text, facts, reading: { providers } }: StepView<Reading>) => {
  const known = new Set(acceptedProviders(facts).map(({ tenantId }) => tenantId));
  return providers.map((provider) => row(text.t(known.has(provider.tenantId) ? 'partner-up.accepted' : 'partner-up.seen'), provider));
};

/** The provider's invitation is checked and followed by a Global administrator; the list of relationships says when it is in force (R47-R52). */
export const partnerUp: StepScript<Reading> = {
  id: 'partner-up',
  read: async (partnerCenter, access) => ({ providers: await partnerCenter.relationships.providers(access) }),
  face: (view) => {
    const { text, reading: { providers } } = view;
    const invited = view.facts.latest('provider-invited')?.value.link;
    return {
      title: text.t('step.partner-up.title'),
      intro: text.t(providers.length === 0 ? 'partner-up.intro' : 'partner-up.intro.seen'),
      said: [text.t('partner-up.starts'), text.t('partner-up.phishing'), text.t('partner-up.follow'), text.t('partner-up.counts'), text.t('partner-up.several')],
      shown: providers.length === 0 ? [{ label: text.t('partner-up.listed'), value: text.t('partner-up.none') }] : listed(view),
      fields: [{ kind: 'text', id: 'link', label: text.t('partner-up.link'), hint: 'https://partner.microsoft.com/…' }],
      links: invited === undefined ? [] : [{ title: text.t('partner-up.open'), url: invited }],
    };
  },
  answer: (inputs, view) => {
    const { text, facts, person, profile, subject, reading: { providers } } = view;
    const link = wordIn(inputs, 'link');
    const accepted: readonly NewFact[] = newlyAccepted(facts, providers);
    // The program may have read the list before the person comes back to say so: then there is nothing new, and nothing wrong.
    if (link === '') return providers.length > 0 ? { ok: true, facts: accepted } : { ok: false, problem: text.t('partner-up.link.error') };
    const verdict = linkVerdict(link, { tenantId: person.tenantId, profile });
    if (verdict !== undefined) return { ok: false, problem: verdictWords(verdict, text) };
    return { ok: true, facts: [...accepted, { subject, kind: 'provider-invited', value: { host: new URL(link).hostname, link }, proof: 'attested' }] };
  },
  outcome: ({ text, facts }) => {
    const accepted = acceptedProviders(facts).map((provider) => row(text.t('partner-up.accepted'), provider));
    const invited = facts.all.findLast(({ kind }) => kind === 'provider-invited' || kind === 'provider-accepted');
    if (invited?.kind !== 'provider-invited') return { title: text.t('partner-up.outcome'), intro: text.t('partner-up.outcome.accepted'), shown: accepted };
    return { title: text.t('partner-up.outcome'), intro: text.t('partner-up.outcome.follow'), said: [text.t('partner-up.again')], shown: accepted, links: [{ title: text.t('partner-up.open'), url: invited.value.link }] };
  },
};
