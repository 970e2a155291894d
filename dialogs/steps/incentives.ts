import type { NewFact } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { Programme } from '../../journey/rules/incentives.ts';
import { INVITATION_DAYS, invitationDue, isInvitationOverdue, mailboxesOf, programmes } from '../../journey/rules/incentives.ts';
import type { Inputs } from './inputs.ts';
import { isTicked, pastDayIn, wordIn } from './inputs.ts';
import { PORTAL_PAGES } from './portal-pages.ts';
import type { StepAnswer, StepFace, StepScript, StepView } from './script.ts';

const PROGRAMMES: readonly Programme[] = ['indirect', 'direct'];

/** Today's floors: for the incentives, and for being a reseller at all. */
const floors = ({ text, profile }: StepView): readonly string[] => {
  const { incentiveFloors, resellerRevenueFloor } = profileOf(profile);
  return [
    ...(incentiveFloors.value === undefined ? [] : [text.t('incentives.floors', { ...incentiveFloors.value, when: text.date(incentiveFloors.from) })]),
    ...(resellerRevenueFloor.value === undefined ? [] : [text.t('incentives.reseller-floor', { usd: resellerRevenueFloor.value })]),
  ];
};

/** By when the invitation is due, in which mailbox, and whether that is the one somebody reads (R173, R175). */
const expected = (view: StepView): readonly string[] => {
  const { text, facts, now } = view;
  const due = invitationDue(facts);
  const { incentives: mail, enrolment, differ } = mailboxesOf(facts);
  return [
    ...(due === undefined ? [] : [text.t('incentives.due', { days: INVITATION_DAYS, when: text.date(due) })]),
    ...(isInvitationOverdue(facts, now) ? [text.t('incentives.overdue')] : []),
    text.t('incentives.mailbox', { mail: mail === '' ? '–' : mail }),
    ...(differ ? [text.t('incentives.mailbox.differs', { mail: enrolment === '' ? '–' : enrolment })] : []),
  ];
};

const face = (view: StepView): StepFace => {
  const { text, facts } = view;
  const partnerId = facts.latest('partner-id-confirmed')?.value;
  const joined = programmes(facts);
  return {
    title: text.t('step.incentives.title'),
    intro: text.t('incentives.intro'),
    said: [...expected(view), text.t('incentives.both'), text.t('incentives.apart'), ...floors(view)],
    shown: [
      { label: text.t('prepare.partner-id'), value: partnerId === undefined ? '–' : `${partnerId.mpnId}, ${partnerId.name}` },
      ...PROGRAMMES.map((one) => ({ label: text.t(`incentives.${one}`), value: text.t(joined.has(one) ? 'incentives.joined' : 'incentives.not-joined') })),
    ],
    fields: [
      { kind: 'date', id: 'invited', label: text.t('incentives.invited'), value: facts.latest('incentive-invited')?.value.when ?? '' },
      ...PROGRAMMES.filter((one) => !joined.has(one)).map((one) => ({ kind: 'toggle' as const, id: one, label: text.t(`incentives.${one}`), title: text.t('incentives.joined') })),
      { kind: 'text', id: 'evidence', label: text.t('incentives.evidence'), hint: text.t('incentives.evidence.hint') },
    ],
    links: [{ title: text.t('incentives.link'), url: view.portal(PORTAL_PAGES.incentives) }],
  };
};

const answer = (inputs: Inputs, { text, subject, facts, now }: StepView): StepAnswer => {
  const when = wordIn(inputs, 'invited') === '' ? undefined : pastDayIn(inputs, 'invited', now);
  if (wordIn(inputs, 'invited') !== '' && when === undefined) return { ok: false, problem: text.t('incentives.invited.error') };
  const joined = programmes(facts);
  const ticked = PROGRAMMES.filter((one) => !joined.has(one) && isTicked(inputs, one));
  const evidence = wordIn(inputs, 'evidence');
  if (ticked.length > 0 && evidence === '') return { ok: false, problem: text.t('incentives.evidence.error') };
  const news: NewFact[] = [
    ...(when === undefined || when === facts.latest('incentive-invited')?.value.when ? [] : [{ subject, kind: 'incentive-invited' as const, value: { when }, proof: 'attested' as const, evidence }]),
    ...ticked.map((programme) => ({ subject, kind: 'incentive-enrolled' as const, value: { programme }, proof: 'attested' as const, evidence })),
  ];
  return news.length === 0 ? { ok: false, problem: text.t('incentives.nothing.error') } : { ok: true, facts: news };
};

/** Invitation, mailbox and two programmes apart from each other (R173-R177); the invitation can also be read as the deadline, so: act promptly. */
export const incentives: StepScript = { id: 'incentives', face, answer };
