import { idOf, newCustomerName } from '../../journey/facts.ts';
import { profileOf } from '../../journey/profiles/find.ts';
import type { Provider } from '../../journey/records.ts';
import { draftVerdicts, relationshipFlags } from '../../journey/rules/invite.ts';
import { isAccepted } from '../../journey/rules/partner-up.ts';
import { routeOf } from '../../journey/rules/route.ts';
import type { Locale } from '../../locales/text.ts';
import { createText, localeOf } from '../../locales/text.ts';
import type { PersonAccess } from '../../partnercenter/access.ts';
import type { PartnerCenter } from '../../partnercenter/partner-center.ts';
import { verdictWords } from '../verdict-words.ts';
import { companyOf } from './confirmation.ts';
import { mailDraft, providerField, providerName } from './customer-pages.ts';
import type { Inputs } from './inputs.ts';
import { choiceIn, wordIn } from './inputs.ts';
import type { ReadAbout, StepAnswer, StepFace, StepScript, StepView } from './script.ts';

/** `link` is empty while no provider was chosen; `language` and `mail` are the customer's own, where it is one. */
type Reading = { readonly link: string; readonly language: string; readonly mail: string; readonly providers: readonly Provider[] };
type View = StepView<Reading>;

/** A new company first says through whom and whether it has a tenant; then the draft is reviewed (R58), then sent by the person (R59, R62). */
type Stage = 'begin' | 'draft' | 'send';

const TENANTS = ['has', 'none'] as const;
const WAYS = ['mail', 'copied'] as const;

const readLink = async (partnerCenter: PartnerCenter, access: PersonAccess, { subject, facts }: ReadAbout): Promise<Reading> => {
  const chosen = routeOf(facts, subject);
  if (chosen?.route !== 'invitation') return { link: '', language: '', mail: '', providers: [] };
  const providers = await partnerCenter.relationships.providers(access);
  const link = await partnerCenter.relationshipRequests.jointInvitation(access, chosen.providerId);
  if (newCustomerName(subject) !== undefined) return { link, language: '', mail: '', providers };
  const { language, mail } = await partnerCenter.billing.get(access, idOf(subject));
  return { link, language, mail, providers };
};

const chosenId = ({ facts, subject }: View): string => routeOf(facts, subject)?.providerId ?? '';

/** A draft counts for this provider and this link only: a new link wants a new draft (R61). */
const drafted = (view: View): string | undefined => {
  const value = view.facts.latest('invitation-drafted', view.subject)?.value;
  return value?.providerId === chosenId(view) && value.link === view.reading.link ? value.text : undefined;
};

const stageOf = (view: View): Stage => {
  if (routeOf(view.facts, view.subject)?.route !== 'invitation') return 'begin';
  return drafted(view) === undefined ? 'draft' : 'send';
};

/** In the customer's language where it is known, else in the person's own (R57: both names, and why). */
const localeFor = ({ reading: { language }, text }: View): Locale => (language === '' ? text.locale : localeOf(language));

const draft = (view: View): string =>
  createText(localeFor(view)).t('invite.draft', { customer: view.subjectName, company: companyOf(view), provider: providerName(view.facts, chosenId(view)), link: view.reading.link });

const tenantRequest = (view: View): string =>
  view.text.t('invite.tenant-request', { customer: view.subjectName, company: companyOf(view), partnerId: partnerIdOf(view), directoryId: view.person.tenantId });

const partnerIdOf = ({ facts }: View): string => facts.latest('partner-id-confirmed')?.value.mpnId ?? '';

const beginFace = (view: View): Omit<StepFace, 'title'> => {
  const { text, facts, subjectName } = view;
  return {
    intro: text.t('invite.begin.intro', { customer: subjectName }),
    said: [text.t('invite.joint'), text.t('invite.no-tenants'), text.t('invite.tenant-listed')],
    fields: [
      providerField(facts, text),
      { kind: 'choice', id: 'tenant', label: text.t('invite.tenant'), required: text.t('invite.tenant.error'), choices: TENANTS.map((value) => ({ title: text.t(`invite.tenant.${value}`), value })) },
      { kind: 'text', id: 'request', label: text.t('invite.tenant-request.label'), value: tenantRequest(view), long: true },
    ],
  };
};

/** Whether each side may act for the customer yet; ordering takes both (R53, R64, R108, R109). */
const flagRows = (view: View): NonNullable<StepFace['shown']> => {
  const { text, facts, subject } = view;
  const flags = relationshipFlags(facts, subject, chosenId(view));
  const word = (isThere: boolean): string => text.t(isThere ? 'invite.flag.yes' : 'invite.flag.no');
  return [
    { label: text.t('customer.provider'), value: providerName(facts, chosenId(view)) },
    { label: text.t('invite.flag.partner'), value: word(flags.partner) },
    { label: text.t('invite.flag.provider'), value: word(flags.provider) },
    { label: text.t('invite.flag.order'), value: word(flags.mayOrder) },
  ];
};

