import type { NewFact } from '../../journey/facts.ts';
import { PROVIDER_OFFERS, considered } from '../../journey/rules/find-provider.ts';
import { companyOf } from './confirmation.ts';
import { isTicked, wordIn } from './inputs.ts';
import type { StepScript, StepView } from './script.ts';

const DIRECTORY = 'https://partner.microsoft.com/membership/cloud-solution-provider/find-a-provider';
const READING = 'https://learn.microsoft.com/partner-center/indirect-reseller-tasks-in-partner-center';

const requestText = (view: StepView): string =>
  view.text.t('find-provider.request', { company: companyOf(view), partnerId: view.facts.latest('partner-id-confirmed')?.value.mpnId ?? '–' });

const evaluated = ({ facts, text }: StepView) =>
  considered(facts).map(({ value: { name, country, currency, support, notes } }) => ({ label: name, value: [country, currency, supportWords(support, text), notes].filter((word) => word !== '').join('; ') }));

const supportWords = (support: string, text: StepView['text']): string =>
  text.list(PROVIDER_OFFERS.filter((offer) => support.split(',').includes(offer)).map((offer) => text.t(`find-provider.offer.${offer}`)));

/** The partner's own evaluation, provider by provider, and the text that asks for an invitation (R40-R46, R48). No provider is recommended (R43). */
export const findProvider: StepScript = {
  id: 'find-provider',
  face: (view) => {
    const { text } = view;
    return {
      title: text.t('step.find-provider.title'),
      intro: text.t('find-provider.intro'),
      said: [text.t('find-provider.what'), text.t('find-provider.differ'), text.t('find-provider.official'), text.t('find-provider.starts'), text.t('find-provider.menu')],
      shown: evaluated(view),
      fields: [
        { kind: 'text', id: 'name', label: text.t('find-provider.name'), required: text.t('find-provider.name.error') },
        { kind: 'text', id: 'country', label: text.t('find-provider.country') },
        { kind: 'text', id: 'currency', label: text.t('find-provider.currency') },
        ...PROVIDER_OFFERS.map((offer) => ({ kind: 'toggle' as const, id: offer, label: text.t(`find-provider.offer.${offer}`), title: text.t('find-provider.offers') })),
        { kind: 'text', id: 'notes', label: text.t('find-provider.notes') },
        { kind: 'text', id: 'request', label: text.t('find-provider.request.label'), value: requestText(view), long: true },
        { kind: 'toggle', id: 'asked', label: text.t('find-provider.asked'), title: text.t('find-provider.asked.title') },
      ],
      links: [{ title: text.t('find-provider.directory'), url: DIRECTORY }, { title: text.t('find-provider.reading'), url: READING }],
    };
  },
  answer: (inputs, view) => {
    const { text, subject } = view;
    const name = wordIn(inputs, 'name');
    const [country, currency] = [wordIn(inputs, 'country'), wordIn(inputs, 'currency')];
    if (name === '') return { ok: false, problem: text.t('find-provider.name.error') };
    if (country === '' || currency === '') return { ok: false, problem: text.t('find-provider.area.error') };
    const support = PROVIDER_OFFERS.filter((offer) => isTicked(inputs, offer)).join(',');
    const facts: NewFact[] = [{ subject, kind: 'provider-considered', value: { name, country, currency, support, notes: wordIn(inputs, 'notes') }, proof: 'attested' }];
    if (!isTicked(inputs, 'asked')) return { ok: true, facts };
    const request = wordIn(inputs, 'request');
    return { ok: true, facts: [...facts, { subject, kind: 'provider-asked', value: { text: request === '' ? requestText(view) : request }, proof: 'attested', evidence: name }] };
  },
  outcome: (view) => {
    const { text, facts } = view;
    const asked = facts.has('provider-asked');
    return { title: text.t('find-provider.outcome'), intro: text.t(asked ? 'find-provider.outcome.asked' : 'find-provider.outcome.open'), shown: evaluated(view) };
  },
};
