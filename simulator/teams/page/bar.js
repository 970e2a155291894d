import { h, icon } from './dom.js';
import { localeOf } from './wording.js';

const QUARTER = 15 * 60_000;
const DAY = 86_400_000;

/** The room's own bar: clock, portal, language and theme. */
export const drawBar = (bar, { t, settings, portalAddress, onPortal, onLanguage, onTheme, onClock }) => {
  const dark = settings.theme === 'dark';
  const jump = (key, ms) => h('button', { type: 'button', class: 'chip', 'data-testid': key, 'aria-label': t(`${key}Long`), title: t(`${key}Long`), onclick: () => onClock(ms) }, t(key));
  const languages = h('select', { class: 'chip', 'data-testid': 'page-language', 'aria-label': t('language'), title: t('language'), onchange: (event) => onLanguage(event.target.value) },
    h('option', { value: 'en', selected: settings.language === 'en' }, 'English'), h('option', { value: 'sv', selected: settings.language === 'sv' }, 'Svenska'));
  const theme = h('button', { type: 'button', class: 'chip icon-only', 'data-testid': 'theme', 'aria-label': t(dark ? 'toLight' : 'toDark'), title: t(dark ? 'toLight' : 'toDark'), onclick: onTheme }, icon(dark ? 'sun' : 'moon'));
  bar.replaceChildren(
    h('img', { class: 'logo', src: '/room/vaxla.svg', alt: '' }),
    h('h1', {}, 'Växla', h('span', {}, t('title'))),
    h('span', { class: 'fill' }),
    h('div', { class: 'clock', role: 'group', 'aria-label': t('clock') }, icon('clock'), h('time', { id: 'clock-now', title: t('clock') }), jump('plusQuarter', QUARTER), jump('plusDay', DAY)),
    h('button', { type: 'button', class: 'chip icon-only', 'data-testid': 'portal-toggle', 'aria-pressed': String(settings.portal === true), 'aria-label': t(settings.portal === true ? 'portalHide' : 'portalShow'), title: t(settings.portal === true ? 'portalHide' : 'portalShow'), onclick: onPortal }, icon('columns')),
    h('a', { class: 'chip portal', href: portalAddress, target: '_blank', rel: 'noopener', 'aria-label': t('portal') }, h('span', {}, t('portal')), icon('out')),
    languages,
    theme,
  );
};

export const drawClock = (now, language) => {
  const place = document.querySelector('#clock-now');
  const text = new Intl.DateTimeFormat(localeOf(language), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Stockholm' }).format(now);
  if (place !== null && place.textContent !== text) place.textContent = text;
};
