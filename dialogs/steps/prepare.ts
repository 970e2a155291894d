import type { Verdict } from '../../journey/rules/verdict.ts';
import type { LegalProfile, OrganisationProfile, PartnerIdProfile } from '../../partnercenter/profiles.ts';
import { verdictWords } from '../verdict-words.ts';
import { isTicked, mailIn } from './inputs.ts';
import { PORTAL_PAGES } from './portal-pages.ts';
import type { StepScript, StepView } from './script.ts';

type Reading = { readonly legal: LegalProfile; readonly partnerId: PartnerIdProfile | undefined; readonly organisation: OrganisationProfile };

const TICKS = ['profile', 'mpn', 'tenant', 'mailbox'] as const;

/** What the reading itself forbids: a profile that Microsoft has not authorised (R13), no PartnerID (R14), another tenant (R15), no contact mail (R24). */
const readingVerdicts = ({ reading: { legal, partnerId, organisation }, person, profile }: StepView<Reading>): readonly Verdict[] => [
  ...(legal.vettingStatus === 'authorized' ? [] : [{ code: 'profile-not-authorised', rule: 13, profile, values: { status: legal.vettingStatus } }]),
  ...(partnerId === undefined ? [{ code: 'partner-id-missing', rule: 14, profile }] : []),
  ...(organisation.tenantId === person.tenantId ? [] : [{ code: 'other-tenant', rule: 15, profile, values: { tenant: organisation.domain } }]),
  ...(legal.contactMail === '' ? [{ code: 'contact-mail-missing', rule: 24, profile }] : []),
];

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Profile, PartnerID, tenant and mailboxes, read from Partner Center and confirmed by a person before the enrolment (R13-R15, R24, R174, R175). */
export const prepare: StepScript<Reading> = {
  id: 'prepare',
  read: async (partnerCenter, access) => {
    const [legal, partnerId, organisation] = await Promise.all([
      partnerCenter.profiles.legalBusiness(access), partnerCenter.profiles.partnerId(access), partnerCenter.profiles.organisation(access),
    ]);
    return { legal, partnerId, organisation };
  },
  face: (view) => {
    const { text, facts, reading: { legal, partnerId, organisation } } = view;
    const none = text.t('prepare.none');
    const row = (label: string, value: string) => ({ label, value: value === '' ? none : value });
    return {
      title: text.t('step.prepare.title'),
      intro: text.t('prepare.intro'),
      said: [...readingVerdicts(view).map((verdict) => verdictWords(verdict, text)), text.t('prepare.contact'), text.t('prepare.incentives')],
      shown: [
        row(text.t('prepare.company'), legal.companyName), row(text.t('prepare.address'), legal.address),
        row(text.t('prepare.contact-mail'), `${legal.contactName} ${legal.contactMail}`.trim()), row(text.t('prepare.vetting'), legal.vettingStatus),
        row(text.t('prepare.partner-id'), partnerId === undefined ? '' : `${partnerId.mpnId}, ${partnerId.name}`),
        row(text.t('prepare.tenant-read'), `${organisation.domain} (${organisation.tenantId})`),
      ],
      fields: [
        ...TICKS.map((id) => ({ kind: 'toggle' as const, id, label: text.t(`prepare.${id}`, { mail: legal.contactMail === '' ? none : legal.contactMail }), title: text.t('prepare.confirmed') })),
        { kind: 'text', id: 'incentives', label: text.t('prepare.incentives-mail'), value: facts.latest('partner-id-confirmed')?.value.incentivesMail ?? '', required: text.t('prepare.incentives-mail.error') },
      ],
      links: [{ title: text.t('assess.link.program-info'), url: view.portal(PORTAL_PAGES.programInfo) }],
    };
  },
  answer: (inputs, view) => {
    const { text, subject, reading: { legal, partnerId } } = view;
    const [verdict] = readingVerdicts(view);
    if (verdict !== undefined || partnerId === undefined) return { ok: false, problem: verdict === undefined ? text.t('prepare.none') : verdictWords(verdict, text) };
    if (TICKS.some((id) => !isTicked(inputs, id))) return { ok: false, problem: text.t('prepare.tick.error') };
    const incentivesMail = mailIn(inputs, 'incentives');
    if (incentivesMail === undefined) return { ok: false, problem: text.t('prepare.incentives-mail.error') };
    const { companyName, contactMail, vettingStatus } = legal;
    return {
      ok: true,
      facts: [
        { subject, kind: 'legal-profile-confirmed', value: { companyName, contactMail, vettingStatus }, proof: 'attested' },
        { subject, kind: 'partner-id-confirmed', value: { mpnId: partnerId.mpnId, name: partnerId.name, incentivesMail }, proof: 'attested' },
        { subject, kind: 'mailbox-monitored', value: { mail: contactMail }, proof: 'attested' },
      ],
    };
  },
  outcome: ({ text, facts }) => {
    const contact = facts.latest('legal-profile-confirmed')?.value.contactMail ?? '';
    const incentives = facts.latest('partner-id-confirmed')?.value.incentivesMail ?? '';
    const shown = [{ label: text.t('prepare.outcome.enrolment'), value: contact }, { label: text.t('prepare.outcome.incentives'), value: incentives }];
    const said = isSame(contact, incentives) ? [] : [text.t('prepare.outcome.different')];
    return { title: text.t('prepare.outcome.title'), intro: text.t('prepare.outcome.intro'), said: [...said, text.t('prepare.outcome.next')], shown };
  },
};
