import { idOf } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import { acceptedProviders } from '../../journey/rules/partner-up.ts';
import { isSaved, isSharingAgreed } from '../../journey/rules/extend.ts';
import { routeOf } from '../../journey/rules/route.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { BillingProfile } from '../../partnercenter/billing-profile.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { verdictWords } from '../verdict-words.ts';
import { confirmedWords, seconded, stageOf } from './confirmation.ts';
import type { Stage } from './confirmation.ts';
import { CUSTOMER_PAGES, providerField, providerName } from './customer-pages.ts';
import type { Inputs } from './inputs.ts';
import { isTicked, wordIn } from './inputs.ts';
import type { ReadAbout, StepAnswer, StepFace, StepScript, StepView } from './script.ts';

/** `linked`: ids of our providers under which Partner Center lists the customer. */
type Reading = { readonly billing: BillingProfile; readonly linked: readonly string[] };
type View = StepView<Reading>;

/** `verify`: saved in the portal, or already seen there; only reading is left. */
type ExtendStage = Stage | 'verify';

const readCustomer = async (partnerCenter: PartnerCenter, access: PersonAccess, { subject, facts }: ReadAbout): Promise<Reading> => {
  const customerId = idOf(subject);
  const linked: string[] = [];
  for (const { tenantId } of acceptedProviders(facts)) {
    const customers = await partnerCenter.customers.withProvider(access, tenantId);
    if (customers.some((customer) => customer.customerId === customerId)) linked.push(tenantId);
  }
  return { billing: await partnerCenter.billing.get(access, customerId), linked };
};

const plannedId = ({ facts, subject }: View): string => routeOf(facts, subject)?.providerId ?? '';

const stageNow = (view: View): ExtendStage => {
  const { facts, subject } = view;
  if (isSaved(facts, subject) || view.reading.linked.includes(plannedId(view))) return 'verify';
  // A confirmation for one provider is none for another.
  const stage = stageOf(view, 'extend');
  return stage === 'act' && !isSharingAgreed(facts, subject) ? 'confirm' : stage;
};

/** The actual details of which the provider gets a copy (R89); what is empty is shown as empty. */
const billingRows = ({ text, reading: { billing } }: View): NonNullable<StepFace['shown']> =>
  (['companyName', 'contactName', 'mail', 'phone', 'address'] as const).map((part) => ({ label: text.t(`extend.billing.${part}`), value: billing[part] }));

const summary = (view: View): NonNullable<StepFace['shown']> => {
  const { text, facts, subject, subjectName } = view;
  const consented = facts.latest('customer-consented', subject)?.value;
  return [
    { label: text.t('customer.label'), value: subjectName },
    { label: text.t('customer.provider'), value: providerName(facts, plannedId(view)) },
    ...(consented === undefined ? [] : [{ label: text.t('extend.consented'), value: `${consented.who}, ${consented.when}` }]),
  ];
};

const confirmFace = (view: View): Omit<StepFace, 'title'> => {
  const { text, profile, subject } = view;
  const provider = providerName(view.facts, plannedId(view));
  const isSecond = stageNow(view) === 'second';
  return {
    intro: text.t(isSecond ? 'extend.second.intro' : 'extend.intro', { provider }),
    said: [
      ...(isSecond ? [confirmedWords(view, 'extend')] : []),
      text.t('extend.moves-nothing'), text.t('extend.shares', { provider }), text.t('extend.visible', { provider }),
      ...(profileOf(profile).storeForBusiness.value ? [text.t('extend.store')] : []), text.t('extend.no-rights'), text.t('extend.no-undo'), text.t('extend.one'),
    ],
    shown: [...summary(view), ...billingRows(view)],
    fields: [{ kind: 'toggle', id: 'share', label: text.t('extend.share', { provider }), title: text.t('extend.share.title') }],
    links: [{ title: text.t('extend.account'), url: view.portal(CUSTOMER_PAGES.account(idOf(subject))) }],
  };
};

