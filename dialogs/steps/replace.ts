import { clean } from '../../cards/clean.ts';
import type { Field } from '../../cards/step-card.ts';
import type { NewFact } from '../../journey/facts.ts';
import { idOf } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { LineChoice } from '../../journey/records.ts';
import type { ReplacementWay } from '../../journey/rules/replace.ts';
import { cancelWindow, cancelling, cannotMove, plansOf, waysFor } from '../../journey/rules/replace.ts';
import { lineChoices } from '../../journey/rules/lines.ts';
import { purchaseBlocks } from '../../journey/rules/assess.ts';
import { transfersFor } from '../../journey/rules/close.ts';
import { movableSeen } from '../../journey/rules/transfer.ts';
import { verdictWords } from '../verdict-words.ts';
import { confirmedWords, seconded } from './confirmation.ts';
import type { Inputs } from './inputs.ts';
import { choiceIn, isTicked, wordIn } from './inputs.ts';
import type { StepAnswer, StepFace, StepScript, StepView } from './script.ts';

/** `lines`: what cannot move, of `all`. */
type Reading = { readonly lines: readonly LineChoice[]; readonly all: readonly LineChoice[] };
type View = StepView<Reading>;

/** Four inputs a product: more on one card would be a wall. The rest comes on the next card. */
const A_CARD = 3;

const pending = ({ facts, subject, reading: { lines } }: View): readonly LineChoice[] => {
  const plans = plansOf(facts, subject);
  return lines.filter(({ subscription }) => !plans.has(subscription.subscriptionId));
};

type Stage = 'plan' | 'confirm' | 'second' | 'nothing';

/** Every replacement is agreed first; cancelling is confirmed only then (R171). */
const stageOf = (view: View): Stage => {
  if (pending(view).length > 0) return 'plan';
  const state = cancelling(view.facts, view.subject);
  if (state === 'not-confirmed') return 'confirm';
  return state === 'second-needed' ? 'second' : 'nothing';
};

/** When a licence can be cancelled at all (R171): until then, or only at the renewal. */
const windowRows = ({ subscription }: LineChoice, { text, profile, now }: View): NonNullable<StepFace['shown']> => {
  const window = cancelWindow(subscription, profile, now);
  if (window === undefined) return [];
  const renewal = window.renewal === undefined ? text.t('replace.window.renewal-unknown') : text.t('replace.window.renewal', { when: text.date(window.renewal) });
  const today = window.isOpen && window.until !== undefined ? text.t('replace.window.open', { when: text.dateTime(window.until) }) : text.t('replace.window.closed', { hours: window.hours });
  return [{ label: text.t('replace.window'), value: `${today} ${renewal}` }];
};

/** Our reason and Microsoft's, each in its own words (R170). */
const rowsOf = (line: LineChoice, view: View): NonNullable<StepFace['shown']> => {
  const { text } = view;
  const ours = line.block === undefined ? '' : text.t(`block.${line.block}`);
  const theirs = line.reason === undefined ? [] : [{ label: text.t('replace.reason'), value: line.reason }];
  return [{ label: clean(line.subscription.name, 60), value: `${text.t(`class.${line.subscription.class}`)}. ${ours}` }, ...theirs, ...windowRows(line, view)];
};

const fieldsOf = ({ subscription }: LineChoice, { text, profile }: View): Field[] => {
  const { subscriptionId: id } = subscription;
  const name = clean(subscription.name, 60);
  const choices = waysFor(subscription.class, profile).map((value) => ({ title: text.t(`replace.way.${value}`), value }));
  return [
    { kind: 'choice', id: `way-${id}`, label: text.t('replace.way', { name }), choices },
    { kind: 'text', id: `offer-${id}`, label: text.t('replace.offer', { name }) },
    { kind: 'date', id: `from-${id}`, label: text.t('replace.from', { name }) },
    { kind: 'text', id: `gap-${id}`, label: text.t('replace.gap', { name }), hint: text.t('replace.gap.hint') },
  ];
};

/** Before anybody buys or changes a number: nothing new can be bought directly once restricted (R11, R198), and what an open request holds keeps its number (R159). */
const buyingWords = ({ text, profile, facts, subject, transfers }: View): string[] => [
  ...purchaseBlocks(facts.latest('direct-bill-state')?.value.state, profile).map((verdict) => verdictWords(verdict, text)),
  ...transfersFor(subject, transfers)
    .filter(({ phase }) => phase === 'open' || phase === 'accepting')
    .map(({ transferId, lines }) => text.t('replace.no-change', { id: transferId.slice(-4), names: text.list(lines.map(({ name }) => clean(name, 60))) })),
];

const planFace = (view: View): Omit<StepFace, 'title'> => {
  const { text, profile, subjectName } = view;
  const now = pending(view).slice(0, A_CARD);
  const left = pending(view).length;
  return {
    intro: text.t('replace.intro', { customer: subjectName, count: left }),
    said: [
      ...buyingWords(view),
      text.t('replace.why'),
      text.t(profileOf(profile).newCommerceTransfers.value ? 'replace.supported.2026' : 'replace.supported.2020'),
      text.t('replace.never-first'),
      text.t('replace.sandbox'),
      ...(left > now.length ? [text.t('replace.more', { count: left - now.length })] : []),
    ],
    shown: now.flatMap((line) => rowsOf(line, view)),
    fields: now.flatMap((line) => fieldsOf(line, view)),
  };
};

