import { accountOf } from '../partner-center/account.ts';
import { isDirect, isThrough, type CustomerRecord, type PartnerRecord, type SubscriptionRecord } from '../partner-center/state.ts';
import { customerOf } from './actors.ts';
import { button, html, type Html } from './html.ts';
import { agreementOf, chip, choice, deed, frame, linksOf, nameOf, press, table, time, word, type View } from './page.ts';

/** One customer: its relationships, its agreement, what it holds, and what it and its partners may do in the portals. */
export const renderCustomer = (view: View): string => {
  const customer = customerOf(view.deps.state, view.ask.params['customerId'] ?? '');
  return frame(view, customer.name, html`<p>${customer.onmicrosoft} · <code>${customer.id}</code></p>${relations(view, customer)}${agreement(view, customer)}${gdap(view, customer)}${holdings(view, customer)}`);
};

const relations = (view: View, customer: CustomerRecord): Html => {
  const { t, deps: { state } } = view;
  const partners = state.partners.all().filter((p) => !p.isProvider);
  const offers = partners.flatMap((partner) => [...withProviders(view, customer, partner), ...directly(view, customer, partner)]);
  return html`<h2>${t.relations}</h2><p>${linksOf(view, customer)}</p><div class="row">${offers}</div>`;
};

const withProviders = (view: View, customer: CustomerRecord, partner: PartnerRecord): Html[] => {
  const { t, deps: { state } } = view;
  const free = partner.providers.filter((providerId) => !isThrough(customer, providerId, partner.id));
  return free.flatMap((providerId) => {
    const ids = { customerId: customer.id, partnerId: partner.id, providerId };
    const joint = press(view, '/portal/invitations/accept', ids, `${t.joint} ${partner.name} + ${nameOf(state, providerId)}`);
    return isDirect(customer, partner.id) ? [press(view, '/portal/extend', ids, `${t.extend} ${nameOf(state, providerId)}`), joint] : [joint];
  });
};

const directly = (view: View, customer: CustomerRecord, { id: partnerId, name }: PartnerRecord): Html[] =>
  isDirect(customer, partnerId) ? [] : [press(view, '/portal/invitations/accept', { customerId: customer.id, partnerId }, `${view.t.directInvitation} ${name}`)];

const STATUSES = ['Allowed', 'UnderReview', 'NotAllowed', 'Unknown', 'Not Ready', 'none'] as const;

const agreement = (view: View, customer: CustomerRecord): Html => {
  const { t, deps: { state } } = view;
  const channels = [['direct', t.signDirect], ['attested', t.attest], ['provider', t.confirm], ['none', t.forget]] as const;
  const forms = channels.map(([channel, label]) => press(view, '/portal/agreement', { customerId: customer.id, channel }, label));
  const account = html`${choice(t.account, 'status', STATUSES.map((s) => [s, s] as const), accountOf(state, customer.id).status)}${button(t.set)}`;
  return html`<h2>${t.agreement}</h2><p>${agreementOf(view, customer)}</p><div class="row">${forms}</div><div class="row">${deed(view, '/portal/account', { customerId: customer.id }, account)}</div>`;
};

const gdap = (view: View, customer: CustomerRecord): Html => {
  const { t, deps: { state } } = view;
  const own = state.gdap.all().filter((g) => g.customerId === customer.id);
  const verbs = { created: ['approve', 'terminate'], approved: ['activate', 'terminate'], active: ['terminate'], expired: [], terminated: [] } as const;
  const rows = own.map((g) => {
    const forms = verbs[g.phase].map((verb) => press(view, `/portal/gdap/${g.id}`, { verb }, t[verb]));
    return html`<div class="row">${nameOf(state, g.partnerId)} ${chip(word(t, g.phase))} ${g.endsAt === undefined ? '' : `${t.until} ${time(view, g.endsAt)}`} ${forms}</div>`;
  });
  const linked = [...new Set(customer.links.flatMap((l) => (l.kind === 'direct' ? [l.partnerId] : [l.partnerId, l.resellerId])))];
  const asks = linked.map((partnerId) => press(view, '/portal/gdap', { customerId: customer.id, partnerId }, `${t.request}: ${nameOf(state, partnerId)}`));
  return html`<h2>${t.gdap}</h2>${rows}<div class="row">${asks}</div>`;
};

const holdings = (view: View, customer: CustomerRecord): Html => {
  const { t, deps: { state } } = view;
  const owners = [...new Set(customer.links.map((l) => l.partnerId))];
  const rows = owners.flatMap((owner) => state.heldSubscriptions(`${owner}/${customer.id}`).map((record) => subscriptionRow(view, record)));
  return html`<h2>${t.subscriptions} (${rows.length})</h2>${table([t.subscriptions, t.holder, t.status, t.seats], rows)}`;
};

const subscriptionRow = (view: View, { customerId, owner, wire }: SubscriptionRecord): Html => {
  const { t, deps: { state } } = view;
  const input = html`<label><span class="unseen">${t.seats}</span><input type="number" name="quantity" min="1" value="${wire.quantity}"></label> ${button(t.change)}`;
  const kind = wire.parentSubscriptionId === undefined ? (wire.productType?.id ?? t.legacy) : t.addon;
  return html`<tr><td>${wire.friendlyName} <small>${kind}</small><br><small>${wire.id}</small></td><td>${nameOf(state, owner)}</td>
<td>${chip(word(t, wire.status), wire.status === 'active' ? 'good' : 'plain')}</td><td>${deed(view, '/portal/seats', { customerId, subscriptionId: wire.id }, input)}</td></tr>`;
};
