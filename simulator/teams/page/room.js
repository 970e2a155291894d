import * as api from './api.js';
import { drawBar, drawClock } from './bar.js';
import { h } from './dom.js';
import { createPane } from './pane.js';
import { createPortalPane } from './portal-pane.js';
import { remember, settings } from './settings.js';
import { createToasts } from './toasts.js';
import { wording } from './wording.js';

const room = await api.getRoom();
const state = { t: wording(settings.language), language: settings.language, unread: new Map(), now: () => new Date(Date.now() + offset) };
let offset = new Date(room.now).getTime() - Date.now();
const toasts = createToasts(document.querySelector('#toasts'));
const tabs = document.querySelector('#tabs');

const choose = (pane) => (person) => {
  state.unread.delete(person.id);
  remember({ people: { ...settings.people, [pane().side]: person.id } });
  void pane().show(person);
  bringForward(pane().side);
};
const paneFor = (side, choices) => {
  const pane = createPane({ side, choices, state, choose: choose(() => pane) });
  return pane;
};
const isOurs = (tenant) => tenant.side === 'partner';
const panes = [paneFor('partner', room.tenants.filter(isOurs)), paneFor('provider', room.tenants.filter((tenant) => !isOurs(tenant)))];

const portal = createPortalPane({ address: room.portalAddress, state });
const showPortal = (isShown) => {
  remember({ portal: isShown });
  portal.show(isShown);
  drawFrame();
  bringForward(isShown ? 'portal' : 'partner');
};

/** On a narrow window one company is in front at a time; both are on a wide one. */
const bringForward = (side) => {
  document.body.dataset.front = side;
  for (const tab of tabs.children) tab.setAttribute('aria-selected', String(tab.dataset.side === side));
  const pane = panes.find((candidate) => candidate.side === side);
  if (pane?.person() !== undefined && state.unread.delete(pane.person().id)) pane.drawHeads();
};
const drawTabs = () => {
  tabs.setAttribute('role', 'tablist');
  tabs.setAttribute('aria-label', state.t('panes'));
  const tab = (side, label) => h('button', { type: 'button', role: 'tab', 'data-side': side, onclick: () => bringForward(side) }, label);
  tabs.replaceChildren(...panes.map(({ side }) => tab(side, state.t(`sides.${side}`))), ...(settings.portal === true ? [tab('portal', state.t('portalSide'))] : []));
  bringForward(document.body.dataset.front ?? 'partner');
};
const drawFrame = () => {
  document.documentElement.lang = settings.language;
  document.documentElement.dataset.theme = settings.theme;
  const failed = () => toasts.show({ title: state.t('clock'), text: state.t('clockFailed') });
  drawBar(document.querySelector('#bar'), {
    t: state.t,
    settings,
    portalAddress: room.portalAddress,
    onPortal: () => showPortal(settings.portal !== true),
    onClock: (ms) => void api.moveClock(ms).catch(failed),
    onTheme: () => {
      remember({ theme: settings.theme === 'dark' ? 'light' : 'dark' });
      drawFrame();
      // The chats stay; their cards alone are drawn in the other colours.
      for (const pane of panes) void pane.reload();
    },
    onLanguage: (language) => {
      remember({ language });
      Object.assign(state, { language, t: wording(language) });
      drawFrame();
      portal.show(settings.portal === true);
      for (const pane of panes) void pane.show(pane.person());
    },
  });
  drawTabs();
  drawClock(state.now(), settings.language);
};

const isInFront = (personId) => panes.some((pane) => pane.inFront() === personId && pane.element.offsetParent !== null);
const plain = (message) => message.summary ?? (message.text || (message.attachments[0]?.content?.speak ?? state.t('sentCard')));
const announce = (pane, personId, { title, text }) => {
  const person = pane.find(personId);
  toasts.show({ title: state.t(title, { person: person.name }), text, person, onOpen: () => choose(() => pane)(person) });
};
const unseen = (pane, message) => {
  state.unread.set(message.personId, (state.unread.get(message.personId) ?? 0) + 1);
  pane.drawHeads();
  announce(pane, message.personId, { title: 'newMessage', text: plain(message) });
};

/** What an event does to the pane of the person it names. */
const on = {
  message: (pane, { personId, message }) => {
    if (pane.inFront() === personId) pane.chat().message(message);
    if (message.from === 'bot' && !isInFront(personId)) unseen(pane, message);
  },
  update: (pane, { personId, message }) => pane.inFront() === personId && pane.chat().update(message),
  delete: (pane, { personId, id }) => pane.inFront() === personId && pane.chat().remove(id),
  typing: (pane, { personId }) => pane.inFront() === personId && pane.chat().typing(),
  notice: (pane, { personId, text }) => announce(pane, personId, { title: 'notice', text }),
  room: (pane, { personId, locale, installed }) => {
    Object.assign(pane.find(personId), { locale, installed });
    if (pane.person().id !== personId) return;
    pane.drawHeads();
    pane.drawFoot();
  },
};

/** What is said in a group is seen where its chat is in front; it may be a group that nobody has seen yet. */
const inGroup = (name, data) => {
  for (const pane of panes) {
    if (pane.inFront() !== data.personId) void pane.readGroups();
    else if (name === 'message' || name === 'update') pane.chat()[name](data.message);
    else if (name === 'delete') pane.chat().remove(data.id);
    else if (name === 'typing') pane.chat().typing();
  }
};

drawFrame();
document.querySelector('#panes').append(...panes.map((pane) => pane.element), portal.element);
portal.show(settings.portal === true);
for (const pane of panes) {
  const all = room.tenants.flatMap((tenant) => tenant.people).filter((person) => pane.has(person.id));
  await pane.show(all.find((person) => person.id === settings.people[pane.side]) ?? all[0]);
}
setInterval(() => drawClock(state.now(), settings.language), 1000);
api.listen({
  opened: () => {
    document.body.classList.remove('offline');
    for (const pane of panes) void pane.reload();
  },
  lost: () => {
    if (!document.body.classList.contains('offline')) toasts.show({ title: 'Växla', text: state.t('offline') });
    document.body.classList.add('offline');
  },
  on: (name, data) => {
    if (data.now !== undefined) {
      offset = new Date(data.now).getTime() - Date.now();
      drawClock(state.now(), settings.language);
      for (const pane of panes) pane.chat().redate();
    }
    if (data.personId?.startsWith('group-')) return void inGroup(name, data);
    const pane = panes.find((candidate) => data.personId !== undefined && candidate.has(data.personId));
    if (pane !== undefined) on[name](pane, data);
  },
});
document.body.dataset.ready = 'true';
