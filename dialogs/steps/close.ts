import { clean } from '../../cards/clean.ts';
import { recordSentences } from '../../cards/record-words.ts';
import type { NewFact } from '../../journey/facts.ts';
import { idOf } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { Subscription, Transfer } from '../../journey/records.ts';
import { closeCheck, closeVerdicts, nameOf, transfersFor } from '../../journey/rules/close.ts';
import { verdictWords } from '../verdict-words.ts';
import type { Inputs } from './inputs.ts';
import { isTicked, wordIn } from './inputs.ts';
import type { StepAnswer, StepFace, StepScript, StepView } from './script.ts';

type Reading = { readonly subscriptions: readonly Subscription[] };
type View = StepView<Reading>;
type Rows = NonNullable<StepFace['shown']>;

/** What stays behind when subscriptions have moved, each to be looked at by a person. */
const LEFT_BEHIND = ['ids', 'partner-of-record', 'access'] as const;

const checkOf = ({ facts, subject, transfers, reading: { subscriptions } }: View) => closeCheck({ facts, subject, transfers, subscriptions });

/** Two sign-offs side by side, never one for both (R125, R151). */
const signOffRow = (transfer: Transfer, { text }: View): Rows[number] => {
  const { landed, sourceVerifiedAt } = transfer;
  const provider = landed === undefined ? text.t('close.provider.missing') : text.t('close.provider.signed', { name: clean(landed.name, 60), when: text.dateTime(landed.at) });
  const partner = sourceVerifiedAt === undefined ? text.t('close.partner.missing') : text.t('close.partner.verified', { when: text.dateTime(sourceVerifiedAt) });
  return { label: nameOf(transfer), value: `${provider} ${partner}` };
};

/** Old id beside new id for one's own systems (R152); Azure keeps the id that its portal shows (R153). */
const idRows = (transfer: Transfer, { text }: View): Rows =>
  transfer.idMap.map(({ name, oldId, newId }) => ({ label: clean(name, 60), value: text.t('close.ids.row', { before: oldId, after: newId ?? text.t('close.ids.unseen') }) }));

const face = (view: View): StepFace => {
  const { text, subject, subjectName, transfers, profile } = view;
  const own = transfersFor(subject, transfers);
  const gaps = closeVerdicts(checkOf(view), profile).map((verdict) => verdictWords(verdict, text));
  const mine = own.map(({ partnerOfRecord }) => partnerOfRecord)[0] ?? view.facts.latest('partner-id-confirmed')?.value.mpnId ?? '–';
  return {
    title: text.t('step.close.title'),
    intro: text.t('close.intro', { customer: subjectName }),
    said: [...gaps, ...own.flatMap((transfer) => recordSentences(transfer, text)), text.t('close.suspended'), text.t('close.ids'), text.t(profileOf(profile).invitationGivesAdmin.value ? 'close.access.2020' : 'close.access.2026')],
    shown: [
      ...(own.length === 0 ? [{ label: text.t('close.transfers'), value: text.t('close.no-transfers') }] : own.map((transfer) => signOffRow(transfer, view))),
      ...own.flatMap((transfer) => idRows(transfer, view)),
    ],
    fields: [
      ...LEFT_BEHIND.map((id) => ({ kind: 'toggle' as const, id, label: text.t(`close.tick.${id}`, { partnerId: mine }), title: text.t('close.tick.done') })),
      { kind: 'text', id: 'told', label: text.t('close.told'), hint: text.t('close.told.hint') },
    ],
  };
};

const answer = (inputs: Inputs, view: View): StepAnswer => {
  const { text, subject, profile } = view;
  const value = checkOf(view);
  const verdicts = closeVerdicts(value, profile);
  const undecided = verdicts.find(({ rule }) => rule === 120);
  if (undecided !== undefined) return { ok: false, problem: verdictWords(undecided, text) };
  const checked: NewFact = { subject, kind: 'close-checked', value, proof: 'verified' };
  // A missing sign-off is worth recording: from then on everybody sees who is waited for.
  if (verdicts.length > 0) return { ok: true, facts: [checked] };
  if (LEFT_BEHIND.some((id) => !isTicked(inputs, id))) return { ok: false, problem: text.t('close.tick.error') };
  const how = wordIn(inputs, 'told');
  if (how === '') return { ok: false, problem: text.t('close.told.error') };
  return {
    ok: true,
    facts: [checked, { subject, kind: 'customer-told', value: { how }, proof: 'attested' }, { subject, kind: 'customer-closed', value: {}, proof: 'attested', evidence: LEFT_BEHIND.join(', ') }],
  };
};

/** Both sign-offs, every subscription decided, ids, partner of record and old rights looked at, and the customer told (R120, R144-R153). */
export const close: StepScript<Reading> = {
  id: 'close',
  usesTransfers: true,
  read: async (partnerCenter, access, { subject }) => ({ subscriptions: await partnerCenter.subscriptions.list(access, idOf(subject)) }),
  face,
  answer,
  outcome: (view) => {
    const { text, subject, subjectName, facts, profile } = view;
    if (facts.has('customer-closed', subject)) return { title: text.t('close.done'), intro: text.t('close.done.text', { customer: subjectName }) };
    return { title: text.t('close.waiting'), intro: text.t('close.waiting.text'), said: closeVerdicts(checkOf(view), profile).map((verdict) => verdictWords(verdict, text)) };
  },
};