/** What to do in the portal, in the portal's own words (R99-R102). */
const actFace = (view: View): Omit<StepFace, 'title'> => {
  const { text, facts } = view;
  const provider = providerName(facts, plannedId(view));
  return {
    intro: text.t('extend.act.intro'),
    said: [text.t('extend.act.agent'), text.t('extend.act.open'), text.t('extend.act.choose'), text.t('extend.act.provider', { provider }), text.t('extend.act.save')],
    shown: summary(view),
    fields: [{ ...providerField(facts, text, ''), label: text.t('extend.chosen') }, { kind: 'toggle', id: 'saved', label: text.t('extend.saved'), title: text.t('extend.saved.title') }],
    links: [{ title: text.t('classify.link'), url: view.portal(CUSTOMER_PAGES.customers) }],
  };
};

const verifyFace = (view: View): Omit<StepFace, 'title'> => {
  const { text, facts, reading: { linked } } = view;
  const isSeen = linked.includes(plannedId(view));
  const found = linked.length === 0 ? text.t('classify.no-provider') : text.list(linked.map((id) => providerName(facts, id)));
  return { intro: text.t(isSeen ? 'extend.verify.seen' : 'extend.verify.intro'), said: [text.t('extend.verify.counts')], shown: [...summary(view), { label: text.t('extend.verify.found'), value: found }] };
};

const answerConfirm = (inputs: Inputs, view: View): StepAnswer => {
  const { text, subject } = view;
  const provider = providerName(view.facts, plannedId(view));
  if (!isTicked(inputs, 'share')) return { ok: false, problem: text.t('extend.share.error', { provider }) };
  if (stageNow(view) === 'second') return { ok: true, facts: [seconded(view, 'extend')] };
  const shown = billingRows(view).map(({ label, value }) => `${label}: ${value}`).join('; ');
  return { ok: true, facts: [{ subject, kind: 'billing-sharing-consented', value: { providerId: plannedId(view), shown }, proof: 'attested' }] };
};

const answerAct = (inputs: Inputs, view: View): StepAnswer => {
  const { text, subject, profile } = view;
  if (!isTicked(inputs, 'saved')) return { ok: false, problem: text.t('extend.saved.error') };
  const provider = providerName(view.facts, plannedId(view));
  if (wordIn(inputs, 'provider') !== plannedId(view)) return { ok: false, problem: verdictWords({ code: 'extension-other-provider', rule: 101, profile, values: { provider } }, text) };
  return { ok: true, facts: [{ subject, kind: 'extension-saved', value: { providerId: plannedId(view) }, proof: 'attested' }] };
};

const answerVerify = (view: View): StepAnswer => {
  const { text, subject, profile, facts, reading: { linked } } = view;
  const providerId = plannedId(view);
  if (linked.includes(providerId)) return { ok: true, facts: [{ subject, kind: 'extension-seen', value: { providerId }, proof: 'verified' }] };
  const verdict = linked.length === 0 ? { code: 'extension-not-read', rule: 103, profile } : { code: 'extension-other-provider', rule: 101, profile, values: { provider: providerName(facts, providerId) } };
  return { ok: false, problem: verdictWords(verdict, text) };
};

/** One customer's relationship is extended: billing details shown and agreed to, confirmed by its name, saved in the portal, and read (R81-R104). */
export const extend: StepScript<Reading> = {
  id: 'extend',
  read: readCustomer,
  face: (view) => {
    const stage = stageNow(view);
    return { title: view.text.t('step.extend.title'), ...(stage === 'verify' ? verifyFace(view) : stage === 'act' ? actFace(view) : confirmFace(view)) };
  },
  answer: (inputs, view) => {
    const stage = stageNow(view);
    if (stage === 'verify') return answerVerify(view);
    return stage === 'act' ? answerAct(inputs, view) : answerConfirm(inputs, view);
  },
  typedWord: (view) => (['confirm', 'second'].includes(stageNow(view)) ? view.subjectName || view.reading.billing.companyName : undefined),
  goesOn: (view) => ['act', 'verify'].includes(stageNow(view)) && !view.facts.has('extension-seen', view.subject),
  outcome: (view) => {
    const { text, facts, subject, subjectName } = view;
    const title = text.t('step.extend.title');
    if (facts.has('extension-seen', subject)) return { title, intro: text.t('extend.outcome', { customer: subjectName, provider: providerName(facts, plannedId(view)) }) };
    return stageNow(view) === 'second' ? { title, intro: text.t('enrol.second.next') } : undefined;
  },
};
