import { createCard } from './card.js';
import { avatar, botAvatar, h, icon } from './dom.js';
import { markdownToNodes } from './markdown.js';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const OAUTH = 'application/vnd.microsoft.card.oauth';

/**
 * One message of a chat. `show` brings it up to date in place: cards that did not change are left untouched.
 * `onPress(activityId, action, version)` answers when the bot has; `onCopies` opens the earlier copies.
 */
export const createMessage = ({ message, person, t, time, onPress, onCopies }) => {
  const mine = message.from === 'person';
  const meta = h('div', { class: 'message-meta' });
  const text = h('div', { class: 'bubble' });
  const cards = h('div', { class: 'message-cards' });
  const line = h('div', { class: 'message-line', role: 'status' });
  const content = h('div', { class: 'message-content' }, meta, text, cards, line);
  const element = h('div', { class: `message ${mine ? 'mine' : 'theirs'}`, 'data-testid': 'message', 'data-id': message.id }, mine ? avatar(person.name, person.id) : botAvatar(), content);
  const slots = new Map();

  const slot = (index) => {
    const made = slots.get(index) ?? createCard({ t, onPress: (action) => onPress(message.id, action) });
    slots.set(index, made);
    return made;
  };
  const show = (current) => {
    element.dataset.version = current.version;
    meta.replaceChildren(...metaOf(current, { mine, t, time, onCopies }));
    text.hidden = current.text === '';
    text.replaceChildren(...(mine || current.textFormat === 'plain' ? [current.text] : markdownToNodes(current.text)));
    const wanted = current.attachments.map((attachment, index) => elementOf(attachment, slot, index, t));
    if (!same(wanted, [...cards.children])) cards.replaceChildren(...wanted);
    line.replaceChildren(...(current.line === undefined ? [] : lineOf(current.line, t)));
  };
  show(message);
  return { element, show };
};

const same = (wanted, present) => wanted.length === present.length && wanted.every((element, index) => element === present[index]);

const elementOf = (attachment, slot, index, t) => {
  if (attachment.contentType === OAUTH) return signInCard(attachment.content ?? {}, t);
  if (attachment.contentType !== ADAPTIVE) return h('div', { class: 'card file' }, attachment.name ?? attachment.contentType);
  const card = slot(index);
  card.show(attachment.content);
  return card.element;
};

const signInCard = (content, t) => {
  const link = (content.buttons ?? []).map((button) => button.value).find((value) => /^https?:\/\//.test(value));
  return h('div', { class: 'card sign-in', 'data-testid': 'card' }, h('p', {}, content.text ?? t('signIn')), link === undefined ? '' : signInLink(link, t));
};

const signInLink = (href, t) => h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, t('signInLink'));

const metaOf = (message, { mine, t, time, onCopies }) => {
  const cards = message.versions.filter((version) => version.attachments.some((a) => a.contentType === ADAPTIVE) && version.version !== message.version);
  const copies = h('button', { class: 'copies', type: 'button', 'data-testid': 'old-copies', title: t('oldCopiesLong'), onclick: () => onCopies(message, cards) }, icon('copies'), t('oldCopies', { count: cards.length }));
  return [
    mine ? '' : h('b', {}, 'Växla'),
    h('time', { datetime: message.at }, time(message.at)),
    message.edited ? h('span', {}, t('edited')) : '',
    cards.length > 0 ? copies : '',
  ];
};

const lineOf = (line, t) => {
  const words = { unreachable: t('unreachable'), 'sign-in': t('signIn'), error: line.text ?? line.code ?? t('unreachable') };
  return [icon('warning'), h('span', { 'data-testid': 'line', 'data-kind': line.kind }, words[line.kind]), line.link === undefined ? '' : signInLink(line.link, t)];
};
