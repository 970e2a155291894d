import { h, icon } from './dom.js';

/** Where a person writes: Enter sends, Shift+Enter makes a new line, and a draft is kept for each person. */
export const createComposer = ({ t, onSend, drafts, personId }) => {
  const field = h('textarea', { rows: '1', 'data-testid': 'composer', 'aria-label': t('write'), placeholder: t('write'), maxlength: '28000' });
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
    drafts.set(personId, field.value);
    send.disabled = field.value.trim() === '';
  };
  const submit = () => {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    grow();
    onSend(text);
  };
  const send = h('button', { class: 'send', type: 'button', 'data-testid': 'send', 'aria-label': t('send'), onclick: submit }, icon('send'));
  field.addEventListener('input', grow);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  field.value = drafts.get(personId) ?? '';
  send.disabled = field.value.trim() === '';
  return h('div', { class: 'composer' }, field, send);
};
