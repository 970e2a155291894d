import { avatar, h } from './dom.js';

const SHOWN_MS = 7000;
/** One is all the bar has room for; the badges at the faces count the rest. */
const MOST = 1;

/** Short notices in the bar; pressing one opens the chat it is about. */
export const createToasts = (place) => ({
  show: ({ title, text, person, onOpen }) => {
    const toast = h('button', { type: 'button', class: 'toast', 'data-testid': 'toast', title: text, onclick: () => {
      toast.remove();
      onOpen?.();
    } }, person === undefined ? '' : avatar(person.name, person.id), h('span', {}, h('b', {}, title), h('span', { class: 'toast-text' }, text)));
    place.append(toast);
    while (place.children.length > MOST) place.firstChild.remove();
    setTimeout(() => toast.remove(), SHOWN_MS);
  },
});
