import { profileOf } from '../../journey/profiles/find.ts';
import { CONSENT_WAYS, consentVerdicts } from '../../journey/rules/consent.ts';
import { routeOf } from '../../journey/rules/route.ts';
import type { Locale } from '../../locales/text.ts';
import { createText } from '../../locales/text.ts';
import { verdictWords } from '../verdict-words.ts';
import { companyOf } from './confirmation.ts';
import { mailDraft, providerName } from './customer-pages.ts';
import { choiceIn, wordIn } from './inputs.ts';
import type { StepScript, StepView } from './script.ts';

/** The informing letter, in a language that the customer reads whatever the person's own is (R97). */
const letter = (view: StepView, locale: Locale): string => {
  const { facts, subject, subjectName, profile } = view;
  const words = createText(locale);
  const store = profileOf(profile).storeForBusiness.value ? ` ${words.t('consent.letter.store')}` : '';
  return words.t('consent.letter', { customer: subjectName, company: companyOf(view), provider: providerName(facts, routeOf(facts, subject)?.providerId ?? ''), store });
};

/** Before the extension: the customer is told, and who agreed, when, how and what shows it is kept (R96, R97). */
export const consent: StepScript = {
  id: 'consent',
  face: (view) => {
    const { text, subjectName } = view;
    return {
      title: text.t('step.consent.title'),
      intro: text.t('consent.intro', { customer: subjectName }),
      said: [text.t('consent.before'), text.t('consent.why'), text.t('consent.not-sent')],
      fields: [
        { kind: 'text', id: 'letter-sv', label: text.t('consent.letter.sv'), value: letter(view, 'sv'), long: true },
        { kind: 'text', id: 'letter-en', label: text.t('consent.letter.en'), value: letter(view, 'en'), long: true },
        { kind: 'text', id: 'who', label: text.t('consent.who'), required: text.t('consent.who.error') },
        { kind: 'date', id: 'when', label: text.t('consent.when'), required: text.t('consent.when.error') },
        { kind: 'choice', id: 'how', label: text.t('consent.how'), required: text.t('consent.how.error'), choices: CONSENT_WAYS.map((value) => ({ title: text.t(`consent.how.${value}`), value })) },
        { kind: 'text', id: 'evidence', label: text.t('consent.evidence'), hint: text.t('consent.evidence.hint'), required: text.t('consent.evidence.error') },
      ],
      links: [{ title: text.t('consent.mail'), url: mailDraft({ subject: text.t('consent.letter.subject', { company: companyOf(view) }), body: letter(view, text.locale) }) }],
    };
  },
  answer: (inputs, view) => {
    const { text, subject } = view;
    const value = { who: wordIn(inputs, 'who'), when: wordIn(inputs, 'when'), how: choiceIn(inputs, 'how', CONSENT_WAYS) ?? '', evidence: wordIn(inputs, 'evidence') };
    const [verdict] = consentVerdicts(view, value);
    if (verdict !== undefined) return { ok: false, problem: verdictWords(verdict, text) };
    return { ok: true, facts: [{ subject, kind: 'customer-consented', value, proof: 'attested', evidence: value.evidence }] };
  },
};
