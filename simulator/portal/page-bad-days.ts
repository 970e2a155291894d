import { BAD_DAY_TEXTS, type BadDayName } from './bad-day-texts.ts';
import { badDaysOf, PLACES, type Place } from './bad-days.ts';
import { button, html, type Html } from './html.ts';
import type { EntraWeather, TeamsWeather, Weather } from './neighbours.ts';
import { choice, deed, press, table, type View } from './page.ts';

const TITLES: Readonly<Record<Place, string>> = { partnerCenter: 'Partner Center', teams: 'Teams', entra: 'Entra' };

/** What goes wrong at each twin now, and the usual ways to make it go wrong: a button and a sentence each. */
export const renderBadDays = (view: View, weather: Weather): Html =>
  html`<h2>${view.t.badDays}</h2><p>${view.t.badDaysAbout}</p>${PLACES.map((place) => html`<h3>${TITLES[place]}</h3>${placeOf(view, weather, place)}`)}`;

const placeOf = (view: View, weather: Weather, place: Place): Html => {
  const { t } = view;
  const now = setNow(view, weather)[place];
  if (now === undefined) return html`<p class="refusal">${t.notRunning}</p>`;
  const list = now.length === 0 ? html`<p>${t.noFaults}</p>` : html`<ul>${now.map((text) => html`<li>${text}</li>`)}</ul>`;
  const rows = badDaysOf(place).map((name) => html`<tr><td>${set(view, weather, name)}</td><td>${BAD_DAY_TEXTS[view.lang][name][1]}</td></tr>`);
  const clear = now.length === 0 ? '' : html`<div class="row">${press(view, '/bad-days/clear', { place }, t.clearFaults)}</div>`;
  return html`${list}${clear}${table([t.addFault, t.effect], rows)}`;
};

const set = (view: View, { entra }: Weather, name: BadDayName): Html => {
  const label = BAD_DAY_TEXTS[view.lang][name][0];
  if (name !== 'entra-denied') return press(view, '/bad-days', { name }, label);
  const people = (entra?.people ?? []).map((person): [string, string] => [person.id, person.name]);
  return deed(view, '/bad-days', { name }, html`${choice(view.t.person, 'personId', people)}${button(label)}`);
};

const setNow = ({ t, deps: { state } }: View, { teams, entra }: Weather): Readonly<Record<Place, readonly string[] | undefined>> => ({
  partnerCenter: [
    ...state.faults.all().map((f) => `${f.kind} ${f.match.method ?? ''} × ${f.times}`),
    ...state.webhookFaults.all().map((f) => `webhook ${f.kind} × ${f.times}`),
  ],
  teams: teams === undefined ? undefined : atTeams(teams),
  entra: entra === undefined ? undefined : atEntra(entra, t),
});

const atTeams = ({ ssoFails, connector, delivery }: TeamsWeather): string[] => [
  ...(ssoFails === null ? [] : [`SSO: ${ssoFails}`]),
  ...connector.map(({ status, route, count }) => `${status} ${route === 'all' ? '' : route} × ${count}`),
  ...delivery.map(({ mode, count }) => `${mode} × ${count}`),
];

const atEntra = ({ people, denyConditionalAccess: denied, requireMfa, keysDown, tokenDown, slowMs }: EntraWeather, t: View['t']): string[] => {
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? id;
  return [
    ...(tokenDown ? [t.noTokens] : []),
    ...(keysDown === null ? [] : [`${t.noKeys} (${keysDown})`]),
    ...(denied === null ? [] : [`${t.denied}: ${nameOf(denied)}`]),
    ...(requireMfa === null ? [] : [`${t.mustUseMfa}: ${nameOf(requireMfa)}`]),
    ...(slowMs === 0 ? [] : [`${slowMs} ms`]),
  ];
};
