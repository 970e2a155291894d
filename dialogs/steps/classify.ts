import type { Subscription } from '../../journey/records.ts';
import type { ReadAbout, StepScript, StepView } from './script.ts';
import type { Classed, ClassEvidence } from '../../journey/rules/classify.ts';
import { DEEDS, classOf, classSeen, mayDo } from '../../journey/rules/classify.ts';
import { idOf } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import { isPartnerCenterError } from '../../partnercenter/errors.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { verdictWords } from '../verdict-words.ts';
import { CUSTOMER_PAGES } from './customer-pages.ts';
import { choiceIn } from './inputs.ts';

type Reading = ClassEvidence & { readonly providers: readonly string[] };
type View = StepView<Reading>;

const SEEN = ['shown', 'missing', 'unsure'] as const;

/** Whether a reseller may ask this is not documented (API topic 5.2); a refusal says nothing about the customer. */
const partnersOf = async (partnerCenter: PartnerCenter, access: PersonAccess, customerId: string): Promise<string[]> => {
  try {
    return (await partnerCenter.customers.relationshipsOf(access, customerId)).map(({ name }) => name);
  } catch (error) {
    if (isPartnerCenterError(error) && error.kind === 'refused') return [];
    throw error;
  }
};

const isDirect = ({ partnerId, status }: Subscription): boolean => partnerId === '' && status !== 'deleted';

const readEvidence = async (partnerCenter: PartnerCenter, access: PersonAccess, { subject }: ReadAbout): Promise<Reading> => {
  const customerId = idOf(subject);
  const listed: string[] = [];
  for (const provider of await partnerCenter.relationships.providers(access)) {
    const customers = await partnerCenter.customers.withProvider(access, provider.tenantId);
    if (customers.some((customer) => customer.customerId === customerId)) listed.push(provider.name);
  }
  const [others, subscriptions] = await Promise.all([partnersOf(partnerCenter, access, customerId), partnerCenter.subscriptions.list(access, customerId)]);
  const providers = [...new Set([...listed, ...others])];
  return { providers, hasProvider: providers.length > 0, directSubscriptions: subscriptions.filter(isDirect).length };
};

const classWords = ({ text, reading }: View, classed: Classed) => [
  { label: text.t('classify.class'), value: text.t(`customer-class.${classed.class}`) },
  { label: text.t('classify.why'), value: text.t(`classify.why.${classed.why}`) },
  { label: text.t('customer.provider'), value: reading.providers.length === 0 ? text.t('classify.no-provider') : text.list(reading.providers) },
  { label: text.t('classify.direct-lines'), value: text.number(reading.directSubscriptions) },
];

/** What may be done for a customer of this class, and what may not, each with its rule (R66, R69-R77, R86, R87). */
const permissionWords = ({ text, profile }: View, classed: Classed): string[] => {
  const permissions = DEEDS.map((deed) => ({ deed, may: mayDo(classed.class, deed, profile) }));
  const allowed = permissions.filter(({ may }) => may.allowed).map(({ deed }) => text.t(`deed.${deed}`));
  const refused = permissions.flatMap(({ may }) => (may.allowed ? [] : [verdictWords(may.verdict, text)]));
  const today = classed.class === 'indirect' && !profileOf(profile).invitationGivesAdmin.value ? [text.t('classify.indirect-today')] : [];
  return [...(allowed.length === 0 ? [] : [text.t('classify.may', { deeds: text.list(allowed) })]), ...today, ...new Set(refused)];
};

const fieldsFor = ({ text, subjectName }: View, classed: Classed) => {
  switch (classed.class) {
    case 'unknown':
      return [{ kind: 'choice' as const, id: 'seen', label: text.t('classify.seen'), required: text.t('classify.seen.error'), choices: SEEN.map((value) => ({ title: text.t(`classify.seen.${value}`), value })) }];
    case 'indirect':
      return [{ kind: 'text' as const, id: 'order', label: text.t('classify.order.label'), value: text.t('classify.order', { customer: subjectName }), long: true }];
    case 'direct':
    case 'extended':
      return [];
  }
};

/** Direct, indirect, extended or unknown, with the reason shown; where the API tells nothing, a person looks in the portal (R78-R80). */
export const classify: StepScript<Reading> = {
  id: 'classify',
  read: readEvidence,
  face: (view) => {
    const { text, subjectName } = view;
    const classed = classOf(view.reading);
    const isUnknown = classed.class === 'unknown';
    return {
      title: text.t('step.classify.title'),
      intro: text.t(isUnknown ? 'classify.intro.unknown' : 'classify.intro', { customer: subjectName }),
      said: isUnknown ? [text.t('classify.look'), text.t('classify.never-guess')] : permissionWords(view, classed),
      shown: classWords(view, classed),
      fields: fieldsFor(view, classed),
      links: [{ title: text.t('classify.link'), url: view.portal(CUSTOMER_PAGES.customers) }],
    };
  },
  answer: (inputs, { text, subject, reading }) => {
    const classed = classOf(reading);
    if (classed.class !== 'unknown') return { ok: true, facts: [{ subject, kind: 'customer-classed', value: classed, proof: 'verified' }] };
    const seen = choiceIn(inputs, 'seen', SEEN);
    if (seen === undefined || seen === 'unsure') return { ok: false, problem: text.t(seen === undefined ? 'classify.seen.error' : 'classify.never-guess') };
    return { ok: true, facts: [{ subject, kind: 'customer-classed', value: classSeen(seen === 'shown'), proof: 'attested' }] };
  },
};