const agreedRows = ({ text, facts, subject, reading: { lines } }: View): NonNullable<StepFace['shown']> =>
  [...plansOf(facts, subject).values()].map(({ value }) => {
    const name = lines.find(({ subscription }) => subscription.subscriptionId === value.subscriptionId)?.subscription.name ?? value.subscriptionId;
    const from = value.from === '' ? '' : `, ${text.date(value.from)}`;
    return { label: clean(name, 60), value: `${text.t(`replace.way.${value.way}`)}. ${value.offer}${from}. ${value.gap}` };
  });

const confirmFace = (view: View, isSecond: boolean): Omit<StepFace, 'title'> => {
  const { text, subjectName } = view;
  return {
    intro: text.t(isSecond ? 'replace.second.intro' : 'replace.confirm.intro', { customer: subjectName }),
    said: [text.t('replace.confirm.warning'), text.t('replace.never-us'), ...(isSecond ? [confirmedWords(view, 'cancel-and-rebuy')] : [])],
    shown: agreedRows(view),
    fields: [{ kind: 'toggle', id: 'understood', label: text.t('replace.understood'), title: text.t('replace.understood.yes') }],
  };
};

const face = (view: View): StepFace => {
  const { text, subjectName } = view;
  const title = text.t('step.replace.title');
  const stage = stageOf(view);
  if (stage === 'plan') return { title, ...planFace(view) };
  if (stage !== 'nothing') return { title, ...confirmFace(view, stage === 'second') };
  return { title, intro: text.t('replace.nothing', { customer: subjectName }), said: [text.t('replace.never-us')], shown: agreedRows(view) };
};

/** One line's answer as a plan, or the sentence about what is missing. */
const planOf = ({ subscription }: LineChoice, inputs: Inputs, { text, profile, subject }: View): NewFact | string => {
  const { subscriptionId } = subscription;
  const name = clean(subscription.name, 60);
  const way: ReplacementWay | undefined = choiceIn(inputs, `way-${subscriptionId}`, waysFor(subscription.class, profile));
  if (way === undefined) return text.t('replace.way.error', { name });
  const [offer, from, gap] = ['offer', 'from', 'gap'].map((id) => wordIn(inputs, `${id}-${subscriptionId}`)) as [string, string, string];
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from));
  if (way === 'rebuy' && (offer === '' || !isDay)) return text.t('replace.offer.error', { name });
  if (way !== 'drop' && gap === '') return text.t('replace.gap.error', { name });
  return { subject, kind: 'replacement-agreed', value: { subscriptionId, way, offer, from: isDay ? from : '', gap }, proof: 'attested' };
};

const answer = (inputs: Inputs, view: View): StepAnswer => {
  const { text, subject, reading: { lines, all } } = view;
  const subscriptions = lines.map(({ subscription: { subscriptionId, name, class: found } }) => ({ subscriptionId, name, class: found }));
  const needed: NewFact = { subject, kind: 'replacement-needed', value: { subscriptions }, proof: 'verified' };
  const read = [needed, movableSeen(subject, all)];
  const stage = stageOf(view);
  if (stage === 'nothing') return { ok: true, facts: read };
  if (stage !== 'plan') {
    if (!isTicked(inputs, 'understood')) return { ok: false, problem: text.t('replace.understood.error') };
    return { ok: true, facts: stage === 'second' ? [...read, seconded(view, 'cancel-and-rebuy')] : read };
  }
  const plans = pending(view).slice(0, A_CARD).map((line) => planOf(line, inputs, view));
  const problem = plans.find((plan) => typeof plan === 'string');
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, facts: [...read, ...plans.filter((plan) => typeof plan !== 'string')] };
};

/** Products that cannot be transferred: why, what instead, from when, and what is lost; nothing is ever cancelled from here (R162-R172). */
export const replace: StepScript<Reading> = {
  id: 'replace',
  usesTransfers: true,
  read: async (partnerCenter, access, { subject }) => {
    const [subscriptions, eligibility] = await Promise.all([
      partnerCenter.subscriptions.list(access, idOf(subject)), partnerCenter.eligibility.directToIndirect(access, idOf(subject)),
    ]);
    const all = lineChoices({ subscriptions, eligibility, held: new Map() });
    return { lines: cannotMove(all), all };
  },
  face,
  answer,
  typedWord: (view) => {
    const stage = stageOf(view);
    if (stage !== 'confirm' && stage !== 'second') return undefined;
    return view.subjectName === '' ? idOf(view.subject) : view.subjectName;
  },
  // A person who has just confirmed is not the one to second it; the next card would only refuse them.
  goesOn: (view) => stageOf(view) === 'plan' || stageOf(view) === 'confirm',
  outcome: (view) => {
    const { text, subjectName } = view;
    const stage = stageOf(view);
    if (stage === 'second') return { title: text.t('replace.second.title'), intro: text.t('replace.second.next') };
    return stage === 'nothing' ? { title: text.t('replace.done.title'), intro: text.t('replace.done.text', { customer: subjectName }), said: [text.t('replace.never-us')] } : undefined;
  },
};
