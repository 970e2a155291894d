import { nextRung } from '../partner-center/program-clock.ts';
import { hasLostApi, programOf } from '../partner-center/program.ts';
import type { ProgramRecord } from '../partner-center/portal-records.ts';
import type { PartnerRecord } from '../partner-center/state.ts';
import { button, html, type Html } from './html.ts';
import { chip, choice, deed, field, nameOf, press, time, word, type View } from './page.ts';

/** A partner as Account settings > Program info would show it, and what its people, its providers and Microsoft may do about it. */
export const partnerCard = (view: View, partner: PartnerRecord): Html => {
  const { t, deps: { state } } = view;
  const program = programOf(state, partner);
  const roles = partner.isProvider ? html`<p>${chip(t.isProvider)}</p>` : roleList(view, partner, program);
  return html`<section class="card"><h3>${partner.name} <small>${partner.mpnId}</small></h3>${roles}${partnerships(view, partner)}
${partner.isProvider ? html`` : html`<details><summary>${t.change}</summary>${changes(view, partner, program)}</details>`}</section>`;
};

const MOOD = { active: 'good', none: 'plain', restricted: 'bad', suspended: 'bad', revoked: 'bad', notStarted: 'plain', submitted: 'wait', approved: 'wait', signed: 'good' } as const;

const roleList = (view: View, partner: PartnerRecord, program: ProgramRecord): Html => {
  const { t, lang, deps: { state } } = view;
  const rung = nextRung(program);
  const deadline = rung === undefined ? html`` : html`<dt>${t.deadline}</dt><dd>${word(t, rung.to)} ${time(view, rung.at)}</dd>`;
  const lost = hasLostApi(state, partner) ? html`<p class="refusal">${t.noApi}</p>` : html``;
  return html`<dl><dt>${t.directBill}</dt><dd>${chip(word(t, program.directBill), MOOD[program.directBill])}</dd>${deadline}
<dt>${t.reseller}</dt><dd>${chip(word(t, program.reseller), MOOD[program.reseller])} ${partner.isResellerSuspended === true ? chip(t.suspended, 'bad') : ''}</dd>
<dt>${t.mpa}</dt><dd>${partner.mpaSigned ? t.signed : t.notSigned}</dd>
<dt>${t.revenue}</dt><dd>${program.ttmRevenueUsd.toLocaleString(lang === 'sv' ? 'sv-SE' : 'en-GB')}</dd><dt>${t.anniversary}</dt><dd>${program.anniversary}</dd></dl>
${lost}<div class="row">${nextStep(view, partner, program)}</div>`;
};

/** The one step of enrolment that comes next, offered to the right person. */
const nextStep = (view: View, { id: partnerId }: PartnerRecord, { reseller }: ProgramRecord): Html => {
  const { t } = view;
  if (reseller === 'submitted') return press(view, '/portal/approve', { partnerId }, t.approve);
  if (reseller === 'approved') return press(view, '/portal/sign', { partnerId }, t.signAgreement);
  if (reseller === 'signed') return html``;
  const days = [['0', t.atOnce], ['1', `1 ${t.businessDays}`], ['3', `3 ${t.businessDays}`], ['5', `5 ${t.businessDays}`], ['byHand', t.byHand]] as const;
  return deed(view, '/portal/enrol', { partnerId }, html`${choice(t.approvalAfter, 'businessDays', days)}${button(t.enrol)}`);
};

const partnerships = (view: View, partner: PartnerRecord): Html => {
  const { t, deps: { state } } = view;
  if (partner.isProvider) {
    const others = state.partners.all().filter((p) => !p.isProvider && !p.providers.includes(partner.id));
    return html`<div class="row">${others.map((p) => press(view, '/portal/partnerships', { providerId: partner.id, partnerId: p.id }, `${t.invite} ${p.name}`))}</div>`;
  }
  const waiting = state.partnerships.all().filter((i) => i.partnerId === partner.id && i.phase === 'sent');
  const rows = waiting.map(
    (i) => html`<div class="row">${t.invitedBy} ${nameOf(state, i.providerId)} ${(['accept', 'decline'] as const).map((verb) => press(view, `/portal/partnerships/${i.id}`, { verb }, t[verb]))}</div>`,
  );
  return html`<p>${t.partnerships}: ${partner.providers.map((id) => nameOf(state, id)).join(', ') || t.noPartnership}</p>${rows}`;
};

const changes = (view: View, { id: partnerId, isResellerSuspended = false }: PartnerRecord, program: ProgramRecord): Html => {
  const { t } = view;
  const states = (['active', 'restricted', 'suspended', 'revoked'] as const).map((state) => [state, word(t, state)] as const);
  const toggle = press(view, '/portal/program', { partnerId, resellerSuspended: String(!isResellerSuspended) }, isResellerSuspended ? t.liftReseller : t.suspendReseller);
  const figures = html`${field(t.revenue, 'ttmRevenueUsd', { value: String(program.ttmRevenueUsd) })}${field(t.anniversary, 'anniversary', { value: program.anniversary, size: 6 })}${button(t.set)}`;
  return html`<div class="row">${deed(view, '/portal/program', { partnerId }, html`${choice(t.directBill, 'directBill', states, program.directBill)}${button(t.set)}`)}</div>
<div class="row">${deed(view, '/portal/program', { partnerId }, figures)}</div><div class="row">${toggle}</div>`;
};
