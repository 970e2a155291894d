import { APPROVAL_DAYS, approvalDue, isOverdue } from '../../journey/rules/approval.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { choiceIn, pastDayIn, wordIn } from './inputs.ts';
import { PORTAL_PAGES } from './portal-pages.ts';
import type { StepScript, StepView } from './script.ts';

const ANSWERS = ['approved', 'waiting'] as const;

/** Later texts call the page "Legal profile" where those of 2020 said "Partner profile" (R28). */
export const statusPath = ({ text, profile }: StepView): string => text.t(profileOf(profile).restrictedFirst.value ? 'approval.path.2026' : 'approval.path.2020');

/** By when, "about" where the holidays of a year are not known; support only after that day (R26). */
const dueWords = ({ text, facts, now }: StepView): readonly string[] => {
  const due = approvalDue(facts);
  if (due === undefined) return [];
  const when = text.day(due.at);
  const said = text.t(due.exact ? 'approval.due' : 'approval.due.about', { days: APPROVAL_DAYS, when });
  return [said, isOverdue(facts, now) ? text.t('approval.overdue') : text.t('approval.wait', { when })];
};

/** Both businesses go on side by side from here (R36, R37). */
export const approval: StepScript = {
  id: 'approval',
  face: (view) => {
    const { text, facts, now } = view;
    const mail = facts.latest('mailbox-monitored')?.value.mail ?? '';
    const submitted = facts.latest('enrol-submitted');
    const words = facts.latest('enrol-status-reported')?.value.words;
    const support = isOverdue(facts, now) ? [{ title: text.t('approval.link.support'), url: view.portal(PORTAL_PAGES.support) }] : [];
    return {
      title: text.t('step.approval.title'),
      intro: text.t('approval.intro'),
      said: [...dueWords(view), text.t('approval.mail', { mail }), statusPath(view), text.t('approval.meanwhile')],
      shown: [
        { label: text.t('approval.submitted'), value: submitted === undefined ? '' : text.date(submitted.value.when) },
        ...(words === undefined ? [] : [{ label: text.t('approval.last'), value: words }]),
      ],
      fields: [
        { kind: 'text', id: 'words', label: text.t('approval.words') },
        { kind: 'choice', id: 'answer', label: text.t('approval.answer'), choices: ANSWERS.map((value) => ({ title: text.t(`approval.answer.${value}`), value })) },
        { kind: 'date', id: 'when', label: text.t('approval.when') },
        { kind: 'text', id: 'evidence', label: text.t('enrol.evidence'), hint: text.t('approval.evidence.hint') },
      ],
      links: [{ title: text.t('assess.link.program-info'), url: view.portal(PORTAL_PAGES.programInfo) }, ...support],
    };
  },
  answer: (inputs, { text, subject, facts, now }) => {
    const words = wordIn(inputs, 'words');
    if (words === '') return { ok: false, problem: text.t('approval.words.error') };
    const answer = choiceIn(inputs, 'answer', ANSWERS);
    if (answer === undefined) return { ok: false, problem: text.t('approval.answer.error') };
    const reported = { subject, kind: 'enrol-status-reported' as const, value: { words }, proof: 'attested' as const };
    if (answer === 'waiting') return { ok: true, facts: [reported] };
    const when = pastDayIn(inputs, 'when', now);
    const submitted = facts.latest('enrol-submitted')?.value.when ?? '';
    if (when === undefined || when < submitted) return { ok: false, problem: text.t('approval.when.error') };
    const evidence = wordIn(inputs, 'evidence');
    if (evidence === '') return { ok: false, problem: text.t('enrol.evidence.error') };
    return { ok: true, facts: [reported, { subject, kind: 'enrol-approved', value: { when }, proof: 'attested', evidence }] };
  },
  outcome: (view) => {
    const { text, facts } = view;
    if (!facts.has('enrol-approved')) return { title: text.t('approval.outcome.waiting'), intro: dueWords(view).join(' ') };
    return { title: text.t('approval.outcome.title'), intro: text.t('approval.sign-in-again'), said: [text.t('approval.meanwhile')] };
  },
};
