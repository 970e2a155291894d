import { avatar, h } from './dom.js';

const SHOWN_MS = 7000;
const MOST = 4;

/** Short notices in the corner; pressing one opens the chat it is about. */
export const createToasts = (place) => ({
  show: ({ title, text, person, onOpen }) => {
    const toast = h('button', { type: 'button', class: 'toast', 'data-testid': 'toast', onclick: () => {
      toast.remove();
      onOpen?.();
    } }, person === undefined ? '' : avatar(person.name, person.id), h('span', {}, h('b', {}, title), h('span', { class: 'toast-text' }, text)));
    place.append(toast);
    while (place.children.length > MOST) place.firstChild.remove();
    setTimeout(() => toast.remove(), SHOWN_MS);
  },
});
