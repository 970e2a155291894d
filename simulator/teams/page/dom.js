/** Builds elements without ever parsing text as HTML: strings become text nodes. */
export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

const SVG = 'http://www.w3.org/2000/svg';

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
};

const PATHS = {
  send: 'M3 3.2 17.5 10 3 16.8l1.8-5.5L11 10 4.8 8.7z',
  sun: 'M10 6.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M4 16l1.4-1.4M14.6 5.4 16 4',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z',
  clock: 'M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 5.8V10l2.8 1.8',
  copies: 'M7 3.5h8.5a1 1 0 0 1 1 1V13M4.5 7H12a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H4.5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z',
  out: 'M8 4H4.5a1 1 0 0 0-1 1v10.5a1 1 0 0 0 1 1H15a1 1 0 0 0 1-1V12M11.5 3.5h5v5M16 4l-7 7',
  columns: 'M3.5 4h13v12h-13zM7.8 4v12M12.2 4v12',
  close: 'M5 5l10 10M15 5 5 15',
  warning: 'M10 3.2 17.6 16.5H2.4zM10 8v4M10 14.2v.2',
};

/** A small line drawing that screen readers skip; `send` alone is filled. */
export const icon = (name) => {
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon', `icon-${name}`);
  svg.append(path);
  return svg;
};

/** Initials on a calm colour that stays the same for the same person. */
export const avatar = (name, id, extra = '') => {
  const initials = name.split(/\s+/).map((part) => part[0]).slice(0, 2).join('').toUpperCase();
  const hue = [...id].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 8, 7);
  return h('span', { class: `avatar tone-${hue} ${extra}`, 'aria-hidden': 'true' }, initials);
};

export const botAvatar = () => h('img', { class: 'avatar bot-avatar', src: '/room/vaxla.svg', alt: '' });
