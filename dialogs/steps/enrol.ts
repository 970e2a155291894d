import { noButtonVerdict } from '../../journey/rules/enrol.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { verdictWords } from '../verdict-words.ts';
import { companyOf, confirmedWords, seconded, stageOf } from './confirmation.ts';
import type { Inputs } from './inputs.ts';
import { choiceIn, isTicked, pastDayIn, wordIn } from './inputs.ts';
import { PORTAL_PAGES } from './portal-pages.ts';
import type { StepAnswer, StepFace, StepScript, StepView } from './script.ts';

const FOUND = ['submitted', 'no-button'] as const;

/** Where to enrol: in this tenant (R10, R20), or by today's text only once it is restricted, or in a new one. */
const tenantWords = ({ text, facts, profile }: StepView): readonly string[] => {
  if (!profileOf(profile).restrictedFirst.value) return [text.t('enrol.same-tenant')];
  const state = facts.latest('direct-bill-state')?.value.state ?? 'active';
  return [text.t(state === 'active' ? 'enrol.restricted-first' : 'enrol.restricted-already'), text.t('enrol.new-tenant')];
};

/** There is no way back for this tenant; today a return needs a new one (R30). */
export const noReturn = ({ text, profile }: StepView): string => text.t(profileOf(profile).restrictedFirst.value ? 'enrol.no-return.2026' : 'enrol.no-return.2020');

/** What will stand in the form, from what was confirmed before (R18). */
const comparison = (view: StepView): StepFace['shown'] => {
  const { text, facts } = view;
  const partnerId = facts.latest('partner-id-confirmed')?.value;
  return [
    { label: text.t('prepare.company'), value: companyOf(view) },
    { label: text.t('prepare.contact-mail'), value: facts.latest('legal-profile-confirmed')?.value.contactMail ?? '' },
    { label: text.t('prepare.partner-id'), value: partnerId === undefined ? '' : `${partnerId.mpnId}, ${partnerId.name}` },
  ];
};

const confirmFace = (view: StepView): Omit<StepFace, 'title'> => {
  const { text } = view;
  const isSecond = stageOf(view, 'enrol') === 'second';
  return {
    intro: text.t(isSecond ? 'enrol.second.intro' : 'enrol.confirm.intro'),
    said: [noReturn(view), ...tenantWords(view), ...(isSecond ? [confirmedWords(view, 'enrol')] : [])],
    shown: comparison(view),
    fields: [{ kind: 'toggle', id: 'reviewed', label: text.t('enrol.reviewed'), title: text.t('prepare.confirmed') }],
  };
};

const actFace = (view: StepView): Omit<StepFace, 'title'> => {
  const { text, profile } = view;
  return {
    intro: text.t('enrol.act.intro'),
    said: [text.t(profileOf(profile).restrictedFirst.value ? 'enrol.where.2026' : 'enrol.where.2020'), text.t('enrol.no-api')],
    shown: comparison(view),
    fields: [
      { kind: 'choice', id: 'found', label: text.t('enrol.found'), choices: FOUND.map((value) => ({ title: text.t(`enrol.found.${value}`), value })) },
      { kind: 'date', id: 'when', label: text.t('enrol.when') },
      { kind: 'text', id: 'evidence', label: text.t('enrol.evidence'), hint: text.t('enrol.evidence.hint') },
    ],
    links: [{ title: text.t('enrol.link'), url: view.portal(PORTAL_PAGES.overview) }],
  };
};

const answerAct = (inputs: Inputs, { text, now, profile, subject }: StepView): StepAnswer => {
  const found = choiceIn(inputs, 'found', FOUND);
  if (found === undefined) return { ok: false, problem: text.t('enrol.found.error') };
  if (found === 'no-button') return { ok: false, problem: verdictWords(noButtonVerdict(profile), text) };
  const when = pastDayIn(inputs, 'when', now);
  if (when === undefined) return { ok: false, problem: text.t('enrol.when.error') };
  const evidence = wordIn(inputs, 'evidence');
  if (evidence === '') return { ok: false, problem: text.t('enrol.evidence.error') };
  return { ok: true, facts: [{ subject, kind: 'enrol-submitted', value: { when }, proof: 'attested', evidence }] };
};

/** The enrolment: warned and confirmed first, by two where that is wanted, then done in the portal and reported with evidence (R16-R23, R30). */
export const enrol: StepScript = {
  id: 'enrol',
  face: (view) => ({ title: view.text.t('step.enrol.title'), ...(stageOf(view, 'enrol') === 'act' ? actFace(view) : confirmFace(view)) }),
  answer: (inputs, view) => {
    const stage = stageOf(view, 'enrol');
    if (stage === 'act') return answerAct(inputs, view);
    if (!isTicked(inputs, 'reviewed')) return { ok: false, problem: view.text.t('enrol.reviewed.error') };
    return { ok: true, facts: stage === 'second' ? [seconded(view, 'enrol')] : [] };
  },
  typedWord: (view) => (stageOf(view, 'enrol') === 'act' ? undefined : companyOf(view)),
  goesOn: (view) => stageOf(view, 'enrol') === 'act' && !view.facts.has('enrol-submitted'),
  outcome: (view) => {
    const { text, facts } = view;
    const mail = facts.latest('mailbox-monitored')?.value.mail ?? '';
    if (facts.has('enrol-submitted')) return { title: text.t('enrol.outcome.title'), intro: text.t('enrol.outcome.intro'), said: [text.t('enrol.outcome.mail', { mail })] };
    return stageOf(view, 'enrol') === 'second' ? { title: text.t('enrol.second.title'), intro: text.t('enrol.second.next') } : undefined;
  },
};
