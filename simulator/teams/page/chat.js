import * as api from './api.js';
import { openCopies } from './copies.js';
import { h } from './dom.js';
import { createMessage } from './message.js';
import { localeOf } from './wording.js';

const ZONE = 'Europe/Stockholm';
const NEAR_END = 80;
/** Pixels between the top of the chat and a card that begins there. */
const ABOVE = 10;
const TYPING_MS = 6000;
const REFRESH_MS = 60_000;

/** The list of messages of one person's chat, newest at the bottom. */
export const createChat = ({ person, group, personOf = () => undefined, t, language, now }) => {
  const list = h('div', { class: 'messages', role: 'log', 'aria-label': t('chatWith', { person: person.name }), tabindex: '0' });
  const suggestions = h('div', { class: 'suggestions', role: 'group', 'aria-label': t('suggested') });
  const typing = h('div', { class: 'typing', role: 'status', hidden: true }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), t('typing'));
  const shown = new Map();
  const refreshed = new Map();
  let typingTimer;
  let placed = -1;

  const time = (at) => new Intl.DateTimeFormat(localeOf(language), { hour: '2-digit', minute: '2-digit', timeZone: ZONE }).format(new Date(at));
  const press = async (activityId, action, version) => {
    const { type, verb, id, title, data } = action;
    const order = { activityId, version, action: { type, verb, id, title, data } };
    await (group === undefined ? api.press(person.id, order) : api.pressInGroup(group.id, person.id, order)).catch(() => undefined);
  };
  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
  /** Shows the end of the chat; of a card that is taller than the window its beginning, where it says what it is about. */
  const toNewest = () => {
    const newest = list.lastElementChild;
    const isTall = newest !== null && newest.offsetHeight > list.clientHeight;
    list.scrollTop = isTall ? newest.offsetTop - list.offsetTop - ABOVE : list.scrollHeight;
    placed = list.scrollTop;
  };
  /** Keeps the newest in view for whoever has not scrolled away from it, and the place for whoever has. */
  const keepingPlace = (change) => {
    const follow = atEnd() || Math.abs(list.scrollTop - placed) < 2;
    change();
    if (follow) toNewest();
  };
  const add = (message) => {
    if (shown.has(message.id)) return void shown.get(message.id).show(message);
    const day = dateOf(new Date(message.at));
    if (list.dataset.lastDay !== day) list.append(h('div', { class: 'day', 'data-at': message.at }, dayOf(message.at, { language, t, now: now() })));
    list.dataset.lastDay = day;
    const made = createMessage({ message, person: personOf(message.author) ?? person, t, time, onPress: press, onCopies: (current, versions) => openCopies({ message: current, versions, t, time, onPress: press }) });
    shown.set(message.id, made);
    list.append(made.element);
  };
  const suggest = (message) => {
    const actions = message?.from === 'bot' ? message.suggestedActions : [];
    suggestions.replaceChildren(...actions.map(({ title, value }) => h('button', { type: 'button', class: 'suggestion', onclick: () => void (group === undefined ? api.say(person.id, value) : api.sayInGroup(group.id, person.id, value)) }, title)));
  };
  /** A card in view asks for its refresh; the twin decides, and this only spares it needless questions. */
  const askRefresh = (message) => {
    const wants = message.attachments.some((a) => a.content?.refresh !== undefined);
    if (!wants || Date.now() - (refreshed.get(message.id) ?? 0) < REFRESH_MS) return;
    refreshed.set(message.id, Date.now());
    void (group === undefined ? api.refresh(person.id, message.id) : api.refreshInGroup(group.id, person.id, message.id)).catch(() => undefined);
  };
  const stopTyping = () => {
    clearTimeout(typingTimer);
    typing.hidden = true;
  };
  return {
    elements: [list, typing, suggestions],
    load: (messages) => {
      const gone = [...shown.keys()].filter((id) => !messages.some((m) => m.id === id));
      const drawAll = () => {
        for (const id of gone) remove(shown, id);
        messages.forEach(add);
      };
      // Drawn again in another theme, the chat stays where the reader has it.
      if (gone.length === 0 && messages.every(({ id }) => shown.has(id))) drawAll();
      else keepingPlace(drawAll);
      list.classList.toggle('is-empty', messages.length === 0);
      suggest(messages.at(-1));
      messages.forEach(askRefresh);
    },
    toEnd: toNewest,
    message: (message) => {
      if (message.from === 'bot') stopTyping();
      list.classList.remove('is-empty');
      keepingPlace(() => add(message));
      if (message.from === 'person') toNewest();
      suggest(message);
      askRefresh(message);
    },
    update: (message) => keepingPlace(() => shown.get(message.id)?.show(message)),
    remove: (id) => remove(shown, id),
    /** "Today" becomes "Yesterday" when the clock is moved. */
    redate: () => list.querySelectorAll('.day').forEach((day) => (day.textContent = dayOf(day.dataset.at, { language, t, now: now() }))),
    typing: () => {
      clearTimeout(typingTimer);
      keepingPlace(() => (typing.hidden = false));
      typingTimer = setTimeout(stopTyping, TYPING_MS);
    },
    empty: () => list.prepend(h('div', { class: 'empty' }, h('img', { src: '/room/vaxla.svg', alt: '' }), h('b', {}, t('empty')), h('p', {}, t('emptyHint')))),
  };
};

const remove = (shown, id) => {
  shown.get(id)?.element.remove();
  shown.delete(id);
};

const dateOf = (date) => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(date);

/** "Today", "Yesterday" or the date, by the rehearsal's clock. */
const dayOf = (at, { language, t, now }) => {
  const then = new Date(at);
  if (dateOf(then) === dateOf(now)) return t('today');
  if (dateOf(then) === dateOf(new Date(now.getTime() - 86_400_000))) return t('yesterday');
  return new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', day: 'numeric', month: 'long', timeZone: ZONE }).format(then);
};
