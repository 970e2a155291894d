import * as api from './api.js';
import { createChat } from './chat.js';
import { createComposer } from './composer.js';
import { avatar, botAvatar, h } from './dom.js';
import { rolesOf } from './wording.js';

/**
 * One company's Teams: who is signed in, their chat with Växla, and the others of the company.
 * `state` is the page's: `{ tenants, unread, now, t, language }`; `choose(person)` makes somebody the one in front.
 */
export const createPane = ({ side, choices, state, choose }) => {
  const element = h('section', { class: 'pane', 'data-testid': `pane-${side}`, 'data-side': side });
  const drafts = new Map();
  let person;
  let chat;
  let groups = [];
  /** The group in front; undefined when it is the person's own chat with Växla. */
  let group;

  const find = (personId) => choices.flatMap((tenant) => tenant.people).find((p) => p.id === personId);

  const tenantOf = (someone) => choices.find((tenant) => tenant.people.some((p) => p.id === someone.id));

  const head = () => {
    const tenant = tenantOf(person);
    return h('header', { class: 'pane-head' },
      h('span', { class: `company-mark ${side}`, 'aria-hidden': 'true' }, tenant.name[0]),
      h('div', { class: 'company' }, companyName(tenant), h('small', {}, state.t(`sides.${tenant.side}`))),
      h('div', { class: 'who' }, avatar(person.name, person.id), h('div', { class: 'who-text' }, personSelect(tenant), h('small', {}, rolesOf(person, state.t)))));
  };
  const companyName = (tenant) => {
    if (choices.length === 1) return h('h2', {}, tenant.name);
    return h('select', { class: 'company-select', 'data-testid': 'company-select', 'aria-label': state.t('company'), onchange: (event) => choose(choices.find((c) => c.id === event.target.value).people[0]) },
      ...choices.map((c) => h('option', { value: c.id, selected: c.id === tenant.id }, c.name)));
  };
  const personSelect = (tenant) =>
    h('select', { 'data-testid': 'person-select', 'aria-label': state.t('person'), onchange: (event) => choose(tenant.people.find((p) => p.id === event.target.value)) },
      ...tenant.people.map((p) => h('option', { value: p.id, selected: p.id === person.id, title: rolesOf(p, state.t) }, p.name)));

  const others = (tenant) => h('div', { class: 'others', role: 'group', 'aria-label': state.t('peopleOf', { company: tenant.name }) }, ...tenant.people.map(faceButton));
  const faceButton = (someone) => {
    const count = state.unread.get(someone.id) ?? 0;
    const label = [someone.name, rolesOf(someone, state.t), ...(count > 0 ? [state.t('unread', { count })] : [])].join(', ');
    return h('button', { type: 'button', class: 'face', 'data-person': someone.id, 'aria-label': label, title: label, 'aria-pressed': String(someone.id === person.id), onclick: () => choose(someone) },
      avatar(someone.name, someone.id), count > 0 ? h('span', { class: 'badge', 'data-testid': 'badge' }, count) : '');
  };
  const chatHead = () => {
    const toggle = h('button', { type: 'button', class: 'quiet', onclick: () => void api.setInstalled(person.id, !person.installed) }, state.t(person.installed ? 'removeApp' : 'addApp'));
    const languages = h('select', { class: 'quiet', 'data-testid': 'person-locale', 'aria-label': state.t('personLanguage'), title: state.t('personLanguage'), onchange: (event) => void api.setLocale(person.id, event.target.value) },
      h('option', { value: 'sv', selected: person.locale === 'sv' }, 'Svenska'), h('option', { value: 'en', selected: person.locale === 'en' }, 'English'));
    return h('div', { class: 'chat-head' }, botAvatar(), groups.length === 0 ? h('b', {}, 'Växla') : chatSelect(), h('span', { class: 'tag' }, state.t('app')), h('span', { class: 'fill' }), languages, toggle, others(tenantOf(person)));
  };
  const chatSelect = () =>
    h('select', { class: 'quiet', 'data-testid': 'chat-select', 'aria-label': state.t('chats'), onchange: (event) => void open(event.target.value) },
      h('option', { value: '', selected: group === undefined }, 'Växla'), ...groups.map((g) => h('option', { value: g.id, selected: g.id === group?.id }, nameOf(g))));
  const nameOf = ({ team, name }) => (team === undefined ? name : `${team.name} › ${name}`);
  const foot = () => {
    if (group !== undefined) return createComposer({ t: state.t, drafts, personId: `${group.id} ${person.id}`, onSend: (text) => void api.sayInGroup(group.id, person.id, text).catch(() => undefined) });
    if (!person.installed) return h('div', { class: 'removed' }, state.t('removed', { person: person.name }));
    return createComposer({ t: state.t, drafts, personId: person.id, onSend: (text) => void api.say(person.id, text).catch(() => undefined) });
  };
  const drawHeads = () => {
    element.querySelector('.pane-head')?.replaceWith(head());
    element.querySelector('.chat-head')?.replaceWith(chatHead());
  };
  const draw = () => {
    chat = createChat({ person, group, personOf: find, t: state.t, language: state.language, now: state.now });
    chat.empty();
    element.setAttribute('aria-label', tenantOf(person).name);
    element.replaceChildren(head(), chatHead(), ...chat.elements, foot());
  };
  const load = async () => {
    const [mine, wanted] = [chat, person.id];
    const messages = await (group === undefined ? api.getMessages(wanted) : api.getGroupMessages(group.id, wanted));
    if (mine === chat) mine.load(messages);
  };
  const open = async (groupId) => {
    group = groups.find((g) => g.id === groupId);
    draw();
    await load();
    chat.toEnd();
  };
  const readGroups = async () => {
    const [mine, all] = [person.id, await api.getGroups()];
    if (mine !== person.id) return;
    const theirs = all.filter(({ memberIds }) => memberIds.includes(mine));
    if (JSON.stringify(theirs) === JSON.stringify(groups)) return;
    groups = theirs;
    element.querySelector('.chat-head')?.replaceWith(chatHead());
  };
  return {
    element,
    side,
    person: () => person,
    has: (personId) => choices.some((tenant) => tenant.people.some((p) => p.id === personId)),
    find,
    /** What is in front: the group, or the person whose own chat it is. */
    inFront: () => group?.id ?? person.id,
    readGroups,
    show: async (someone) => {
      person = someone;
      groups = [];
      await Promise.all([open(''), readGroups()]);
    },
    reload: load,
    drawHeads,
    drawFoot: () => element.lastChild.replaceWith(foot()),
    chat: () => chat,
  };
};
