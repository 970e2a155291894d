import type { NewFact } from '../../journey/facts.ts';
import { isEnrolled } from '../../journey/rules/enrolment.ts';
import type { Verdict } from '../../journey/rules/verdict.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { AgreementStatus } from '../../partnercenter/compliance.ts';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { verdictWords } from '../verdict-words.ts';
import { statusPath } from './approval.ts';
import { companyOf, confirmedWords, seconded, stageOf } from './confirmation.ts';
import type { Stage } from './confirmation.ts';
import { noReturn } from './enrol.ts';
import type { Inputs } from './inputs.ts';
import { choiceIn, isTicked, wordIn } from './inputs.ts';
import { PORTAL_PAGES } from './portal-pages.ts';
import type { StepAnswer, StepFace, StepScript, StepView } from './script.ts';

/** `unread`: Partner Center could not be asked; then a person may attest, with what shows it. */
type Reading = { readonly mpnId: string; readonly agreement: AgreementStatus | 'unread' };
type View = StepView<Reading>;

const FOUND = ['accepted', 'not-visible', 'not-yet'] as const;
const ROLES = ['both', 'one'] as const;

const readAgreement = async (partnerCenter: PartnerCenter, access: PersonAccess): Promise<Reading> => {
  const mpnId = (await partnerCenter.profiles.partnerId(access))?.mpnId;
  if (mpnId === undefined) return { mpnId: '', agreement: 'unread' };
  try {
    return { mpnId, agreement: await partnerCenter.compliance.agreementStatus(access, mpnId) };
  } catch (error) {
    // Only a question that Partner Center cannot answer is left to the person; a person without a sign-in is told so.
    if (isPartnerCenterError(error) && error.kind !== 'unauthorised') return { mpnId, agreement: 'unread' };
    throw error;
  }
};

const isRead = ({ reading: { agreement } }: View): boolean => agreement !== 'unread' && agreement.signed;

/** Nothing is left to confirm once the agreement is seen to be accepted. */
const stageNow = (view: View): Stage => (view.facts.has('partner-agreement-signed') || isRead(view) ? 'act' : stageOf(view, 'sign'));

const agreementWords = (view: View): string => {
  const { agreement } = view.reading;
  if (agreement === 'unread') return view.text.t('sign.read.unread');
  return view.text.t(agreement.signed ? 'sign.read.signed' : `sign.read.${agreement.why}`);
};

const confirmFace = (view: View): Omit<StepFace, 'title'> => {
  const { text } = view;
  const isSecond = stageNow(view) === 'second';
  return {
    intro: text.t(isSecond ? 'enrol.second.intro' : 'sign.confirm.intro'),
    said: [noReturn(view), text.t('sign.never-for-you'), ...(isSecond ? [confirmedWords(view, 'sign')] : [])],
    fields: isSecond ? [{ kind: 'toggle', id: 'authorised', label: text.t('sign.authorised'), title: text.t('prepare.confirmed') }] : [
      { kind: 'toggle', id: 'again', label: text.t('sign.again'), title: text.t('prepare.confirmed') },
      { kind: 'toggle', id: 'authorised', label: text.t('sign.authorised'), title: text.t('prepare.confirmed') },
      { kind: 'text', id: 'role', label: text.t('sign.role'), value: view.facts.latest('authority-confirmed')?.value.role ?? '' },
    ],
  };
};

const actFace = (view: View): Omit<StepFace, 'title'> => {
  const { text } = view;
  return {
    intro: text.t('sign.act.intro'),
    said: [agreementWords(view), text.t('sign.locked'), statusPath(view)],
    fields: [
      { kind: 'choice', id: 'found', label: text.t('sign.found'), choices: FOUND.map((value) => ({ title: text.t(`sign.found.${value}`), value })), ...(isRead(view) ? { value: 'accepted' } : {}) },
      { kind: 'choice', id: 'dual', label: text.t('sign.dual'), choices: ROLES.map((value) => ({ title: text.t(`sign.dual.${value}`), value })) },
      { kind: 'text', id: 'evidence', label: text.t('enrol.evidence'), hint: text.t('sign.evidence.hint') },
    ],
    links: [{ title: text.t('sign.link'), url: view.portal(PORTAL_PAGES.overview) }, { title: text.t('assess.link.program-info'), url: view.portal(PORTAL_PAGES.programInfo) }],
  };
};

