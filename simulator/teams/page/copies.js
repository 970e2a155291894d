import { createCard } from './card.js';
import { h, icon } from './dom.js';

/** Shows earlier copies of a card in a dialog, newest first; pressing one is pressing a card that somebody left open. */
export const openCopies = ({ message, versions, t, time, onPress }) => {
  const dialog = h('dialog', { class: 'copies-dialog', 'data-testid': 'copies', onclose: () => dialog.remove() });
  const cardOf = (attachment, version) => {
    const pressed = async (action) => {
      await onPress(message.id, action, version);
      dialog.close();
    };
    const card = createCard({ t, onPress: pressed });
    card.show(attachment.content);
    return card.element;
  };
  const close = h('button', { class: 'icon-button', type: 'button', 'aria-label': t('close'), onclick: () => dialog.close() }, icon('close'));
  dialog.append(h('header', {}, h('p', {}, t('oldCopiesLong')), close));
  for (const { version, at, attachments } of [...versions].reverse()) {
    dialog.append(h('h3', {}, t('copyOf', { number: version, time: time(at) })), ...attachments.map((a) => cardOf(a, version)));
  }
  document.body.append(dialog);
  dialog.showModal();
};