const mailFace = (view: View, stage: Stage): Omit<StepFace, 'title'> => {
  const { text, subject, facts, profile, reading: { mail } } = view;
  const body = drafted(view) ?? draft(view);
  const isSending = stage === 'send';
  const intro = !isSending ? 'invite.draft.intro' : facts.has('invitation-sent', subject) ? 'invite.waiting.intro' : 'invite.send.intro';
  const rights = profileOf(profile).invitationGivesAdmin.value ? 'invite.rights.2020' : 'invite.rights.2026';
  return {
    intro: text.t(intro),
    said: [text.t('invite.keep-link'), text.t('invite.not-sent'), text.t(rights), text.t('invite.until'), text.t('invite.portal'), text.t('invite.row')],
    shown: flagRows(view),
    fields: [
      { kind: 'text', id: 'text', label: text.t('invite.text'), value: body, long: true },
      ...(isSending ? [{ kind: 'choice' as const, id: 'how', label: text.t('invite.how'), required: text.t('invite.how.error'), choices: WAYS.map((value) => ({ title: text.t(`invite.how.${value}`), value })) }] : []),
    ],
    links: isSending ? [{ title: text.t('invite.open-mail'), url: mailDraft({ to: mail, subject: createText(localeFor(view)).t('invite.subject', { company: companyOf(view) }), body }) }] : [],
  };
};

const answerBegin = (inputs: Inputs, view: View): StepAnswer => {
  const { text, facts, subject, profile } = view;
  const providerId = wordIn(inputs, 'provider');
  if (!isAccepted(facts, providerId)) return { ok: false, problem: verdictWords({ code: 'provider-not-accepted', rule: 56, profile }, text) };
  const tenant = choiceIn(inputs, 'tenant', TENANTS);
  if (tenant === undefined) return { ok: false, problem: text.t('invite.tenant.error') };
  if (tenant === 'has') return { ok: true, facts: [{ subject, kind: 'route-chosen', value: { route: 'invitation', providerId, needsAdminRights: false }, proof: 'attested' }] };
  const request = wordIn(inputs, 'request');
  if (partnerIdOf(view) === '' || !request.includes(partnerIdOf(view))) return { ok: false, problem: verdictWords({ code: 'request-without-id', rule: 67, profile }, text) };
  return { ok: true, facts: [{ subject, kind: 'tenant-asked', value: { providerId, text: request }, proof: 'attested' }] };
};

const answerMail = (inputs: Inputs, view: View, stage: Stage): StepAnswer => {
  const { text, subject } = view;
  // Clients may send back other line ends than they were given.
  const value = { providerId: chosenId(view), link: view.reading.link, text: wordIn(inputs, 'text').replace(/\r\n?/g, '\n') };
  const [verdict] = draftVerdicts(view, value);
  if (verdict !== undefined) return { ok: false, problem: verdictWords(verdict, text) };
  const isNew = drafted(view) !== value.text;
  const kept = isNew ? [{ subject, kind: 'invitation-drafted' as const, value, proof: 'attested' as const }] : [];
  if (stage === 'draft') return { ok: true, facts: kept };
  const how = choiceIn(inputs, 'how', WAYS);
  if (how === undefined) return { ok: false, problem: text.t('invite.how.error') };
  return { ok: true, facts: [...kept, { subject, kind: 'invitation-sent', value: { providerId: value.providerId, how }, proof: 'attested' }] };
};

/** The joint invitation of a customer: link from Partner Center, draft, the person's own sending, and the wait for the customer (R53-R68, R105-R109). */
export const invite: StepScript<Reading> = {
  id: 'invite',
  read: readLink,
  face: (view) => {
    const stage = stageOf(view);
    return { title: view.text.t('step.invite.title'), ...(stage === 'begin' ? beginFace(view) : mailFace(view, stage)) };
  },
  answer: (inputs, view) => {
    const stage = stageOf(view);
    return stage === 'begin' ? answerBegin(inputs, view) : answerMail(inputs, view, stage);
  },
  goesOn: (view) => stageOf(view) !== 'begin' && !view.facts.has('invitation-sent', view.subject),
  outcome: (view) => {
    const { text, facts, subject, subjectName } = view;
    const title = text.t('step.invite.title');
    if (facts.has('invitation-sent', subject)) return { title, intro: text.t('invite.outcome', { customer: subjectName }), said: [text.t('invite.until')], shown: flagRows(view) };
    return facts.has('tenant-asked', subject) ? { title, intro: text.t('invite.tenant-outcome', { customer: subjectName }), said: [text.t('invite.tenant-listed')] } : undefined;
  },
};
