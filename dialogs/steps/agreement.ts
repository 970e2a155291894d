import type { NewFact } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { AgreementChannel, Provider } from '../../journey/records.ts';
import { agreementCase, caseVerdict } from '../../journey/rules/agreement.ts';
import { idOf } from '../../journey/facts.ts';
import { verdictWords } from '../verdict-words.ts';
import type { Inputs } from './inputs.ts';
import { choiceIn, pastDayIn, wordIn } from './inputs.ts';
import { ACCEPTANCE } from './portal-pages.ts';
import type { StepAnswer, StepFace, StepScript, StepView } from './script.ts';

type Reading = { readonly channel: AgreementChannel; readonly providers: readonly Provider[] };
type View = StepView<Reading>;

const STATES = ['asked', 'renewed'] as const;

/** Who may confirm the customer's acceptance: by the rules of 2020 the provider attests it, by today's no reseller can any more (R114). */
const attestationWords = ({ text, profile }: View): readonly string[] => {
  const { value, from } = profileOf(profile).partnerMayAttest;
  return value ? [text.t('mca.attest.2020')] : [text.t('mca.attest.2026', { when: text.date(from) }), text.t('mca.enhanced')];
};

const chosenProvider = ({ facts, subject, reading: { providers } }: View): Provider | undefined => {
  const chosen = facts.latest('route-chosen', subject)?.value.providerId;
  return providers.find(({ tenantId }) => tenantId === chosen) ?? (providers.length === 1 ? providers[0] : undefined);
};

/** The drafts are the reader's to send: Växla tells nobody anything by itself (R203). */
const drafts = (view: View): StepFace['fields'] => {
  const { text, subjectName, profile, reading: { channel } } = view;
  const names = { customer: subjectName, provider: chosenProvider(view)?.name ?? text.t('mca.the-provider') };
  const task = agreementCase(channel) === 'A' ? text.t('mca.task.a', names) : text.t('mca.task.c', names);
  const isLinked = !profileOf(profile).partnerMayAttest.value;
  const letter = isLinked ? `${text.t('mca.letter', names)}\n${ACCEPTANCE}` : text.t('mca.letter', names);
  return [
    { kind: 'text', id: 'task', label: text.t('mca.task'), value: task, long: true },
    { kind: 'text', id: 'letter', label: text.t('mca.letter.label'), value: letter, long: true },
  ];
};

const fields = (view: View): StepFace['fields'] => {
  const { text, reading: { providers } } = view;
  return [
    { kind: 'choice', id: 'provider', label: text.t('mca.provider'), choices: providers.map(({ name, tenantId }) => ({ title: name, value: tenantId })), value: chosenProvider(view)?.tenantId ?? '' },
    ...(drafts(view) ?? []),
    { kind: 'choice', id: 'state', label: text.t('mca.state'), choices: STATES.map((value) => ({ title: text.t(`mca.state.${value}`), value })) },
    { kind: 'date', id: 'accepted', label: text.t('mca.accepted') },
    { kind: 'text', id: 'evidence', label: text.t('mca.evidence'), hint: text.t('mca.evidence.hint') },
  ];
};

const face = (view: View): StepFace => {
  const { text, profile, subjectName, reading: { channel } } = view;
  const found = agreementCase(channel);
  const isKept = found === 'B';
  return {
    title: text.t('step.agreement.title'),
    intro: text.t('mca.intro', { customer: subjectName }),
    said: [
      verdictWords(caseVerdict(found, profile), text),
      ...(channel === 'unknown' ? [text.t('mca.unknown')] : []),
      text.t('mca.cloud'),
      ...(isKept ? [] : attestationWords(view)),
    ],
    shown: [{ label: text.t('mca.read'), value: text.t(`agreement.${channel}`) }],
    fields: isKept ? [] : fields(view),
    links: isKept || profileOf(profile).partnerMayAttest.value ? [] : [{ title: text.t('mca.link'), url: ACCEPTANCE }],
  };
};

const answerRenewal = (inputs: Inputs, view: View, base: readonly NewFact[]): StepAnswer => {
  const { text, subject, now, reading: { providers } } = view;
  const provider = providers.find(({ tenantId }) => tenantId === inputs['provider']);
  if (provider === undefined) return { ok: false, problem: text.t('mca.provider.error') };
  const state = choiceIn(inputs, 'state', STATES);
  if (state === undefined) return { ok: false, problem: text.t('mca.state.error') };
  const providerId = provider.tenantId;
  if (state === 'asked') return { ok: true, facts: [...base, { subject, kind: 'agreement-asked', value: { providerId }, proof: 'attested', evidence: wordIn(inputs, 'task').slice(0, 2000) }] };
  const accepted = pastDayIn(inputs, 'accepted', now);
  if (accepted === undefined) return { ok: false, problem: text.t('mca.accepted.error') };
  const evidence = wordIn(inputs, 'evidence');
  if (evidence === '') return { ok: false, problem: text.t('mca.evidence.error') };
  return { ok: true, facts: [...base, { subject, kind: 'agreement-valid', value: { providerId, accepted }, proof: 'attested', evidence }] };
};

/** Three cases by the channel of acceptance, read now; the task for the provider and the customer's letter are drafted (R110-R117). */
export const agreement: StepScript<Reading> = {
  id: 'agreement',
  read: async (partnerCenter, access, { subject }) => {
    const [channel, providers] = await Promise.all([partnerCenter.agreements.agreementChannel(access, idOf(subject)), partnerCenter.relationships.providers(access)]);
    return { channel, providers };
  },
  face,
  answer: (inputs, view) => {
    const { subject, reading: { channel } } = view;
    const found = agreementCase(channel);
    const base: readonly NewFact[] = [{ subject, kind: 'agreement-case', value: { case: found, channel }, proof: 'verified' }];
    return found === 'B' ? { ok: true, facts: base } : answerRenewal(inputs, view, base);
  },
  outcome: ({ text, facts, subject, subjectName }) => {
    if (facts.latest('agreement-case', subject)?.value.case === 'B') return { title: text.t('mca.done.title'), intro: text.t('mca.done.kept', { customer: subjectName }) };
    if (facts.has('agreement-valid', subject)) return { title: text.t('mca.done.title'), intro: text.t('mca.done.renewed', { customer: subjectName }) };
    return { title: text.t('mca.waiting.title'), intro: text.t('mca.waiting.text') };
  },
};