/** Read back, else attested with what shows it; what was read as "not signed" is believed before the person (R32). */
const agreementFact = (inputs: Inputs, view: View): NewFact | Verdict => {
  const { reading: { mpnId, agreement }, facts, profile, subject } = view;
  const known = mpnId === '' ? (facts.latest('partner-id-confirmed')?.value.mpnId ?? '') : mpnId;
  if (agreement !== 'unread') {
    if (!agreement.signed) return { code: 'agreement-not-read', rule: 32, profile };
    return { subject, kind: 'partner-agreement-signed', value: { mpnId: known }, proof: 'verified' };
  }
  const evidence = wordIn(inputs, 'evidence');
  return evidence === '' ? { code: 'agreement-evidence', rule: 32, profile } : { subject, kind: 'partner-agreement-signed', value: { mpnId: known }, proof: 'attested', evidence };
};

const answerAct = (inputs: Inputs, view: View): StepAnswer => {
  const { text, profile, subject } = view;
  const found = choiceIn(inputs, 'found', FOUND);
  if (found === undefined) return { ok: false, problem: text.t('sign.found.error') };
  if (found === 'not-visible') return { ok: false, problem: verdictWords({ code: 'agreement-not-visible', rule: 31, profile }, text) };
  if (found === 'not-yet') return { ok: false, problem: text.t('sign.locked') };
  const agreement = agreementFact(inputs, view);
  if ('code' in agreement) return { ok: false, problem: verdictWords(agreement, text) };
  const dual = choiceIn(inputs, 'dual', ROLES);
  if (dual === undefined) return { ok: false, problem: text.t('sign.dual.error') };
  return { ok: true, facts: [agreement, ...(dual === 'both' ? [{ subject, kind: 'dual-role-seen' as const, value: {}, proof: 'attested' as const }] : [])] };
};

const answerConfirm = (inputs: Inputs, view: View): StepAnswer => {
  const { text, subject, profile } = view;
  if (!isTicked(inputs, 'authorised')) return { ok: false, problem: verdictWords({ code: 'authority-missing', rule: 33, profile }, text) };
  if (stageNow(view) === 'second') return { ok: true, facts: [seconded(view, 'sign')] };
  if (!isTicked(inputs, 'again')) return { ok: false, problem: verdictWords({ code: 'sign-in-again', rule: 29, profile }, text) };
  const role = wordIn(inputs, 'role');
  if (role === '') return { ok: false, problem: text.t('sign.role.error') };
  return {
    ok: true,
    facts: [{ subject, kind: 'authority-confirmed', value: { role }, proof: 'attested' }, { subject, kind: 'signed-in-again', value: {}, proof: 'attested' }],
  };
};

/** The agreement: authority and warning first, then accepted in the portal by the person, read back, and both roles seen (R29-R35). */
export const sign: StepScript<Reading> = {
  id: 'sign',
  read: readAgreement,
  face: (view) => ({ title: view.text.t('step.sign.title'), ...(stageNow(view) === 'act' ? actFace(view) : confirmFace(view)) }),
  answer: (inputs, view) => (stageNow(view) === 'act' ? answerAct(inputs, view) : answerConfirm(inputs, view)),
  typedWord: (view) => (stageNow(view) === 'act' ? undefined : companyOf(view)),
  goesOn: (view) => stageNow(view) === 'act' && !view.facts.has('partner-agreement-signed'),
  outcome: (view) => {
    const { text, facts } = view;
    if (facts.has('dual-role-seen') && isEnrolled(facts)) {
      return { title: text.t('sign.outcome.title'), intro: text.t('sign.outcome.intro'), said: [text.t('sign.outcome.direct'), text.t('sign.outcome.parallel'), text.t('sign.outcome.apart')] };
    }
    if (facts.has('partner-agreement-signed')) return { title: text.t('sign.outcome.one'), intro: text.t('sign.outcome.one.text') };
    return stageNow(view) === 'second' ? { title: text.t('enrol.second.title'), intro: text.t('enrol.second.next') } : undefined;
  },
};
